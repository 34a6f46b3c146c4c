import type { Op, Refusal } from '../core/op'
import type { HandoverState } from '../core/protocol'
import type { Sql, SqlValue } from './sql'
import { recordContext, type RecordDeps } from './versions'

/** A handover with its record's wrapped key. What it is about is sealed with the record's key: whoever destroys that destroys this. */
export interface HandoverRow {
  readonly stream: string
  readonly id: string
  readonly sender: string
  /** null: in 待接收. */
  readonly receiver: string | null
  readonly state: HandoverState['state']
  readonly kind: string
  readonly record: string
  readonly place: string | null
  readonly at: string
  readonly sealed: Buffer
  readonly ended_at: string | null
  readonly ended_by: string | null
  readonly why: Buffer | null
  readonly wrapped: Buffer | null
}

export interface Content {
  readonly op: Op
  readonly refusal: Refusal
}

export function handoverColumns(sql: Sql): SqlValue {
  return sql`h.stream, h.id, h.sender, h.receiver, h.state, h.kind, h.record, h.place, h.at, h.sealed, h.ended_at, h.ended_by, h.why, k.wrapped`
}

/** null when the record's key was destroyed. */
export function openHandover(deps: RecordDeps, row: HandoverRow): Content | null {
  return open(deps, row, row.sealed, 'handover') as Content | null
}

/** Why it was declined; null when nobody did. */
export function openWhy(deps: RecordDeps, row: HandoverRow): string | null {
  return row.why === null ? null : open(deps, row, row.why, 'handover-why') as string | null
}

export function sealWords(deps: RecordDeps, row: HandoverRow, words: string): Buffer | null {
  if (row.wrapped === null) return null
  const context = recordContext(row.stream, row.record)
  return deps.vault.seal(deps.vault.unwrap(row.wrapped, context), words, `handover-why|${context}`)
}

function open(deps: RecordDeps, row: HandoverRow, sealed: Buffer, purpose: string): unknown {
  if (row.wrapped === null) return null
  const context = recordContext(row.stream, row.record)
  return deps.vault.open(deps.vault.unwrap(row.wrapped, context), sealed, `${purpose}|${context}`)
}
