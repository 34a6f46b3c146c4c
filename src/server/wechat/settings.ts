import type { Environment } from '../environment'

/** What a county gets from the WeChat console; nothing of it is ever logged. */
export interface WechatSettings {
  readonly appid: string
  readonly secret: string
  /** WeChat's own address; another for a county's proxy, and for tests. */
  readonly api: string
  /** Of reminders; null: WeChat is for signing in only. */
  readonly template: string | null
  /** What stands in which field of the template: keys as the console shows them (`thing1`, `date2`, `number3`). */
  readonly fields: Readonly<Record<string, TemplatePart>>
  /** Which edition of the mini-program a message opens. */
  readonly state: 'formal' | 'trial' | 'developer'
}

/** text: the sentence; day: 2026年6月15日; count: how many. */
export type TemplatePart = 'text' | 'day' | 'count'

export type WechatRead =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly settings: WechatSettings }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[] }

const NAMES = ['WECHAT_APPID', 'WECHAT_SECRET', 'WECHAT_TEMPLATE', 'WECHAT_TEMPLATE_FIELDS', 'WECHAT_API', 'WECHAT_STATE'] as const
const PARTS: readonly string[] = ['text', 'day', 'count'] satisfies readonly TemplatePart[]
const STATES: readonly string[] = ['formal', 'trial', 'developer'] satisfies readonly WechatSettings['state'][]

/** Off while none of the names is set; half of it is a mistake that is told at once. The environment as environment.ts has read it. */
export function readWechat(env: Environment): WechatRead {
  if (NAMES.every((name) => env[name] === undefined)) return { kind: 'off' }
  const sentences: string[] = []
  const need = (value: string | undefined, say: string): string => {
    if (value === undefined || value === '') sentences.push(say)
    return value ?? ''
  }
  const appid = need(env.WECHAT_APPID, '微信登录和提醒要有 WECHAT_APPID（小程序的 AppID）。')
  const secret = need(env.WECHAT_SECRET, '微信登录和提醒要有 WECHAT_SECRET，或者 WECHAT_SECRET_FILE 指向存着 AppSecret 的文件。')
  const template = env.WECHAT_TEMPLATE === undefined || env.WECHAT_TEMPLATE === '' ? null : env.WECHAT_TEMPLATE
  const api = (env.WECHAT_API ?? 'https://api.weixin.qq.com').replace(/\/$/, '')
  if (!/^https:\/\/[^/\s]+$|^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(api)) sentences.push('WECHAT_API 应当像 https://api.weixin.qq.com，不带后面的路径。')
  const fields = fieldsOf(env.WECHAT_TEMPLATE_FIELDS ?? 'thing1=text')
  if (fields === null) sentences.push('WECHAT_TEMPLATE_FIELDS 应当像 thing1=text,date2=day,number3=count。')
  const state = env.WECHAT_STATE ?? 'formal'
  if (!STATES.includes(state)) sentences.push(`WECHAT_STATE 应当是 ${STATES.join('、')} 之一。`)
  if (sentences.length > 0 || fields === null) return { kind: 'wrong', sentences }
  return { kind: 'on', settings: { appid, secret, api, template, fields, state: state as WechatSettings['state'] } }
}

function fieldsOf(text: string): WechatSettings['fields'] | null {
  const pairs = text.split(',').map((pair) => pair.trim().split('='))
  const isGood = pairs.every(([key = '', part = '', ...more]) => /^[a-z_]+\d+$/.test(key) && PARTS.includes(part) && more.length === 0)
  return isGood ? (Object.fromEntries(pairs) as WechatSettings['fields']) : null
}
