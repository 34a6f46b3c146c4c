import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in of WeChat's API on this machine, as its documents describe it; nothing of it is WeChat's. */
export interface WechatStandin {
  /** For WECHAT_API. */
  readonly address: string
  /** What reached people, in order. */
  readonly sent: readonly Message[]
  /** Every request by its path, in order. */
  readonly asked: readonly string[]
  /** Tokens given out so far; the last is the one in force. */
  readonly tokens: readonly string[]
  /** The next sendings are answered so, one after another: an error code, nothing for a while, a broken line, a proxy's page. */
  answer(...next: readonly Next[]): void
  /** The same for who somebody is: an error code, or what is no answer of WeChat's. */
  answerLogIn(...next: readonly NextLogIn[]): void
  /** The token in force is no longer: `stable_token` gives another. `stuck`: only when it is forced. */
  expire(how?: 'stuck'): void
  /** Ticks of a person, as WeChat counts them; without any, 43101. */
  tick(openid: string, times?: number): void
  close(): Promise<void>
}

export type Next = number | 'hang' | 'cut' | 'page' | 'busy' | 'sentButCut'

export type NextLogIn = number | 'hang' | 'cut' | 'page' | 'noOpenid'

export interface Message {
  readonly openid: string
  readonly template: string
  readonly page: string
  readonly data: Readonly<Record<string, { readonly value: string }>>
}

export const APPID = 'wx0000000000000001'
export const SECRET = 'a secret of nobody'
export const TEMPLATE = 'template-due'

export async function openWechat(): Promise<WechatStandin> {
  const sent: Message[] = []
  const asked: string[] = []
  const tokens: string[] = []
  const next: Next[] = []
  const nextLogIn: NextLogIn[] = []
  const ticks = new Map<string, number>()
  const used = new Set<string>()
  let state: 'good' | 'expired' | 'stuck' = 'good'

  function token(body: Readonly<Record<string, unknown>>): object {
    if (body.appid !== APPID || body.secret !== SECRET) return { errcode: 40125, errmsg: 'invalid appsecret' }
    const isNew = tokens.length === 0 || body.force_refresh === true || state === 'expired'
    if (isNew) {
      tokens.push(`token-${tokens.length + 1}`)
      state = 'good'
    }
    return { access_token: tokens[tokens.length - 1], expires_in: 7200 }
  }

  function send(given: string | null, body: Readonly<Record<string, unknown>>): object {
    if (given !== tokens[tokens.length - 1] || state !== 'good') return { errcode: state === 'good' ? 40001 : 42001, errmsg: 'access_token' }
    const openid = String(body.touser)
    if (body.template_id !== TEMPLATE) return { errcode: 40037, errmsg: 'invalid template_id' }
    if ((ticks.get(openid) ?? 0) < 1) return { errcode: 43101, errmsg: 'user refuse to accept the msg' }
    ticks.set(openid, (ticks.get(openid) ?? 0) - 1)
    sent.push({ openid, template: TEMPLATE, page: String(body.page), data: body.data as Message['data'] })
    return { errcode: 0, errmsg: 'ok', msgid: sent.length }
  }

  function logIn(asked: URLSearchParams, request: IncomingMessage, response: ServerResponse, json: (value: object) => unknown): void {
    const code = asked.get('js_code') ?? ''
    if (asked.get('appid') !== APPID || asked.get('secret') !== SECRET) return void json({ errcode: 40125, errmsg: 'invalid appsecret' })
    const strange = nextLogIn.shift()
    if (strange === 'hang') return
    if (strange === 'cut') return void request.socket.destroy()
    if (strange === 'page') return void response.setHeader('content-type', 'text/html').end('<html>portal</html>')
    if (strange === 'noOpenid') return void json({ openid: { nested: true }, session_key: 'key-of-nobody' })
    if (typeof strange === 'number') return void json({ errcode: strange, errmsg: 'stand-in' })
    if (!code.startsWith('login-') || used.has(code)) return void json({ errcode: used.has(code) ? 40163 : 40029, errmsg: 'invalid code' })
    used.add(code)
    json({ openid: `openid-${code.split('-')[1] ?? ''}`, session_key: 'key-of-nobody' })
  }

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://wechat')
    asked.push(url.pathname)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8')) as Readonly<Record<string, unknown>>
    const json = (value: object): unknown => response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (url.pathname === '/cgi-bin/stable_token') return void json(token(body))
    if (url.pathname === '/sns/jscode2session') return logIn(url.searchParams, request, response, json)
    const now = next.shift()
    if (now === 'hang') return
    if (now === 'cut') return void request.socket.destroy()
    if (now === 'page') return void response.setHeader('content-type', 'text/html').end('<html>portal</html>')
    if (now === 'busy') return void response.writeHead(503).end()
    if (typeof now === 'number') return void json({ errcode: now, errmsg: 'stand-in' })
    const answer = send(url.searchParams.get('access_token'), body)
    if (now === 'sentButCut') return void request.socket.destroy()
    json(answer)
  }

  const server = createServer((request, response) => void answerTo(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, asked, tokens,
    answer: (...more) => void next.push(...more),
    answerLogIn: (...more) => void nextLogIn.push(...more),
    expire(how) {
      state = how ?? 'expired'
    },
    tick: (openid, times = 1) => void ticks.set(openid, (ticks.get(openid) ?? 0) + times),
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}
