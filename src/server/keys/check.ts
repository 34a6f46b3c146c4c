import { createVault, type KeySource, type Vault } from '../vault'
import { newKeyring } from '../vault/keyring'
import type { ProviderName } from '../vault/provider'
import { readEnvelope } from '../vault/envelope'
import type { Db, Sql } from '../db'
import { recordContext } from '../versions'
import { keySource, nameOf, readKeys, writeKeys, type KeyPlace } from './keyFile'

export type KeysOpened =
  | { readonly kind: 'opened'; readonly source: KeySource; readonly vault: Vault; readonly isNew: boolean }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * The keys of this database, or a sentence for the person at the console. Asked before anything is written: a database that holds
 * data is opened with its own keys or not at all, and new keys are made only for an empty one.
 */
export async function openKeys(db: Db, place: KeyPlace, provider: ProviderName, now: number): Promise<KeysOpened> {
  const held = await heldIn(db.sql)
  const read = readKeys(place)
  if (read.kind === 'broken') return { kind: 'refused', sentence: broken(place) }
  if (read.kind === 'none') {
    if (held.isUsed || place.kind === 'env') return { kind: 'refused', sentence: missing(place) }
    writeKeys(place.file, newKeyring(provider, now))
  }
  const source = keySource(place)
  const vault = createVault(source)
  if (held.isUsed && !fits(vault, held)) return { kind: 'refused', sentence: wrong(place) }
  return { kind: 'opened', source, vault, isNew: read.kind === 'none' }
}

/** Whether these keys are the database's own. A database of before there was a check tells by any key it holds. */
export async function areKeysOf(sql: Sql, vault: Vault): Promise<boolean> {
  return fits(vault, await heldIn(sql))
}

/** Leaves the value by which the keys are known at the next start, under the newest version. Under the caller's transaction, if any. */
export async function noteKeys(sql: Sql, vault: Vault): Promise<void> {
  const [known] = await sql<{ value: string }[]>`select value from installation where name = ${CHECK}`
  const before = known === undefined ? null : Buffer.from(known.value, 'base64')
  const after = before === null ? vault.sealFor(CHECK, { root: rootOf(vault) }, CHECK) : vault.resealFor(CHECK, before, CHECK)
  if (after === null) return
  await sql`insert into installation (name, value) values (${CHECK}, ${after.toString('base64')}) on conflict (name) do update set value = excluded.value`
}

/** The version of the master key the check is under. */
export async function checkedVersion(sql: Sql): Promise<number> {
  const [known] = await sql<{ value: string }[]>`select value from installation where name = ${CHECK}`
  return known === undefined ? 0 : readEnvelope(Buffer.from(known.value, 'base64')).version
}

export const CHECK = 'keyCheck'

interface Held {
  /** Somebody has begun to use this database. */
  readonly isUsed: boolean
  readonly check: string | null
  readonly key: { readonly stream: string; readonly record: string; readonly wrapped: Buffer } | null
}

async function heldIn(sql: Sql): Promise<Held> {
  const [tables] = await sql<{ marked: boolean; keyed: boolean }[]>`
    select to_regclass('installation') is not null as marked, to_regclass('record_key') is not null as keyed`
  const marks = tables?.marked === true ? await sql<{ name: string; value: string }[]>`select name, value from installation` : []
  const [key] = tables?.keyed === true ? await sql<{ stream: string; record: string; wrapped: Buffer }[]>`select stream, record, wrapped from record_key limit 1` : []
  return { isUsed: marks.length > 0 || key !== undefined, check: marks.find(({ name }) => name === CHECK)?.value ?? null, key: key ?? null }
}

function fits(vault: Vault, { check, key }: Held): boolean {
  try {
    if (check !== null) return (vault.openFor(CHECK, Buffer.from(check, 'base64'), CHECK) as { readonly root: string }).root === rootOf(vault)
    if (key !== null) vault.unwrap(key.wrapped, recordContext(key.stream, key.record))
    return true
  } catch {
    return false
  }
}

/** Tells one root from another, and nothing about either. */
function rootOf(vault: Vault): string {
  return vault.derive('key-check').toString('hex')
}

const NOT_STARTED = '个人信息没有它就打不开，所以没有继续，也没有生成新的密钥；数据没有动。'
const WHAT_TO_DO = '请把这个数据库原来的密钥文件放回原处，或者用 KEY_FILE 指出它在哪里；确实找不到了，就用最近的备份恢复（备份里带着密钥）。'

function missing(place: KeyPlace): string {
  return `找不到主密钥 ${nameOf(place)}，而数据库里已经有数据。${NOT_STARTED}\n${WHAT_TO_DO}`
}

function wrong(place: KeyPlace): string {
  return `主密钥 ${nameOf(place)} 不是这个数据库的，或者缺少数据正在用的那一版。${NOT_STARTED}\n${WHAT_TO_DO}`
}

function broken(place: KeyPlace): string {
  return `主密钥 ${nameOf(place)} 的内容不完整，读不出密钥。${NOT_STARTED}\n${WHAT_TO_DO}`
}
