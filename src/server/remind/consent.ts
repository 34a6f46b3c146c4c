import type { RemindState } from '../../core/remindWire'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import type { Wechat } from '../wechat/wechat'

/** What people allowed: each tick in WeChat is one message, and only we count them, for WeChat cannot be asked. */

/** Nobody collects a year of them. */
const MOST_ALLOWED = 30

export interface Holder {
  readonly county: string
  readonly person: string
}

export async function remindState({ sql }: PushDeps['db'], wechat: Wechat | null, { county, person }: Holder): Promise<RemindState> {
  if (wechat === null || wechat.template === null) return { template: null, allowed: 0 }
  const [row] = await sql<{ allowed: number }[]>`select allowed from remind_person where county = ${county} and person = ${person}`
  return { template: wechat.template, allowed: row?.allowed ?? 0 }
}

/** One more message to whoever `code` is in WeChat; null when WeChat does not say who that is. */
export async function allowOne(deps: PushDeps, wechat: Wechat, holder: Holder, code: string): Promise<RemindState | null> {
  const who = await wechat.whoIs(code)
  if (who.kind !== 'known') return null
  const { openid } = who
  const { county, person } = holder
  const at = new Date(deps.now()).toISOString()
  const sealed = deps.vault.sealFor(REMIND, openid, remindContext(holder))
  await deps.db.sql`insert into remind_person (county, person, allowed, sealed, at) values (${county}, ${person}, 1, ${sealed}, ${at})
    on conflict (county, person) do update set allowed = least(remind_person.allowed + 1, ${MOST_ALLOWED}), sealed = excluded.sealed, at = excluded.at`
  return remindState(deps.db, wechat, holder)
}

/** Uses one of the person's messages up; the openid, or null when there is none left. Two that come at once cannot take the same. */
export async function takeOne(deps: PushDeps, tx: Sql, holder: Holder): Promise<string | null> {
  const { county, person } = holder
  const [row] = await tx<{ sealed: Buffer }[]>`
    update remind_person set allowed = allowed - 1 where county = ${county} and person = ${person} and allowed > 0 and sealed is not null returning sealed`
  return row === undefined ? null : String(deps.vault.openFor(REMIND, row.sealed, remindContext(holder)))
}

/** It surely was not delivered. */
export async function giveBack(sql: Sql, { county, person }: Holder): Promise<void> {
  await sql`update remind_person set allowed = least(allowed + 1, ${MOST_ALLOWED}) where county = ${county} and person = ${person}`
}

/** WeChat says that nothing more is allowed, whatever was counted here; of somebody it knows no longer the address goes too. */
export async function usedUp(sql: Sql, { county, person }: Holder, forget: boolean): Promise<void> {
  await sql`update remind_person set allowed = 0, sealed = case when ${forget} then null else sealed end where county = ${county} and person = ${person}`
}

export const REMIND = 'remind'

export function remindContext({ county, person }: Holder): string {
  return `remind|${county}|${person}`
}
