import { codesOf, fits, liveRows, type Fields, type DimensionOf, type Value, type Values, type Where } from './field'
import { own } from './own'
import { addDays, isDay, isIn, monthOf, type Period } from './period'
import { atLevel, type Places } from './place'
import { isCounted, type RecordType } from './recordType'

/**
 * Every number in the product: a kind of record, a filter, a measure and a business date, evaluated over record versions.
 * Its drill-down is the same filter without the sum. Plain data: it travels on the wire, and a county may write its own.
 */
export interface Figure {
  readonly kind: string
  readonly where: Where
  readonly over: Over
  readonly measure: Measure
}

/** Which records a period means. */
export type Over =
  /** Those whose business date lies in the period. All members of one partition share one business date. */
  | { readonly kind: 'flow'; readonly date: string }
  /**
   * Those that hold at the period's last day: begun, and not ended before or on it. Without a `from` a record has not begun,
   * unless `sinceEver`: places and the roster often don't know since when.
   */
  | { readonly kind: 'stock'; readonly from: string; readonly until: string; readonly untilCounts: boolean; readonly sinceEver?: true }
  /**
   * Those whose span (both days included) reaches into the period, but only if together they leave no day of it out: a period is
   * confirmed as a whole, by one span or by several one after the other, or not at all.
   */
  | { readonly kind: 'covered'; readonly from: string; readonly until: string }

export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum'; readonly field: string }
  /** Live rows of a rows field, or the sum of one of their cells. */
  | { readonly kind: 'rows'; readonly rows: string; readonly where: Where; readonly sum: string | null }
  /** How many different values a field has: heads, not entries. */
  | { readonly kind: 'distinct'; readonly field: string }

/** What a figure may be split by: a choice field, the month of its date, its place (or that place's ancestor of a level). */
export type GroupBy =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'month' }
  | { readonly kind: 'place'; readonly level: string | null }

/** Groups in code, month or place order come from the caller; here only keys and values. '' is "not yet". */
export interface Group {
  readonly key: string
  readonly value: number
}

/** A record as figures see it, on the phone as on the server. */
export interface Countable {
  readonly id: string
  readonly kind: string
  readonly stage: string
  readonly values: Values
}

/**
 * Compile-time check of figures written in code: filter fields must be dimensions of the type, so a person, a free text or a
 * personal field can't be counted by.
 */
export function figureOf<S extends Fields>(
  type: RecordType & { readonly fields: S },
  where: { readonly [K in DimensionOf<S>]?: readonly string[] },
  over: Over,
  measure: Measure = { kind: 'count' },
): Figure {
  return { kind: type.kind, where: where as Where, over, measure }
}

/** Whether a record is one of those a figure counts (of `covered`: if the others leave no gap). `inPlace` answers for the place asked about. */
export function isCountedBy(type: RecordType, figure: Figure, period: Period, inPlace: (place: string) => boolean, record: Countable): boolean {
  if (record.kind !== figure.kind || !isCounted(type, record.stage)) return false
  const place = type.placed === null ? record.id : record.values[type.placed]
  if (typeof place !== 'string' || !inPlace(place)) return false
  if (!holdsOver(figure.over, record.values, period)) return false
  return fits(figure.where, valuesAt(type, record, period, Object.keys(figure.where)))
}

/** What a counted record adds. `distinct` adds its value to a set instead. */
export function amountOf(measure: Measure, values: Values): number {
  switch (measure.kind) {
    case 'count':
    case 'distinct':
      return 1
    case 'sum':
      return numberOf(values[measure.field])
    case 'rows': {
      const rows = liveRows(values[measure.rows]).filter(([, row]) => fits(measure.where, row.values))
      const { sum } = measure
      return sum === null ? rows.length : rows.reduce((total, [, row]) => total + numberOf(row.values[sum]), 0)
    }
  }
}

/** The figure over records in memory: the phone's own counts, and the oracle of the server's SQL. */
export function evaluate(type: RecordType, figure: Figure, period: Period, inPlace: (place: string) => boolean, records: readonly Countable[]): number {
  const counted = coveringOf(figure.over, period, records.filter((record) => isCountedBy(type, figure, period, inPlace, record)))
  return total(figure.measure, counted)
}

/** The same split by a field or by month; a record with several choices stands in several groups. */
export function evaluateBy(type: RecordType, figure: Figure, period: Period, inPlace: (place: string) => boolean, by: GroupBy, records: readonly Countable[]): readonly Group[] {
  const recordsByKey = new Map<string, Countable[]>()
  for (const record of coveringOf(figure.over, period, records.filter((each) => isCountedBy(type, figure, period, inPlace, each)))) {
    for (const key of keysOf(type, figure, period, by, record)) {
      const group = recordsByKey.get(key) ?? []
      group.push(record)
      recordsByKey.set(key, group)
    }
  }
  return [...recordsByKey].map(([key, group]) => ({ key, value: total(figure.measure, group) }))
}

/** Groups by place gathered at a level; what lies above that level stays with the place asked about (乡直接办). */
export function gatherPlaces(groups: readonly Group[], places: Places, level: string, root: string): readonly Group[] {
  const valueByKey = new Map<string, number>()
  for (const { key, value } of groups) {
    const at = atLevel(places, key, level)?.id ?? root
    valueByKey.set(at, (valueByKey.get(at) ?? 0) + value)
  }
  return [...valueByKey].map(([key, value]) => ({ key, value }))
}

function total(measure: Measure, counted: readonly Countable[]): number {
  if (measure.kind === 'distinct') {
    const { field } = measure
    return new Set(counted.flatMap((record) => codesOf(record.values[field])).filter((code) => code !== '')).size
  }
  return counted.reduce((sum, record) => sum + amountOf(measure, record.values), 0)
}

function keysOf(type: RecordType, figure: Figure, period: Period, by: GroupBy, record: Countable): readonly string[] {
  switch (by.kind) {
    case 'field':
      return codesOf(valuesAt(type, record, period, [by.field])[by.field])
    case 'month': {
      const day = record.values[figure.over.kind === 'flow' ? figure.over.date : figure.over.from]
      return [isDay(day) ? monthOf(day) : '']
    }
    case 'place':
      return [String(type.placed === null ? record.id : record.values[type.placed])]
  }
}

function holdsOver(over: Over, values: Values, period: Period): boolean {
  switch (over.kind) {
    case 'flow': {
      const day = values[over.date]
      return isDay(day) && isIn(period, day)
    }
    case 'stock': {
      const [from, until] = [values[over.from], values[over.until]]
      if (isDay(from) && from > period.to) return false
      if (!isDay(from) && over.sinceEver !== true) return false
      if (!isDay(until)) return true
      return over.untilCounts ? until >= period.to : until > period.to
    }
    case 'covered': {
      const [from, until] = [values[over.from], values[over.until]]
      return isDay(from) && isDay(until) && from <= period.to && until >= period.from
    }
  }
}

/** All of them, or none if a day of the period lies in none of their spans. Of any other `over`, all. */
function coveringOf(over: Over, period: Period, counted: readonly Countable[]): readonly Countable[] {
  if (over.kind !== 'covered') return counted
  const spans = counted.map(({ values }) => [String(values[over.from]), String(values[over.until])] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  let next = period.from
  for (const [from, until] of spans) {
    if (from > next) return []
    if (until >= next) next = addDays(until, 1)
  }
  return next > period.to ? counted : []
}

/** Values as they stood at the end of the period: a result reached later is "not yet" (`asOf`). */
function valuesAt(type: RecordType, record: Countable, period: Period, names: readonly string[]): Values {
  const values: Record<string, Value> = {}
  for (const name of names) {
    if (name === 'stage') values[name] = record.stage
    const value = record.values[name]
    if (value === undefined) continue
    const field = own(type.fields, name)
    const since = field?.kind === 'choice' && field.asOf !== undefined ? record.values[field.asOf] : undefined
    const isYet = field?.kind !== 'choice' || field.asOf === undefined || (isDay(since) && since <= period.to)
    if (isYet) values[name] = value
  }
  return values
}

function numberOf(value: Value | undefined): number {
  return typeof value === 'number' ? value : 0
}
