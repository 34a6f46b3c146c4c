import Taro from '@tarojs/taro'
import { mostBytes, sniffMedia } from '../../core/media'
import type { MediaProblem } from '../../core/mediaCheck'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import { notGivenBy } from './hostPrivacy'
import { readBytes, shownFile, smallPicture } from './photos.weapp'
import { AS_PAPER, oneByOne, type Picked } from './smallEnough'

/** WeChat gives files of its chats only; a page on the desk is photographed instead. */
export async function pickPapers(most: number): Promise<Picked> {
  try {
    const { tempFiles } = await called<{ readonly tempFiles: readonly Sent[] }>((done) =>
      Taro.chooseMessageFile({ count: most, type: 'file', extension: ['pdf', 'docx', 'jpg', 'jpeg', 'png'], ...done }))
    return await oneByOne(tempFiles, paperOf)
  } catch (failure) {
    return { chosen: [], refused: [], notGiven: notGivenBy(failure) }
  }
}

interface Sent {
  readonly path: string
  readonly size: number
}

/** What it is, its first bytes say; a large one is not read at all. */
async function paperOf({ path, size }: Sent): Promise<Uint8Array | MediaProblem> {
  try {
    const type = sniffMedia(await readBytes(path, Math.min(size, 4096)))
    if (type?.startsWith('image/') === true) return await smallPicture({ tempFilePath: path, size }, AS_PAPER)
    if (size > mostBytes('files')) return type === null ? 'wrongType' : 'tooLarge'
    return await readBytes(path)
  } catch {
    return 'damaged'
  }
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
