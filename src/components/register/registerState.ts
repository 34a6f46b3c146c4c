import type { Config } from '../../core/config'
import type { Where } from '../../core/field'
import { isCountedBy, type Figure, type Over } from '../../core/figure'
import { hasOwn } from '../../core/own'
import { addMonths, isIn, lastYear, monthOf, monthPeriod, monthToDate, dayPeriod, yearPeriod, yearToDate, yearOf, type Day, type Period } from '../../core/period'
import { isWithin, treeOn } from '../../core/place'
import { treeDayOf, type FigureQuery } from '../../core/protocol'
import { isCounted, registerDay, type RecordType } from '../../core/recordType'
import type { StoredRecord } from '../../core/op'
import { STOCKS } from '../../domain/figures/over'

/** What a register shows: one kind, narrowed. Opened from a figure it is that figure without the sum. */
export interface RegisterState {
  readonly kind: string
  /** Fields, and `stage`. */
  readonly where: Where
  /** Which records a period means; null is the kind's own day. */
  readonly over: Over | null
  readonly period: Period | null
  readonly place: string | null
  /** By whose day's tree the place is meant, of what was opened from a figure. */
  readonly on?: Day | undefined
  readonly text: string
  /** The words are also looked for in what was told, which lies sealed on the server. */
  readonly told: boolean
}

export function emptyState(kind: string): RegisterState {
  return { kind, where: {}, over: null, period: null, place: null, text: '', told: false }
}

/** What a register opens with: a 名册 with who is in office today, those who left behind the condition; for who reads online else the year. */
export function firstState(kind: string, today: Day, isHeld: boolean): RegisterState {
  if (kind === 'roster') return onPeriod(emptyState(kind), dayPeriod(today))
  return { ...emptyState(kind), period: isHeld ? null : periodNamed('thisYear', today) }
}

/** A 名册 is asked who was in office on the last day, never who began in between. */
export function onPeriod(state: RegisterState, period: Period): RegisterState {
  return { ...state, period, on: undefined, over: state.kind === 'roster' ? STOCKS.roster.holds.over : null }
}

export function isNarrowed({ where, period, place, text, over }: RegisterState): boolean {
  return Object.keys(where).length > 0 || period !== null || place !== null || text.trim() !== '' || over !== null
}

export function withWhere(state: RegisterState, name: string, codes: readonly string[]): RegisterState {
  const { [name]: _old, ...rest } = state.where
  return { ...state, where: codes.length === 0 ? rest : { ...rest, [name]: codes } }
}

export function fromQuery({ figure, period, place, on }: FigureQuery): RegisterState {
  return { ...emptyState(figure.kind), where: figure.where, over: figure.over, period, place, on }
}

const ALWAYS: Period = { from: '1990-01-01', to: '2100-12-31' }

/** The same as a question to the server. `home` is asked about when no place was chosen. */
export function toQuery(state: RegisterState, type: RecordType, home: string | null): FigureQuery {
  // Every record has its other day, also one not yet accepted.
  const date = state.period === null ? type.undated ?? type.dated : type.dated
  const figure: Figure = { kind: state.kind, where: state.where, over: state.over ?? { kind: 'flow', date }, measure: { kind: 'count' } }
  return { figure, period: state.period ?? ALWAYS, place: state.place ?? home, ...(state.on === undefined ? {} : { on: state.on }), by: null }
}

/** The same over records in memory. Withdrawn and merged ones are listed only when asked for. */
export function isListed(state: RegisterState, type: RecordType, config: Config, record: StoredRecord): boolean {
  const { over, period, place, on, where } = state
  const places = over === null || period === null ? config.places : treeOn(config.places, treeDayOf({ period, ...(on === undefined ? {} : { on }) }))
  const inPlace = (id: string): boolean => place === null || isWithin(places, id, place)
  if (over !== null && period !== null) {
    return isCountedBy(type, { kind: state.kind, where, over, measure: { kind: 'count' } }, period, inPlace, record)
  }
  const day = registerDay(type, record.values)
  return (
    (isCounted(type, record.stage) || hasOwn(where, 'stage')) &&
    inPlace(String(record.values[type.placed ?? ''] ?? '')) &&
    (period === null || (day !== null && isIn(period, day)))
  )
}

export const SPANS = ['thisYear', 'thisMonth', 'lastMonth', 'today', 'lastYear'] as const
export type PeriodName = (typeof SPANS)[number]
export const SPAN_TEXTS: Readonly<Record<PeriodName, string>> = { thisYear: '今年', thisMonth: '本月', lastMonth: '上月', today: '今天', lastYear: '去年' }

export function periodNamed(name: PeriodName, today: Day): Period {
  switch (name) {
    case 'thisYear':
      return yearToDate(today)
    case 'thisMonth':
      return monthToDate(today)
    case 'lastMonth':
      return monthPeriod(monthOf(addMonths(today, -1)))
    case 'today':
      return dayPeriod(today)
    case 'lastYear':
      return lastYear(yearPeriod(yearOf(today)))
  }
}

/** The years before last year that a township may have records of. */
export function earlierYears(today: Day): readonly string[] {
  return Array.from({ length: 8 }, (_, i) => String(Number(yearOf(today)) - 2 - i))
}

export function nameOfPeriod(period: Period, today: Day): PeriodName | null {
  return SPANS.find((name) => {
    const named = periodNamed(name, today)
    return named.from === period.from && named.to === period.to
  }) ?? null
}
