import fc from 'fast-check'
import { addWorkdays, calendarOf, limitDay, rolledOn, type Calendar } from './calendar'
import { EMPTY_CONFIG, settingAt, type Config } from './config'
import type { Value } from './field'
import { addDays, daysBetween, weekday, type Day } from './period'
import { placesOf } from './place'
import type { RecordType } from './recordType'

/** 春节 and 国庆 of 2026 as announced, 元旦 of both years. */
const YEAR_2026 = '2026-01-01 2026-01-02 2026-01-03 2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 ' +
  '2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07 | 2026-01-04 2026-02-14 2026-02-28 2026-09-20 2026-10-10'
const KNOWN = { '放假/2026': YEAR_2026, '放假/2025': '2025-01-01 |' }

function configWith(settings: Readonly<Record<string, Value>>, places: Config['places'] = EMPTY_CONFIG.places): Config {
  return { ...EMPTY_CONFIG, settings, places }
}

const announced = calendarOf(configWith(KNOWN))
const weekends = calendarOf(EMPTY_CONFIG)

test.each([
  ['an ordinary week', announced, '2026-03-02', 5, '2026-03-09'],
  ['no days at all', announced, '2026-03-07', 0, '2026-03-07'],
  ['over 春节: the Saturday before is worked, nine days are not', announced, '2026-02-12', 3, '2026-02-24'],
  ['from within 春节', announced, '2026-02-17', 1, '2026-02-24'],
  ['onto the Saturday worked after 春节', announced, '2026-02-24', 4, '2026-02-28'],
  ['over 国庆', announced, '2026-09-29', 3, '2026-10-09'],
  ['onto the Saturday worked after 国庆', announced, '2026-10-08', 2, '2026-10-10'],
  ['over the border of the year', announced, '2025-12-30', 3, '2026-01-05'],
  ['over a leap day', announced, '2028-02-25', 3, '2028-03-01'],
  ['over the end of a February without one', announced, '2026-02-27', 2, '2026-03-02'],
  ['in a year nobody entered: weekends only', announced, '2027-09-30', 2, '2027-10-04'],
  ['where nobody entered any year', weekends, '2026-02-13', 2, '2026-02-17'],
] as const)('working days: %s', (_what, calendar, from, count, last) => {
  expect(addWorkdays(calendar, from, count)).toBe(last)
})

test.each([
  ['a working day stays', '2026-03-04', '2026-03-04'],
  ['a Saturday ends on Monday', '2026-03-07', '2026-03-09'],
  ['a Saturday that is worked stays', '2026-02-14', '2026-02-14'],
  ['除夕 ends after 春节', '2026-02-16', '2026-02-24'],
  ['the last day of 国庆', '2026-10-07', '2026-10-08'],
  ['New Year’s Day, whose Sunday is worked', '2026-01-01', '2026-01-04'],
  ['a leap day that is a Tuesday stays', '2028-02-29', '2028-02-29'],
] as const)('a last day that is free: %s', (_what, day, last) => {
  expect(rolledOn(announced, day)).toBe(last)
})

test('the county’s own days go before everybody’s, both ways', () => {
  const own = calendarOf(configWith({ ...KNOWN, '放假/本县': '2026-04-03，2026-02-14、2026-03-21 | 2026-02-23 2026-03-22' }))
  expect(['2026-04-03', '2026-02-14', '2026-02-23', '2026-03-21', '2026-03-22', '2026-02-22'].map(own.isWorkday)).toEqual([false, false, true, false, true, false])
})

test('a year is known once its arrangement was entered; what is no day in it is passed over', () => {
  expect([2025, 2026, 2027].map(announced.knows)).toEqual([true, true, false])
  const odd = calendarOf(configWith({ '放假/2026': '春节放假 2026-02-30 2026-03-04 2026-3-5 | 2026-03-07 | 2026-03-08', '放假/本县': 7 }))
  expect(['2026-03-04', '2026-03-05', '2026-03-07', '2026-03-08'].map(odd.isWorkday)).toEqual([false, true, true, false])
})

test('one configuration has one calendar, a changed one another', () => {
  const config = configWith(KNOWN)
  expect(calendarOf(config)).toBe(calendarOf(config))
  expect(calendarOf({ ...config, settings: {} }).isWorkday('2026-02-17')).toBe(true)
})

describe('whatever days are free', () => {
  const someDay = fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2024-12-01', days))
  const someCalendar = fc.record({ off: fc.array(someDay, { maxLength: 40 }), worked: fc.array(someDay, { maxLength: 20 }) })
    .map(({ off, worked }) => calendarOf(configWith({ '放假/2025': `${off.join(' ')} | ${worked.join(' ')}`, '放假/2026': `${off.join(' ')} | ${worked.join(' ')}` })))

  test('the last day is a working day, with exactly that many behind the first', () => {
    fc.assert(fc.property(someCalendar, someDay, fc.integer({ min: 1, max: 40 }), (calendar, day, count) => {
      const last = addWorkdays(calendar, day, count)
      expect(calendar.isWorkday(last)).toBe(true)
      expect(workdaysBetween(calendar, day, last)).toBe(count)
    }))
  })

  test('two limits one after the other are one limit, and a later beginning never ends earlier', () => {
    fc.assert(fc.property(someCalendar, someDay, fc.nat(20), fc.nat(20), (calendar, day, first, second) => {
      expect(addWorkdays(calendar, addWorkdays(calendar, day, first), second)).toBe(addWorkdays(calendar, day, first + second))
      expect(addWorkdays(calendar, addDays(day, 1), first) >= addWorkdays(calendar, day, first)).toBe(true)
    }))
  })

  test('rolling on stays where it is worked, and else stops at the first working day', () => {
    fc.assert(fc.property(someCalendar, someDay, (calendar, day) => {
      const last = rolledOn(calendar, day)
      expect(calendar.isWorkday(last)).toBe(true)
      expect(workdaysBetween(calendar, addDays(day, -1), last)).toBe(1)
      expect(rolledOn(calendar, last)).toBe(last)
    }))
  })

  test('without any arrangement only Saturday and Sunday are free', () => {
    fc.assert(fc.property(someDay, (day) => {
      expect(weekends.isWorkday(day)).toBe(weekday(day) !== 0 && weekday(day) !== 6)
    }))
  })
})

/** Counted one by one, the first day not among them. */
function workdaysBetween(calendar: Calendar, first: Day, last: Day): number {
  return Array.from({ length: daysBetween(first, last) }, (_, index) => addDays(first, index + 1)).filter((day) => calendar.isWorkday(day)).length
}

describe('a limit that a move sets', () => {
  const LIMIT = { kind: 'workdays', after: 'on', setting: '期限', by: 'what', days: 7 } as const
  const errand = {
    kind: 'errand', label: '差事', stream: 'township', dated: 'on', placed: 'place', title: [], stages: {}, moves: {},
    fields: { on: { kind: 'day', label: '日期' }, what: { kind: 'text', label: '什么', max: 9 }, place: { kind: 'place', label: '在哪' } },
  } as const satisfies RecordType
  const at = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
  const places = placesOf([at('县', 'county', null), at('东', 'township', '县'), at('东一', 'village', '东'), at('西', 'township', '县')])
  const limit = (settings: Readonly<Record<string, Value>>, more: Readonly<Record<string, Value>> = {}) =>
    limitDay(configWith(settings, places), errand, LIMIT, { on: '2026-03-02', what: 'small', place: '东一', ...more })

  test('is the type’s own number of working days, until the county says otherwise: by kind first, and the township before the county', () => {
    expect(limit({})).toBe('2026-03-11')
    expect(limit({ 期限: 3 })).toBe('2026-03-05')
    expect(limit({ 期限: 3, '期限/small': 1 })).toBe('2026-03-03')
    expect(limit({ 期限: 3, '期限/large': 1 })).toBe('2026-03-05')
    expect(limit({ 期限: 3, '期限@东': 2 })).toBe('2026-03-04')
    expect(limit({ 期限: 3, '期限@东': 2 }, { place: '西' })).toBe('2026-03-05')
    expect(limit({ '期限/small': 1, '期限@东': 2 })).toBe('2026-03-03')
  })

  test('runs from a day, or there is none; what is no number, and one digit too many, do no harm', () => {
    expect(limitDay(EMPTY_CONFIG, errand, LIMIT, {})).toBeNull()
    expect(limit({ 期限: '七天' })).toBe('2026-03-11')
    expect(limit({ 期限: 70_000 })?.slice(0, 4)).toBe('2027')
  })
})

test('a setting holds at the nearest place that has one of its own', () => {
  const at = (id: string, parent: string | null) => ({ id, name: id, level: '', parent, order: 0, from: null, until: null })
  const config = configWith({ 词: '县', '词@东': '东', '词@东一': '东一' }, placesOf([at('县', null), at('东', '县'), at('东一', '东'), at('东二', '东'), at('西', '县')]))
  expect(['东一', '东二', '西', '没有', undefined].map((place) => settingAt(config, '词', place))).toEqual(['东一', '东', '县', '县', '县'])
})
