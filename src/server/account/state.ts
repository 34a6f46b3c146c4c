import type { AccountState } from '../../core/accountWire'
import { dayAt } from '../../core/period'
import { PASSWORD_DAYS } from '../../domain/accountRight'
import { SETTING } from '../../domain/settingNames'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { lockedUntil, lockKey } from './locks'
import { wechatsOf } from './wechats'

export interface Whose {
  readonly county: string
  readonly person: string
}

/** 停用 by an admin; a person whose record is withdrawn is disabled too, and stands elsewhere. */
export async function isStopped(sql: Sql, { county, person }: Whose): Promise<boolean> {
  const rows = await sql<{ person: string }[]>`select person from account_stop where county = ${county} and person = ${person}`
  return rows.length > 0
}

/** How somebody signs in; days instead of hours, so that nobody learns when somebody was at the phone. */
export async function accountState(deps: PushDeps, whose: Whose, name: string): Promise<AccountState> {
  const { sql } = deps.db
  const { county, person } = whose
  const [account] = await sql<{ login: string; has_totp: boolean }[]>`
    select login, totp is not null as has_totp from account where county = ${county} and person = ${person}`
  const devices = await sql<{ device: string; client: 'h5' | 'weapp'; created_at: string; revoked: boolean }[]>`
    select device, client, created_at, revoked_at is not null as revoked from device where person = ${person} order by created_at desc, device limit 50`
  return {
    person,
    login: account?.login ?? null,
    hasTotp: account?.has_totp === true,
    lockedUntil: await lockedUntil(sql, county, locksOf(deps, account?.login ?? null, name), deps.now()),
    disabled: await isStopped(sql, whose),
    wechats: (await wechatsOf(sql, whose)).map(({ id, since }) => ({ id, since: dayAt(Date.parse(since)) })),
    devices: devices.map(({ device, client, created_at: since, revoked }) => ({ device, client, since: dayAt(Date.parse(since)), revoked })),
  }
}

/** Whether somebody could come in, or is about to: has chosen a password, or is bound. */
export async function hasWayIn(sql: Sql, { county, person }: Whose): Promise<boolean> {
  const [row] = await sql<{ has: boolean }[]>`
    select exists (select 1 from account where county = ${county} and person = ${person} and password is not null)
      or exists (select 1 from wechat where county = ${county} and person = ${person}) as has`
  return row?.has === true
}

/** What somebody may have been locked under. */
export function locksOf({ vault }: PushDeps, login: string | null, name: string): readonly Buffer[] {
  return [lockKey(vault, 'name', name), ...(login === null ? [] : [lockKey(vault, 'login', login), lockKey(vault, 'ticket', login)])]
}

/** By the county's setting. Without a day nobody chose it here (the demo's). */
export async function passwordAge(deps: PushDeps & { readonly county: string }, passwordAt: string | null): Promise<'young' | 'old'> {
  const { settings } = await deps.configs.current(deps.db.sql, deps.county)
  const set = settings[SETTING.passwordDays]
  const days = typeof set === 'number' && set > 0 ? set : PASSWORD_DAYS
  return passwordAt !== null && deps.now() - Date.parse(passwordAt) > days * 86_400_000 ? 'old' : 'young'
}
