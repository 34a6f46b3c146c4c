import Taro from '@tarojs/taro'
import { takenProblem, type MediaProblem } from '../../core/mediaCheck'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import { notGivenBy } from './hostPrivacy'
import type { Showable } from './photos'
import { AS_PHOTO, firstSmall, HEAD_BYTES, oneByOne, withinEdge, type Picked, type Small } from './smallEnough'

/** WeChat's own chooser; `compressed` lets it turn the pixels upright. Its copies are removed once they were read. */
export async function pickPhotos(most: number, to: Small = AS_PHOTO): Promise<Picked> {
  try {
    const { tempFiles } = await called<{ readonly tempFiles: readonly Chosen[] }>((done) =>
      Taro.chooseMedia({ count: most, mediaType: ['image'], sourceType: ['camera', 'album'], sizeType: ['compressed'], ...done }))
    return await oneByOne(tempFiles, (file) => smallPicture(file, to))
  } catch (failure) {
    return { chosen: [], refused: [], notGiven: notGivenBy(failure) }
  }
}

/** What its beginning says is asked before WeChat decodes anything: a picture of 30,000 × 30,000 ends the program. */
export async function smallPicture(file: Chosen, to: Small): Promise<Uint8Array | MediaProblem> {
  try {
    const problem = takenProblem(await readBytes(file.tempFilePath, Math.min(file.size, HEAD_BYTES)))
    const sure = problem === 'damaged' && file.size > HEAD_BYTES ? takenProblem(await readBytes(file.tempFilePath)) : problem
    return sure ?? (await small(file, to))
  } catch {
    return 'damaged'
  }
}

/** The first `length` bytes, or all. */
export async function readBytes(filePath: string, length?: number): Promise<Uint8Array<ArrayBuffer>> {
  const fs = Taro.getFileSystemManager()
  const part = length === undefined || length === 0 ? {} : { position: 0, length }
  const { data } = await called<{ readonly data: unknown }>((done) => fs.readFile({ filePath, ...part, ...done }))
  return new Uint8Array(data as ArrayBuffer)
}

/**
 * A picture is too large for the way between program and view (256 KB), so that it stands in a file of its own while it is looked
 * at: in the open, unlike everything else here, and gone with the screen.
 */
export async function showable(url: string): Promise<Showable> {
  const [, data] = url.split(';base64,')
  if (data === undefined) return { src: serverUrl + url, done: () => undefined }
  const fs = Taro.getFileSystemManager()
  try {
    const filePath = await shownFile(data, '')
    return { src: filePath, done: () => void fs.unlink({ filePath, ...UNHEARD }) }
  } catch {
    return { src: url, done: () => undefined }
  }
}

/** Base64 in a file that goes with the screen, or at the program's next start. */
export async function shownFile(data: string, ending: string): Promise<string> {
  const fs = Taro.getFileSystemManager()
  const filePath = `${shownFolder()}/${Date.now().toString(36)}${Math.random().toString(36).slice(2)}${ending}`
  await called((done) => fs.mkdir({ dirPath: shownFolder(), recursive: true, ...done })).catch(() => undefined)
  await called((done) => fs.writeFile({ filePath, data, encoding: 'base64', ...done }))
  return filePath
}

export async function forgetShown(): Promise<void> {
  const fs = Taro.getFileSystemManager()
  await called((done) => fs.rmdir({ dirPath: shownFolder(), recursive: true, ...done })).catch(() => undefined)
}

function shownFolder(): string {
  return `${String(Taro.env.USER_DATA_PATH)}/shown`
}

const UNHEARD = { success: () => undefined, fail: () => undefined }

export interface Chosen {
  readonly tempFilePath: string
  readonly size: number
  readonly width?: number
  readonly height?: number
}

function small({ tempFilePath: src, width = 0, height = 0 }: Chosen, { edge, enough }: Small): Promise<Uint8Array> {
  // Hosts before 2.26 do not know the size and only the quality counts; where the picture's own size is not told, it stays.
  const size = width > 0 && height > 0 ? { compressedWidth: withinEdge(width, height, edge).width, compressedHeight: withinEdge(width, height, edge).height } : {}
  return firstSmall(async (quality) => {
    const { tempFilePath } = await called<{ readonly tempFilePath: string }>((done) => Taro.compressImage({ src, quality, ...size, ...done }))
    const bytes = await readBytes(tempFilePath)
    if (tempFilePath !== src) Taro.getFileSystemManager().unlink({ filePath: tempFilePath, ...UNHEARD })
    return bytes
  }, enough)
}
