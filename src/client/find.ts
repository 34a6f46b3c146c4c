import type { Config } from '../core/config'
import { fits, type Where } from '../core/field'
import { own } from '../core/own'
import { isDay, isIn, type Period } from '../core/period'
import type { Initials } from '../core/pinyin/initials'
import { within } from '../core/place'
import type { RecordType, Registry } from '../core/recordType'
import { createWording, isSought, meets, recordWords, soughtIn, type RecordWords, type Wording } from '../core/searchText'
import type { ShownRecord, ViewState } from './state'

export interface RecordsQuery {
  readonly kinds: readonly string[]
  /** Fields, and `stage`. */
  readonly where?: Where
  /** Looked for in place names, names of the parties, words of the record, and case numbers however their brackets are typed. */
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

/** With `initials`, first letters are looked for too; pages that search bring them, so that no other page waits for their table. */
export type Find = (view: ViewState, query: RecordsQuery, initials?: Initials) => RecordRows

/** Remembers the order of what the phone holds, and the words of every record it has read, as long as they stay the same. */
export function createFind(types: Registry): Find {
  const orders = new WeakMap<ViewState['records'], Map<string, readonly ShownRecord[]>>()
  const readings = new WeakMap<Config, Reading>()

  function ordered(records: ViewState['records'], kinds: readonly string[]): readonly ShownRecord[] {
    const known = orders.get(records) ?? new Map<string, readonly ShownRecord[]>()
    orders.set(records, known)
    const key = kinds.join(' ')
    const rows = known.get(key) ?? sorted(types, [...records.values()].filter(({ kind }) => kinds.includes(kind)))
    known.set(key, rows)
    return rows
  }

  function readingOf(config: Config): Reading {
    const reading = readings.get(config) ?? { wording: createWording(config), plain: new WeakMap(), lettered: new WeakMap() }
    readings.set(config, reading)
    return reading
  }

  return ({ config, records }, { kinds, where = {}, text = '', place, period, limit }, initials) => {
    const sought = soughtIn(text)
    // Letters are put together when the first one is typed.
    const letters = initials !== undefined && /[a-z]/i.test(text) ? initials : null
    const reading = readingOf(config)
    const places = place === undefined ? null : new Set(within(config.places, place))
    const hasWhere = Object.keys(where).length > 0
    const rows = ordered(records, kinds).filter((record) => {
      const type = own(types, record.kind)
      if (type === undefined) return false
      if (hasWhere && !fits(where, { ...record.values, stage: record.stage })) return false
      if (period !== undefined && !isDated(type, record, period)) return false
      if (places !== null && !isAt(type, record, places)) return false
      return !isSought(sought) || meets(sought, wordsOf(reading, type, record, letters))
    })
    return { rows: limit === undefined ? rows : rows.slice(0, limit), total: rows.length }
  }
}

/** What was put together under one configuration: a place renamed, and its records are found by the new name. */
interface Reading {
  readonly wording: Wording
  readonly plain: WeakMap<ShownRecord, RecordWords>
  readonly lettered: WeakMap<ShownRecord, RecordWords>
}

function wordsOf({ wording, plain, lettered }: Reading, type: RecordType, record: ShownRecord, initials: Initials | null): RecordWords {
  const kept = initials === null ? plain : lettered
  const words = kept.get(record) ?? recordWords(wording, type, record.values, initials)
  kept.set(record, words)
  return words
}

/** Newest first; one not dated yet by when it was entered. */
function sorted(types: Registry, records: readonly ShownRecord[]): readonly ShownRecord[] {
  return records.map((record) => ({ record, day: dayOf(types, record) })).sort(newestFirst).map(({ record }) => record)
}

interface Dated {
  readonly record: ShownRecord
  readonly day: string
}

function newestFirst(a: Dated, b: Dated): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1
  return a.record.id < b.record.id ? 1 : -1
}

function dayOf(types: Registry, record: ShownRecord): string {
  const day = record.values[own(types, record.kind)?.dated ?? '']
  return isDay(day) ? day : (record.enteredAt ?? '').slice(0, 10)
}

function isDated(type: RecordType, record: ShownRecord, period: Period): boolean {
  const day = record.values[type.dated]
  return isDay(day) && isIn(period, day)
}

function isAt(type: RecordType, record: ShownRecord, places: ReadonlySet<string>): boolean {
  const place = type.placed === null ? record.id : record.values[type.placed]
  return typeof place === 'string' && places.has(place)
}
