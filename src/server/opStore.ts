import type { Values } from '../core/field'
import type { Conflict, OpBody, Refusal } from '../core/op'
import type { OpResult } from '../core/protocol'
import type { Sql } from './db'
import type { Secret } from './personal'
import { recordContext, type RecordDeps } from './versions'

/** An op that was judged before. */
export interface StoredOp {
  readonly id: string
  readonly n: number | null
  readonly hash: Buffer
  readonly outcome: StoredOutcome
  readonly conflicts: readonly Conflict[]
}

/** What the database keeps in the open: never a value that may be personal. */
export type StoredOutcome =
  | { readonly kind: 'applied'; readonly given: Values }
  | { readonly kind: 'rejected'; readonly refusal: Refusal }

/** Sealed with the record's key: the body's personal values, or all of a refused body, and the values of conflicts. */
export interface SealedOp {
  readonly secret: Secret
  readonly body: OpBody | null
  readonly conflicts: readonly Conflict[]
}

export async function opsById(deps: RecordDeps, sql: Sql, stream: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredOp>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<OpRow[]>`
    select o.id, o.n, o.record, o.hash, o.outcome, o.sealed, k.wrapped
    from op o left join record_key k on k.stream = o.stream and k.record = o.record
    where o.stream = ${stream} and o.id = any(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, { ...row, conflicts: openOp(deps, stream, row)?.conflicts ?? [] }]))
}

interface OpRow {
  readonly id: string
  readonly n: number | null
  readonly record: string
  readonly hash: Buffer
  readonly outcome: StoredOutcome
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
}

/** The sealed part of an op, or null when there is none or its key was destroyed. */
export function openOp(deps: RecordDeps, stream: string, row: Pick<OpRow, 'record' | 'sealed' | 'wrapped'>): SealedOp | null {
  if (row.sealed === null || row.wrapped === null) return null
  const context = recordContext(stream, row.record)
  return deps.vault.open(deps.vault.unwrap(row.wrapped, context), row.sealed, `op|${context}`) as SealedOp
}

/** Of which kind the records are that something was ever applied to. */
export async function kindsOf(sql: Sql, stream: string, records: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (records.length === 0) return new Map()
  const rows = await sql<{ record: string; kind: string }[]>`
    select distinct record, kind from op where stream = ${stream} and record = any(${[...records]}::uuid[]) and n is not null`
  return new Map(rows.map(({ record, kind }) => [record, kind]))
}

/** The highest place in the order each device has taken in this stream. */
export async function takenSeqs(sql: Sql, stream: string, devices: readonly string[]): Promise<Map<string, number>> {
  if (devices.length === 0) return new Map()
  // One step into the index for each device: grouped, all ops a phone ever wrote would be read.
  const rows = await sql<{ device: string; last: number | null }[]>`
    select d.device, (select max(o.seq) from op o where o.stream = ${stream} and o.device = d.device) as last from unnest(${[...devices]}::text[]) d (device)`
  return new Map(rows.flatMap(({ device, last }) => (last === null ? [] : [[device, last]])))
}

/** The same answer as the first time, marked as such. */
export function resultOf(op: StoredOp): OpResult {
  const { id, n, outcome } = op
  if (outcome.kind === 'rejected') {
    // In the open the values of its conflicts are missing; whoever lost the first answer must see them all the same.
    const { refusal } = outcome
    return { id, kind: 'rejected', refusal: refusal.code === 'changedMeanwhile' && op.conflicts.length > 0 ? { ...refusal, conflicts: op.conflicts } : refusal }
  }
  return { id, kind: 'duplicate', n: n ?? 0, conflicts: op.conflicts, given: outcome.given }
}
