import { takenProblem, type MediaProblem } from '../../core/mediaCheck'
import { chosenFiles, fileBytes } from './chosenFiles.h5'
import type { Showable } from './photos'
import { AS_PHOTO, firstSmall, HEAD_BYTES, oneByOne, withinEdge, type Picked, type Small } from './smallEnough'

/** The browser's own chooser, which offers the camera on a phone. */
export async function pickPhotos(most: number, to: Small = AS_PHOTO): Promise<Picked> {
  const files = (await chosenFiles('image/*', most > 1)).slice(0, most)
  return oneByOne(files, (file) => smallPicture(file, to))
}

/** A file's picture made small, or why it is not opened: its beginning says how large it becomes before anything is decoded. */
export async function smallPicture(file: File, to: Small): Promise<Uint8Array | MediaProblem> {
  try {
    const problem = takenProblem(await fileBytes(file.slice(0, HEAD_BYTES)))
    // Some cameras write a second picture before the first: then all of it is read, still not decoded.
    const sure = problem === 'damaged' && file.size > HEAD_BYTES && file.size <= MOST_READ ? takenProblem(await fileBytes(file)) : problem
    return sure ?? (await drawnAnew(file, to))
  } catch {
    return 'damaged'
  }
}
const MOST_READ = 64 * 1024 * 1024

export async function showable(url: string): Promise<Showable> {
  return { src: url, done: () => undefined }
}

export async function forgetShown(): Promise<void> {
  // Only WeChat shows pictures from files.
}

/** Pixels only: what the camera wrote beside them stays behind, and the browser turns them upright while it draws. */
async function drawnAnew(file: File, { edge, enough }: Small): Promise<Uint8Array> {
  const url = URL.createObjectURL(file)
  try {
    const image = await loaded(url)
    const { width, height } = withinEdge(image.naturalWidth, image.naturalHeight, edge)
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width, height })
    const pen = canvas.getContext('2d')
    if (pen === null) throw new Error('no canvas')
    // JPEG has no transparency; what shows through is paper.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, width, height)
    pen.drawImage(image, 0, 0, width, height)
    return await firstSmall((quality) => encoded(canvas, quality), enough)
  } finally {
    URL.revokeObjectURL(url)
  }
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new window.Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('no picture'))
    image.src = url
  })
}

async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality / 100))
  if (blob === null) throw new Error('not encoded')
  return fileBytes(blob)
}
