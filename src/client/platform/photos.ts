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

/** Where a one-time path of the server is fetched from. */
export function pictureAddress(path: string): string {
  return path
}
