import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/** A calendar day in Asia/Shanghai, 'YYYY-MM-DD'. Business dates are days; moments never order anything. */
export type Day = string

/** From the first to the last day, both included. */
export interface Period {
  readonly from: Day
  readonly to: Day
}

/** China has one zone and no summer time. */
const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000
const EARLIEST = '1900-01-01'
const LATEST = '2100-12-31'

/** A real day of the calendar between 1900 and 2100; 2026-02-30 is none. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value < EARLIEST || value > LATEST) return false
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

/** By hand: figures ask this of every record. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** By hand too: dates that count on from each other are a third of what judging an op costs. */
function msOf(day: Day): number {
  return day.length < 10 ? NaN : Date.UTC(yearOf(day), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
}

/** The day in Shanghai at a moment given in milliseconds since 1970. */
export function dayAt(now: number): Day {
  return dayOf(now + SHANGHAI_OFFSET_MS)
}

/** What is no moment gives what `isDay` refuses. */
function dayOf(ms: number): Day {
  const moment = new Date(ms)
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString().slice(0, 10)
}

/** 'HH:mm' in Shanghai. */
export function clockAt(now: number): string {
  return dayjs.utc(now + SHANGHAI_OFFSET_MS).format('HH:mm')
}

export function addDays(day: Day, days: number): Day {
  return dayOf(msOf(day) + days * DAY_MS)
}

/** The same day of a later month, or its last day: 01-31 + 1 month = 02-28 (民法典 第二百零二条). */
export function addMonths(day: Day, months: number): Day {
  if (day.length < 10) return ''
  const count = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + months
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1]
  return dayOf(Date.UTC(year, month - 1, Math.min(Number(day.slice(8, 10)), daysOf(year, month))))
}

/** Days from a to b; negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.trunc((msOf(b) - msOf(a)) / DAY_MS)
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: Day): number {
  return new Date(msOf(day)).getUTCDay()
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function monthOf(day: Day): string {
  return day.slice(0, 7)
}

export function yearPeriod(year: number): Period {
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

/** The year of a day up to that day. */
export function yearToDate(day: Day): Period {
  return { from: `${day.slice(0, 4)}-01-01`, to: day }
}

/** 'YYYY-MM' → the whole month. */
export function monthPeriod(month: string): Period {
  return { from: `${month}-01`, to: `${month}-${daysOf(Number(month.slice(0, 4)), Number(month.slice(5)))}` }
}

export function monthToDate(day: Day): Period {
  return { from: `${monthOf(day)}-01`, to: day }
}

export function dayPeriod(day: Day): Period {
  return { from: day, to: day }
}

/** The same span one year earlier; a last day of February stays one. */
export function lastYear(period: Period): Period {
  const to = addMonths(period.to, -12)
  const isMonthEnd = monthPeriod(monthOf(period.to)).to === period.to
  return { from: addMonths(period.from, -12), to: isMonthEnd ? monthPeriod(monthOf(to)).to : to }
}

/** Every month the period touches, 'YYYY-MM' in order. */
export function monthsIn(period: Period): readonly string[] {
  const months: string[] = []
  const last = monthOf(period.to)
  for (let month = monthOf(period.from); month <= last; month = monthAfter(month)) months.push(month)
  return months
}

function monthAfter(month: string): string {
  return monthOf(addMonths(`${month}-01`, 1))
}

export function isIn(period: Period, day: Day): boolean {
  return period.from <= day && day <= period.to
}

/** 3月5日; with the year when it is not the reader's. */
export function dayText(day: Day, today?: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  const short = `${month}月${date}日`
  return today === undefined || yearOf(today) === year ? short : `${year}年${short}`
}
