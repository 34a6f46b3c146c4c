import type { Sql } from './db'
import { ARGON, checkHash, hashPassword, type ArgonCost, type PasswordScheme } from './account/password'
import { failTry, freeTries, lockKey, takeTry } from './account/locks'
import type { Vault } from './vault'

export { hashPassword } from './account/password'

/** How people get in; an account hangs on a person. Nothing here is a name or a text of a record. */
export const ACCOUNT_MIGRATIONS = [
  ['0101-account', `create table account (
    login text primary key, person uuid not null, county uuid not null, password text not null)`],
  ['0102-device', `create table device (
    device text primary key, person uuid not null, client text not null, created_at timestamptz not null, revoked_at timestamptz)`],
  ['0103-session', `create table session (
    id uuid primary key, person uuid not null, county uuid not null, device text not null,
    refresh_until timestamptz not null, revoked_at timestamptz)`],
  ['0106-access', `create table access (hash bytea primary key, session uuid not null, until timestamptz not null)`],
  ['0109-account-factors', `alter table account
    alter column password drop not null, add column password_at timestamptz, add column totp bytea, add column totp_pending bytea, add column totp_step bigint`],
  ['0110-account-by-person', `create unique index account_by_person on account (county, person)`],
  ['0111-account-stop', `create table account_stop (county uuid not null, person uuid not null, at timestamptz not null, primary key (county, person))`],
  ['0112-sign-in-lock', `create table sign_in_lock (
    county uuid not null, key bytea not null, failures integer not null, locks integer not null, locked_until timestamptz, at timestamptz not null, primary key (county, key))`],
  ['0113-one-time-code', `create table one_time_code (
    county uuid not null, purpose text not null, hash bytea not null, person uuid not null, until timestamptz not null, primary key (county, purpose, hash))`],
  ['0114-phone-code', `create table phone_code (
    county uuid not null, person uuid not null, hash bytea, until timestamptz not null,
    made_at timestamptz not null, made_on date not null, made integer not null, primary key (county, person))`],
  ['0115-wechat', `create table wechat (
    county uuid not null, id uuid not null, person uuid not null, openid_hash bytea not null, sealed bytea not null, since timestamptz not null, primary key (county, id))`],
  ['0116-wechat-once', `create unique index wechat_once on wechat (county, openid_hash)`],
  ['0117-session-ways', `alter table session add column way text not null default 'password', add column opened_at timestamptz not null default now()`],
  ['0118-refresh-token', `create table refresh_token (hash bytea primary key, session uuid not null, state text not null)`],
  ['0119-refresh-token-by-session', `create index refresh_token_by_session on refresh_token (session)`],
  // Bound WeChats that came in on it: 挂失 unties them.
  ['0120-device-wechats', `alter table device add column wechats uuid[] not null default '{}'`],
  // Asked with every push and every renewal: without them each reads all phones of the county.
  ['0121-device-by-person', `create index device_by_person on device (person)`],
  ['0122-session-by-person', `create index session_by_person on session (person)`],
  ['0123-session-by-device', `create index session_by_device on session (device)`],
  ['0124-access-by-session', `create index access_by_session on access (session)`],
] as const

export type SignIn =
  | { readonly kind: 'in'; readonly account: Account }
  /** Counted; `lockedUntil` when that was one too many. `person` null: there is no such login. */
  | { readonly kind: 'wrong'; readonly person: string | null; readonly lockedUntil: string | null }
  | { readonly kind: 'locked'; readonly until: string }

export interface Account {
  readonly login: string
  readonly person: string
  readonly county: string
  readonly passwordAt: string | null
  readonly totp: Buffer | null
  readonly totpPending: Buffer | null
  /** Of the last code that was used. */
  readonly totpStep: number | null
}

export interface AccountDeps {
  readonly db: { readonly sql: Sql }
  readonly vault: Vault
  readonly county: string
  readonly mode: 'demo' | 'county'
  /** Only tests have others. */
  readonly passwords?: Passwords
}

export interface Passwords {
  readonly cost: ArgonCost
  /** Whether one of theirs signs somebody in who works in the field only. */
  readonly forField: boolean
}
export const PASSWORDS: Passwords = { cost: ARGON, forField: false }

/**
 * A login and a password. Known or not, right or wrong, the same work and the same counting: nothing tells which logins exist. The tries
 * are given back by `freeTries` once the whole sign-in is right.
 */
export async function checkPassword(deps: AccountDeps, login: string, password: string, now: number): Promise<SignIn> {
  const { sql } = deps.db
  const key = lockKey(deps.vault, 'login', login)
  const tried = await takeTry(sql, deps.county, key, now)
  if (tried.kind === 'locked') return tried
  const row = await accountOf(sql, deps.county, login)
  const scheme = schemeOf(deps.vault)
  const { cost } = deps.passwords ?? PASSWORDS
  const checked = await checkHash(password, row?.password ?? null, deps.mode, scheme, cost)
  if (row === null || checked === 'wrong') return { kind: 'wrong', person: row?.person ?? null, lockedUntil: await failTry(sql, deps.county, key, now) }
  if (checked === 'stale') await sql`update account set password = ${await hashPassword(password, scheme, cost)} where login = ${row.login} and password = ${row.password}`
  return { kind: 'in', account: row }
}

/** Where the county's keys are of the national kind, its passwords are too. */
export function schemeOf(vault: Vault): PasswordScheme {
  return vault.newest().provider === 'sm' ? 'pbkdf2-sm3' : 'argon2id'
}

/** The second half of it was wrong too. */
export async function failFactor(deps: AccountDeps, login: string, now: number): Promise<string | null> {
  return failTry(deps.db.sql, deps.county, lockKey(deps.vault, 'login', login), now)
}

export async function freeLogin(deps: AccountDeps, login: string): Promise<void> {
  await freeTries(deps.db.sql, deps.county, [lockKey(deps.vault, 'login', login)])
}

interface AccountRow extends Account {
  readonly password: string | null
}

export async function accountOf(sql: Sql, county: string, login: string): Promise<AccountRow | null> {
  const [row] = await sql<AccountRow[]>`
    select login, person, county, password, password_at as "passwordAt", totp, totp_pending as "totpPending", totp_step as "totpStep"
    from account where county = ${county} and login = ${loginOf(login)}`
  return row ?? null
}

/** One login has one spelling. */
export function loginOf(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

export async function addAccount(sql: Sql, account: { readonly login: string; readonly person: string; readonly county: string; readonly password: string }): Promise<void> {
  await sql`insert into account (login, person, county, password) values (${loginOf(account.login)}, ${account.person}, ${account.county}, ${account.password})
    on conflict do nothing`
}
