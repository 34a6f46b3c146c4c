import { COUNTY_HOLIDAYS } from '../../../core/calendar'
import type { Value } from '../../../core/field'
import { addDays, dayText, isDay, type Day } from '../../../core/period'

/** Days off and weekends that are worked, as the setting `放假/…` writes them. */
export interface HolidayDays {
  readonly off: readonly Day[]
  readonly worked: readonly Day[]
}

export function daysIn(text: Value | undefined): HolidayDays {
  const [off = '', worked = ''] = typeof text === 'string' ? text.split('|') : []
  const read = (part: string): readonly Day[] => [...new Set(part.split(/[\s,，、]+/).filter(isDay))].sort()
  return { off: read(off), worked: read(worked) }
}

export function textOf({ off, worked }: HolidayDays): string {
  return `${[...off].sort().join(' ')} | ${[...worked].sort().join(' ')}`
}

/** The days from one to the other are of a kind now, and of no other. */
export function withDays(days: HolidayDays, what: keyof HolidayDays, from: Day, to: Day): HolidayDays {
  const added: Day[] = []
  for (let day = from; day <= to && added.length < MOST_AT_ONCE; day = addDays(day, 1)) added.push(day)
  const others = withoutDays(days, added)
  return { ...others, [what]: [...others[what], ...added].sort() }
}
const MOST_AT_ONCE = 31

export function withoutDays({ off, worked }: HolidayDays, days: readonly Day[]): HolidayDays {
  const rest = (list: readonly Day[]): readonly Day[] => list.filter((day) => !days.includes(day))
  return { off: rest(off), worked: rest(worked) }
}

/** Days that follow each other stand together. */
export function spansOf(days: readonly Day[]): readonly { readonly from: Day; readonly to: Day }[] {
  const spans: { from: Day; to: Day }[] = []
  for (const day of [...days].sort()) {
    const last = spans.at(-1)
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day
    else spans.push({ from: day, to: day })
  }
  return spans
}

export function spanText({ from, to }: { readonly from: Day; readonly to: Day }, today: Day): string {
  return from === to ? dayText(from, today) : `${dayText(from, today)}—${dayText(to, today)}`
}

export function yearLabel(code: string): string {
  return code === COUNTY_HOLIDAYS ? '本县自己的' : `${code}年`
}
