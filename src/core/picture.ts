import { sniffMedia } from '../core/media'

/**
 * A picture without what its camera wrote beside it: place, time, owner, thumbnail of the uncropped whole. What remains is a list
 * of what a decoder needs, so that nothing unheard of slips through, nor anything behind the picture's end. Orientation goes too:
 * who picks the picture has turned its pixels. null: no whole JPEG, PNG or WebP.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  switch (sniffMedia(bytes)) {
    case 'image/jpeg':
      return joined(jpegParts(bytes))
    case 'image/png':
      return joined(pngParts(bytes))
    case 'image/webp':
      return webp(bytes)
    default:
      return null
  }
}

/** In pixels, as it says itself. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/**
 * How large the picture becomes once it is decoded, from what stands before its pixels: nothing is decoded, and the first part of a file
 * is enough. Of several frames the largest counts. null: it does not say.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  switch (sniffMedia(bytes)) {
    case 'image/jpeg':
      return jpegSize(bytes)
    case 'image/png':
      return letters(bytes, 12) === 'IHDR' && bytes.length >= 24 ? { width: uint32(bytes, 16, 'big'), height: uint32(bytes, 20, 'big') } : null
    case 'image/webp':
      return webpSize(bytes)
    default:
      return null
  }
}

function jpegSize(bytes: Uint8Array): PictureSize | null {
  const frames: PictureSize[] = []
  walkJpeg(bytes, (marker, at) => {
    const isFrame = marker >= 0xc0 && marker < 0xd0 && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) frames.push({ width: uint16(bytes, at + 7), height: uint16(bytes, at + 5) })
  })
  return frames.sort((a, b) => b.width * b.height - a.width * a.height)[0] ?? null
}

function webpSize(bytes: Uint8Array): PictureSize | null {
  const low = (at: number): number => (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8)
  if (bytes.length < 30) return null
  switch (letters(bytes, 12)) {
    case 'VP8X':
      return { width: low(24) + ((bytes[26] ?? 0) << 16) + 1, height: low(27) + ((bytes[29] ?? 0) << 16) + 1 }
    case 'VP8L':
      return { width: (low(21) & 0x3fff) + 1, height: ((uint32(bytes, 21, 'little') >>> 14) & 0x3fff) + 1 }
    case 'VP8 ':
      return { width: low(26) & 0x3fff, height: low(28) & 0x3fff }
    default:
      return null
  }
}

/** Parts of the picture to keep; null: it breaks off or is none. */
type Parts = readonly Uint8Array[] | null

const [SOS, EOI] = [0xda, 0xd9]
/** Adobe's says how colours are coded; without it some pictures turn green. */
const ADOBE = 0xee

function jpegParts(bytes: Uint8Array): Parts {
  const parts = [bytes.subarray(0, 2)]
  const end = walkJpeg(bytes, (marker, at, next) => {
    if (isJpegNeeded(marker)) parts.push(bytes.subarray(at, next))
  })
  return end === null ? null : [...parts, bytes.subarray(end, end + 2)]
}

/** Every segment with what is coded behind it, `[at, next)`; returns where the picture ends, or null when it breaks off first. */
function walkJpeg(bytes: Uint8Array, see: (marker: number, at: number, next: number) => void): number | null {
  let at = 2
  while (at + 4 <= bytes.length + 2 && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // A marker may be led in by any number of fill bytes.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return at
    const end = at + 2 + uint16(bytes, at + 2)
    if (end > bytes.length || end < at + 4) return null
    const next = marker === SOS ? scanEnd(bytes, end) : end
    see(marker, at, next)
    at = next
  }
  return null
}

/** Coding tables, frames and scans; no application data but Adobe's, no comment. */
function isJpegNeeded(marker: number): boolean {
  return marker === ADOBE || (marker >= 0xc0 && marker < 0xe0)
}

/** Where the coded pixels that begin at `from` end: the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

const PNG_NEEDED = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD']

function pngParts(bytes: Uint8Array): Parts {
  const parts = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + uint32(bytes, at, 'big')
    if (end > bytes.length) return null
    const name = letters(bytes, at + 4)
    if (PNG_NEEDED.includes(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return parts
    at = end
  }
  return null
}

const WEBP_NEEDED = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']
/** Of VP8X: colour profile, EXIF, XMP. */
const WEBP_BESIDE = 0x20 | 0x08 | 0x04

function webp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const parts = [bytes.subarray(0, 12)]
  const whole = 8 + uint32(bytes, 4, 'little')
  if (whole > bytes.length) return null
  for (let at = 12; at + 8 <= whole; ) {
    const size = uint32(bytes, at + 4, 'little')
    const end = at + 8 + size + (size % 2)
    if (end > whole) return null
    if (WEBP_NEEDED.includes(letters(bytes, at))) parts.push(bytes.subarray(at, end))
    at = end
  }
  const kept = joined(parts.length > 1 ? parts : null)
  if (kept === null) return null
  new DataView(kept.buffer).setUint32(4, kept.length - 8, true)
  if (letters(kept, 12) === 'VP8X') kept[20] = (kept[20] ?? 0) & ~WEBP_BESIDE
  return kept
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0)
}

function uint32(bytes: Uint8Array, at: number, order: 'big' | 'little'): number {
  return at + 4 > bytes.length ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, order === 'little')
}

function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function joined(parts: Parts): Uint8Array<ArrayBuffer> | null {
  if (parts === null) return null
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
