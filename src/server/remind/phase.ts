import { addWorkdays, type Calendar } from '../../core/calendar'
import { addDays, type Day } from '../../core/period'

/** Why somebody is reminded on a working day: each deadline at most once for each reason, never day after day. */
export type Phase = 'soon' | 'today' | 'late'

/** That many working days ahead it is told that something will be due. */
const AHEAD = 2

/** `today` is a working day. What falls on free days is due on the last working day before them, and late on the first after. */
export function phaseOf(calendar: Calendar, today: Day, due: Day): Phase | null {
  const isWithin = (from: Day): boolean => from <= due && due < addWorkdays(calendar, from, 1)
  if (isWithin(today)) return 'today'
  if (due < today) return isWithin(workdayBefore(calendar, today)) ? 'late' : null
  return isWithin(addWorkdays(calendar, today, AHEAD)) ? 'soon' : null
}

/** The last day on which something reminded of today may be due. */
export function lastDay(calendar: Calendar, today: Day): Day {
  return addDays(addWorkdays(calendar, today, AHEAD + 1), -1)
}

function workdayBefore(calendar: Calendar, day: Day): Day {
  let at = addDays(day, -1)
  while (!calendar.isWorkday(at)) at = addDays(at, -1)
  return at
}

/** How many, and of what kind: all that is kept of it. */
export type Counts = Readonly<Partial<Record<Phase, number>>>

/** One sentence without a name or what it is about; WeChat takes twenty signs. */
export function sentenceOf(counts: Counts): string {
  const [phase, words] = ORDER.find(([each]) => (counts[each] ?? 0) > 0) ?? ORDER[0]
  return `有 ${Math.min(counts[phase] ?? 0, MOST_TOLD)} 件事${words}，请打开说事簿看`
}
const ORDER = [['today', '今天到期'], ['late', '刚过期限'], ['soon', '快到期了']] as const
const MOST_TOLD = 999

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
