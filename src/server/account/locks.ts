import type { Sql } from '../db'
import type { Vault } from '../vault'

/**
 * Guessing. A name somebody signs in by, known or not, has five tries; then it waits a quarter of an hour, and twice as long each time
 * after that, up to a day. A try is taken before it is judged, so that a hundred at the same moment are five too. Names stand here only as
 * keyed hashes.
 */
export type Try =
  | { readonly kind: 'may' }
  | { readonly kind: 'locked'; readonly until: string }

export const TRIES = 5
const LOCK_MS = 15 * 60_000
const LONGEST_MS = 24 * 3_600_000
/** Nobody's memory is longer: after two quiet days a name begins anew. */
const FORGOTTEN_MS = 48 * 3_600_000

export type TriedBy = 'login' | 'name' | 'ticket'

export function lockKey(vault: Vault, by: TriedBy, name: string): Buffer {
  return keyed(vault, 'sign-in', `${by}|${name.normalize('NFKC').trim().toLowerCase()}`)
}

/** Takes one of the tries. */
export async function takeTry(sql: Sql, county: string, key: Buffer, now: number): Promise<Try> {
  const at = new Date(now).toISOString()
  const forgotten = new Date(now - FORGOTTEN_MS).toISOString()
  const [row] = await sql<{ failures: number; locked_until: string | null }[]>`
    insert into sign_in_lock (county, key, failures, locks, at) values (${county}, ${key}, 1, 0, ${at})
    on conflict (county, key) do update set
      failures = case when sign_in_lock.locked_until > ${at} then sign_in_lock.failures when sign_in_lock.at < ${forgotten} then 1 else sign_in_lock.failures + 1 end,
      locks = case when sign_in_lock.at < ${forgotten} then 0 else sign_in_lock.locks end,
      at = ${at}
    returning failures, locked_until`
  if (row?.locked_until !== null && row?.locked_until !== undefined && Date.parse(row.locked_until) > now) return { kind: 'locked', until: row.locked_until }
  // More at once than there are tries; or tries that were taken and never judged, as the server went down: it waits like after wrong ones.
  if ((row?.failures ?? 0) > TRIES) return { kind: 'locked', until: (await failTry(sql, county, key, now)) ?? at }
  return { kind: 'may' }
}

/** The try was wrong. Until when the name waits now, if it does. */
export async function failTry(sql: Sql, county: string, key: Buffer, now: number): Promise<string | null> {
  const [row] = await sql<{ failures: number; locks: number }[]>`select failures, locks from sign_in_lock where county = ${county} and key = ${key}`
  if (row === undefined || row.failures < TRIES) return null
  const until = new Date(now + Math.min(LONGEST_MS, LOCK_MS * 2 ** row.locks)).toISOString()
  const locked = await sql`update sign_in_lock set failures = 0, locks = locks + 1, locked_until = ${until} where county = ${county} and key = ${key} and failures >= ${TRIES}`
  // What invented names left behind.
  await sql`delete from sign_in_lock where county = ${county} and at < ${new Date(now - FORGOTTEN_MS).toISOString()}`
  return locked.count === 1 ? until : null
}

/** It was no try at all: right so far, and half a sign-in. */
export async function returnTry(sql: Sql, county: string, key: Buffer): Promise<void> {
  await sql`update sign_in_lock set failures = greatest(0, failures - 1) where county = ${county} and key = ${key}`
}

/** It was right, or an admin says that it is well. */
export async function freeTries(sql: Sql, county: string, keys: readonly Buffer[]): Promise<void> {
  for (const key of keys) await sql`delete from sign_in_lock where county = ${county} and key = ${key}`
}

export async function lockedUntil(sql: Sql, county: string, keys: readonly Buffer[], now: number): Promise<string | null> {
  const at = new Date(now).toISOString()
  const found: string[] = []
  for (const key of keys) {
    const [row] = await sql<{ locked_until: string }[]>`select locked_until from sign_in_lock where county = ${county} and key = ${key} and locked_until > ${at}`
    if (row !== undefined) found.push(new Date(row.locked_until).toISOString())
  }
  return found.sort().pop() ?? null
}

/** A hash that nobody can make without the installation's key: of names, of codes too short to hash plainly, of who somebody is in WeChat. */
export function keyed(vault: Vault, purpose: string, text: string): Buffer {
  return vault.mac(vault.derive(`account/${purpose}`), text)
}
