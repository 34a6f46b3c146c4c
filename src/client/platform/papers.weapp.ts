import Taro from '@tarojs/taro'
import { mostBytes, sniffMedia } from '../../core/media'
import type { MediaProblem } from '../../core/mediaCheck'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import type { PickedPapers } from './papers'
import { readBytes, shownFile, smallPictures } from './photos.weapp'
import { AS_PAPER } from './smallEnough'

/** WeChat gives files of its chats only; a page on the desk is photographed instead. */
export async function pickPapers(most: number): Promise<PickedPapers> {
  const chosen = await called<{ readonly tempFiles: readonly { readonly path: string; readonly size: number }[] }>((done) =>
    Taro.chooseMessageFile({ count: most, type: 'file', extension: ['pdf', 'docx', 'jpg', 'jpeg', 'png'], ...done })).catch(() => null)
  const papers: Uint8Array[] = []
  const refused: MediaProblem[] = []
  for (const { path, size } of chosen?.tempFiles ?? []) {
    try {
      const type = sniffMedia(await readBytes(path, Math.min(size, 4096)))
      if (type?.startsWith('image/') === true) {
        const scan = await smallPictures([{ tempFilePath: path, size }], AS_PAPER)
        papers.push(...scan.pictures)
        refused.push(...scan.refused)
      } else if (size > mostBytes('files')) refused.push(type === null ? 'wrongType' : 'tooLarge')
      else papers.push(await readBytes(path))
    } catch {
      refused.push('damaged')
    }
  }
  return { papers, refused }
}

/** WeChat's own reader, from which it can be sent on. */
export async function openPaper(url: string, _type: string, name: string): Promise<'opened' | 'failed'> {
  try {
    const [, data] = url.split(';base64,')
    const filePath = data === undefined
      ? (await called<{ readonly tempFilePath: string }>((done) => Taro.downloadFile({ url: serverUrl + url, ...done }))).tempFilePath
      : await shownFile(data, name.slice(name.lastIndexOf('.')))
    await called((done) => Taro.openDocument({ filePath, fileType: name.endsWith('.pdf') ? 'pdf' : 'docx', showMenu: true, ...done }))
    return 'opened'
  } catch {
    return 'failed'
  }
}
