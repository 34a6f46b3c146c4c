import Taro from '@tarojs/taro'
import { called } from './callback'
import type { Subscribed } from './subscribe'

export const canSubscribe = true

export async function askToSubscribe(template: string): Promise<Subscribed> {
  try {
    const answer = await called<Readonly<Record<string, string>>>((done) => Taro.requestSubscribeMessage({ tmplIds: [template], ...done } as Taro.requestSubscribeMessage.Option))
    if (answer[template] === 'ban') return { kind: 'failed' }
    if (answer[template] !== 'accept') return { kind: 'refused' }
    const { code } = await called<{ readonly code: string }>((done) => Taro.login({ ...done }))
    return { kind: 'allowed', code }
  } catch (error) {
    return { kind: error instanceof Error && error.message.includes('main switch') ? 'blocked' : 'failed' }
  }
}
