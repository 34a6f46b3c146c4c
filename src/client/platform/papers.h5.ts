import { mostBytes, sniffMedia } from '../../core/media'
import type { MediaProblem } from '../../core/mediaCheck'
import { chosenFiles, dataBlob, fileBytes } from './chosenFiles.h5'
import { download } from './download'
import { smallPicture } from './photos.h5'
import { AS_PAPER, oneByOne, type Picked } from './smallEnough'

export async function pickPapers(most: number): Promise<Picked> {
  const files = (await chosenFiles('.pdf,.docx,image/jpeg,image/png', most > 1)).slice(0, most)
  return oneByOne(files, paperOf)
}

/** What it is, its first bytes say; a large one is not read at all. */
async function paperOf(file: File): Promise<Uint8Array | MediaProblem> {
  try {
    const type = sniffMedia(await fileBytes(file.slice(0, 4096)))
    if (type?.startsWith('image/') === true) return await smallPicture(file, AS_PAPER)
    if (type !== null && file.size > mostBytes('files')) return 'tooLarge'
    return await fileBytes(file.size > mostBytes('files') ? file.slice(0, 4096) : file)
  } catch {
    return 'damaged'
  }
}

/** Under a name of its own in the downloads: no page of ours ever opens it. */
export async function openPaper(url: string, type: string, name: string): Promise<'opened' | 'failed'> {
  if (!url.startsWith('data:')) {
    download(url, name)
    return 'opened'
  }
  const href = URL.createObjectURL(dataBlob(url, type))
  download(href, name)
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
  return 'opened'
}
