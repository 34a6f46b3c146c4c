import { createBreaker } from './breaker'
import { call, errorOf, type Called, type Fetch } from './call'
import type { WechatSettings } from './settings'
import { createTokens } from './token'

/** The part of WeChat this program uses: who somebody is there, and one message to them. Neither throws. */
export interface Wechat {
  /** null: the county uses WeChat for signing in only. */
  readonly template: string | null
  readonly fields: WechatSettings['fields']
  /** From the code of `wx.login`. */
  whoIs(code: string): Promise<WhoIs>
  send(openid: string, data: Readonly<Record<string, string>>): Promise<Sent>
}

/**
 * badCode: it was none, was used, ran out, or is another program's. risky: WeChat itself stops that account (40226). silent: no answer, or none
 * that says anything; it may be tried again. wrong: the settings are.
 */
export type WhoIs =
  | { readonly kind: 'known'; readonly openid: string }
  | { readonly kind: 'badCode' | 'risky' | 'silent' }
  | { readonly kind: 'wrong'; readonly code: number }

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
  const logIn = createBreaker(now)

  async function sendOnce(token: string, openid: string, data: Readonly<Record<string, string>>): Promise<Called> {
    const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))
    const body = { touser: openid, template_id: template, page: PAGE, miniprogram_state: state, lang: 'zh_CN', data: values }
    return call(fetching, `${api}/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`, body, patience)
  }

  return {
    template, fields,
    async whoIs(code) {
      if (!logIn.isOpen()) return { kind: 'silent' }
      const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
      const who = whoOf(await call(fetching, `${api}/sns/jscode2session?${query.toString()}`, undefined, patience ?? LOG_IN_PATIENCE_MS))
      logIn.note(who.kind !== 'silent')
      return who
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

/** Somebody stands before it and waits. */
const LOG_IN_PATIENCE_MS = 3_000
const BAD_CODES: readonly number[] = [40029, 40163, 41008]
const RISKY = 40226
/** Busy, too often for one person, the day's number used up. */
const SILENT_CODES: readonly number[] = [-1, 45009, 45011]
/** As WeChat makes them; anything else is no answer of WeChat's. */
const OPENID = /^[A-Za-z0-9_-]{6,64}$/

/** The session key beside the id is nobody's business here: it goes no further than this. */
function whoOf(called: Called): WhoIs {
  if (called.kind !== 'answer') return { kind: 'silent' }
  const { openid, errcode } = called.body
  const isPlain = errcode === undefined || errcode === 0
  if (isPlain) return typeof openid === 'string' && OPENID.test(openid) ? { kind: 'known', openid } : { kind: 'silent' }
  if (typeof errcode !== 'number' || SILENT_CODES.includes(errcode)) return { kind: 'silent' }
  if (BAD_CODES.includes(errcode)) return { kind: 'badCode' }
  return errcode === RISKY ? { kind: 'risky' } : { kind: 'wrong', code: errcode }
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
