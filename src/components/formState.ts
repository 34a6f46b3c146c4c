import { unreachable } from '../core/assert'
import { limitDay } from '../core/calendar'
import type { Config } from '../core/config'
import { fits, liveRows, type Field, type Fields, type PlainValue, type Row, type Rows, type Value, type Values } from '../core/field'
import type { OpBody, Patch, RowPatch, RowPatches } from '../core/op'
import { own } from '../core/own'
import { isDay, type Day } from '../core/period'
import type { Move, RecordType } from '../core/recordType'

/**
 * A form is a record's values as they would be after saving. `before` are those stored (nothing for a new record), `after`
 * what the person sees; the op carries only the difference, so that fields nobody touched never meet somebody else's.
 */

/**
 * What the form shows at first: stored values, with what the move sets by itself filled in. A move that is there to add a
 * row (记一次调解) starts with that row, dated today.
 */
export function startOf(config: Config, type: RecordType, move: Move | null, before: Values, today: Day, device: string): Values {
  const after: Record<string, Value> = { ...before }
  for (const name of move?.needs ?? []) {
    const field = own(type.fields, name)
    if (field?.kind === 'rows') after[name] = withFreshRow(field.fields, rowsOf(before[name]), today, device)
  }
  for (const [name, by] of Object.entries(move?.sets ?? {})) {
    switch (by.kind) {
      case 'value':
        after[name] = by.value
        break
      case 'today':
        after[name] = today
        break
      case 'copy': {
        const source = after[by.field]
        if (source !== undefined) after[name] = source
        break
      }
      case 'clear':
        delete after[name]
        break
      case 'workdays': {
        const last = limitDay(config, type, by, after)
        if (last !== null) after[name] = last
        break
      }
      // Where it comes from, and what falls away with another answer, is the judge's to say.
      case 'stage':
      case 'unasked':
        break
      default:
        unreachable(by)
    }
  }
  return after
}

/** Fields the form asks now, in order. What depends on an answer not given is not asked; what is retired only while it has a value. */
export function shownFields(type: RecordType, asks: readonly string[], after: Values): readonly (readonly [string, Field])[] {
  const shown: (readonly [string, Field])[] = []
  for (const name of asks) {
    const field = own(type.fields, name)
    if (field === undefined || field.kind === 'serial') continue
    const isSet = after[name] !== undefined
    if (fits(field.when ?? {}, after) && (field.retired !== true || isSet)) shown.push([name, field])
  }
  return shown
}

/** What an edit without a move may change: everything people fill in, those asked when the record was made first. */
export function editableFields(type: RecordType): readonly string[] {
  const asked = Object.values(type.moves).flatMap((move) => (move.from.length === 0 ? move.asks : []))
  const rest = Object.keys(type.fields).filter((name) => own(type.fields, name)?.kind !== 'serial')
  return [...new Set([...asked, ...rest])]
}

/** Asked, needed and still empty. */
export function missingFields(type: RecordType, move: Move | null, asks: readonly string[], after: Values): readonly string[] {
  const needs: readonly string[] = move?.needs ?? []
  return shownFields(type, asks, after)
    .filter(([name, field]) => needs.includes(name) && isEmpty(field, after[name]))
    .map(([name]) => name)
}

/**
 * The difference as an op's body. Days a move would set by itself are always named: the judge may read the op days later,
 * and its own day would stand in for the day the thing was done.
 */
export function bodyOf(type: RecordType, moveName: string | null, before: Values | null, after: Values, asks: readonly string[]): OpBody {
  const move = moveName === null ? null : own(type.moves, moveName) ?? null
  const set: Record<string, Exclude<Value, Rows> | null> = {}
  const rows: Record<string, Readonly<Record<string, RowPatch>>> = {}
  for (const [name, field] of shownFields(type, asks, after)) {
    if (field.kind === 'rows') {
      const patch = rowsPatch(rowsOf(before?.[name]), rowsOf(after[name]), field.fields)
      if (Object.keys(patch).length > 0) rows[name] = patch
      continue
    }
    const value = trimmed(after[name]) as PlainValue | undefined
    if (!isSame(before?.[name], value)) set[name] = value ?? null
  }
  for (const name of asks) if (isOver(type, name, before ?? {}, after)) set[name] = null
  for (const [name, by] of Object.entries(move?.sets ?? {})) {
    const day = after[name]
    if (by.kind === 'today' && isDay(day)) set[name] = day
  }
  return body(before === null, moveName, withoutClearedNothing(set, before), rows)
}

function body(isNew: boolean, move: string | null, set: Patch, rows: RowPatches): OpBody {
  const carried = Object.keys(rows).length === 0 ? { set } : { set, rows }
  if (move === null) return { kind: 'edit', ...carried }
  return isNew ? { kind: 'create', move, ...carried } : { kind: 'move', move, ...carried }
}

/** Asked of the record as it was, and no longer of what it becomes (the form of an agreement that there is none of after all). */
function isOver(type: RecordType, name: string, before: Values, after: Values): boolean {
  const field = own(type.fields, name)
  if (field?.when === undefined || field.kind === 'serial' || field.kind === 'rows' || before[name] === undefined) return false
  return fits(field.when, before) && !fits(field.when, after)
}

/** Clearing what was never set says nothing. */
function withoutClearedNothing(set: Patch, before: Values | null): Patch {
  return Object.fromEntries(Object.entries(set).filter(([name, value]) => value !== null || before?.[name] !== undefined))
}

function rowsPatch(before: Rows, after: Rows, fields: Fields): Readonly<Record<string, RowPatch>> {
  const patch: Record<string, RowPatch> = {}
  for (const [id, row] of Object.entries(after)) {
    const stored = own(before, id)
    if (row.retired === true) {
      if (stored !== undefined && stored.retired !== true) patch[id] = { retire: true }
      continue
    }
    const cells = cellsPatch(stored, row, fields)
    if (Object.keys(cells).length > 0) patch[id] = { set: cells }
  }
  return patch
}

function cellsPatch(stored: Row | undefined, row: Row, fields: Fields): Readonly<Record<string, PlainValue | null>> {
  const cells: Record<string, PlainValue | null> = {}
  for (const name of Object.keys(fields)) {
    const old = stored?.values[name]
    const now = trimmed(row.values[name]) as PlainValue | undefined
    if (!isSame(old, now)) cells[name] = now ?? null
  }
  return cells
}

/** One more row; its days are today until somebody says otherwise, save those that depend on another answer. */
export function withFreshRow(fields: Fields, rows: Rows, today: Day, device: string): Rows {
  const days = Object.entries(fields).filter(([, field]) => field.kind === 'day' && field.when === undefined).map(([name]) => [name, today] as const)
  return { ...rows, [nextRowId(rows, today, device)]: { values: Object.fromEntries(days) } }
}

/** A row written on this phone: later rows sort after earlier ones, and no two phones give the same id. */
export function nextRowId(rows: Rows, today: Day, device: string): string {
  const [day, phone] = [today.split('-').join(''), device.toLowerCase().replace(/[^0-9a-z]/g, '')]
  for (let index = Object.keys(rows).length; ; index += 1) {
    const id = `${day}${index.toString(36).padStart(2, '0')}${phone}`
    if (own(rows, id) === undefined) return id
  }
}

export function withCell(rows: Rows, id: string, cell: string, value: PlainValue | null): Rows {
  const row = own(rows, id) ?? { values: {} }
  const cells: Record<string, PlainValue> = { ...row.values }
  if (value === null) delete cells[cell]
  else cells[cell] = value
  return { ...rows, [id]: { ...row, values: cells } }
}

/** A row never saved disappears; one that was is retired, and its history stays. */
export function withoutRow(rows: Rows, id: string, stored: Rows): Rows {
  const row = own(rows, id)
  if (row === undefined) return rows
  if (own(stored, id) !== undefined) return { ...rows, [id]: { ...row, retired: true } }
  return Object.fromEntries(Object.entries(rows).filter(([other]) => other !== id))
}

export function rowsOf(value: Value | undefined): Rows {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Rows) : {}
}

export function withValue(values: Values, name: string, value: Value | null): Values {
  const next: Record<string, Value> = { ...values }
  if (value === null) delete next[name]
  else next[name] = value
  return next
}

function isEmpty(field: Field, value: Value | undefined): boolean {
  if (value === undefined || value === '') return true
  if (field.kind === 'rows') return liveRows(value).every(([, row]) => Object.keys(row.values).length === 0)
  return Array.isArray(value) && value.length === 0
}

/** Blanks around a text and an emptied field are nothing. */
function trimmed(value: Value | undefined): Value | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value
  if (typeof value !== 'string') return value
  const text = value.trim()
  return text === '' ? undefined : text
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
