import { addDays, addMonths, dayText, isDay, monthOf, monthPeriod, weekday, yearOf, type Day, type Period } from './period'

/** How long the time is that a report tells of. */
export type Span = 'year' | 'half' | 'quarter' | 'month' | 'week'
export const SPANS = ['year', 'half', 'quarter', 'month', 'week'] as const satisfies readonly Span[]

/** One year, half year, quarter, month or week (Monday to Sunday), named by its key: 2023, 2023-H1, 2023-Q3, 2023-09, W2026-03-16. */
export interface ReportPeriod {
  readonly key: string
  readonly span: Span
  readonly period: Period
  /** As a sentence names it: 2023年, 2023年上半年, 2023年第三季度, 2023年9月, 2026年3月16日至22日. */
  readonly label: string
}

/** Null for what is no such key. */
export function periodOfKey(key: string): ReportPeriod | null {
  const week = /^W(.+)$/.exec(key)?.[1]
  if (week !== undefined) return isDay(week) && weekday(week) === MONDAY ? weekOf(week) : null
  const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(key) ?? []
  if (year === undefined || !isDay(`${year}-01-01`)) return null
  if (half !== undefined) return monthsOf(key, 'half', year, Number(half) * 6 - 5, 6, `${year}年${half === '1' ? '上' : '下'}半年`)
  if (quarter !== undefined) return monthsOf(key, 'quarter', year, Number(quarter) * 3 - 2, 3, `${year}年第${'一二三四'.charAt(Number(quarter) - 1)}季度`)
  if (month !== undefined) return monthsOf(key, 'month', year, Number(month), 1, `${year}年${Number(month)}月`)
  return monthsOf(key, 'year', year, 1, 12, `${year}年`)
}

/** The one of a span that a day lies in. */
export function periodAt(span: Span, day: Day): ReportPeriod {
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  const key: Record<Span, string> = {
    year,
    half: `${year}-H${month <= 6 ? 1 : 2}`,
    quarter: `${year}-Q${Math.ceil(month / 3)}`,
    month: day.slice(0, 7),
    week: `W${addDays(day, -((weekday(day) + 6) % 7))}`,
  }
  const found = periodOfKey(key[span])
  if (found === null) throw new Error('broken invariant: every day lies in a period of every span')
  return found
}

export function periodBefore(period: ReportPeriod): ReportPeriod {
  return periodAt(period.span, addDays(period.period.from, -1))
}

/** Up to the 截至日, when that lies inside. */
export function cutAt({ from, to }: Period, until: Day | null): Period {
  return { from, to: until !== null && until < to && until >= from ? until : to }
}

const MONDAY = 1

function weekOf(monday: Day): ReportPeriod {
  const sunday = addDays(monday, 6)
  const end = monday.slice(0, 7) === sunday.slice(0, 7) ? `${Number(sunday.slice(8))}日` : dayText(sunday, monday)
  return { key: `W${monday}`, span: 'week', period: { from: monday, to: sunday }, label: `${yearOf(monday)}年${dayText(monday)}至${end}` }
}

function monthsOf(key: string, span: Span, year: string, first: number, count: number, label: string): ReportPeriod {
  const month = (number: number): string => monthOf(addMonths(`${year}-01-01`, number - 1))
  return { key, span, period: { from: `${month(first)}-01`, to: monthPeriod(month(first + count - 1)).to }, label }
}
