import { call, errorOf, type Fetch } from './call'
import type { WechatSettings } from './settings'

/** The access token, one for the whole process. Several processes share it too: `stable_token` gives all the same while it is good. */
export interface Tokens {
  /** null: WeChat gave none. `spent`: a token it has just refused; another is fetched, by force if it gives the same again. */
  readonly token: (spent: string | null) => Promise<string | null>
}

interface Held {
  readonly token: string
  readonly until: number
}

/** WeChat keeps the old one five minutes after a new one is given: asked for in that time, none runs out on the way. */
const EARLY_MS = 5 * 60_000

export function createTokens(settings: WechatSettings, fetching: Fetch, now: () => number): Tokens {
  let held: Held | null = null
  let fetchingNow: Promise<Held | null> | null = null

  async function ask(force: boolean): Promise<Held | null> {
    const { api, appid, secret } = settings
    const called = await call(fetching, `${api}/cgi-bin/stable_token`, { grant_type: 'client_credential', appid, secret, force_refresh: force })
    if (called.kind !== 'answer' || errorOf(called.body) !== 0) return null
    const { access_token: token, expires_in: seconds } = called.body
    return typeof token === 'string' && token !== '' && typeof seconds === 'number' ? { token, until: now() + seconds * 1000 - EARLY_MS } : null
  }

  /** Forcing is allowed twenty times a day, so only when the plain way gave the refused one again. */
  async function renew(spent: string | null): Promise<Held | null> {
    const plain = await ask(false)
    return plain !== null && plain.token === spent ? ask(true) : plain
  }

  return {
    async token(spent) {
      if (held !== null && held.token !== spent && now() < held.until) return held.token
      fetchingNow ??= renew(spent).finally(() => {
        fetchingNow = null
      })
      held = await fetchingNow
      return held?.token ?? null
    },
  }
}
