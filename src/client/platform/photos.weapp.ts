import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import type { Picked, Showable } from './photos'
import { firstSmall, withinEdge } from './smallEnough'

/** WeChat's own chooser; `compressed` lets it turn the pixels upright. Its copies are removed once they were read. */
export async function pickPhotos(most: number): Promise<Picked> {
  const chosen = await called<{ readonly tempFiles: readonly Chosen[] }>((done) =>
    Taro.chooseMedia({ count: most, mediaType: ['image'], sourceType: ['camera', 'album'], sizeType: ['compressed'], ...done })).catch(() => null)
  const files = chosen?.tempFiles ?? []
  const pictures: Uint8Array[] = []
  for (const file of files) {
    try {
      pictures.push(await small(file))
    } catch {
      continue
    }
  }
  return { pictures, unread: files.length - pictures.length }
}

/**
 * A picture is too large for the way between program and view (256 KB), so that it stands in a file of its own while it is looked
 * at: in the open, unlike everything else here, and gone with the screen.
 */
export async function showable(url: string): Promise<Showable> {
  const [, data] = url.split(';base64,')
  if (data === undefined) return { src: serverUrl + url, done: () => undefined }
  const fs = Taro.getFileSystemManager()
  const filePath = `${shownFolder()}/${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
  try {
    await called((done) => fs.mkdir({ dirPath: shownFolder(), recursive: true, ...done })).catch(() => undefined)
    await called((done) => fs.writeFile({ filePath, data, encoding: 'base64', ...done }))
  } catch {
    return { src: url, done: () => undefined }
  }
  return { src: filePath, done: () => void fs.unlink({ filePath, ...UNHEARD }) }
}

export async function forgetShown(): Promise<void> {
  const fs = Taro.getFileSystemManager()
  await called((done) => fs.rmdir({ dirPath: shownFolder(), recursive: true, ...done })).catch(() => undefined)
}

function shownFolder(): string {
  return `${String(Taro.env.USER_DATA_PATH)}/shown`
}

const UNHEARD = { success: () => undefined, fail: () => undefined }

interface Chosen {
  readonly tempFilePath: string
  readonly width?: number
  readonly height?: number
}

function small({ tempFilePath: src, width = 0, height = 0 }: Chosen): Promise<Uint8Array> {
  // Hosts before 2.26 do not know the size and only the quality counts; where the picture's own size is not told, it stays.
  const size = width > 0 && height > 0 ? { compressedWidth: withinEdge(width, height).width, compressedHeight: withinEdge(width, height).height } : {}
  return firstSmall(async (quality) => {
    const { tempFilePath } = await called<{ readonly tempFilePath: string }>((done) => Taro.compressImage({ src, quality, ...size, ...done }))
    const fs = Taro.getFileSystemManager()
    const { data } = await called<{ readonly data: unknown }>((done) => fs.readFile({ filePath: tempFilePath, ...done }))
    if (tempFilePath !== src) fs.unlink({ filePath: tempFilePath, ...UNHEARD })
    return new Uint8Array(data as ArrayBuffer)
  })
}
