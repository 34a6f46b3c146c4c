import Taro from '@tarojs/taro'
import { called } from './callback'
import { notGivenBy } from './hostPrivacy'
import type { PickedText } from './textFiles'

/** To a chat of the user's choice: the only way a file leaves a mini-program. */
export async function shareText(name: string, text: string): Promise<boolean> {
  const filePath = `${String(Taro.env.USER_DATA_PATH)}/${name}`
  const fs = Taro.getFileSystemManager()
  try {
    await called((done) => fs.writeFile({ filePath, data: text, encoding: 'utf8', ...done }))
    await called((done) => Taro.shareFileMessage({ filePath, fileName: name, ...done }))
    return true
  } catch {
    return false
  } finally {
    // What it holds is sealed, and it stands in the journal too.
    fs.unlink({ filePath, fail: () => undefined })
  }
}

export async function pickText(): Promise<PickedText> {
  try {
    const { tempFiles } = await called<{ readonly tempFiles: readonly { readonly path: string }[] }>((done) =>
      Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['txt'], ...done }))
    const [file] = tempFiles
    if (file === undefined) return { text: null }
    const { data } = await called<{ readonly data: unknown }>((done) => Taro.getFileSystemManager().readFile({ filePath: file.path, encoding: 'utf8', ...done }))
    return { text: String(data) }
  } catch (failure) {
    return { text: null, notGiven: notGivenBy(failure) }
  }
}
