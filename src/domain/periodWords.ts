import { addDays, addMonths, dayText, monthPeriod, monthOf, yearOf, yearPeriod, type Day, type Period } from '../core/period'

/** The periods a board is switched between. */
export type Span = 'day' | 'week' | 'month' | 'quarter' | 'year'

export const SPAN_WORDS: Readonly<Record<Span, string>> = { day: '今天', week: '本周', month: '本月', quarter: '本季度', year: '今年' }

/** 2023年, 2023年3月, 2023年上半年, 2023年第三季度, 3月5日, 2023年1月1日至11月20日. */
export function periodText(period: Period): string {
  const { from, to } = period
  const year = yearOf(from)
  if (from === to) return `${year}年${dayText(from)}`
  if (isSame(period, yearPeriod(year))) return `${year}年`
  if (isSame(period, monthPeriod(monthOf(from)))) return `${year}年${Number(from.slice(5, 7))}月`
  const quarter = monthsFrom(from, 3)
  const half = monthsFrom(from, 6)
  if (quarter !== null && isSame(period, quarter)) return `${year}年第${'一二三四'.charAt((Number(from.slice(5, 7)) - 1) / 3)}季度`
  if (half !== null && isSame(period, half)) return `${year}年${from.slice(5, 7) === '01' ? '上半年' : '下半年'}`
  return `${year}年${dayText(from)}至${dayText(to, from)}`
}

/** How a report calls the time its figures cover: the whole year, or as far as its last day. */
export function untilText(period: Period): string {
  const { to } = period
  if (isSame(period, yearPeriod(yearOf(to)))) return '全年'
  return to === monthPeriod(monthOf(to)).to ? `截至${Number(to.slice(5, 7))}月底` : `截至${dayText(to)}`
}

/** The months of a quarter or half year that begins on this day; null when none does. */
function monthsFrom(day: Day, months: 3 | 6): Period | null {
  const isStart = day.endsWith('-01') && (Number(day.slice(5, 7)) - 1) % months === 0
  return isStart ? { from: day, to: addDays(addMonths(day, months), -1) } : null
}

function isSame(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to
}
