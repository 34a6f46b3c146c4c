import { inflateRawSync } from 'node:zlib'
import PizZip from 'pizzip'
import { codeOf } from '../errorCode'

/** What stands in a zip's own directory about one file. Sizes are claims: nothing is allocated by them. */
interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

export type Unpacked<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'refused'; readonly say: string }

/** What is taken, and what is said about what is not. */
export interface ZipRules {
  /** All parts together, really unpacked, in bytes. */
  readonly most: number
  readonly tooLarge: string
  readonly broken: string
}

/** A register of the largest size taken is half of it. */
const REGISTER: ZipRules = {
  most: 64 * 1024 * 1024,
  tooLarge: '这个文件解开以后太大，没有收。请拆成几个文件，每个不超过 2 万行，再导入。',
  broken: '这个文件坏了，读不出来。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。',
}
const MOST_ENTRIES = 2_000
/** Tables repeat themselves: honest ones reach 40. */
const MOST_RATIO = 200
/** Below it a ratio says nothing. */
const SMALL = 4 * 1024 * 1024

/** The named parts, unpacked with both claimed and real sizes limited. */
export function unpackParts(bytes: Buffer, isWanted: (name: string) => boolean, rules: ZipRules = REGISTER): Unpacked<ReadonlyMap<string, Buffer>> {
  const directory = readDirectory(bytes)
  if (directory === null) return refused(rules.broken)
  const claimed = directory.reduce((sum, { size }) => sum + size, 0)
  const packed = directory.reduce((sum, entry) => sum + entry.packed, 0)
  // Entries that share bytes make a small file unpack to anything; honest ones never add up to more than the file.
  if (directory.length > MOST_ENTRIES || claimed > rules.most || packed > bytes.length) return refused(rules.tooLarge)
  if (claimed > SMALL && claimed > packed * MOST_RATIO) return refused(rules.tooLarge)
  if (directory.some(({ flags }) => (flags & 1) === 1)) return refused('这个文件加了密码，打不开。请先去掉密码，再选一次。')
  return inflateAll(bytes, directory.filter(({ name }) => isWanted(name)), rules)
}

/** Names in the directory; null when the bytes are no zip. */
export function namesIn(bytes: Buffer): readonly string[] | null {
  return readDirectory(bytes)?.map(({ name }) => name) ?? null
}

/** The parts as a zip again, as they are: what reads it next unpacks nothing. */
export function packParts(parts: ReadonlyMap<string, Buffer>): Buffer {
  const zip = new PizZip()
  for (const [name, content] of parts) zip.file(name, content, { binary: true })
  return zip.generate({ type: 'nodebuffer', compression: 'STORE' })
}

function inflateAll(bytes: Buffer, entries: readonly Entry[], rules: ZipRules): Unpacked<ReadonlyMap<string, Buffer>> {
  const parts = new Map<string, Buffer>()
  let left = rules.most
  for (const entry of entries) {
    const content = contentOf(bytes, entry, left)
    if (content === null) return refused(rules.broken)
    if (content === 'tooLarge') return refused(rules.tooLarge)
    left -= content.length
    parts.set(entry.name, content)
  }
  return { kind: 'ok', value: parts }
}

const STORED = 0
const DEFLATED = 8

function contentOf(bytes: Buffer, { at, packed, method }: Entry, most: number): Buffer | 'tooLarge' | null {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) return null
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (from + packed > bytes.length) return null
  const content = bytes.subarray(from, from + packed)
  if (method === STORED) return content.length > most ? 'tooLarge' : content
  if (method !== DEFLATED) return null
  if (most === 0) return 'tooLarge'
  try {
    return inflateRawSync(content, { maxOutputLength: most })
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : null
  }
}

function readDirectory(bytes: Buffer): readonly Entry[] | null {
  const end = endOf(bytes)
  if (end === null) return null
  const count = bytes.readUInt16LE(end + 10)
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null
    const [nameLength, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/\\/g, '/'),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

/** The end record stands last, behind it only a comment of at most 64 KiB. */
function endOf(bytes: Buffer): number | null {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at -= 1) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at
  }
  return null
}

function refused(say: string): { readonly kind: 'refused'; readonly say: string } {
  return { kind: 'refused', say }
}
