import { call, errorOf, type Called, type Fetch } from './call'
import type { WechatSettings } from './settings'
import { createTokens } from './token'

/** The part of WeChat this program uses: who somebody is there, and one message to them. Neither throws. */
export interface Wechat {
  readonly template: string
  readonly fields: WechatSettings['fields']
  /** From the code of `wx.login`; null: it was none, was used, or WeChat did not answer. */
  openidOf(code: string): Promise<string | null>
  send(openid: string, data: Readonly<Record<string, string>>): Promise<Sent>
}

/**
 * refused: the person allows no more messages (43101). gone: WeChat knows that person no longer. later: surely not delivered, may be tried
 * again. unknown: perhaps delivered, so not to be tried again. wrong: the settings are, for everybody.
 */
export type Sent =
  | { readonly kind: 'sent' | 'refused' | 'gone' | 'unknown' }
  | { readonly kind: 'later' | 'wrong'; readonly code: number }

/** Of WeChat's token: missing, invalid, run out. */
const TOKEN_ERRORS: readonly number[] = [40001, 40014, 41001, 42001]
/** Busy, too many at once, the minute's or the day's number used up. */
const PASSING_ERRORS: readonly number[] = [-1, 43108, 45009, 45011]

export function createWechat(settings: WechatSettings, now: () => number, fetching: Fetch = fetch, patience?: number): Wechat {
  const tokens = createTokens(settings, fetching, now)
  const { api, appid, secret, template, fields, state } = settings

  async function sendOnce(token: string, openid: string, data: Readonly<Record<string, string>>): Promise<Called> {
    const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))
    const body = { touser: openid, template_id: template, page: PAGE, miniprogram_state: state, lang: 'zh_CN', data: values }
    return call(fetching, `${api}/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`, body, patience)
  }

  return {
    template, fields,
    async openidOf(code) {
      const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
      const called = await call(fetching, `${api}/sns/jscode2session?${query.toString()}`, undefined, patience)
      // The session key beside it is nobody's business here: it is not kept.
      const openid = called.kind === 'answer' && errorOf(called.body) === 0 ? called.body.openid : null
      return typeof openid === 'string' && openid !== '' ? openid : null
    },
    async send(openid, data) {
      const first = await tokens.token(null)
      if (first === null) return { kind: 'later', code: NO_TOKEN }
      const sent = sentOf(await sendOnce(first, openid, data))
      if (sent !== 'token') return sent
      const next = await tokens.token(first)
      if (next === null) return { kind: 'later', code: NO_TOKEN }
      const again = sentOf(await sendOnce(next, openid, data))
      return again === 'token' ? { kind: 'later', code: NO_TOKEN } : again
    },
  }
}

/** 要办的 opens from the home page; a message names no record. */
const PAGE = 'pages/home/index'
const NO_TOKEN = 40001

function sentOf(called: Called): Sent | 'token' {
  if (called.kind === 'noAnswer') return { kind: 'unknown' }
  if (called.kind === 'notSent') return { kind: 'later', code: -1 }
  const code = errorOf(called.body)
  if (code === 0) return { kind: 'sent' }
  if (TOKEN_ERRORS.includes(code)) return 'token'
  if (code === 43101) return { kind: 'refused' }
  if (code === 40003) return { kind: 'gone' }
  return { kind: PASSING_ERRORS.includes(code) ? 'later' : 'wrong', code }
}
