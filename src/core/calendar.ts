import type { Config } from './config'
import { own } from './own'
import type { Values } from './field'
import { addDays, isDay, weekday, yearOf, type Day } from './period'
import type { SetBy } from './recordType'

/**
 * Working days, as the county configured them: the State Council's arrangement of each year, and days of the county's own. They are
 * configuration, not a library's table, because a limit computed by `apply` must come out the same when the op is replayed years later.
 */
export interface Calendar {
  isWorkday(day: Day): boolean
  /** False for a year whose arrangement nobody has entered: then only weekends are free. */
  knows(year: number): boolean
}

/** `放假/2026`, and `放假/本县` for days of the county's own: days off, then “|”, then weekends that are worked (调休). */
export const HOLIDAY_SETTING = '放假'
export const COUNTY_HOLIDAYS = '本县'

export function calendarOf(config: Config): Calendar {
  const read = (name: string): Holidays => holidaysOf(own(config.settings, `${HOLIDAY_SETTING}/${name}`))
  const ours = read(COUNTY_HOLIDAYS)
  return {
    isWorkday(day) {
      const year = read(String(yearOf(day)))
      if (ours.off.has(day) || ours.worked.has(day)) return ours.worked.has(day)
      if (year.off.has(day) || year.worked.has(day)) return year.worked.has(day)
      return !WEEKEND.includes(weekday(day))
    },
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

/** The last day of a limit that a move sets by itself; null while the day it runs from is unknown. The county's setting, `说事期限/consult` before `说事期限`, overrides `days`. */
export function limitDay(config: Config, by: Extract<SetBy, { kind: 'workdays' }>, values: Values): Day | null {
  const from = values[by.after]
  if (!isDay(from)) return null
  const narrow = by.by === undefined ? undefined : own(config.settings, `${by.setting}/${String(values[by.by] ?? '')}`)
  const set = narrow ?? own(config.settings, by.setting)
  return addWorkdays(calendarOf(config), from, typeof set === 'number' ? Math.min(set, LONGEST_LIMIT) : by.days)
}

/** Nobody sets a limit of more than a year of working days; a typed extra digit must not make a phone count for minutes. */
const LONGEST_LIMIT = 366

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
