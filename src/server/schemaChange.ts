import { setTimeout as wait } from 'node:timers/promises'
import { isPassing, type Db, type Sql } from './db'
import { codeOf } from './errorCode'

/** An index by its name: how it is found again, and made beside a server that goes on writing. */
export interface Index {
  readonly name: string
  readonly table: string
  /** `create index name on …` or `create unique index name on …`. */
  readonly statement: string
}

/** How long a change of the schema may wait for a moment without readers and writers, and how it waits. */
export interface Patience {
  readonly ms: number
  pause(): number
}

export const PATIENCE: Patience = { ms: 120_000, pause: () => 100 + Math.random() * 400 }

/**
 * A short change (a table, a column) in a transaction of its own, again and again until it gets its lock. Whoever waits for the lock of a
 * table makes everybody who comes later wait behind it: therefore it waits for a moment only, lets them through, and comes back.
 */
export async function changeSoon(db: Db, patience: Patience, change: (tx: Sql) => Promise<unknown>): Promise<void> {
  await patiently(patience, () => db.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = '${LOCK_MS}ms'`)
    await change(tx)
  }))
}
const LOCK_MS = 300

/**
 * An index on a table that may hold years of records: built while others write. A build that was broken off leaves an index that is kept up
 * and never read; it is taken away and built anew, unless another process is at it. Runs outside any transaction.
 */
export async function buildIndex(db: Db, patience: Patience, { name, table, statement }: Index): Promise<void> {
  const beside = statement.replace(/^create (unique )?index/, (words) => `${words} concurrently`)
  await patiently(patience, async () => {
    for (;;) {
      const state = await stateOf(db.sql, name, table)
      if (state === 'valid') return
      if (state === 'building') await wait(patience.pause())
      else if (state === 'broken') await db.sql.unsafe(`drop index concurrently if exists ${name}`)
      else await db.sql.unsafe(beside)
    }
  })
}

/** `create index name on table (…)`, when that is what a statement is. */
export function indexIn(statement: string): Index | null {
  const [, name, table] = /^create (?:unique )?index (\w+) on (\w+)\b/.exec(statement) ?? []
  return name === undefined || table === undefined ? null : { name, table, statement }
}

async function stateOf(sql: Sql, name: string, table: string): Promise<'absent' | 'valid' | 'building' | 'broken'> {
  const [row] = await sql<{ is_valid: boolean; is_building: boolean }[]>`
    select i.indisvalid as is_valid, exists (select 1 from pg_stat_progress_create_index p where p.relid = to_regclass(${table})) as is_building
    from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = current_schema()::regnamespace and c.relname = ${name}`
  if (row === undefined) return 'absent'
  if (row.is_valid) return 'valid'
  return row.is_building ? 'building' : 'broken'
}

/** Again and again while somebody holds what the work needs, or is doing the same; then what was thrown last. */
export async function patiently(patience: Patience, work: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + patience.ms
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (performance.now() >= until || !(isPassing(error) || isOthers(error))) throw error
      await wait(patience.pause())
    }
  }
}

/** Another process has just made the same table, column or index, or changed the same row of the catalogue: looked at again, it is there. */
function isOthers(error: unknown): boolean {
  return /^(23505|42701|42P07|42710|XX000)$/.test(codeOf(error))
}
