import fc from 'fast-check'
import { addDays } from '../../../core/period'
import { daysIn, spansOf, spanText, textOf, withDays, withoutDays } from './holidayDays'

const days = fc.array(fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-01', n)))

test('days written out are read back as they were', () => {
  fc.assert(fc.property(days, days, (off, worked) => {
    const only = { off: [...new Set(off)].sort(), worked: [...new Set(worked)].filter((day) => !off.includes(day)).sort() }
    expect(daysIn(textOf(only))).toEqual(only)
  }))
})

test('a day is free or worked, not both', () => {
  const free = withDays({ off: [], worked: ['2026-02-14'] }, 'off', '2026-02-13', '2026-02-15')
  expect(free).toEqual({ off: ['2026-02-13', '2026-02-14', '2026-02-15'], worked: [] })
  expect(withoutDays(free, ['2026-02-14'])).toEqual({ off: ['2026-02-13', '2026-02-15'], worked: [] })
})

test('days that follow each other stand together', () => {
  expect(spansOf(['2026-01-31', '2026-02-01', '2026-02-03'])).toEqual([{ from: '2026-01-31', to: '2026-02-01' }, { from: '2026-02-03', to: '2026-02-03' }])
  expect(spanText({ from: '2026-10-01', to: '2026-10-07' }, '2026-11-21')).toBe('10月1日—10月7日')
})
