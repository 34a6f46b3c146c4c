import type { Config } from '../core/config'
import { fits, type Where } from '../core/field'
import { own } from '../core/own'
import { isDay, isIn, type Period } from '../core/period'
import type { Initials } from '../core/pinyin/initials'
import { within } from '../core/place'
import { registerDay, type RecordType, type Registry } from '../core/recordType'
import { createWording, isSought, meets, recordWords, soughtIn, type RecordWords, type Wording } from '../core/searchText'
import type { ShownRecord, ViewState } from './state'

export interface RecordsQuery {
  readonly kinds: readonly string[]
  /** Fields, and `stage`. */
  readonly where?: Where
  /** Looked for in place names, names of the parties, words of the record, receipts, and case numbers however their brackets are typed. */
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
  const days = new WeakMap<ShownRecord, string>()
  const readings = new WeakMap<Config, Reading>()

  function ordered({ orders }: Reading, records: ViewState['records'], kinds: readonly string[]): readonly ShownRecord[] {
    const key = kinds.join(' ')
    const before = orders.get(key)
    if (before?.records === records) return before.rows
    const rows = before === undefined ? allOf(records, kinds).sort(newestFirst) : reordered(before.rows, records, kinds)
    orders.set(key, { records, rows })
    return rows
  }

  /** With each save one record of thousands is another: what stood in order stays, and only what is new looks for its place. */
  function reordered(before: readonly ShownRecord[], records: ViewState['records'], kinds: readonly string[]): readonly ShownRecord[] {
    const kept = before.filter((record) => records.get(record.id) === record)
    const known = new Set(kept)
    const fresh = allOf(records, kinds).filter((record) => !known.has(record)).sort(newestFirst)
    if (fresh.length === 0) return kept.length === before.length ? before : kept
    if (fresh.length > FEW) return [...kept, ...fresh].sort(newestFirst)
    let from = 0
    for (const record of fresh) {
      from = placeOf(record, kept, from)
      kept.splice(from, 0, record)
    }
    return kept
  }

  /** The first place at or after `from` behind which only older ones stand. */
  function placeOf(record: ShownRecord, rows: readonly ShownRecord[], from: number): number {
    let [low, high] = [from, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (newestFirst(rows[middle] as ShownRecord, record) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Newest first; one not dated yet by when it was entered. */
  function newestFirst(a: ShownRecord, b: ShownRecord): number {
    const [x, y] = [dayOf(a), dayOf(b)]
    if (x !== y) return x < y ? 1 : -1
    return a.id < b.id ? 1 : -1
  }

  function dayOf(record: ShownRecord): string {
    const known = days.get(record)
    if (known !== undefined) return known
    const value = record.values[own(types, record.kind)?.dated ?? '']
    const day = isDay(value) ? value : (record.enteredAt ?? '').slice(0, 10)
    days.set(record, day)
    return day
  }

  function readingOf(config: Config): Reading {
    const reading = readings.get(config) ?? { wording: createWording(config), plain: new WeakMap(), lettered: new WeakMap(), orders: new Map() }
    readings.set(config, reading)
    return reading
  }

  return ({ config, records }, { kinds, where = {}, text = '', place, period, limit }, initials) => {
    const sought = soughtIn(text)
    const receipt = receiptIn(text)
    // Letters are put together when the first one is typed.
    const letters = initials !== undefined && /[a-z]/i.test(text) ? initials : null
    const reading = readingOf(config)
    const places = place === undefined ? null : new Set(within(config.places, place))
    const hasWhere = Object.keys(where).length > 0
    const rows = ordered(reading, records, kinds).filter((record) => {
      const type = own(types, record.kind)
      if (type === undefined) return false
      if (hasWhere && !fits(where, { ...record.values, stage: record.stage })) return false
      if (period !== undefined && !isDated(type, record, period)) return false
      if (places !== null && !isAt(type, record, places)) return false
      return !isSought(sought) || (receipt !== '' && bare(record.receipt ?? '').startsWith(receipt)) || meets(sought, wordsOf(reading, type, record, letters))
    })
    return { rows: limit === undefined ? rows : rows.slice(0, limit), total: rows.length }
  }
}

/** A receipt as far as it was typed, the phone's own half at least; '' for anything else. Only the phone it was written on knows it. */
function receiptIn(text: string): string {
  const typed = bare(text)
  return /^[0-9a-z]{6,}$/.test(typed) ? typed : ''
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '')
}

/** How the records of some kinds stood last; whoever asks again mostly asks for the same. */
interface Order {
  readonly records: ViewState['records']
  readonly rows: readonly ShownRecord[]
}

/** More new ones at a time are sorted with the rest. */
const FEW = 50

function allOf(records: ViewState['records'], kinds: readonly string[]): ShownRecord[] {
  return [...records.values()].filter(({ kind }) => kinds.includes(kind))
}

/** What was put together under one configuration: a place renamed, and its records are found by the new name. */
interface Reading {
  readonly wording: Wording
  readonly plain: WeakMap<ShownRecord, RecordWords>
  readonly lettered: WeakMap<ShownRecord, RecordWords>
  /** By kinds. Here, because it must go when its person goes. */
  readonly orders: Map<string, Order>
}

function wordsOf({ wording, plain, lettered }: Reading, type: RecordType, record: ShownRecord, initials: Initials | null): RecordWords {
  const kept = initials === null ? plain : lettered
  const words = kept.get(record) ?? recordWords(wording, type, record.values, initials)
  kept.set(record, words)
  return words
}

function isDated(type: RecordType, record: ShownRecord, period: Period): boolean {
  const day = registerDay(type, record.values)
  return day !== null && isIn(period, day)
}

function isAt(type: RecordType, record: ShownRecord, places: ReadonlySet<string>): boolean {
  const place = type.placed === null ? record.id : record.values[type.placed]
  return typeof place === 'string' && places.has(place)
}
