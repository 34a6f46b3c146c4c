import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Db, Sql } from './db'

/**
 * Opaque tokens, hashed at rest. A refresh token is good for a successor, and stays so until one of its successors is first used: a lost
 * answer on 2G must not log an honest phone out. Two windows that ask at once each get a successor, and either may be the one that is kept:
 * all of them are good until one is used. From then on that one is the session's token, and its predecessor and its siblings are spent: who
 * shows a spent one has a copy, and the session ends.
 */
export interface Tokens {
  readonly access: string
  readonly accessUntil: string
  readonly refresh: string
}

export interface Holder {
  readonly session: string
  readonly person: string
  readonly county: string
  readonly device: string
}

/** How somebody came in; a WeChat by its id in the table of bound ones. */
export type Way = 'password' | 'phone' | `wechat ${string}`

const ACCESS_MINUTES = 15
export const HOUR_MS = 3_600_000
/** From sign-in to the end, whatever is done in between. */
export const LIFE_MS = { field: 30 * 24 * HOUR_MS, administering: 12 * HOUR_MS } as const
/** Without a request; a phone that WeChat brought in has a lock of its own. */
export const IDLE_MS = HOUR_MS / 2

export interface Span {
  /** From sign-in to the end. */
  readonly lifeMs: number
  /** After the last access has run out; null: it never ends for that. */
  readonly idleMs: number | null
}

/** Phones signed in by WeChat at the same time. */
const MOST_PHONES = 2

export async function openSession(sql: Sql, who: Omit<Holder, 'session'>, now: number, way: Way = 'password', lifeMs: number = LIFE_MS.field): Promise<Tokens> {
  const session = randomUUID()
  const at = new Date(now).toISOString()
  await forgetOld(sql, who.person, now)
  await sql`insert into session (id, person, county, device, refresh_until, way, opened_at)
    values (${session}, ${who.person}, ${who.county}, ${who.device}, ${new Date(now + lifeMs).toISOString()}, ${way}, ${at})`
  if (way.startsWith(WECHAT)) await endEarlierPhones(sql, who.person, now)
  const refresh = await newRefresh(sql, session)
  return { ...(await newAccess(sql, session, now, now + lifeMs)), refresh }
}
export const WECHAT = 'wechat '

/** The holder and fresh tokens, or null when the token is unknown, spent, revoked or too old. `spanOf`: how long such a holder's sign-in lasts now. */
export async function refreshSession(
  db: Db, token: string, now: number, spanOf: (holder: Holder) => Promise<Span> = () => Promise.resolve({ lifeMs: LIFE_MS.field, idleMs: null }),
): Promise<Refreshed> {
  const hash = hashOf(token)
  const [known] = await db.sql<{ session: string }[]>`select session from refresh_token where hash = ${hash}`
  if (known === undefined) return { kind: 'ended', reused: null }
  return db.begin(async (sql) => {
    const [found] = await sql<SessionRow[]>`select id, person, county, device, way, opened_at, refresh_until, revoked_at from session where id = ${known.session} for update`
    const [shown] = await sql<{ state: TokenState }[]>`select state from refresh_token where hash = ${hash}`
    if (found === undefined || shown === undefined || found.revoked_at !== null) return { kind: 'ended', reused: null }
    const holder = { session: found.id, person: found.person, county: found.county, device: found.device }
    if (shown.state === 'spent') {
      await endSession(sql, found.id, now)
      return { kind: 'ended', reused: holder }
    }
    const { lifeMs, idleMs } = await spanOf(holder)
    const until = Math.min(Date.parse(found.refresh_until), Date.parse(found.opened_at) + lifeMs)
    if (until <= now) return { kind: 'ended', reused: null }
    if (idleMs !== null && !found.way.startsWith(WECHAT) && now - (await lastAccess(sql, found)) > idleMs) {
      await endSession(sql, found.id, now)
      return { kind: 'ended', reused: null }
    }
    if (shown.state === 'next') {
      await sql`update refresh_token set state = case when hash = ${hash} then 'used' else 'spent' end where session = ${found.id} and state <> 'spent'`
    }
    const refresh = await newRefresh(sql, found.id)
    return { kind: 'renewed', holder, tokens: { ...(await newAccess(sql, found.id, now, until)), refresh } }
  })
}

/** `reused`: a copy of a spent token was shown, and that holder's session has ended for it. */
export type Refreshed =
  | { readonly kind: 'renewed'; readonly holder: Holder; readonly tokens: Tokens }
  | { readonly kind: 'ended'; readonly reused: Holder | null }

/** next: given out, not yet used; any number of them. used: the one whose successors those are; at most one. spent: before it, or beside it. */
type TokenState = 'next' | 'used' | 'spent'

interface SessionRow {
  readonly id: string
  readonly person: string
  readonly county: string
  readonly device: string
  readonly way: Way
  readonly opened_at: string
  readonly refresh_until: string
  readonly revoked_at: string | null
}

/** Until when the last access served; every use of the program asks for another. */
async function lastAccess(sql: Sql, { id, opened_at }: SessionRow): Promise<number> {
  const [last] = await sql<{ until: string | null }[]>`select max(until) as until from access where session = ${id}`
  return Date.parse(last?.until ?? opened_at)
}

/** Who holds an access token now. */
export async function holderOf(sql: Sql, access: string, now: number): Promise<Holder | null> {
  const [row] = await sql<Holder[]>`select s.id as session, s.person, s.county, s.device
    from access a join session s on s.id = a.session
    where a.hash = ${hashOf(access)} and a.until > ${new Date(now).toISOString()} and s.revoked_at is null`
  return row ?? null
}

export async function endSession(sql: Sql, session: string, now: number): Promise<void> {
  await sql`update session set revoked_at = ${new Date(now).toISOString()} where id = ${session} and revoked_at is null`
  await sql`delete from access where session = ${session}`
}

/** Everywhere at once, or where one WeChat came in; but for the session `kept`. Access tokens stay: they open nothing, and tell the phone why. */
export async function endSessionsOf(sql: Sql, person: string, now: number, way: Way | null = null, kept: string | null = null): Promise<number> {
  const done = await sql`update session set revoked_at = ${new Date(now).toISOString()}
    where person = ${person} and revoked_at is null and (${way}::text is null or way = ${way}) and id is distinct from ${kept}`
  return done.count
}

/** Of those, the ones that have ended. */
export async function endedAmong(sql: Sql, sessions: readonly string[], now: number): Promise<readonly string[]> {
  if (sessions.length === 0) return []
  const alive = await sql<{ id: string }[]>`select id from session
    where id = any(${[...sessions]}::uuid[]) and revoked_at is null and refresh_until > ${new Date(now).toISOString()}`
  const ids = new Set(alive.map(({ id }) => id))
  return sessions.filter((session) => !ids.has(session))
}

/** One phone per WeChat account is usual, a second one possible: with a third the one that came first is signed out, and loses nothing by it. */
async function endEarlierPhones(sql: Sql, person: string, now: number): Promise<void> {
  const rows = await sql<{ id: string; device: string }[]>`select id, device from session
    where person = ${person} and revoked_at is null and way like ${`${WECHAT}%`} order by opened_at desc, id desc`
  const kept = new Set<string>()
  for (const { id, device } of rows) {
    if (kept.has(device) || kept.size >= MOST_PHONES) await endSession(sql, id, now)
    else kept.add(device)
  }
}

/** What ended long ago needs no memory; a phone that was reported lost is told so even then. */
async function forgetOld(sql: Sql, person: string, now: number): Promise<void> {
  const old = await sql<{ id: string }[]>`delete from session s where s.person = ${person} and s.refresh_until < ${new Date(now).toISOString()}
    and not exists (select 1 from device d where d.device = s.device and d.revoked_at is not null) returning s.id`
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  await sql`delete from refresh_token where session = any(${ids}::uuid[])`
  await sql`delete from access where session = any(${ids}::uuid[])`
}

export type WhyEnded = 'expired' | 'deviceRevoked' | 'accountDisabled'

/** Why a token, of either kind, opens nothing, as far as its phone must know: lost phones and disabled accounts clear themselves. */
export async function whyEnded(sql: Sql, token: string): Promise<WhyEnded> {
  const hash = hashOf(token)
  const [row] = await sql<{ isLost: boolean; isStopped: boolean }[]>`
    select exists (select 1 from device d where d.device = s.device and d.revoked_at is not null) as "isLost",
      exists (select 1 from account_stop a where a.county = s.county and a.person = s.person) as "isStopped"
    from session s where s.id in (select session from access where hash = ${hash}) or s.id in (select session from refresh_token where hash = ${hash}) limit 1`
  if (row?.isLost === true) return 'deviceRevoked'
  return row?.isStopped === true ? 'accountDisabled' : 'expired'
}

async function newAccess(sql: Sql, session: string, now: number, end: number): Promise<Pick<Tokens, 'access' | 'accessUntil'>> {
  const access = newToken()
  const accessUntil = new Date(Math.min(end, now + ACCESS_MINUTES * 60_000)).toISOString()
  await sql`insert into access (hash, session, until) values (${hashOf(access)}, ${session}, ${accessUntil})`
  await sql`delete from access where session = ${session} and until < ${new Date(now).toISOString()}`
  return { access, accessUntil }
}

async function newRefresh(sql: Sql, session: string): Promise<string> {
  const refresh = newToken()
  await sql`insert into refresh_token (hash, session, state) values (${hashOf(refresh)}, ${session}, 'next')`
  return refresh
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
