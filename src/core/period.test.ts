import fc from 'fast-check'
import { addDays, addMonths, clockAt, dayAt, dayText, daysBetween, isDay, lastYear, monthPeriod, monthsIn, weekday, yearPeriod, yearToDate } from './period'

test('a day is a real day between 1900 and 2100', () => {
  expect(['2026-02-28', '2024-02-29', '1900-01-01', '2100-12-31'].every(isDay)).toBe(true)
  expect(['2026-02-30', '2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '1899-12-31', '2101-01-01', '', null, 20260101].some(isDay)).toBe(false)
})

test('the days there are, are those of the calendar', () => {
  fc.assert(fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
    const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    const moment = new Date(Date.UTC(year, month - 1, day))
    expect(isDay(text)).toBe(moment.toISOString().slice(0, 10) === text)
  }), { numRuns: 2000 })
})

test('the day changes at midnight in Shanghai, wherever the program runs', () => {
  expect(dayAt(Date.parse('2025-12-31T15:59:59.999Z'))).toBe('2025-12-31')
  expect(dayAt(Date.parse('2025-12-31T16:00:00Z'))).toBe('2026-01-01')
})

test('a month later is the same day, or the last one there is', () => {
  expect([addMonths('2026-01-31', 1), addMonths('2024-01-31', 1), addMonths('2026-11-02', 1), addMonths('2026-03-31', -1)])
    .toEqual(['2026-02-28', '2024-02-29', '2026-12-02', '2026-02-28'])
})

test('last year’s span ends where this one does, a last day of February included', () => {
  expect(lastYear(yearPeriod(2024))).toEqual(yearPeriod(2023))
  expect(lastYear(yearToDate('2026-11-21'))).toEqual({ from: '2025-01-01', to: '2025-11-21' })
  expect(lastYear({ from: '2025-02-01', to: '2025-02-28' })).toEqual({ from: '2024-02-01', to: '2024-02-29' })
})

test('a year has twelve months, in order', () => {
  expect(monthsIn(yearPeriod(2026))).toHaveLength(12)
  expect(monthsIn({ from: '2025-12-15', to: '2026-01-02' })).toEqual(['2025-12', '2026-01'])
  expect(monthPeriod('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
})

test('days are said as people say them, with the year only when it is another', () => {
  expect([dayText('2026-03-05', '2026-11-21'), dayText('2023-03-05', '2026-11-21')]).toEqual(['3月5日', '2023年3月5日'])
})

test('days, weekdays and hours are those of the calendar, in every year there is', () => {
  const moment = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2100, 11, 30) })
  fc.assert(fc.property(moment, fc.integer({ min: -1300, max: 1300 }), (now, months) => {
    const day = dayAt(now)
    const there = new Date(now + 8 * 3600_000)
    expect([day, clockAt(now)]).toEqual([there.toISOString().slice(0, 10), there.toISOString().slice(11, 16)])
    expect(weekday(day)).toBe(there.getUTCDay())
    const [later, back] = [addMonths(day, months), addMonths(addMonths(day, months), -months)]
    expect(later.slice(8) <= day.slice(8) && (later.slice(8) === day.slice(8) || addDays(later, 1).endsWith('-01'))).toBe(true)
    expect(back.slice(0, 7)).toBe(day.slice(0, 7))
  }), { numRuns: 500 })
})

test('what is no day makes no day of another', () => {
  expect([addDays('', 1), addDays('unknown', 1), addMonths('2026', 1), addMonths('', 3)].some(isDay)).toBe(false)
  expect(daysBetween('', '2026-01-01')).toBeNaN()
})

test('going forth and back ends on the same day', () => {
  const day = fc.integer({ min: 0, max: 50_000 }).map((days) => addDays('1930-01-01', days))
  fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (start, days) => {
    const end = addDays(start, days)
    expect(isDay(end) && daysBetween(start, end)).toBe(days)
  }))
})
