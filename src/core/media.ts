import { hasOwn } from './own'

/** What a media field holds: `what` of its description, pictures where it says nothing. */
export type MediaWhat = 'photos' | 'voice' | 'files'

interface MediaKind {
  /** The fields it may stand in. */
  readonly fits: readonly MediaWhat[]
  readonly most: number
  readonly ending: string
}

const MB = 1024 * 1024
/** A picture as the phone has made it small. */
const picture = (ending: string, ...fits: readonly MediaWhat[]): MediaKind => ({ fits, most: 2 * MB, ending })
/** Ten minutes at 32 kbit/s are 2.4 MB. */
const sound = (ending: string): MediaKind => ({ fits: ['voice'], most: 3 * MB, ending })
/** Sealed it takes nine tenths of the 10 MB that older hosts of WeChat write into one file. */
const paper = (ending: string): MediaKind => ({ fits: ['files'], most: 5 * MB, ending })

/** Everything that is taken, and where. What it is, its bytes say (`sniffMedia`), never its name or its sender. */
const KINDS = {
  'image/jpeg': picture('jpg', 'photos', 'files'),
  'image/png': picture('png', 'photos', 'files'),
  'image/webp': picture('webp', 'photos'),
  'audio/mp4': sound('m4a'),
  'audio/aac': sound('aac'),
  'audio/mpeg': sound('mp3'),
  'audio/webm': sound('webm'),
  'application/pdf': paper('pdf'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': paper('docx'),
} as const satisfies Readonly<Record<string, MediaKind>>

export type MediaType = keyof typeof KINDS
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' satisfies MediaType

export function isMediaType(type: string): type is MediaType {
  return hasOwn(KINDS, type)
}

export function fitsMedia(type: MediaType, what: MediaWhat): boolean {
  return (KINDS[type].fits).includes(what)
}

/** Of the largest kind that may stand there; without its dot, the ending a file of the type goes by. */
export function mostBytes(what: MediaWhat): number {
  return Math.max(...Object.values(KINDS).filter(({ fits }) => (fits).includes(what)).map(({ most }) => most))
}
export function endingOf(type: MediaType): string {
  return KINDS[type].ending
}

export function isPicture(type: MediaType): boolean {
  return type.startsWith('image/')
}

/** Recordings of a field stop by themselves after so long. */
export const MAX_VOICE_SECONDS = 600
/** Media travels apart from ops, in pieces of this size (the last one smaller): on 2G a lost one costs three seconds. */
export const MEDIA_PIECE_BYTES = 32 * 1024

/** Attachments are named by what they are: the SHA-256 of their bytes, in hex. The same picture is the same id on every phone. */
export function isMediaId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

/** The inclusive-exclusive byte range of a piece; pieces are numbered from 0. */
export function pieceRange(size: number, piece: number, pieceBytes: number): readonly [from: number, to: number] {
  return [piece * pieceBytes, Math.min(size, (piece + 1) * pieceBytes)]
}

export function pieceCount(size: number, pieceBytes: number): number {
  return Math.ceil(size / pieceBytes)
}

/** Pieces not among those held, ascending. */
export function missingPieces(size: number, pieceBytes: number, held: readonly number[]): readonly number[] {
  const has = new Set(held)
  return Array.from({ length: pieceCount(size, pieceBytes) }, (_, piece) => piece).filter((piece) => !has.has(piece))
}

export function isMediaSize(size: number, type: MediaType): boolean {
  return Number.isInteger(size) && size > 0 && size <= KINDS[type].most
}

/** What the first bytes say it is; null: nothing we take. Whether all of it is that, `mediaProblem` (core/mediaCheck) says. */
export function sniffMedia(first: Uint8Array): MediaType | null {
  const begins = (signature: string | readonly number[], at = 0): boolean =>
    [...signature].every((byte, index) => first[at + index] === (typeof byte === 'string' ? byte.charCodeAt(0) : byte))
  if (begins([0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (begins('RIFF') && begins('WEBP', 8)) return 'image/webp'
  if (begins('%PDF-')) return 'application/pdf'
  if (begins('ftyp', 4)) return MP4_BRANDS.some((brand) => begins(brand, 8)) ? 'audio/mp4' : null
  if (begins([0x1a, 0x45, 0xdf, 0xa3])) return latin(first.subarray(0, 64)).includes('webm') ? 'audio/webm' : null
  if (begins('PK\x03\x04')) return OFFICE_ENTRIES.some((name) => begins(name, 30)) ? DOCX : null
  return begins('ID3') ? 'audio/mpeg' : sniffFrame(first)
}
const MP4_BRANDS = ['M4A ', 'mp41', 'mp42', 'isom', 'iso2', 'iso4', 'iso5', 'iso6', 'dash', '3gp4', '3gp5']
/** The first of an office file's entries, as every program writes them. */
const OFFICE_ENTRIES = ['[Content_Types].xml', '_rels/', 'word/', 'docProps/']

/** A frame of sound without any head before it: AAC (ADTS), or MP3. */
function sniffFrame(first: Uint8Array): MediaType | null {
  const [sync = 0, head = 0, rate = 0xff] = first
  if (sync !== 0xff || (head & 0xe0) !== 0xe0 || first.length < 4) return null
  if ((head & 0xf6) === 0xf0) return 'audio/aac'
  return (head & 0x06) !== 0 && rate >> 4 !== 0xf && ((rate >> 2) & 3) !== 3 ? 'audio/mpeg' : null
}

/** Bytes as letters of one byte each. */
export function latin(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** CRC-32 of a piece (IEEE 802.3, as zip and png have it), eight hex digits: tells damage on the way, not forgery. */
export function crc32(bytes: Uint8Array): string {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}
const CRC_TABLE: readonly number[] = Array.from({ length: 256 }, (_, start) => {
  let crc = start
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})

/** A picture that a record names and that has not come for so long is 影像缺失; before that it is 影像待传. */
export const MEDIA_MISSING_DAYS = 7
