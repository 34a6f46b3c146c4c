import { AS_PHOTO, type Picked, type Small } from './smallEnough'

// Photos from the camera or the album. Nowhere is a place asked for.

/** Asks the person for at most that many; none when they think better of it. */
export async function pickPhotos(_most: number, _to: Small = AS_PHOTO): Promise<Picked> {
  return { chosen: [], refused: [] }
}

/** What an image element takes, until `done`. */
export interface Showable {
  readonly src: string
  done(): void
}

/** Of a picture in a `data:` address, or of a one-time path of the server. */
export async function showable(url: string): Promise<Showable> {
  return { src: url, done: () => undefined }
}

/** What was left open when the program died. */
export async function forgetShown(): Promise<void> {
  // Only WeChat shows pictures from files.
}
