import { DOCX, fitsMedia, isMediaSize, isPicture, latin, sniffMedia, type MediaType, type MediaWhat } from './media'
import { pictureSize, withoutMetadata, type PictureSize } from './picture'
import { zipNames } from './zipNames'

/** Why something is not taken as an attachment. Each has its sentence in domain/mediaWords.ts. */
export type MediaProblem =
  | 'empty'
  | 'tooLarge'
  /** Of no kind that may stand there, whatever its name says. */
  | 'wrongType'
  /** It breaks off, or does not hold what its first bytes promise. */
  | 'damaged'
  | 'tooManyPixels'
  /** Somebody else's data beside what is seen or heard: where and when it was taken, or a second file behind the first. */
  | 'beside'
  | 'macro'

export type Cleaned =
  | { readonly kind: 'clean'; readonly type: MediaType; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'problem'; readonly why: MediaProblem }

/** What a phone keeps of the bytes: of a picture what a decoder needs, of everything else all. */
export function cleanMedia(raw: Uint8Array, what: MediaWhat): Cleaned {
  const type = sniffMedia(raw)
  const bytes = type !== null && isPicture(type) ? withoutMetadata(raw) : Uint8Array.from(raw)
  if (raw.length > 0 && type !== null && bytes === null) return { kind: 'problem', why: 'damaged' }
  const why = mediaProblem(bytes ?? raw, [what])
  return why !== null || type === null || bytes === null ? { kind: 'problem', why: why ?? 'damaged' } : { kind: 'clean', type, bytes }
}

/**
 * What is wrong with the whole of an attachment, as the server keeps it; null: nothing. Nothing is decoded or unpacked. `whats`: the
 * fields it is for; none where nobody has said yet.
 */
export function mediaProblem(bytes: Uint8Array, whats: readonly MediaWhat[]): MediaProblem | null {
  if (bytes.length === 0) return 'empty'
  const type = sniffMedia(bytes)
  if (type === null || (whats.length > 0 && !whats.some((what) => fitsMedia(type, what)))) return 'wrongType'
  return isMediaSize(bytes.length, type) ? insideProblem(bytes, type) : 'tooLarge'
}

/** A picture on its screen takes four bytes for each; older phones show no more. */
const MOST_PIXELS = 40_000_000
/** What a phone's own camera makes (108 million), and is made small before it is kept. */
const MOST_PIXELS_TAKEN = 120_000_000
const LONGEST_EDGE = 20_000

/** Before a picture is decoded at all: a canvas of 30,000 × 30,000 takes the program with it. `head`: its first part, or all. */
export function takenProblem(head: Uint8Array): MediaProblem | null {
  if (head.length === 0) return 'empty'
  const type = sniffMedia(head)
  if (type === null || !isPicture(type)) return 'wrongType'
  const size = pictureSize(head)
  if (size === null) return 'damaged'
  return isWithin(size, MOST_PIXELS_TAKEN) ? null : 'tooManyPixels'
}

function isWithin({ width, height }: PictureSize, most: number): boolean {
  return width * height <= most && Math.max(width, height) <= LONGEST_EDGE
}

function insideProblem(bytes: Uint8Array, type: MediaType): MediaProblem | null {
  switch (type) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
      return pictureProblem(bytes)
    case 'application/pdf':
      return latin(bytes.subarray(-2048)).includes('%%EOF') ? null : 'damaged'
    case DOCX:
      return docxProblem(bytes)
    case 'audio/mp4':
      return mp4Problem(bytes)
    case 'audio/webm':
      return /V_(?:VP|AV|MPEG)/.test(latin(bytes.subarray(0, 4096))) ? 'wrongType' : null
    default:
      return null
  }
}

function pictureProblem(bytes: Uint8Array): MediaProblem | null {
  const size = pictureSize(bytes)
  const kept = withoutMetadata(bytes)
  if (size === null || kept === null || size.width * size.height === 0) return 'damaged'
  if (!isWithin(size, MOST_PIXELS)) return 'tooManyPixels'
  return kept.length === bytes.length ? null : 'beside'
}

function docxProblem(bytes: Uint8Array): MediaProblem | null {
  const names = zipNames(bytes)
  if (names === null) return 'damaged'
  if (names.some((name) => /(?:^|\/)vba(?:project|data)/i.test(name))) return 'macro'
  return names.some((name) => /^word\/document\d*\.xml$/.test(name)) ? null : 'wrongType'
}

/** Boxes of an MP4, one behind the other to the very end. */
function mp4Problem(bytes: Uint8Array): MediaProblem | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let about = ''
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) return 'damaged'
    const size = view.getUint32(at)
    // 0: to the end. 1: larger than 4 GB.
    const end = size === 0 ? bytes.length : at + size
    if (end > bytes.length || end < at + 8) return 'damaged'
    if (latin(bytes.subarray(at + 4, at + 8)) === 'moov') about += latin(bytes.subarray(at, end))
    at = end
  }
  if (about === '') return 'damaged'
  if (/hdlr[^]{8}vide/.test(about)) return 'wrongType'
  return /\u00a9xyz|loci/.test(about) ? 'beside' : null
}
