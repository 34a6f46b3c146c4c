import arrangements from 'chinese-days/dist/chinese-days.json'
import type { Day } from '../core/period'

/**
 * The State Council's arrangement of a year as the setting `放假/<year>` of core/calendar: days off, “|”, weekends that are worked. Null for a
 * year that was not announced when this program was built. Only whoever writes settings asks: what is judged goes by the setting
 * (docs/decisions/0008-holidays-are-configuration.md).
 */
export function holidayText(year: number): string | null {
  const [off, worked] = [daysOf(DAYS_OFF, year), daysOf(WORKED, year)]
  return off.length === 0 ? null : `${off.join(' ')} | ${worked.join(' ')}`
}

/** By day: the name in two languages and a length, which nobody here needs. Read as data: the package's functions go by the machine's time zone. */
const DAYS_OFF: Readonly<Record<Day, string>> = arrangements.holidays
const WORKED: Readonly<Record<Day, string>> = arrangements.workdays

function daysOf(names: Readonly<Record<Day, string>>, year: number): readonly Day[] {
  return Object.keys(names).filter((day) => day.startsWith(`${year}-`)).sort()
}
