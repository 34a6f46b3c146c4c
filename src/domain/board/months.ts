import { monthPeriod, monthsIn, yearOf, yearPeriod, type Day, type Period } from '../../core/period'
import { ask, type Answers, type Questions } from './asking'
import { must } from '../../core/assert'
import { own } from '../../core/own'
import { numberCell, type Cell, type Hiding } from './cells'

/** A year by months against the year before. */
export interface Months {
  readonly year: number
  readonly rows: readonly MonthRow[]
  /** Top of the scale: a round number not below the highest month. */
  readonly top: number
}
export interface MonthRow {
  /** 1 to 12. */
  readonly month: number
  /** null: the month has not begun. */
  readonly now: Cell | null
  readonly before: Cell
  readonly isCurrent: boolean
}

/** The calendar year in which the period ends, whole: a month is compared with a whole month. */
export function monthQuestions(name: string, place: string | null, period: Period): Questions {
  const year = yearOf(period.to)
  return {
    'months:now': ask(name, place, yearPeriod(year), { kind: 'month' }),
    'months:before': ask(name, place, yearPeriod(year - 1), { kind: 'month' }),
  }
}

export function monthsOf(answers: Answers, today: Day, hiding: Hiding): Months {
  const now = must(own(answers, 'months:now'), 'the months')
  const before = must(own(answers, 'months:before'), 'the months of the year before')
  const [value, earlier] = [now, before].map(({ groups }) => new Map(groups.map((group) => [group.key, group.value])))
  // Below a place the month is of the villages that the bar counted, not of those of its own last day.
  const cell = (values: Map<string, number> | undefined, query: typeof now.query, month: string): Cell =>
    numberCell(values?.get(month) ?? 0, { ...query, by: null, period: monthPeriod(month), ...(query.place === null ? {} : { on: query.period.to }) }, hiding)
  const beforeMonths = monthsIn(before.query.period)
  const rows = monthsIn(now.query.period).map((month, i): MonthRow => ({
    month: i + 1,
    now: month > today ? null : cell(value, now.query, month),
    before: cell(earlier, before.query, must(beforeMonths[i], 'the same month a year before')),
    isCurrent: today.startsWith(month),
  }))
  return { year: yearOf(now.query.period.to), rows, top: roundTop(Math.max(...rows.flatMap((row) => [row.now?.value ?? 0, row.before.value]))) }
}

/** A round and even number, so that half of it is one too; at least 4. */
export function roundTop(highest: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [4, 6, 8, 10, 12, 16, 20, 24, 30].find((each) => each * power >= highest)
    if (step !== undefined) return step * power
  }
}
