import { must } from '../../core/assert'
import type { Registry } from '../../core/recordType'
import type { Db, Sql } from '../db'
import type { Vault } from '../vault'
import { headerOf } from '../vault/envelope'
import { PROVIDERS } from '../vault/providers'
import { keyTableOf, sealedColumns, type Named, type SealedColumn } from './columns'

export interface RotateDeps {
  readonly db: Db
  readonly vault: Vault
  readonly types: Registry
}

export interface Rotated {
  /** Envelopes that were put under the newest key. */
  readonly moved: number
  /** Rows that do not open with any key at hand: left as they are. `table.column` and the row's key, no more. */
  readonly broken: readonly string[]
}

const BATCH = 200
const BIG_BATCH = 8

/**
 * Puts every envelope under the newest version of the master key, in small transactions, while the server reads and writes: a row is
 * readable before and after, and a row that somebody changed meanwhile is left for the next pass. Killed half-way, it goes on where
 * it stopped, because what is done is seen by its header.
 */
export async function rotate(deps: RotateDeps): Promise<Rotated> {
  const state = { moved: 0, broken: new Set<string>() }
  for (const column of sealedColumns(deps.types)) {
    // What came in under an older key behind the first pass is found by the next.
    for (let moved = -1; moved !== 0;) {
      moved = await pass(deps, column, state.broken)
      state.moved += moved
    }
  }
  return { moved: state.moved, broken: [...state.broken] }
}

async function pass({ db, vault }: RotateDeps, column: SealedColumn, broken: Set<string>): Promise<number> {
  let moved = 0
  for (let after: Named | null = null; ;) {
    const rows: readonly Row[] = await behind(db.sql, vault, column, after)
    const last = rows[rows.length - 1]
    if (last === undefined) return moved
    moved += await db.begin(async (tx) => {
      const changed = await Promise.all(rows.map((row) => renewRow(tx, vault, column, row, broken)))
      return changed.filter((each) => each).length
    })
    after = last.named
  }
}

interface Row {
  readonly named: Named
  readonly sealed: Buffer
  readonly wrapped: Buffer | null
}

/** Rows after this one that are not under the newest key; of contents only those of another provider. */
async function behind(sql: Sql, vault: Vault, column: SealedColumn, after: Named | null): Promise<readonly Row[]> {
  const { how, table, key } = column
  const names = [...new Set([...key, ...(column.also ?? [])])]
  const keys = how === 'record' || how === 'media' ? keyTableOf(how) : null
  const { version, provider } = vault.newest()
  const header = headerOf(PROVIDERS[provider], version)
  const bytes = sql`t.${sql(column.column)}`
  const isBehind = keys === null ? sql`substring(${bytes} from 1 for 4) <> ${header}` : sql`get_byte(${bytes}, 1) <> ${PROVIDERS[provider].id}`
  const from = keys === null ? sql`` : sql`join ${sql(keys.table)} k on ${joined(sql, keys.by)}`
  const rows = await sql<(Record<string, string> & { at_sealed: Buffer; at_wrapped: Buffer | null })[]>`
    select ${listed(sql, names)}, ${bytes} as at_sealed, ${keys === null ? sql`null::bytea` : sql`k.wrapped`} as at_wrapped
    from ${sql(table)} t ${from}
    where ${bytes} is not null and octet_length(${bytes}) >= 4 and ${isBehind} ${after === null ? sql`` : sql`and ${isAfter(sql, key, after)}`}
    order by ${ordered(sql, key)} limit ${column.isBig === true ? BIG_BATCH : BATCH}`
  return rows.map(({ at_sealed: sealed, at_wrapped: wrapped, ...named }) => ({ named, sealed, wrapped }))
}

/** False: somebody changed it meanwhile, or it does not open. */
async function renewRow(tx: Sql, vault: Vault, column: SealedColumn, { named, sealed, wrapped }: Row, broken: Set<string>): Promise<boolean> {
  const renewed = renewedOf(vault, column, { named, sealed, wrapped })
  if (renewed === 'broken') broken.add(`${column.table}.${column.column} ${column.key.map((name) => named[name]).join(' ')}`)
  if (renewed === 'broken' || renewed === null) return false
  const done = await tx`update ${tx(column.table)} t set ${tx(column.column)} = ${renewed}
    where ${same(tx, column.key, named)} and t.${tx(column.column)} = ${sealed}`
  return done.count > 0
}

function renewedOf(vault: Vault, column: SealedColumn, { named, sealed, wrapped }: Row): Buffer | null | 'broken' {
  try {
    const own = wrapped === null || column.how === 'wrapped' || column.how === 'purpose' ? null : vault.unwrap(wrapped, keyTableOf(column.how).context(named))
    return column.renew(vault, sealed, named, own)
  } catch {
    return 'broken'
  }
}

/** How many envelopes stand under a version of the master key, by `table.column`; nothing for columns without any. */
export async function usesOf(sql: Sql, types: Registry, version: number): Promise<Readonly<Record<string, number>>> {
  const uses: Record<string, number> = {}
  for (const { how, table, column } of sealedColumns(types)) {
    if (how !== 'wrapped' && how !== 'purpose') continue
    const bytes = sql(column)
    const [row] = await sql<{ count: number }[]>`select count(*) as count from ${sql(table)}
      where ${bytes} is not null and case when get_byte(${bytes}, 0) = 1 then ${version} = 1 else get_byte(${bytes}, 2) * 256 + get_byte(${bytes}, 3) = ${version} end`
    if (row !== undefined && row.count > 0) uses[`${table}.${column}`] = row.count
  }
  return uses
}

function listed(sql: Sql, names: readonly string[]) {
  return names.map((name, at) => (at === 0 ? sql`t.${sql(name)}::text as ${sql(name)}` : sql`, t.${sql(name)}::text as ${sql(name)}`))
}

function ordered(sql: Sql, key: readonly string[]) {
  return key.map((name, at) => (at === 0 ? sql`t.${sql(name)}` : sql`, t.${sql(name)}`))
}

function joined(sql: Sql, by: readonly string[]) {
  return by.map((name, at) => (at === 0 ? sql`k.${sql(name)} = t.${sql(name)}` : sql`and k.${sql(name)} = t.${sql(name)}`))
}

function same(sql: Sql, key: readonly string[], row: Named) {
  return key.map((name, at) => (at === 0 ? sql`t.${sql(name)} = ${valueOf(row, name)}` : sql`and t.${sql(name)} = ${valueOf(row, name)}`))
}

function isAfter(sql: Sql, key: readonly string[], row: Named) {
  const values = key.map((name, at) => (at === 0 ? sql`${valueOf(row, name)}` : sql`, ${valueOf(row, name)}`))
  return sql`(${ordered(sql, key)}) > (${values})`
}

function valueOf(row: Named, name: string): string {
  return must(row[name], `the column ${name}`)
}
