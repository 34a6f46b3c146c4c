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
    case null:
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
  let at = 2
  while (at + 4 <= bytes.length + 2 && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // A marker may be led in by any number of fill bytes.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return [...parts, bytes.subarray(at, at + 2)]
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (end > bytes.length || end < at + 4) return null
    const next = marker === SOS ? scanEnd(bytes, end) : end
    if (isJpegNeeded(marker)) parts.push(bytes.subarray(at, next))
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
