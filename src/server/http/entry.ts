import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayAt } from '../../core/period'
import { PROTOCOL_VERSION, type Me, type Session } from '../../core/protocol'
import { administers } from '../../domain/accountRight'
import { holdsRecords } from '../../domain/role'
import type { AuditEntry } from '../audit'
import { isStopped } from '../account/state'
import { deviceFor, noteWechat } from '../deviceCodes'
import { IDLE_MS, LIFE_MS, openSession, type Holder, type Span, type Tokens, type Way } from '../sessions'
import { onTrail } from '../trail'
import { whyNobody, type App } from './context'
import { refuse } from './problems'

/** What every way in ends with. */
export interface Coming {
  readonly person: string
  readonly way: Way
  readonly client: 'h5' | 'weapp'
  /** The code this phone had before. */
  readonly device: string | null
}

export type Admitted =
  | { readonly kind: 'may'; readonly me: Me }
  | { readonly kind: 'no'; readonly why: 'accountDisabled' | 'notFound' | 'noRole' }

/** Whether somebody who is known by now may come in at all. */
export async function admitted(app: App, person: string): Promise<Admitted> {
  const { county } = app
  if (await isStopped(app.db.sql, { county, person })) return { kind: 'no', why: 'accountDisabled' }
  const me = await app.directory.known(county, person, dayAt(app.now()))
  if (me === null) return { kind: 'no', why: (await whyNobody(app, { county, person }, null)) === 'accountDisabled' ? 'accountDisabled' : 'notFound' }
  return me.roles.length === 0 ? { kind: 'no', why: 'noRole' } : { kind: 'may', me }
}

export async function comeIn(app: App, reply: FastifyReply, me: Me, coming: Coming): Promise<FastifyReply> {
  const now = app.now()
  const { sql } = app.db
  const { way, client, device: known } = coming
  const other = known === null ? null : await otherOwner(app, known, me.person)
  const device = await deviceFor(sql, me.person, known, client, now)
  const who = { person: me.person, county: me.county, device }
  await noteWechat(sql, device, way)
  const tokens = await openSession(sql, who, now, way, spanOf(app, me).lifeMs)
  const lines: readonly AuditEntry[] = [
    // A sign-in is an event for whoever administers; of nobody else is it kept when they were at the phone.
    ...(administers(me) ? [{ actor: me.person, action: 'signedIn', subject: me.person, detail: { device, client } } as const] : []),
    ...(other === null ? [] : [{ actor: me.person, action: 'sharedDevice', subject: me.person, detail: { device: known, other } } as const]),
  ]
  if (lines.length > 0 && app.mode === 'county') await onTrail(app, app.county, () => Promise.resolve({ result: undefined, lines }))
  return answer(app, reply, who, tokens, client === 'h5')
}

/** How long a sign-in lasts. The demo, open on one machine only, need not end in the middle of being shown. */
export function spanOf(app: App, me: Pick<Me, 'roles'>): Span {
  if (app.mode === 'demo') return { lifeMs: LIFE_MS.field, idleMs: null }
  // Whoever has no role any more may still have something to hand in.
  const isOffice = me.roles.length > 0 && !me.roles.some(holdsRecords)
  return { lifeMs: administers(me) ? LIFE_MS.administering : LIFE_MS.field, idleMs: administers(me) || isOffice ? IDLE_MS : null }
}

async function otherOwner(app: App, device: string, person: string): Promise<string | null> {
  const [row] = await app.db.sql<{ person: string }[]>`select person from device where device = ${device} and person <> ${person}`
  return row?.person ?? null
}

/** H5 keeps its refresh token in a cookie scripts can't read; weapp seals it in its storage. */
export async function answer(app: App, reply: FastifyReply, who: Omit<Holder, 'session'>, tokens: Tokens, isH5: boolean): Promise<FastifyReply> {
  const me = await app.directory.known(who.county, who.person, dayAt(app.now()))
  if (me === null) return refuse(reply, await whyNobody(app, who, null))
  const session: Session & { readonly kind: 'session' } = {
    kind: 'session',
    me,
    device: who.device,
    journalKey: app.vault.derive(`journal/${who.county}/${who.person}`).toString('base64'),
    access: tokens.access,
    accessExpiresAt: tokens.accessUntil,
    refresh: isH5 ? null : tokens.refresh,
    mode: app.mode,
    minProtocol: PROTOCOL_VERSION,
  }
  if (isH5) {
    const { name, ...options } = cookieOf(app)
    reply.setCookie(name, tokens.refresh, { ...options, maxAge: Math.floor(spanOf(app, me).lifeMs / 1000) })
  }
  return reply.header('cache-control', 'no-store').send(session)
}

/** `__Host-`: no other host of the same domain can set it. The demo runs without TLS, where browsers keep no such name. */
function cookieOf(app: App) {
  const isCounty = app.mode === 'county'
  const name = isCounty ? '__Host-shuoshibu_refresh' : 'shuoshibu_refresh'
  return { name, httpOnly: true, sameSite: 'strict', secure: isCounty, path: isCounty ? '/' : '/api' } as const
}

export function refreshCookie(app: App, request: FastifyRequest): string | undefined {
  return request.cookies[cookieOf(app).name]
}

export function dropCookie(app: App, reply: FastifyReply): FastifyReply {
  const { name, ...options } = cookieOf(app)
  return reply.clearCookie(name, options)
}

/** A way in that did not open, on the county's trail: whose it was if that is known, never what was typed. */
export async function noteFailure(app: App, way: 'password' | 'totp' | 'ticket' | 'phone' | 'binding' | 'bootstrap', person: string | null, lockedUntil: string | null): Promise<void> {
  const detail = { way, person }
  await onTrail(app, app.county, () => Promise.resolve({
    result: undefined,
    lines: [
      { actor: null, action: 'signInFailed', subject: app.county, detail } as const,
      ...(lockedUntil === null ? [] : [{ actor: null, action: 'signInLocked', subject: app.county, detail: { ...detail, until: lockedUntil } } as const]),
    ],
  }))
}

export function locked(app: App, reply: FastifyReply, until: string): FastifyReply {
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - app.now()) / 1000))
  return refuse(reply.header('retry-after', String(seconds)), 'tooManyTries')
}

export function tooManyFrom(reply: FastifyReply): FastifyReply {
  return refuse(reply.header('retry-after', '60'), 'tooManyTries')
}
