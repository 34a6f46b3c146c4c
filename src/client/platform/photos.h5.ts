import type { Picked, Showable } from './photos'
import { firstSmall, withinEdge } from './smallEnough'

/** The browser's own chooser, which offers the camera on a phone. */
export async function pickPhotos(most: number): Promise<Picked> {
  const files = await chosenFiles(most)
  const pictures: Uint8Array[] = []
  for (const file of files.slice(0, most)) {
    try {
      pictures.push(await drawnAnew(file))
    } catch {
      continue
    }
  }
  return { pictures, unread: Math.min(files.length, most) - pictures.length }
}

export async function showable(url: string): Promise<Showable> {
  return { src: url, done: () => undefined }
}

export async function forgetShown(): Promise<void> {
  // Only WeChat shows pictures from files.
}

/** Old browsers do not tell that the chooser was closed without a choice: then nothing ever comes, and nothing waits for it. */
function chosenFiles(most: number): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = most > 1
    input.onchange = () => resolve([...(input.files ?? [])])
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** Pixels only: what the camera wrote beside them stays behind, and the browser turns them upright while it draws. */
async function drawnAnew(file: File): Promise<Uint8Array> {
  const url = URL.createObjectURL(file)
  try {
    const image = await loaded(url)
    const { width, height } = withinEdge(image.naturalWidth, image.naturalHeight)
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width, height })
    const pen = canvas.getContext('2d')
    if (pen === null) throw new Error('no canvas')
    // JPEG has no transparency; what shows through is paper.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, width, height)
    pen.drawImage(image, 0, 0, width, height)
    return await firstSmall((quality) => encoded(canvas, quality))
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

function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const read = (blob: Blob | null): void => {
      if (blob === null) return reject(new Error('not encoded'))
      // Not blob.arrayBuffer(), which iOS 13 lacks.
      const reader = new FileReader()
      reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
      reader.onerror = () => reject(new Error('not read'))
      reader.readAsArrayBuffer(blob)
    }
    canvas.toBlob(read, 'image/jpeg', quality / 100)
  })
}
