import type { Sql } from './db'
import { recordContext } from './versions'
import type { Vault } from './vault'

/** Per record its key, opened. */
export type Keys = ReadonlyMap<string, Buffer>

/** What the database has of the keys of some records. */
export interface StoredKeys {
  readonly wrapped: ReadonlyMap<string, Buffer>
  /** Theirs were destroyed: they never get another that is kept. */
  readonly destroyed: ReadonlySet<string>
}

/** The keys to write with, and those of them that are to be stored yet. */
export interface KeysMade {
  readonly keys: Keys
  readonly fresh: readonly { readonly stream: string; readonly record: string; readonly wrapped: string }[]
  readonly destroyed: ReadonlySet<string>
}

export async function readKeys(tx: Sql, stream: string, records: readonly string[]): Promise<StoredKeys> {
  if (records.length === 0) return { wrapped: new Map(), destroyed: new Set() }
  const rows = await tx<{ record: string; wrapped: Buffer | null }[]>`
    select record, wrapped from record_key where stream = ${stream} and record = any(${[...records]}::uuid[])
    union all select record, null from key_destroyed where stream = ${stream} and record = any(${[...records]}::uuid[])`
  return {
    wrapped: new Map(rows.flatMap(({ record, wrapped }) => (wrapped === null ? [] : [[record, wrapped]]))),
    destroyed: new Set(rows.flatMap(({ record, wrapped }) => (wrapped === null ? [record] : []))),
  }
}

/** Of each record its key; a new one the first time something is written about it. */
export function keysOf(vault: Vault, stream: string, stored: StoredKeys, ids: readonly string[]): KeysMade {
  const keys = new Map<string, Buffer>()
  const fresh: (KeysMade['fresh'][number])[] = []
  for (const record of new Set(ids)) {
    const [context, wrapped] = [recordContext(stream, record), stored.wrapped.get(record)]
    if (wrapped !== undefined) keys.set(record, vault.unwrap(wrapped, context))
    else {
      const made = vault.newKey(context)
      keys.set(record, made.key)
      // Of a record whose key was destroyed nobody keeps the new one either: what is written about it now can't be read by anybody.
      if (!stored.destroyed.has(record)) fresh.push({ stream, record, wrapped: hex(made.wrapped) })
    }
  }
  return { keys, fresh, destroyed: stored.destroyed }
}

export async function storeKeys(tx: Sql, fresh: KeysMade['fresh']): Promise<void> {
  if (fresh.length === 0) return
  await tx`insert into record_key (stream, record, wrapped) select stream, record, wrapped from jsonb_populate_recordset(null::record_key, ${tx.json(fresh)})`
}

/** As PostgreSQL writes bytes. */
export function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
