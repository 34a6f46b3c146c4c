import type { MediaProblem } from '../../core/mediaCheck'
import type { NotGiven } from './hostPrivacy'

/** What became of the photos or papers somebody chose. */
export interface Picked {
  /** Pictures made small, as asked, where the host can; PDF and Word as they are. */
  readonly chosen: readonly Uint8Array[]
  /** What is none to take: never decoded, for each the reason. */
  readonly refused: readonly MediaProblem[]
  /** Why the host let nothing be chosen. */
  readonly notGiven?: NotGiven | null
}

/** How small a picture is made. */
export interface Small {
  readonly edge: number
  readonly enough: number
}

/** On a network of 10 KB/s this is under a minute; a page of writing stays readable. */
export const LONG_EDGE = 1600
export const ENOUGH_BYTES = 500 * 1024
export const AS_PHOTO: Small = { edge: LONG_EDGE, enough: ENOUGH_BYTES }
/** A signed page must still read well once it is printed again: 200 dots to the inch of A4. */
export const AS_PAPER: Small = { edge: 2400, enough: 1536 * 1024 }
/** Of JPEG, of 100; the first that makes it small enough is taken, else the last. */
export const QUALITIES = [70, 50, 35, 20] as const

/** Width and height within the edge, never larger than they are. */
export function withinEdge(width: number, height: number, edge = LONG_EDGE): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, edge / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Encodes ever smaller until it is small enough. */
export async function firstSmall(encode: (quality: number) => Promise<Uint8Array>, enough = ENOUGH_BYTES): Promise<Uint8Array> {
  let bytes = new Uint8Array(0) as Uint8Array
  for (const quality of QUALITIES) {
    bytes = await encode(quality)
    if (bytes.length <= enough) break
  }
  return bytes
}

/** The first bytes of a file, which say how large it becomes before anything is decoded. */
export const HEAD_BYTES = 256 * 1024

/** One after the other: two large pictures in memory are too many for an old phone. */
export async function oneByOne<F>(files: readonly F[], make: (file: F) => Promise<Uint8Array | MediaProblem>): Promise<Picked> {
  const chosen: Uint8Array[] = []
  const refused: MediaProblem[] = []
  for (const file of files) {
    const made = await make(file)
    if (typeof made === 'string') refused.push(made)
    else chosen.push(made)
  }
  return { chosen, refused }
}
