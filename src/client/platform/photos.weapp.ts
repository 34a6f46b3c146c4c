import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import type { Picked } from './photos'
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

export function pictureAddress(path: string): string {
  return serverUrl + path
}

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
    if (tempFilePath !== src) fs.unlink({ filePath: tempFilePath, success: () => undefined, fail: () => undefined })
    return new Uint8Array(data as ArrayBuffer)
  })
}
