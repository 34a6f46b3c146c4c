import type { AttentionItem } from '../../client/client'
import { useRecord } from '../../client/hooks'
import type { Conflict, Op, StoredRecord } from '../../core/op'
import type { PlainValue, Row, Rows, Value, Values } from '../../core/field'
import { own } from '../../core/own'
import { fieldAt, type RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { pathLabel, refusalAdvice, type Advice } from '../../domain/words'
import { useReading } from '../reading'
import { titleOf, valueText, type Reading } from '../recordText'

/** What happened in one sentence, and what can be done. */
export function headline(item: AttentionItem, type: RecordType | undefined): Advice {
  const { reason } = item
  switch (reason.kind) {
    case 'conflict': {
      const labels = [...new Set(reason.conflicts.map(({ path }) => firstWords(pathLabel(type, path))))]
      const named = labels.length > 2 ? `${labels[0]}等 ${labels.length} 项` : labels.join('、')
      return { what: `${named}两处写的不一样，请您定一个`, then: '您没信号的时候，别人也改了。两份都留着，没有丢。' }
    }
    case 'refused':
      return refusalAdvice(reason.refusal, type)
    case 'held':
      return { what: '在等前面那一条', then: '这一件新记的还没传上去，前面那一条定了，这一条会跟着传。写的都还在。' }
  }
}

/** 怎么回事 of 怎么回事、怎么商定的. */
function firstWords(label: string): string {
  return label.split('、')[0] ?? label
}

/** Where two values stand against each other. */
export function conflictsOf(item: AttentionItem): readonly Conflict[] {
  const { reason } = item
  if (reason.kind === 'conflict') return reason.conflicts
  return reason.kind === 'refused' && reason.refusal.code === 'changedMeanwhile' ? reason.refusal.conflicts : []
}

export function useItemTitle(item: AttentionItem): string {
  const reading = useReading()
  const record = useRecord(item.op.record)
  const type = typeOf(item.op.kind)
  if (type === undefined) return item.receipt
  return titleOf(type, record?.values ?? valuesOf(item), reading)
}

/** What the op wrote, as a record's values: enough to show when there is no record. */
export function valuesOf({ op }: Pick<AttentionItem, 'op'>): Values {
  const values: Record<string, Value> = {}
  for (const [name, value] of Object.entries(op.body.set)) if (value !== null) values[name] = value
  for (const [name, rows] of Object.entries(op.body.rows ?? {})) values[name] = rowsWritten(rows)
  return values
}

function rowsWritten(patches: Readonly<Record<string, { readonly set?: Readonly<Record<string, PlainValue | null>> }>>): Rows {
  const rows: Record<string, Row> = {}
  for (const [id, { set }] of Object.entries(patches)) {
    const cells: Record<string, PlainValue> = {}
    for (const [cell, value] of Object.entries(set ?? {})) if (value !== null) cells[cell] = value
    rows[id] = { values: cells }
  }
  return rows
}

/** One value of a conflict, as one reads it. */
export function pathValueText(type: RecordType, path: string, value: PlainValue | null, reading: Reading): string {
  const [name = '', , cell] = path.split('/')
  const at = cell === undefined ? name : `${name}.${cell}`
  const field = cell === undefined ? own(type.fields, name) : fieldAt(type, at)
  if (value === null || field === undefined) return '还没有'
  return valueText(type, at, field, value, reading) || '还没有'
}

/** Where the record lies, as the op or else the record says; null when neither does. */
export function placeOf(type: RecordType, op: Op, record: Pick<StoredRecord, 'values'> | null): string | null {
  const placed = type.placed
  if (placed === null) return null
  const place = op.body.set[placed] ?? record?.values[placed]
  return typeof place === 'string' ? place : null
}
