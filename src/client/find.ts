import type { Config } from '../core/config'
import { fits, liveRows, type Field, type Value, type Where } from '../core/field'
import { own } from '../core/own'
import { isDay, isIn, type Period } from '../core/period'
import { ancestry, isWithin } from '../core/place'
import { fieldAt, optionsOf, type RecordType, type Registry } from '../core/recordType'
import type { ShownRecord, ViewState } from './state'

export interface RecordsQuery {
  readonly kinds: readonly string[]
  /** Fields, and `stage`. */
  readonly where?: Where
  /** Looked for in place names, surnames of the parties, words of the record and case numbers. */
  readonly text?: string
  /** That place and everything below it. */
  readonly place?: string
  /** By the `dated` day of each record's type. */
  readonly period?: Period
  readonly limit?: number
}
export interface RecordRows {
  /** Newest `dated` first. */
  readonly rows: readonly ShownRecord[]
  readonly total: number
}

export type Find = (view: ViewState, query: RecordsQuery) => RecordRows

/** Remembers the words of every record it has read, as long as the record stays the same. */
export function createFind(types: Registry): Find {
  const words = new WeakMap<ShownRecord, string>()

  function wordsOf(config: Config, type: RecordType, record: ShownRecord): string {
    const known = words.get(record)
    if (known !== undefined) return known
    const text = textOf(config, type, record).toLowerCase()
    words.set(record, text)
    return text
  }

  return ({ config, records }, { kinds, where = {}, text = '', place, period, limit }) => {
    const wanted = text.toLowerCase().split(/\s+/).filter((word) => word !== '')
    const found = [...records.values()].filter((record) => {
      const type = own(types, record.kind)
      if (type === undefined || !kinds.includes(record.kind)) return false
      if (!fits(where, { ...record.values, stage: record.stage })) return false
      if (period !== undefined && !isDated(type, record, period)) return false
      if (place !== undefined && !isAt(config, type, record, place)) return false
      if (wanted.length === 0) return true
      const all = wordsOf(config, type, record)
      return wanted.every((word) => all.includes(word))
    })
    const rows = found.map((record) => ({ record, day: dayOf(types, record) })).sort(newestFirst).map(({ record }) => record)
    return { rows: limit === undefined ? rows : rows.slice(0, limit), total: rows.length }
  }
}

interface Dated {
  readonly record: ShownRecord
  readonly day: string
}

function newestFirst(a: Dated, b: Dated): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1
  return a.record.id < b.record.id ? 1 : -1
}

/** Not dated yet: by when it was entered. */
function dayOf(types: Registry, record: ShownRecord): string {
  const day = record.values[own(types, record.kind)?.dated ?? '']
  return isDay(day) ? day : (record.enteredAt ?? '').slice(0, 10)
}

function isDated(type: RecordType, record: ShownRecord, period: Period): boolean {
  const day = record.values[type.dated]
  return isDay(day) && isIn(period, day)
}

function isAt(config: Config, type: RecordType, record: ShownRecord, root: string): boolean {
  const place = type.placed === null ? record.id : record.values[type.placed]
  return typeof place === 'string' && isWithin(config.places, place, root)
}

function textOf(config: Config, type: RecordType, record: ShownRecord): string {
  return Object.entries(record.values).flatMap(([name, value]) => valueText(config, type, name, value)).join(' ')
}

function valueText(config: Config, type: RecordType, path: string, value: Value): readonly string[] {
  const field: Field | undefined = fieldAt(type, path)
  switch (field?.kind) {
    case 'text':
    case 'serial':
      return [String(value)]
    case 'choice':
    case 'choices': {
      const options = optionsOf(config, type, path)
      return (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).map((code) => own(options, code)?.label ?? '')
    }
    case 'place':
      return ancestry(config.places, String(value)).map((place) => place.name)
    case 'rows':
      return liveRows(value).flatMap(([, row]) => Object.entries(row.values).flatMap(([cell, text]) => valueText(config, type, `${path}.${cell}`, text)))
    default:
      return []
  }
}
