import { randomUUID } from 'node:crypto'
import type { Sql } from '../db'
import type { Vault } from '../vault'
import { keyed } from './locks'

/** WeChats bound to people: at most two each, and none to two people. WeChat's id of somebody is kept as a keyed hash to find it by, and sealed. */
export const MOST_WECHATS = 2

export interface BoundWechat {
  readonly id: string
  readonly since: string
}

export type Binding =
  | { readonly kind: 'bound'; readonly id: string; readonly isNew: boolean }
  /** One person with two accounts, or two with one: for the trail. */
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'tooMany' }

interface Whose {
  readonly county: string
  readonly person: string
}

export async function ownerOfWechat(sql: Sql, vault: Vault, county: string, openid: string): Promise<{ readonly id: string; readonly person: string } | null> {
  const [row] = await sql<{ id: string; person: string }[]>`select id, person from wechat where county = ${county} and openid_hash = ${hashOf(vault, openid)}`
  return row ?? null
}

/** In a transaction that holds the county's lock: no third one comes in beside it. */
export async function bindWechat(sql: Sql, vault: Vault, { county, person }: Whose, openid: string, at: string): Promise<Binding> {
  const owner = await ownerOfWechat(sql, vault, county, openid)
  if (owner !== null) return owner.person === person ? { kind: 'bound', id: owner.id, isNew: false } : { kind: 'taken', by: owner.person }
  if ((await wechatsOf(sql, { county, person })).length >= MOST_WECHATS) return { kind: 'tooMany' }
  const id = randomUUID()
  const sealed = vault.sealFor(OPENID, openid, openidContext(county, id))
  await sql`insert into wechat (county, id, person, openid_hash, sealed, since) values (${county}, ${id}, ${person}, ${hashOf(vault, openid)}, ${sealed}, ${at})`
  return { kind: 'bound', id, isNew: true }
}

export async function wechatsOf(sql: Sql, { county, person }: Whose): Promise<readonly BoundWechat[]> {
  return sql<BoundWechat[]>`select id, since from wechat where county = ${county} and person = ${person} order by since, id`
}

export async function unbindWechat(sql: Sql, { county, person }: Whose, id: string): Promise<boolean> {
  const gone = await sql`delete from wechat where county = ${county} and person = ${person} and id = ${id}`
  return gone.count === 1
}

/** 挂失: whoever holds that phone would be one tap from coming in by what came in on it. Answers the ids. */
export async function unbindWechatsOn(sql: Sql, county: string, device: string): Promise<readonly string[]> {
  const gone = await sql<{ id: string }[]>`delete from wechat
    where county = ${county} and id in (select unnest(wechats) from device where device = ${device}) returning id`
  return gone.map(({ id }) => id)
}

export const OPENID = 'account/wechat'

export function openidContext(county: string, id: string): string {
  return `wechat|${county}|${id}`
}

function hashOf(vault: Vault, openid: string): Buffer {
  return keyed(vault, 'openid', openid)
}
