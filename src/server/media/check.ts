import { inflateRawSync } from 'node:zlib'
import { DOCX, sniffMedia, type MediaWhat } from '../../core/media'
import { mediaProblem, type MediaProblem } from '../../core/mediaCheck'

/**
 * What is wrong with the whole of an attachment before it may be shown to anybody: everything a phone asks, and of an office file also what
 * it says it is, for a phone unpacks nothing. Nothing is decoded, executed or unpacked but that one list of some kilobytes.
 */
export function wholeProblem(whole: Buffer, whats: readonly MediaWhat[]): MediaProblem | null {
  const problem = mediaProblem(whole, whats)
  if (problem !== null || sniffMedia(whole) !== DOCX) return problem
  const types = contentTypesOf(whole)
  if (types === null) return 'damaged'
  if (/macroEnabled|vbaProject/i.test(types)) return 'macro'
  return types.includes('wordprocessingml') ? null : 'wrongType'
}

const NAME = '[Content_Types].xml'
const MOST_TYPES_BYTES = 256 * 1024
const [ENTRY, ENTRY_BYTES, LOCAL_BYTES, STORED, DEFLATED] = [Buffer.from('PK\x01\x02'), 46, 30, 0, 8]

/** The zip's list names where it stands; null: nowhere, or larger than any such list. */
function contentTypesOf(zip: Buffer): string | null {
  for (let at = zip.indexOf(ENTRY); at >= 0 && at + ENTRY_BYTES <= zip.length; at = zip.indexOf(ENTRY, at + 1)) {
    if (zip.toString('latin1', at + ENTRY_BYTES, at + ENTRY_BYTES + zip.readUInt16LE(at + 28)) !== NAME) continue
    const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)]
    if (local + LOCAL_BYTES > zip.length) return null
    const from = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    return unpacked(method, zip.subarray(from, from + size))
  }
  return null
}

function unpacked(method: number, bytes: Buffer): string | null {
  if (method === STORED) return bytes.length <= MOST_TYPES_BYTES ? bytes.toString('utf8') : null
  if (method !== DEFLATED) return null
  try {
    return inflateRawSync(bytes, { maxOutputLength: MOST_TYPES_BYTES }).toString('utf8')
  } catch {
    // Torn, or far larger than it says: a list nobody can read is no list.
    return null
  }
}
