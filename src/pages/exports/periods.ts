import { addDays, addMonths, monthOf, monthPeriod, monthToDate, yearOf, yearPeriod, yearToDate, type Day, type Period } from '../../core/period'

export interface UsualPeriod {
  readonly code: string
  readonly text: string
  readonly period: Period
}

/** What superiors ask for. Running periods end today: stocks stand as they are, not as they will be. */
export function usualPeriods(today: Day): readonly UsualPeriod[] {
  const quarter = quarterStart(today)
  return [
    { code: 'year', text: '今年', period: yearToDate(today) },
    { code: 'quarter', text: '本季度', period: { from: quarter, to: today } },
    { code: 'month', text: '本月', period: monthToDate(today) },
    { code: 'lastQuarter', text: '上季度', period: { from: addMonths(quarter, -3), to: addDays(quarter, -1) } },
    { code: 'lastMonth', text: '上月', period: monthPeriod(monthOf(addMonths(`${monthOf(today)}-01`, -1))) },
    { code: 'lastYear', text: '去年', period: yearPeriod(yearOf(today) - 1) },
  ]
}

function quarterStart(day: Day): Day {
  return addMonths(`${monthOf(day)}-01`, -((Number(day.slice(5, 7)) - 1) % 3))
}
