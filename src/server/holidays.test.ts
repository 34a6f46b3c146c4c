import { calendarOf } from '../core/calendar'
import { EMPTY_CONFIG } from '../core/config'
import { addDays, isDay, weekday, type Day } from '../core/period'
import { holidayText } from './holidays'

const calendar = calendarOf({ ...EMPTY_CONFIG, settings: Object.fromEntries([2024, 2025, 2026].map((year) => [`放假/${year}`, holidayText(year) ?? ''])) })

function days(from: Day, count: number): readonly Day[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index))
}

test('春节 2026: nine days off, and the two weekends around it that are worked', () => {
  expect(days('2026-02-13', 16).filter((day) => !calendar.isWorkday(day))).toEqual(days('2026-02-15', 9))
  expect(['2026-02-14', '2026-02-28'].map((day) => [weekday(day), calendar.isWorkday(day)])).toEqual([[6, true], [6, true]])
})

test('国庆 of three years, with the weekends worked for it', () => {
  expect(days('2026-10-01', 8).filter((day) => calendar.isWorkday(day))).toEqual(['2026-10-08'])
  expect(days('2025-10-01', 9).filter((day) => calendar.isWorkday(day))).toEqual(['2025-10-09'])
  expect(['2026-09-20', '2026-10-10', '2025-09-28', '2025-10-11', '2024-09-29', '2024-10-12'].map((day) => calendar.isWorkday(day))).toEqual(Array(6).fill(true))
})

test('元旦 belongs to the year it falls in, and its weekend is worked', () => {
  expect(days('2025-12-31', 6).filter((day) => calendar.isWorkday(day))).toEqual(['2025-12-31', '2026-01-04', '2026-01-05'])
})

test('the text fits a setting, holds days of its own year only, and there is none of a year that was not announced', () => {
  for (const year of [2024, 2025, 2026]) {
    const text = holidayText(year) ?? ''
    expect(text.length).toBeLessThan(2000)
    expect(text.split(/[ |]+/).filter((day) => !isDay(day) || !day.startsWith(String(year)))).toEqual([])
  }
  expect([holidayText(1999), holidayText(2099)]).toEqual([null, null])
})
