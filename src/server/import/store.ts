import type { CellRemark, ImportBatch, ImportMapping } from '../../core/importing'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { refusalAdvice } from '../../domain/words'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import type { StoredOutcome } from '../opStore'
import { deviceOf, recordId } from './ids'

/** A batch as it stands in the database; what became of its rows stands in the ops of its device. */
export interface StoredBatch {
  readonly id: string
  readonly hash: string
  readonly kind: string
  readonly person: string
  readonly at: string
  readonly rows: readonly number[]
  readonly undone_at: string | null
  readonly sealed: Buffer
}

/** What may name people: the file's name, fixed values, words of the file. */
export interface SealedBatch {
  readonly name: string
  readonly mapping: ImportMapping
}

export async function batchOf(sql: Sql, stream: string, id: string): Promise<StoredBatch | null> {
  const [row] = await sql<StoredBatch[]>`select id, hash, kind, person, at, rows, undone_at, sealed from import_batch where stream = ${stream} and id = ${id}`
  return row ?? null
}

/** The last batch of the same file that still counts. */
export async function batchOfFile(sql: Sql, stream: string, kind: string, hash: string): Promise<StoredBatch | null> {
  const [row] = await sql<StoredBatch[]>`select id, hash, kind, person, at, rows, undone_at, sealed from import_batch
    where stream = ${stream} and hash = ${hash} and kind = ${kind} and undone_at is null order by at desc limit 1`
  return row ?? null
}

const MOST_LISTED = 100

export async function batchesIn(sql: Sql, stream: string, kinds: readonly string[]): Promise<readonly StoredBatch[]> {
  return sql<StoredBatch[]>`select id, hash, kind, person, at, rows, undone_at, sealed from import_batch
    where stream = ${stream} and kind = any(${[...kinds]}) order by at desc limit ${MOST_LISTED}`
}

export async function shownBatches(deps: PushDeps, stream: string, batches: readonly StoredBatch[]): Promise<readonly ImportBatch[]> {
  const rows = await deps.db.sql<{ device: string; done: number; taken: number }[]>`
    select device, count(distinct record) as done, count(*) filter (where n is not null and body->>'kind' = 'create') as taken
    from op where stream = ${stream} and device = any(${batches.map(({ id }) => deviceOf(id))}) group by device`
  const byDevice = new Map(rows.map((row) => [row.device, row]))
  return batches.map((batch) => {
    const counted = byDevice.get(deviceOf(batch.id))
    return {
      id: batch.id, kind: batch.kind, name: openBatch(deps, stream, batch).name, person: batch.person, at: batch.at,
      rows: batch.rows.length, done: counted?.done ?? 0, taken: counted?.taken ?? 0, refused: [], undoneAt: batch.undone_at,
    }
  })
}

/** With the rows that were refused, and why. */
export async function shownBatch(deps: PushDeps, stream: string, batch: StoredBatch): Promise<ImportBatch> {
  const [shown] = await shownBatches(deps, stream, [batch])
  const type = own(deps.types, batch.kind)
  const refused = await deps.db.sql<{ record: string; outcome: StoredOutcome }[]>`
    select record, outcome from op where stream = ${stream} and device = ${deviceOf(batch.id)} and n is null order by seq limit 300`
  const rowByRecord = rowsByRecord(batch)
  if (shown === undefined) throw new Error('broken invariant: a batch that was read is shown')
  return { ...shown, refused: refused.flatMap(({ record, outcome }) => refusalOf(type, rowByRecord.get(record) ?? 0, outcome)) }
}

export function rowsByRecord({ id, rows }: Pick<StoredBatch, 'id' | 'rows'>): ReadonlyMap<string, number> {
  return new Map(rows.map((row) => [recordId(id, row), row]))
}

function refusalOf(type: RecordType | undefined, row: number, outcome: StoredOutcome): readonly CellRemark[] {
  if (outcome.kind !== 'rejected') return []
  return [{ row, at: null, say: `第 ${row} 行：${refusalAdvice(outcome.refusal, type).what}。` }]
}

export function sealBatch({ vault }: PushDeps, stream: string, id: string, content: SealedBatch): Buffer {
  return vault.sealFor(IMPORT, content, importContext(stream, id))
}

export function openBatch({ vault }: PushDeps, stream: string, { id, sealed }: Pick<StoredBatch, 'id' | 'sealed'>): SealedBatch {
  return vault.openFor(IMPORT, sealed, importContext(stream, id)) as SealedBatch
}

export const IMPORT = 'import'

export function importContext(stream: string, id: string): string {
  return `import|${stream}|${id}`
}

export function mappingContext(stream: string, kind: string, signature: string): string {
  return `mapping|${stream}|${kind}|${signature}`
}

type Remembered = Pick<ImportMapping, 'columns' | 'fixed' | 'words'>

/** How such a header was read last time in this township. */
export async function recallMapping({ db, vault }: PushDeps, stream: string, kind: string, signature: string): Promise<Remembered | null> {
  const [row] = await db.sql<{ sealed: Buffer }[]>`select sealed from import_mapping where stream = ${stream} and kind = ${kind} and signature = ${signature}`
  return row === undefined ? null : (vault.openFor(IMPORT, row.sealed, mappingContext(stream, kind, signature)) as Remembered)
}

export async function keepMapping({ vault }: PushDeps, tx: Sql, stream: string, kind: string, signature: string, { columns, fixed, words }: ImportMapping): Promise<void> {
  const sealed = vault.sealFor(IMPORT, { columns, fixed, words }, mappingContext(stream, kind, signature))
  await tx`insert into import_mapping (stream, kind, signature, sealed) values (${stream}, ${kind}, ${signature}, ${sealed})
    on conflict (stream, kind, signature) do update set sealed = excluded.sealed`
}
