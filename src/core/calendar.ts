import { settingAt, type Config } from './config'
import type { Values } from './field'
import { own } from './own'
import { addDays, isDay, weekday, yearOf, type Day } from './period'
import type { RecordType, SetBy } from './recordType'

/**
 * Working days, as the county configured them: the State Council's arrangement of each year, and days of the county's own. They are
 * configuration, not a library's table, because a limit computed by `apply` must come out the same when the op is replayed years later.
 */
export interface Calendar {
  isWorkday(day: Day): boolean
  /** Named free by the county or the State Council; a plain Sunday is not. */
  isHoliday(day: Day): boolean
  /** False for a year whose arrangement nobody has entered: then only weekends are free. */
  knows(year: number): boolean
}

/** `放假/2026`, and `放假/本县` for days of the county's own: days off, then “|”, then weekends that are worked (调休). */
export const HOLIDAY_SETTING = '放假'
export const COUNTY_HOLIDAYS = '本县'

/** The same calendar for the same configuration: every op of a batch asks for it, and a year is read once. */
export function calendarOf(config: Config): Calendar {
  const known = CALENDARS.get(config)
  if (known !== undefined) return known
  const calendar = readCalendar(config)
  CALENDARS.set(config, calendar)
  return calendar
}
const CALENDARS = new WeakMap<Config, Calendar>()

function readCalendar(config: Config): Calendar {
  const read = (name: string): Holidays => holidaysOf(own(config.settings, `${HOLIDAY_SETTING}/${name}`))
  const [ours, holidaysByYear] = [read(COUNTY_HOLIDAYS), new Map<number, Holidays>()]
  const holidaysIn = (year: number): Holidays => {
    const found = holidaysByYear.get(year) ?? read(String(year))
    holidaysByYear.set(year, found)
    return found
  }
  // The county's own word goes before the State Council's, and both before the week.
  const saidOf = (day: Day): Holidays | undefined => [ours, holidaysIn(yearOf(day))].find(({ off, worked }) => off.has(day) || worked.has(day))
  return {
    isWorkday: (day) => saidOf(day)?.worked.has(day) ?? !WEEKEND.includes(weekday(day)),
    isHoliday: (day) => saidOf(day)?.worked.has(day) === false,
    knows: (year) => own(config.settings, `${HOLIDAY_SETTING}/${year}`) !== undefined,
  }
}

/** The `count`-th working day after `day`; the day itself is not counted (民法典 第二百零一条). `count` ≥ 0. */
export function addWorkdays(calendar: Calendar, day: Day, count: number): Day {
  let at = day
  for (let left = count; left > 0;) {
    at = addDays(at, 1)
    if (calendar.isWorkday(at)) left -= 1
  }
  return at
}

/** A limit whose last day is free ends with the next working day (民法典 第二百零三条). */
export function rolledOn(calendar: Calendar, day: Day): Day {
  let at = day
  while (!calendar.isWorkday(at)) at = addDays(at, 1)
  return at
}

/**
 * The last day of a limit that a move sets by itself; null while the day it runs from is unknown. A setting overrides `days`:
 * `说事期限/consult` before `说事期限`, each the township's before the county's.
 */
export function limitDay(config: Config, type: RecordType, by: Extract<SetBy, { kind: 'workdays' }>, values: Values): Day | null {
  const [from, place] = [values[by.after], type.placed === null ? undefined : values[type.placed]]
  if (!isDay(from)) return null
  const narrow = by.by === undefined ? undefined : settingAt(config, `${by.setting}/${String(values[by.by] ?? '')}`, place)
  const set = narrow ?? settingAt(config, by.setting, place)
  return addWorkdays(calendarOf(config), from, typeof set === 'number' ? Math.min(set, LONGEST_LIMIT) : by.days)
}

/** Nobody sets a limit of more than a year of working days; a typed extra digit must not make a phone count for minutes. */
export const LONGEST_LIMIT = 366

interface Holidays {
  readonly off: ReadonlySet<Day>
  readonly worked: ReadonlySet<Day>
}

/** Saturday and Sunday, as `weekday` numbers them. */
const WEEKEND: readonly number[] = [0, 6]
const NONE: Holidays = { off: new Set(), worked: new Set() }

function holidaysOf(text: unknown): Holidays {
  if (typeof text !== 'string') return NONE
  const [off = '', worked = ''] = text.split('|').map((part) => part.trim())
  return { off: daysIn(off), worked: daysIn(worked) }
}

function daysIn(text: string): ReadonlySet<Day> {
  return new Set(text.split(/[\s,，、]+/).filter(isDay))
}
