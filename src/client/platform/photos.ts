/** Photos from the camera or the album. Nowhere is a place asked for. */
export interface Picked {
  /** Made small: 1600 px on the long edge and 500 KiB at most, where the host can. */
  readonly pictures: readonly Uint8Array[]
  /** Files the host could not read as pictures. */
  readonly unread: number
}

/** Asks the person for at most that many; none when they think better of it. */
export async function pickPhotos(_most: number): Promise<Picked> {
  return { pictures: [], unread: 0 }
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
