import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Sql } from './db'

/** Log-in by password; an account hangs on a person. Field roles in county mode use WeChat instead (a later credential provider). */
export const ACCOUNT_MIGRATIONS = [
  ['0101-account', `create table account (
    login text primary key, person uuid not null, county uuid not null, password text not null,
    failures integer not null default 0, locked_until timestamptz)`],
  ['0102-device', `create table device (
    device text primary key, person uuid not null, client text not null, created_at timestamptz not null, revoked_at timestamptz)`],
  ['0103-session', `create table session (
    id uuid primary key, person uuid not null, county uuid not null, device text not null,
    refresh bytea not null, previous bytea, refresh_until timestamptz not null, revoked_at timestamptz)`],
  ['0104-session-by-refresh', `create index session_by_refresh on session (refresh)`],
  ['0105-session-by-previous', `create index session_by_previous on session (previous)`],
  ['0106-access', `create table access (hash bytea primary key, session uuid not null, until timestamptz not null)`],
  ['0107-spent', `create table spent (hash bytea primary key, session uuid not null)`],
  ['0108-feedback', `create table feedback (
    id uuid primary key, county uuid not null, person uuid, received_at timestamptz not null, sealed bytea not null, answered_at timestamptz)`],
] as const

const KEY_LENGTH = 32
/** 32 MiB and about 100 ms per guess on a county's server. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/** `scrypt$salt$hash`, base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`
}

async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('$')
  const expected = Buffer.from(hash, 'base64')
  const given = await derive(password, Buffer.from(salt, 'base64'))
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_LENGTH, COST, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}

export type SignIn =
  | { readonly kind: 'in'; readonly person: string; readonly county: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly until: string }

const FAILURES_BEFORE_LOCK = 5
const LOCK_MINUTES = 5
/** Compared against when the login is unknown, so that the time of the answer does not tell which logins exist. */
const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(KEY_LENGTH).toString('base64')}`

export async function checkPassword(sql: Sql, login: string, password: string, now: number): Promise<SignIn> {
  const [account] = await sql<AccountRow[]>`select login, person, county, password, failures, locked_until from account where login = ${login}`
  const lockedUntil = account?.locked_until ?? null
  if (lockedUntil !== null && Date.parse(lockedUntil) > now) return { kind: 'locked', until: lockedUntil }
  const isRight = await isPassword(password, account?.password ?? NOBODY)
  if (account === undefined) return { kind: 'wrong' }
  if (isRight) {
    await sql`update account set failures = 0, locked_until = null where login = ${login} and (failures > 0 or locked_until is not null)`
    return { kind: 'in', person: account.person, county: account.county }
  }
  const until = new Date(now + LOCK_MINUTES * 60_000).toISOString()
  await sql`update account set failures = case when failures + 1 >= ${FAILURES_BEFORE_LOCK} then 0 else failures + 1 end,
    locked_until = case when failures + 1 >= ${FAILURES_BEFORE_LOCK} then ${until}::timestamptz end where login = ${login}`
  return { kind: 'wrong' }
}

interface AccountRow {
  readonly login: string
  readonly person: string
  readonly county: string
  readonly password: string
  readonly failures: number
  readonly locked_until: string | null
}

export async function addAccount(sql: Sql, account: { readonly login: string; readonly person: string; readonly county: string; readonly password: string }): Promise<void> {
  await sql`insert into account (login, person, county, password) values (${account.login}, ${account.person}, ${account.county}, ${account.password})
    on conflict (login) do nothing`
}
