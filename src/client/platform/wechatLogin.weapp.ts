import Taro from '@tarojs/taro'
import { calledInTime } from './callback'
import type { Wechat } from './ports'

export function createWechat(): { readonly wechat?: Wechat } {
  return {
    async wechat() {
      try {
        const { code } = await calledInTime<{ readonly code?: unknown }>((done) => Taro.login({ ...done }))
        return typeof code === 'string' && code !== '' ? code : null
      } catch {
        return null
      }
    },
  }
}
