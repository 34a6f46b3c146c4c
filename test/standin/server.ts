import { must } from '../../src/core/assert'
import type { BindIn, WechatIn } from '../../src/core/accountWire'
import type { StoredRecord } from '../../src/core/op'
import { PROTOCOL_VERSION, type Me, type Problem, type Pull, type PullAnswer, type Push, type Session } from '../../src/core/protocol'
import { configOf } from '../../src/domain/config'
import { holdsRecords, reachesStream } from '../../src/domain/role'
import type { Http, HttpAnswer, HttpRequest, Sockets, SocketEvents } from '../../src/client/platform/ports'
import { createStandinMedia, type StandinMedia } from './media'
import { createSessions, type Jar } from './sessions'
import { emptyStream, judged, pulled, withVersion, type Judge, type Position, type StreamState } from './stream'

/**
 * A small honest server in memory, for tests of the client: the same `apply`, rights, strict order per device, gapless changes,
 * epochs, scopes and one-use tokens as the real one; no storage, no speed, no attackers.
 */
export interface Standin {
  /** A phone's way in; what a browser keeps in its cookie stays inside. */
  http(): Http
  sockets(): Sockets
  /** Runs with every poke, whoever listens. */
  onMoved: (stream: string, n: number) => void
  readonly streams: Map<string, StreamState>
  readonly media: StandinMedia
  /** Grants may change at any time. */
  readonly people: Map<string, Account>
  /** WeChat → login. A code of WeChat's is `which:anything` here. */
  readonly wechats: Map<string, string>
  /** One-time code → login. */
  readonly bindings: Map<string, string>
  /** Puts records there as the county's importer would: past every right. */
  put(stream: string, record: StoredRecord): void
  /** A copy of all records, and back to it under a new epoch; sign-ins go on. */
  backup(): Backup
  restore(backup: Backup): void
  /** 挂失. */
  revoke(device: string): void
  /** Access tokens end; with `refresh`, sign-ins too. */
  expire(what: 'access' | 'refresh'): void
  /** Programs below it may push but not pull. */
  minProtocol: number
  /** Changes in one page of a pull. */
  page: number
  /** Every request that arrived. */
  readonly log: HttpRequest[]
}

/** How it writes what is opaque to a phone. */
export interface StandinWords {
  epoch(count: number): string
  device(count: number): string
  readonly cursor: { made(text: string): string; open(cursor: string): string }
}

const SHORT: StandinWords = { epoch: (count) => `e${count}`, device: (count) => `DEV${count}`, cursor: { made: (text) => text, open: (text) => text } }

export interface Backup {
  readonly streams: ReadonlyMap<string, StreamState>
  readonly devices: ReadonlyMap<string, string>
}

export interface Account {
  readonly password: string
  me: Me
  /** 停用. */
  isDisabled?: boolean
}

export function createStandin(county: string, townships: readonly string[], people: ReadonlyMap<string, Account>, now: () => number, words: StandinWords = SHORT): Standin {
  const { epoch } = words
  const sessions = createSessions(now, words.device)
  const media = createStandinMedia(now)
  const tickets = new Map<string, Me>()
  const listeners = new Set<{ readonly streams: readonly string[]; readonly events: SocketEvents }>()
  const streams = new Map([county, ...townships].map((stream) => [stream, emptyStream(stream, epoch(1))]))
  let issued = 0
  let epochs = 1

  const self: Standin = {
    streams, media, people: new Map(people), wechats: new Map(), bindings: new Map(), onMoved: () => undefined, minProtocol: PROTOCOL_VERSION, page: 500, log: [],
    http() {
      const jar: Jar = { refresh: null }
      return { send: async (request) => answer(request, jar) }
    },
    sockets: () => ({ open: openSocket }),
    put(stream, record) {
      const state = streamOf(stream)
      const n = state.n + 1
      const op = { id: `put-${n}`, device: 'import', seq: n, schema: 1, kind: record.kind, record: record.id, base: 0, body: { kind: 'edit' as const, set: {} }, claimedAt: '' }
      streams.set(stream, withVersion(state, op, { ...record, n }))
      poke(stream, n)
    },
    backup: () => ({ streams: new Map(streams), devices: sessions.devices() }),
    restore(backup) {
      epochs += 1
      sessions.takeBack(backup.devices)
      // The numbers go on far above any that was given out before: "seen up to" of an older epoch must not count for changes of this one.
      for (const [stream, state] of backup.streams) streams.set(stream, { ...state, epoch: epoch(epochs), n: Math.max(state.n + 1, now()) })
    },
    revoke: sessions.revoke,
    expire: sessions.expire,
  }

  function streamOf(stream: string): StreamState {
    return must(streams.get(stream), `stream ${stream}`)
  }

  function config(): ReturnType<typeof configOf> {
    const { records, n } = streamOf(county)
    return configOf(n, [...records.values()])
  }

  function answer(request: HttpRequest, jar: Jar): HttpAnswer {
    self.log.push(request)
    const body = typeof request.body === 'string' ? (JSON.parse(request.body) as unknown) : null
    if (request.path.startsWith('/api/login')) return entry(request.path, body, jar)
    if (request.path === '/api/refresh') return refresh((body as { refresh?: string } | null)?.refresh ?? jar.refresh, jar)
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const holder = sessions.holderOf(token)
    const account = holder === null ? undefined : self.people.get(holder.login)
    if (account === undefined || holder === null) return problem(401, sessions.isOfRevoked(token) ? 'deviceRevoked' : 'expired')
    if (account.isDisabled === true) return problem(401, 'accountDisabled')
    // Who holds no role any more hands in what is left, and no more.
    if (account.me.grants.length === 0 && !['/api/push', '/api/logout'].includes(request.path)) return problem(403, 'noRole')
    const routes: Readonly<Record<string, () => HttpAnswer>> = {
      '/api/push': () => push(body as Push, account.me, holder.login),
      '/api/pull': () => pull(request, body as Pull, account.me),
      '/api/ticket': () => ticket(account.me),
      '/api/logout': () => (sessions.end(holder), ok({})),
    }
    if (request.path.startsWith('/api/media')) return picture(request)
    return routes[request.path]?.() ?? record(request.path)
  }

  function entry(path: string, body: unknown, jar: Jar): HttpAnswer {
    if (path === '/api/login/wechat') return byWechat(body as WechatIn)
    return path === '/api/login/bind' ? bind(body as BindIn) : login(body as LoginBody, jar)
  }

  function picture(request: HttpRequest): HttpAnswer {
    const answered = media.answer(request, streams)
    return answered === null ? problem(404, 'notFound') : { kind: 'answer', status: answered.status, text: JSON.stringify(answered.body) }
  }

  function record(path: string): HttpAnswer {
    const [, stream = '', id = ''] = /^\/api\/record\/([^/]+)\/([^/]+)$/.exec(path) ?? []
    const found = streams.get(stream)?.records.get(id)
    return found === undefined ? problem(404, 'notFound') : ok({ record: found, n: streamOf(stream).n })
  }

  function login({ login: name, password, device, client }: LoginBody, jar: Jar): HttpAnswer {
    const account = self.people.get(name)
    if (account === undefined || account.password !== password) return problem(401, 'wrongPassword')
    if (account.isDisabled === true) return problem(401, 'accountDisabled')
    if (account.me.grants.length === 0) return problem(403, 'noRole')
    const code = sessions.deviceFor(name, device)
    return session(name, code, sessions.open(name, code), jar, client === 'h5')
  }

  function byWechat({ code, device }: WechatIn): HttpAnswer {
    const name = self.wechats.get(code.split(':')[0] ?? '')
    if (name === undefined) return problem(401, 'notBound')
    if (self.people.get(name)?.isDisabled === true) return problem(401, 'accountDisabled')
    const own = sessions.deviceFor(name, device)
    return session(name, own, sessions.open(name, own), { refresh: null }, false)
  }

  function bind({ binding, ...asked }: BindIn): HttpAnswer {
    const name = self.bindings.get(binding)
    if (name === undefined) return problem(401, 'wrongCode')
    self.bindings.delete(binding)
    self.wechats.set(asked.code.split(':')[0] ?? '', name)
    return byWechat(asked)
  }

  function refresh(token: string | null, jar: Jar): HttpAnswer {
    const renewed = token === null ? null : sessions.refresh(token)
    if (renewed === null) return problem(401, sessions.isOfRevoked(token ?? '') ? 'deviceRevoked' : 'expired')
    if (self.people.get(renewed.login)?.isDisabled === true) return problem(401, 'accountDisabled')
    return session(renewed.login, renewed.device, renewed.tokens, jar, jar.refresh === token)
  }

  function session(name: string, device: string, tokens: { readonly access: string; readonly refresh: string }, jar: Jar, isCookie: boolean): HttpAnswer {
    const { me } = must(self.people.get(name), 'the account')
    if (isCookie) jar.refresh = tokens.refresh
    const value: Session = {
      me, device, access: tokens.access, accessExpiresAt: new Date(now() + 900_000).toISOString(), refresh: isCookie ? null : tokens.refresh,
      journalKey: keyOf(me.person), mode: 'demo', minProtocol: self.minProtocol,
    }
    return ok(value)
  }

  function push({ stream, ops }: Push, me: Me, name: string): HttpAnswer {
    const state = streams.get(stream)
    if (state === undefined || (ops.length === 0 && !reachesStream(me, stream))) return problem(404, 'notFound')
    const judge: Judge = { me, devices: sessions.devicesOf(name), revoked: sessions.revokedOf(name), config: config(), isCounty: stream === county, now: now() }
    const { state: next, answer: pushed } = judged(state, judge, ops)
    streams.set(stream, next)
    if (next.n > state.n) poke(stream, next.n)
    return ok(pushed)
  }

  function pull(request: HttpRequest, { cursor, most }: Pull, me: Me): HttpAnswer {
    if (Number(request.headers['x-protocol']) < self.minProtocol) return problem(426, 'outdated')
    const positions = cursor === null ? {} : (JSON.parse(words.cursor.open(cursor)) as Readonly<Record<string, Position>>)
    const named = [county, ...new Set(me.grants.filter((grant) => holdsRecords(grant.role)).map((grant) => grant.stream))]
    const pages = named.map((stream) => ({ stream, ...pulled(streamOf(stream), me, config(), stream === county, positions[stream], Math.min(self.page, most ?? self.page)) }))
    const value: PullAnswer = {
      cursor: words.cursor.made(JSON.stringify(Object.fromEntries(pages.map(({ stream, scope, changes }) => [stream, { epoch: changes.epoch, n: changes.to, scope }])))),
      more: pages.some(({ stream, changes }) => changes.to < streamOf(stream).n),
      streams: pages.map(({ changes }) => changes),
    }
    return ok(value)
  }

  function ticket(me: Me): HttpAnswer {
    const name = `ticket-${(issued += 1)}`
    tickets.set(name, me)
    return ok({ ticket: name })
  }

  function openSocket(path: string, events: SocketEvents): { close(): void } {
    const me = tickets.get(path.replace('/api/poke?ticket=', ''))
    if (me === undefined) {
      events.onClose()
      return { close: () => undefined }
    }
    const listener = { streams: [county, ...me.grants.map((grant) => grant.stream)], events }
    listeners.add(listener)
    return { close: () => void listeners.delete(listener) }
  }

  function poke(stream: string, n: number): void {
    self.onMoved(stream, n)
    for (const { streams: heard, events } of listeners) if (heard.includes(stream)) events.onText(JSON.stringify({ stream, n }))
  }

  return self
}

interface LoginBody {
  readonly login: string
  readonly password: string
  readonly device: string | null
  readonly client: 'h5' | 'weapp'
}

/** Any 32 bytes, the same for the same person. */
function keyOf(person: string): string {
  return Buffer.from(person.padEnd(32, '.').slice(0, 32)).toString('base64')
}

function ok(value: unknown): HttpAnswer {
  return { kind: 'answer', status: 200, text: JSON.stringify(value) }
}

function problem(status: number, code: string): HttpAnswer {
  return { kind: 'answer', status, text: JSON.stringify({ code, message: code } satisfies Problem) }
}
