import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Db, Sql } from './db'

/**
 * Opaque tokens, hashed at rest. A previous refresh token stays good until its successor is first used: a lost answer on 2G must
 * not log an honest phone out. Reuse after that means a copy, and ends the session.
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

const ACCESS_MINUTES = 15
const REFRESH_DAYS = 60

export async function openSession(sql: Sql, who: Omit<Holder, 'session'>, now: number): Promise<Tokens> {
  const session = randomUUID()
  const refresh = newToken()
  await sql`insert into session (id, person, county, device, refresh, refresh_until)
    values (${session}, ${who.person}, ${who.county}, ${who.device}, ${hashOf(refresh)}, ${inDays(now, REFRESH_DAYS)})`
  return { ...(await newAccess(sql, session, now)), refresh }
}

/** The holder and fresh tokens, or null when the token is unknown, spent, revoked or too old. */
export async function refreshSession(db: Db, token: string, now: number): Promise<{ readonly holder: Holder; readonly tokens: Tokens } | null> {
  const hash = hashOf(token)
  return db.begin(async (sql) => {
    const [found] = await sql<SessionRow[]>`select id, person, county, device, refresh, refresh_until, revoked_at from session
      where refresh = ${hash} or previous = ${hash} limit 1 for update`
    if (found === undefined) {
      await revokeSpent(sql, hash, now)
      return null
    }
    if (found.revoked_at !== null || Date.parse(found.refresh_until) <= now) return null
    const refresh = newToken()
    const isCurrent = found.refresh.equals(hash)
    if (isCurrent) {
      // The successor is used for the first time: from now on its predecessor is spent.
      await sql`insert into spent (hash, session) select previous, id from session where id = ${found.id} and previous is not null on conflict do nothing`
      await sql`update session set previous = refresh, refresh = ${hashOf(refresh)}, refresh_until = ${inDays(now, REFRESH_DAYS)} where id = ${found.id}`
    } else {
      // The answer with the successor was lost: another successor takes its place.
      await sql`update session set refresh = ${hashOf(refresh)}, refresh_until = ${inDays(now, REFRESH_DAYS)} where id = ${found.id}`
    }
    const holder = { session: found.id, person: found.person, county: found.county, device: found.device }
    return { holder, tokens: { ...(await newAccess(sql, found.id, now)), refresh } }
  })
}

interface SessionRow {
  readonly id: string
  readonly person: string
  readonly county: string
  readonly device: string
  readonly refresh: Buffer
  readonly refresh_until: string
  readonly revoked_at: string | null
}

async function revokeSpent(sql: Sql, hash: Buffer, now: number): Promise<void> {
  const [spent] = await sql<{ session: string }[]>`select session from spent where hash = ${hash}`
  if (spent !== undefined) await endSession(sql, spent.session, now)
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

/**
 * The device's short code: the one it has, if it is this person's, or a new one. A code that nobody has is taken over as it is: after
 * a restore the phones that came since the backup are unknown, and what they wrote can only go up under the code it was written with.
 */
export async function deviceFor(sql: Sql, person: string, known: string | null, client: string, now: number): Promise<string> {
  const register = async (device: string): Promise<boolean> => {
    const made = await sql`insert into device (device, person, client, created_at)
      values (${device}, ${person}, ${client}, ${new Date(now).toISOString()}) on conflict do nothing`
    return made.count === 1
  }
  if (known !== null) {
    const [row] = await sql<{ device: string }[]>`select device from device where device = ${known} and person = ${person} and revoked_at is null`
    if (row !== undefined || (isShortCode(known) && await register(known))) return known
  }
  for (;;) {
    const device = shortCode()
    if (await register(device)) return device
  }
}

/** Devices a person may speak for: a journal written before a new log-in still goes up. The session's own comes first. */
export async function devicesOf(sql: Sql, holder: Holder): Promise<readonly string[]> {
  const rows = await sql<{ device: string }[]>`select device from device where person = ${holder.person} and revoked_at is null`
  return [holder.device, ...rows.map((row) => row.device).filter((device) => device !== holder.device)]
}

/** Those that were reported lost (挂失). */
export async function revokedDevicesOf(sql: Sql, holder: Holder): Promise<readonly string[]> {
  const rows = await sql<{ device: string }[]>`select device from device where person = ${holder.person} and revoked_at is not null`
  return rows.map((row) => row.device)
}

/** 挂失: the device speaks for nobody any more, and what is signed in on it ends at once. False: it was revoked before. */
export async function revokeDevice(sql: Sql, device: string, now: number): Promise<boolean> {
  const at = new Date(now).toISOString()
  const done = await sql`update device set revoked_at = ${at} where device = ${device} and revoked_at is null`
  // Its access tokens stay: they open nothing, and tell the phone why.
  await sql`update session set revoked_at = ${at} where device = ${device} and revoked_at is null`
  return done.count === 1
}

/** Whether a token, of either kind, was given to a device that was reported lost. */
export async function isOfRevokedDevice(sql: Sql, token: string): Promise<boolean> {
  const hash = hashOf(token)
  const [row] = await sql<{ device: string }[]>`select s.device from session s join device d on d.device = s.device
    where d.revoked_at is not null and (s.refresh = ${hash} or s.previous = ${hash}
      or s.id in (select session from access where hash = ${hash}) or s.id in (select session from spent where hash = ${hash})) limit 1`
  return row !== undefined
}

async function newAccess(sql: Sql, session: string, now: number): Promise<Pick<Tokens, 'access' | 'accessUntil'>> {
  const access = newToken()
  const accessUntil = new Date(now + ACCESS_MINUTES * 60_000).toISOString()
  await sql`insert into access (hash, session, until) values (${hashOf(access)}, ${session}, ${accessUntil})`
  await sql`delete from access where session = ${session} and until < ${new Date(now).toISOString()}`
  return { access, accessUntil }
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function inDays(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString()
}

/** Six letters and digits without those that are read wrongly over the telephone (0 O 1 I L U). */
function shortCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
}

function isShortCode(code: string): boolean {
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter))
}

const CODE_LENGTH = 6
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
