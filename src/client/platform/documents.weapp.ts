import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import type { Opened } from './documents'

export const canPrint = false

/** WeChat's own reader, from which the file can be sent on; it shows the name the file is stored under. */
export async function openDocument(path: string, name: string): Promise<Opened> {
  try {
    const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name.replace(/[\\/:*?"<>|]/g, '')}`
    const { statusCode } = await called<{ readonly statusCode: number }>((done) => Taro.downloadFile({ url: serverUrl + path, filePath, ...done }))
    if (statusCode !== 200) return 'failed'
    await called((done) => Taro.openDocument({ filePath, fileType: name.endsWith('.xlsx') ? 'xlsx' : 'docx', showMenu: true, ...done }))
    return 'opened'
  } catch {
    return 'failed'
  }
}

export function printPage(_css: string): void {
  // WeChat prints nothing; the file is for that.
}
