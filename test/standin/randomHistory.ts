import { apply } from '../../src/core/apply'
import { changesBetween, partChanges } from '../../src/core/changes'
import { EMPTY_CONFIG } from '../../src/core/config'
import type { PlainField, PlainValue, Values } from '../../src/core/field'
import type { OpBody, RowPatch, StoredRecord } from '../../src/core/op'
import { own } from '../../src/core/own'
import { addDays } from '../../src/core/period'
import type { HistoryEntry } from '../../src/core/protocol'
import type { RecordType } from '../../src/core/recordType'

const TODAY = '2026-03-31'
const IDS = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002']
const TEXTS = ['雨水流到院里', '商定月底前修好', '各让一步', '约好先量地，再说钱的事']

/** A record's life as somebody careless would live it: every op that was taken, told as the server tells it. */
export function randomHistory(type: RecordType, seed: number, isPersonal: boolean): { readonly entries: readonly HistoryEntry[]; readonly values: Values } {
  const chance = dice(seed)
  let record: StoredRecord | null = null
  const entries: HistoryEntry[] = []
  for (let n = 1; n <= 25; n += 1) {
    const body = bodyOf(type, record, chance)
    const device = chance.pick(['K7M2QX', 'P3RT9A'])
    const by = chance.pick(IDS)
    const base = chance.below(4) === 0 ? chance.below(n) : n - 1
    const op = { id: `${n}`, device, seq: n, schema: 1, kind: type.kind, record: IDS[0] ?? '', base, body, claimedAt: '' }
    const given = { caseNo: `试调〔2026〕${n}号`, agreementNo: `试协〔2026〕${n}号` }
    const outcome = apply({ [type.kind]: type }, EMPTY_CONFIG, record, op, { n, author: { person: by, roles: ['gridWorker'], unit: null }, today: TODAY, given })
    if (outcome.kind === 'rejected') continue
    const all = changesBetween(record?.values ?? {}, outcome.record.values)
    const { open, masked } = isPersonal ? { open: all, masked: [] } : partChanges(type, all)
    const { handler } = outcome.record.values
    entries.push({
      n, op: `${n}`, by: chance.pick(['p', 'q', by]), device: chance.pick([device, 'code-1', 'import-1']),
      claimedAt: new Date(Date.parse('2026-03-31T08:00:00Z') + chance.below(40) * 3600_000).toISOString(), judgedAt: '2026-04-01T08:00:00Z',
      move: body.kind === 'edit' ? null : body.move, creates: body.kind === 'create', stage: outcome.record.stage, handler: typeof handler === 'string' ? handler : null,
      changes: open, masked, conflicts: isPersonal ? outcome.conflicts : [],
    })
    record = outcome.record
  }
  return { entries, values: record?.values ?? {} }
}

interface Dice {
  below(most: number): number
  pick<T>(of: readonly T[]): T
}

function dice(seed: number): Dice {
  let state = seed >>> 0
  const below = (most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  return { below, pick: <T>(of: readonly T[]) => of[below(of.length)] as T }
}

function bodyOf(type: RecordType, record: StoredRecord | null, chance: Dice): OpBody {
  const moves = Object.entries(type.moves).filter(([, { from }]) => (record === null ? from.length === 0 : from.includes(record.stage)))
  const isEdit = record !== null && (moves.length === 0 || chance.below(3) === 0)
  const [move, { asks, needs = [] }] = isEdit ? ['', { asks: Object.keys(type.fields), needs: [] as readonly string[] }] : chance.pick(moves)
  const names = asks.filter((name) => needs.includes(name) || chance.below(isEdit ? 12 : 3) === 0)
  const set: Record<string, PlainValue | null> = {}
  const rows: Record<string, Record<string, RowPatch>> = {}
  for (const name of names) {
    const field = own(type.fields, name)
    if (field === undefined || field.kind === 'serial') continue
    if (field.kind !== 'rows') set[name] = isEdit && chance.below(5) === 0 ? null : valueOf(field, chance)
    else rows[name] = { [`row${chance.below(4)}`]: rowOf(field.fields, isEdit, chance) }
  }
  const with_ = Object.keys(rows).length === 0 ? {} : { rows }
  return isEdit ? { kind: 'edit', set: set, ...with_ } : { kind: record === null ? 'create' : 'move', move, set: set, ...with_ }
}

function rowOf(fields: Readonly<Record<string, PlainField>>, isEdit: boolean, chance: Dice): RowPatch {
  if (isEdit && chance.below(4) === 0) return { retire: true }
  return { set: Object.fromEntries(Object.entries(fields).flatMap(([cell, field]) => (chance.below(2) === 0 ? [[cell, valueOf(field, chance)]] : []))) }
}

function valueOf(field: PlainField, chance: Dice): PlainValue {
  switch (field.kind) {
    case 'text':
      return chance.pick(TEXTS).slice(0, field.max)
    case 'count':
      return chance.below(Math.min(field.max ?? 90, 90))
    case 'money':
      return chance.below(9_000_000)
    case 'day':
      return addDays(TODAY, -chance.below(3))
    case 'flag':
      return chance.below(2) === 0
    case 'choice':
      return chance.pick(Object.keys(field.options))
    case 'choices':
      return Object.keys(field.options).filter(() => chance.below(2) === 0)
    case 'place':
      return chance.pick(IDS)
    case 'ref':
      return chance.pick(IDS)
    case 'media':
      return [1, 2, 3].filter(() => chance.below(2) === 0).map((each) => `${each}`.repeat(64))
  }
}
