import { latin } from './media'

/** The names in a zip's own list of what it holds, nothing unpacked; null: it is none, breaks off, or something stands behind it. */
export function zipNames(bytes: Uint8Array): readonly string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOf(view)
  if (end === null) return null
  const names: string[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return null
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true)
    names.push(latin(bytes.subarray(at + ENTRY_BYTES, nameEnd)))
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return at === end ? names : null
}

const [ENTRY, ENTRY_BYTES] = [0x02014b50, 46]
const [END, END_BYTES] = [0x06054b50, 22]
const MOST_COMMENT = 0xffff

/** Where the list's last line begins; its comment runs to the very end of the file. */
function endOf(view: DataView): number | null {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return null
}
