import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Me, Problem, Session } from '../core/protocol'
import { holdsRecords } from '../domain/role'
import { PROBLEMS, type ProblemCode } from '../domain/words'
import type { Entered, SessionState, SignInWay } from './state'
import type { Kv, Platform } from './platform/ports'
import { asFirstStep, asSession, parsed } from './shape'
import { askingOf, deviceKeyOf, loginOf, refusedEntry } from './signIn'
import { createTurns } from './turns'
import { createWire, NO_ANSWER, type Answer, type Content } from './wire'

/** Who is signed in on this phone, as it is remembered: enough to work for days without the network. */
export interface Signed {
  readonly me: Me
  readonly device: string
  readonly journalKey: string
  readonly mode: 'demo' | 'county'
  readonly minProtocol: number
  /** null: came in without a password. */
  readonly login: string | null
  /** weapp only; in H5 it is a cookie no script can read. */
  readonly refresh: string | null
}

export interface Account {
  readonly store: StoreApi<SessionState>
  signed(): Signed | null
  /** Remembers; no network. */
  start(): Promise<Signed | null>
  /** Where nobody is signed in, WeChat is asked before any person is; not on a phone whose person went out. */
  welcome(): Promise<void>
  signIn(way: SignInWay): Promise<Entered>
  signOut(): Promise<void>
  /** A sign-out that the server has not heard yet is told to it. */
  tellLeft(): Promise<void>
  /** Asks anew who one is: grants may have changed. */
  renew(): Promise<void>
  /** Under the present access; a 401 is answered by one refresh and one more try. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>
  /** Gets what stands at the path, unless that is still what the tag says. */
  callAgain(path: string, known: string | null): Promise<Answer>
  /** A post of bytes as they are, with their CRC-32. */
  callBytes(path: string, bytes: Uint8Array<ArrayBuffer>, crc: string): Promise<Answer>
}

export function createAccount({ kv, http, device, wechat }: Pick<Platform, 'kv' | 'http' | 'device' | 'wechat'>): Account {
  const store = createStore<SessionState>(() => ({ kind: 'starting' }))
  const oneRefresh = createTurns()
  const oneEnding = createTurns()
  const wire = createWire({ http, device })
  let signed: Signed | null = null
  let access: string | null = null
  /** Moves with every sign-in and sign-out: an answer of an earlier one is nobody's. */
  let generation = 0
  /** WeChat knows nobody by this phone, or somebody else: the person is asked, until the next sign-in. */
  let isStranger = false
  /** The answer to a binding was lost: its code may be spent, and WeChat may know this phone by now. */
  let isBindingUnheard = false

  function send(method: 'GET' | 'POST', path: string, body: unknown, token: string | null): Promise<Answer> {
    return deliver(method, path, { kind: 'json', body }, token)
  }

  async function deliver(method: 'GET' | 'POST', path: string, content: Content, token: string | null, known?: string): Promise<Answer> {
    const mine = generation
    const answer = await wire(method, path, content, token, known)
    return mine === generation ? answer : NO_ANSWER
  }

  /** One at a time: whoever waited behind another refresh takes its access. */
  function refresh(stale: string | null): Promise<Answer> {
    return oneRefresh(async () => {
      if (signed === null) return { kind: 'expired' }
      if (access !== null && access !== stale) return { kind: 'ok', body: null }
      const before = signed
      const answer = await send('POST', '/api/refresh', before.refresh === null ? undefined : { refresh: before.refresh }, null)
      // Anything else that the server says to this token is no.
      if (answer.kind === 'problem' && !isPassing(answer)) {
        if (isDismissal(answer)) return dismiss(answer.problem)
        if (!(await hasLeft(before.me.person))) return renewByWechat(before)
        leave()
        return { kind: 'expired' }
      }
      if (answer.kind !== 'ok') return answer
      const session = asSession(answer.body)
      if (session === null) return NO_ANSWER
      // In a browser another window may have signed in as somebody else: its cookie is not ours.
      if (session.me.person !== before.me.person) return expire()
      if (await hasLeft(before.me.person)) return followOut(session.access, before.me.person)
      return (await take(session, before.login, before.device)) ? answer : NO_ANSWER
    })
  }

  /** Whether somebody went out by another window of this browser: written back, the session would bring in again whom everybody takes for gone. */
  async function hasLeft(person: string): Promise<boolean> {
    return device.client === 'h5' && (await marked(kv, LEFT_KEY)) === person
  }

  async function followOut(token: string, person: string): Promise<Answer> {
    leave()
    await endSession(token, null, person)
    return { kind: 'expired' }
  }

  /** Whether somebody else has come in by another window of this browser since: what is kept there, and its cookie, are theirs. */
  async function isAnothers(person: string): Promise<boolean> {
    const kept = await marked(kv, SESSION_KEY)
    const session = kept === null ? null : (parsed(kept) as Signed | null)
    return session !== null && session.me.person !== person
  }

  async function forgetSession(person: string): Promise<void> {
    await forget(kv, SESSION_KEY)
    await remember(kv, LEFT_KEY, person)
  }

  function leave(): void {
    generation += 1
    signed = null
    access = null
    store.setState({ kind: 'signedOut', notice: null, wechat: 'unasked' }, true)
  }

  /** By the access, or where that has run out by another one, which the refresh token (`refresh` null: the cookie) gets for the last time. */
  async function endSession(token: string | null, refresh: string | null, person: string): Promise<void> {
    const asked = token === null ? null : await send('POST', '/api/logout', undefined, token)
    if (asked?.kind === 'noAnswer' || isPassing(asked)) return
    if (asked?.kind !== 'ok') {
      const renewed = await send('POST', '/api/refresh', refresh === null ? undefined : { refresh }, null)
      if (renewed.kind === 'noAnswer' || isPassing(renewed)) return
      const session = renewed.kind === 'ok' ? asSession(renewed.body) : null
      // Whatever else the server says, this token has ended. A cookie that is somebody else's by now is theirs to end.
      if (session?.me.person === person && (await send('POST', '/api/logout', undefined, session.access)).kind !== 'ok') return
    }
    await forget(kv, UNTOLD_KEY)
  }

  /** An ended sign-in on a phone that WeChat knows costs nobody a word. */
  async function renewByWechat(before: Signed): Promise<Answer> {
    const mine = generation
    const code = wechat === undefined || isStranger ? null : await wechat()
    if (mine !== generation) return NO_ANSWER
    if (code === null) return expire()
    const { path, body } = askingOf({ kind: 'wechat' }, before.device, device.client, code)
    const answer = await send('POST', path, body, null)
    if (answer.kind === 'noAnswer' || isPassing(answer)) return answer
    isStranger = answer.kind === 'problem' && answer.problem.code === 'notBound'
    if (isDismissal(answer)) return dismiss(answer.problem)
    if (answer.kind !== 'ok') return expire()
    const session = asSession(answer.body)
    if (session === null) return NO_ANSWER
    isStranger = session.me.person !== before.me.person
    if (isStranger) return expire()
    return (await take(session, before.login, session.device)) ? answer : NO_ANSWER
  }

  /** A page that is opened cold asks before it is remembered who is signed in: as nobody it would be told that the sign-in has run out. */
  async function begun(): Promise<void> {
    if (store.getState().kind !== 'starting') return
    await new Promise<void>((resolve) => {
      const leave = store.subscribe(({ kind }) => {
        if (kind === 'starting') return
        leave()
        resolve()
      })
    })
  }

  function expire(): Answer {
    access = null
    const state = store.getState()
    if (state.kind === 'signedIn') store.setState({ ...state, expired: true })
    return { kind: 'expired' }
  }

  /** The phone was reported lost, or the account disabled: the key goes, and with it everything that is sealed becomes unreadable. */
  async function dismiss({ message }: Problem): Promise<Answer> {
    const person = signed?.me.person
    generation += 1
    signed = null
    access = null
    if (person !== undefined && !(await isAnothers(person))) await forgetSession(person)
    store.setState({ kind: 'signedOut', notice: message, wechat: 'unasked' }, true)
    return { kind: 'expired' }
  }

  /** False: they went out while it was being remembered. */
  async function take(session: Session, login: string | null, code: string): Promise<boolean> {
    const mine = generation
    const { me, journalKey, mode, minProtocol } = session
    // A lost answer must not cost the token: the new one is remembered before it is first used.
    const next: Signed = { me, device: code, journalKey, mode, minProtocol, login, refresh: session.refresh }
    await remember(kv, SESSION_KEY, JSON.stringify(next))
    if (mine !== generation) {
      await (signed === null ? forget(kv, SESSION_KEY) : remember(kv, SESSION_KEY, JSON.stringify(signed)))
      return false
    }
    signed = next
    access = session.access
    show(next)
    return true
  }

  function show({ me, device: code, mode, login }: Signed): void {
    const next: SessionState = { kind: 'signedIn', me, device: code, mode, login, holdsRecords: me.roles.some(holdsRecords), expired: false }
    if (JSON.stringify(next) !== JSON.stringify(store.getState())) store.setState(next, true)
  }

  async function enter(way: SignInWay): Promise<Entered> {
    const isByWechat = way.kind === 'wechat' || way.kind === 'bind'
    const code = isByWechat ? await wechat?.() ?? null : ''
    if (code === null) return { kind: 'problem', problem: { code: 'wechatSilent', message: PROBLEMS.wechatSilent } }
    const deviceKey = deviceKeyOf(way)
    await tellLeft()
    // Storage that does not answer costs this phone a new device code, and nobody the sign-in.
    const { path, body } = askingOf(way, await kv.get(deviceKey).catch(() => null), device.client, code)
    const answer = await send('POST', path, body, null)
    if (answer.kind === 'problem') return refusedEntry(way, answer.problem.code, answer.problem.message)
    const session = answer.kind === 'ok' ? asSession(answer.body) : null
    const step = answer.kind === 'ok' ? asFirstStep(answer.body) : null
    if (step !== null) return step
    if (session === null) return { kind: 'problem', problem: offline() }
    generation += 1
    isStranger = false
    await remember(kv, deviceKey, session.device)
    await forget(kv, LEFT_KEY)
    // The new sign-in's cookie has taken the place of the one that was left.
    await forget(kv, UNTOLD_KEY)
    return (await take(session, loginOf(way), session.device)) ? { kind: 'in' } : { kind: 'problem', problem: offline() }
  }

  async function tellLeft(): Promise<void> {
    if (signed !== null || (await marked(kv, UNTOLD_KEY)) === null) return
    await oneEnding(async () => {
      const person = await marked(kv, UNTOLD_KEY)
      if (signed === null && person !== null) await endSession(null, null, person)
    })
  }

  return {
    store,
    signed: () => signed,
    async start() {
      // Storage that refuses leaves a stranger, who may sign in, and not a program that waits for ever.
      const stored = await kv.get(SESSION_KEY).catch(() => null)
      signed = stored === null ? null : (parsed(stored) as Signed | null)
      if (signed !== null) show(signed)
      else store.setState({ kind: 'signedOut', notice: null, wechat: 'unasked' }, true)
      return signed
    },
    async welcome() {
      const { kind } = store.getState()
      if (wechat === undefined || kind !== 'signedOut' || (await kv.get(LEFT_KEY).catch(() => '')) !== null) return
      store.setState({ kind: 'signedOut', notice: null, wechat: 'asking' }, true)
      const entered = await enter({ kind: 'wechat' })
      if (store.getState().kind === 'signedOut') store.setState({ kind: 'signedOut', notice: null, wechat: entered.kind === 'notBound' ? 'notBound' : 'unasked' }, true)
    },
    async signIn(way) {
      if (way.kind === 'bind' && isBindingUnheard && (await enter({ kind: 'wechat' })).kind === 'in') return { kind: 'in' }
      const entered = await enter(way)
      isBindingUnheard = way.kind === 'bind' && entered.kind === 'problem' && entered.problem.code === 'offline'
      return entered
    },
    async signOut() {
      const [before, token] = [signed, access]
      if (before === null) return
      const { person } = before.me
      // Only this window goes out: the rest is theirs.
      if (await isAnothers(person)) return leave()
      // Only a browser still holds what it came in by, and somebody else may open it next.
      if (before.refresh === null) await remember(kv, UNTOLD_KEY, person)
      await forgetSession(person)
      leave()
      // Told to the server when it can be heard; the phone forgets either way.
      void oneEnding(() => endSession(token, before.refresh, person))
    },
    tellLeft,
    async renew() {
      await refresh(access)
    },
    call: (method, path, body) => call(method, path, { kind: 'json', body }),
    callAgain: (path, known) => call('GET', path, { kind: 'json', body: undefined }, known ?? undefined),
    callBytes: (path, bytes, crc) => call('POST', path, { kind: 'bytes', bytes, crc }),
  }

  async function call(method: 'GET' | 'POST', path: string, content: Content, known?: string): Promise<Answer> {
    await begun()
    // What anybody may ask (about, 投诉建议); the server says 401 to the rest.
    if (signed === null) return deliver(method, path, content, null, known)
    const mine = generation
    const first = access
    if (first !== null) {
      const answer = await deliver(method, path, content, first, known)
      if (answer.kind !== 'problem' || answer.status !== 401) return answer
      if (isDismissal(answer)) return dismiss(answer.problem)
    }
    const refreshed = await refresh(first)
    if (refreshed.kind !== 'ok') return refreshed
    if (mine !== generation) return NO_ANSWER
    const answer = await deliver(method, path, content, access, known)
    return answer.kind === 'problem' && answer.status === 401 ? expire() : answer
  }
}

const SESSION_KEY = 'session'
/** Who went out here on purpose, or was sent out: WeChat is not asked before they want it. */
const LEFT_KEY = 'left'
/** Whose cookie is still good on the server, though they went out. */
const UNTOLD_KEY = 'untold'

export function offline(): Problem {
  return { code: 'offline', message: PROBLEMS.offline }
}

function isDismissal(answer: Answer): answer is Extract<Answer, { kind: 'problem' }> {
  return answer.kind === 'problem' && answer.status === 401 && DISMISSALS.includes(answer.problem.code)
}

/** The server's day is bad; it has said nothing about who asks. */
function isPassing(answer: Answer | null): boolean {
  return answer?.kind === 'problem' && (answer.status >= 500 || answer.status === 429)
}

/** Storage that does not answer has nothing. */
async function marked(kv: Kv, key: string): Promise<string | null> {
  return kv.get(key).catch(() => null)
}

const DISMISSALS: readonly string[] = ['deviceRevoked', 'accountDisabled'] satisfies readonly ProblemCode[]

/** Storage that does not answer now is asked again at the next start, by the next contact. */
async function forget(kv: Kv, key: string): Promise<void> {
  try {
    await kv.remove(key)
  } catch {
    return
  }
}

/** Storage that does not answer costs a new sign-in after the next start, not this one. */
async function remember(kv: Kv, key: string, value: string): Promise<void> {
  try {
    await kv.set(key, value)
  } catch {
    return
  }
}
