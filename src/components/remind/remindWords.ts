import type { Subscribed } from '../../client/platform/subscribe'
import type { RemindState } from '../../core/remindWire'

/** Under 到期提醒: how it stands. Null while nobody knows. */
export function remindFact(state: RemindState | null): string | null {
  if (state === null) return null
  if (state.template === null) return '县里还没有开通'
  return state.allowed === 0 ? '点一下，到期前微信告诉您一次' : `还会告诉您 ${state.allowed} 次，再点再加一次`
}

/** What came of asking, where nothing was allowed. */
export const NOT_ALLOWED: Readonly<Record<Exclude<Subscribed['kind'], 'allowed'>, string>> = {
  refused: '没有允许，就不提醒。要提醒时再点一下。',
  blocked: '微信里把这个小程序的订阅消息关了。要提醒，请点右上角“···”、设置、订阅消息，打开再来。',
  failed: '微信没有应，请过一会儿再点。',
}
