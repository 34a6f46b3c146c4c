export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp'

/** One photo or recording, as the phone has made it small. */
export const MAX_MEDIA_BYTES = 2 * 1024 * 1024
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

export function isMediaSize(size: number): boolean {
  return Number.isInteger(size) && size > 0 && size <= MAX_MEDIA_BYTES
}

/** What the first bytes say it is; null: no picture we take. Names and headers of senders are not believed. */
export function sniffMedia(first: Uint8Array): MediaType | null {
  const begins = (signature: readonly number[], at = 0): boolean => signature.every((byte, index) => first[at + index] === byte)
  if (begins([0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  return begins(RIFF) && begins(WEBP, 8) ? 'image/webp' : null
}
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP = [0x57, 0x45, 0x42, 0x50]

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
