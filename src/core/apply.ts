import { unreachable } from './assert'
import { limitDay } from './calendar'
import { checkValue, type ValueProblem } from './check'
import type { Config } from './config'
import { fits, type PlainValue, type Row, type Rows, type Value, type Values } from './field'
import type { Conflict, Judgement, Op, OpBody, Outcome, Patch, Refusal, RowPatches, StoredRecord } from './op'
import { hasOwn, own } from './own'
import { givenBy, optionsOf, type Move, type RecordType, type Registry } from './recordType'
import { breaks } from './rule'
import { lastWriter, withWriter, type Written } from './written'

/**
 * The only way a record changes. The phone runs it to show an edit at once, the server runs it to make it so.
 * Invariants: a field another device changed after `op.base` is never overwritten (edit keeps the stored value and names
 * the conflict; a move is refused); a move happens only from a stage it leads from; nothing unknown is stored.
 */
export function apply(types: Registry, config: Config, record: StoredRecord | null, op: Op, judgement: Judgement): Outcome {
  const type = own(types, op.kind)
  if (type === undefined) return rejected({ code: 'unknownKind' })
  const start = begin(type, record, op)
  if ('code' in start) return rejected(start)
  const unknown = firstUnknownField(type, op.body)
  if (unknown !== null) return rejected({ code: 'unknownField', field: unknown })
  const serial = firstSerial(type, op.body.set)
  if (serial !== null) return rejected({ code: 'badValue', field: serial, problem: 'serverOnly' })

  const merged = merge(start.record, op)
  if (start.move !== null && merged.conflicts.length > 0) {
    return rejected({ code: 'changedMeanwhile', conflicts: merged.conflicts })
  }
  const values = complete(type, config, start, merged.values, op.body, judgement)
  const refusal = checkAll(type, config, start, values, op.body, judgement)
  if (refusal !== null) return rejected(refusal)

  return {
    kind: 'applied',
    conflicts: merged.conflicts,
    record: {
      ...start.record,
      stage: start.stage,
      values,
      written: stamp(start.record, values, merged.touched, op.device, judgement.n),
      n: judgement.n,
      createdBy: start.record.createdBy === '' ? judgement.author.person : start.record.createdBy,
    },
  }
}

interface Start {
  readonly record: StoredRecord
  readonly move: Move | null
  readonly stage: string
}

function begin(type: RecordType, record: StoredRecord | null, op: Op): Start | Refusal {
  const { body } = op
  switch (body.kind) {
    case 'create': {
      if (record !== null) return { code: 'recordExists' }
      const move = own(type.moves, body.move)
      if (move === undefined || move.from.length > 0) return { code: 'unknownMove' }
      return { record: blank(op), move, stage: move.to }
    }
    case 'edit': {
      if (record === null) return { code: 'noRecord' }
      const isClosed = own(type.stages, record.stage)?.closed === true
      return isClosed ? { code: 'stageClosed', stage: record.stage } : { record, move: null, stage: record.stage }
    }
    case 'move': {
      if (record === null) return { code: 'noRecord' }
      const move = own(type.moves, body.move)
      if (move === undefined || move.from.length === 0) return { code: 'unknownMove' }
      if (!canMove(move, record)) return { code: 'stageMoved', stage: record.stage }
      return { record, move, stage: stageAfter(type, move, record) }
    }
    default:
      return unreachable(body)
  }
}

/** Where a move leads. A way back named by nobody leads to the move's own stage. */
function stageAfter(type: RecordType, move: Move, record: StoredRecord): string {
  if (move.to === 'same') return record.stage
  const back = move.back === undefined ? undefined : record.values[move.back]
  return typeof back === 'string' && hasOwn(type.stages, back) ? back : move.to
}

/** Whether a record may take a move now; the same question draws the buttons. */
export function canMove(move: Move, record: Pick<StoredRecord, 'stage' | 'values'>): boolean {
  return move.from.includes(record.stage) && fits(move.when ?? {}, record.values)
}

function blank(op: Op): StoredRecord {
  return { id: op.record, kind: op.kind, stage: '', values: {}, written: [], n: 0, createdBy: '' }
}

function firstUnknownField(type: RecordType, body: OpBody): string | null {
  for (const name of [...Object.keys(body.set), ...Object.keys(body.rows ?? {})]) {
    const field = own(type.fields, name)
    const isRows = field?.kind === 'rows'
    if (field === undefined || isRows !== hasOwn(body.rows ?? {}, name)) return name
  }
  return null
}

interface Merged {
  readonly values: Values
  readonly conflicts: readonly Conflict[]
  readonly touched: readonly string[]
}

function merge(record: StoredRecord, op: Op): Merged {
  const values: Record<string, Value> = { ...record.values }
  const conflicts: Conflict[] = []
  const touched: string[] = []
  const write = (path: string, stored: PlainValue | null, mine: PlainValue | null, put: () => void): void => {
    if (isSame(stored, mine)) return
    if (isChangedByOthers(record.written, path, op)) conflicts.push({ path, mine, stored })
    else {
      touched.push(path)
      put()
    }
  }
  for (const [name, mine] of Object.entries(op.body.set)) {
    write(name, (values[name] as PlainValue | undefined) ?? null, mine, () => assign(values, name, mine))
  }
  for (const [name, patch] of Object.entries(op.body.rows ?? {})) {
    values[name] = mergeRows(name, (values[name] ?? {}) as Rows, patch, write)
  }
  return { values, conflicts, touched }
}

type Write = (path: string, stored: PlainValue | null, mine: PlainValue | null, put: () => void) => void

function mergeRows(name: string, stored: Rows, patch: RowPatches[string], write: Write): Rows {
  const rows: Record<string, Row> = { ...stored }
  for (const [id, change] of Object.entries(patch)) {
    const row = own(rows, id) ?? { values: {} }
    const cells: Record<string, PlainValue> = { ...row.values }
    for (const [cell, mine] of Object.entries(change.set ?? {})) {
      write(`${name}/${id}/${cell}`, cells[cell] ?? null, mine, () => assign(cells, cell, mine))
    }
    // A retired row stays retired: whoever retired it had a reason, and nothing in it is lost.
    const retired = row.retired === true || change.retire === true
    rows[id] = retired ? { values: cells, retired: true } : { values: cells }
  }
  return rows
}

function assign<V>(target: Record<string, V>, key: string, value: V | null): void {
  if (value === null) delete target[key]
  else target[key] = value
}

function isChangedByOthers(written: Written, path: string, op: Op): boolean {
  const last = lastWriter(written, path)
  return last !== undefined && last.n > op.base && last.device !== op.device
}

function isSame(a: PlainValue | null, b: PlainValue | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** What the move sets by itself, what the server gives, and what follows from the rest. */
function complete(type: RecordType, config: Config, start: Start, merged: Values, body: OpBody, judgement: Judgement): Values {
  const { move, record } = start
  const values: Record<string, Value> = { ...merged }
  if (move !== null) setByMove(type, config, start, values, body, judgement)
  follow(type, config, record.values, values, [...Object.keys(body.set), ...Object.keys(move?.sets ?? {})])
  for (const name of givenBy(type, body.kind === 'edit' ? null : body.move, record.stage)) {
    const given = own(judgement.given ?? {}, name)
    if (given !== undefined && values[name] === undefined && isAsked(type, name, values)) values[name] = given
  }
  if (move === null) return values
  for (const [name, value] of Object.entries(type.defaults?.(values, judgement.author, config) ?? {})) {
    if (values[name] === undefined) values[name] = value
  }
  return values
}

function setByMove(type: RecordType, config: Config, { move, record }: Start, values: Record<string, Value>, body: OpBody, judgement: Judgement): void {
  for (const [name, by] of Object.entries(move?.sets ?? {})) {
    const isNamed = hasOwn(body.set, name)
    switch (by.kind) {
      case 'value':
        values[name] = by.value
        break
      case 'today':
        if (!isNamed) values[name] = judgement.today
        break
      case 'copy': {
        const source = values[by.field]
        if (source !== undefined && !isNamed) values[name] = source
        break
      }
      case 'clear':
        delete values[name]
        break
      case 'unasked':
        if (!isNamed && !isAsked(type, name, values)) delete values[name]
        break
      case 'stage':
        values[name] = record.stage
        break
      case 'workdays': {
        const last = limitDay(config, type, by, values)
        if (last !== null && !isNamed) values[name] = last
        break
      }
      default:
        unreachable(by)
    }
  }
}

/** What followed from other values follows them; what somebody chose otherwise, or named just now, stands. */
function follow(type: RecordType, config: Config, before: Values, values: Record<string, Value>, named: readonly string[]): void {
  for (const [name, from] of Object.entries(type.follows ?? {})) {
    if (named.includes(name)) continue
    const isChosen = values[name] !== undefined && (values[name] !== before[name] || before[name] !== from(before, config))
    if (!isChosen) assign(values, name, from(values, config) ?? null)
  }
}

function checkAll(type: RecordType, config: Config, { move, record }: Start, values: Values, body: OpBody, judgement: Judgement): Refusal | null {
  const before = record.values
  for (const [name, value] of Object.entries(values)) {
    if (before[name] === value) continue
    // Nothing is part of itself, came from itself or is merged into itself.
    const problem = value === record.id ? 'notAnOption' : problemOf(type, config, name, value)
    if (problem !== null) return { code: 'badValue', field: name, problem }
  }
  const needs = [...(move?.needs ?? []), ...emptied(type, body)]
  const missing = needs.filter((name) => values[name] === undefined && isAsked(type, name, values))
  if (missing.length > 0) return { code: 'missing', fields: missing }
  const broken = (type.rules ?? []).find((rule) => breaks(rule, before, values, judgement.today))
  return broken === undefined ? null : { code: 'rule', say: broken.say }
}

/** What a record can't begin without is not taken from it afterwards by an empty field. */
function emptied(type: RecordType, body: OpBody): readonly string[] {
  const named = Object.keys(body.set).filter((name) => body.set[name] === null)
  if (named.length === 0) return named
  const firsts = firstNeeds(type)
  return named.filter((name) => firsts.includes(name))
}

export function firstNeeds(type: RecordType): readonly string[] {
  return Object.values(type.moves).flatMap((move) => (move.from.length === 0 ? (move.needs ?? []) : []))
}

function problemOf(type: RecordType, config: Config, name: string, value: Value): ValueProblem | null {
  const field = own(type.fields, name)
  if (field === undefined) return 'wrongKind'
  // Serial numbers come from the judge, never from `set` (see firstSerial), so here they are only text.
  if (field.kind === 'serial') return typeof value === 'string' ? null : 'wrongKind'
  return checkValue(field, value, (cell) => optionsOf(config, type, name, cell))
}

function isAsked(type: RecordType, name: string, values: Values): boolean {
  return fits(own(type.fields, name)?.when ?? {}, values)
}

/** Fields set or cleared by moves, and those that followed, count as written too, so that a later edit from elsewhere meets them. */
function stamp(before: StoredRecord, values: Values, touched: readonly string[], device: string, n: number): Written {
  const followed = Object.entries(values).flatMap(([name, value]) => {
    const isPlain = typeof value !== 'object' || Array.isArray(value)
    return isPlain && before.values[name] !== value ? [name] : []
  })
  const cleared = Object.keys(before.values).filter((name) => values[name] === undefined)
  return withWriter(before.written, [...touched, ...followed, ...cleared], n, device)
}

function rejected(refusal: Refusal): Outcome {
  return { kind: 'rejected', refusal }
}

/** A serial field named by a person: only the server numbers. */
function firstSerial(type: RecordType, set: Patch): string | null {
  return Object.keys(set).find((name) => own(type.fields, name)?.kind === 'serial') ?? null
}
