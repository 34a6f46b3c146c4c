import fc from 'fast-check'
import { addDays, isIn, type Day } from './period'
import { cutAt, periodAt, periodBefore, periodOfKey, SPANS } from './reportPeriod'

const days = fc.integer({ min: 0, max: 40_000 }).map((count): Day => addDays('1990-01-01', count))

test.each([
  ['2023', '2023-01-01', '2023-12-31', '2023年'],
  ['2024-H1', '2024-01-01', '2024-06-30', '2024年上半年'],
  ['2024-H2', '2024-07-01', '2024-12-31', '2024年下半年'],
  ['2024-Q1', '2024-01-01', '2024-03-31', '2024年第一季度'],
  ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
  ['W2026-03-16', '2026-03-16', '2026-03-22', '2026年3月16日至22日'],
  ['W2026-03-30', '2026-03-30', '2026-04-05', '2026年3月30日至4月5日'],
  ['W2025-12-29', '2025-12-29', '2026-01-04', '2025年12月29日至2026年1月4日'],
])('%s is from %s to %s and is called %s', (key, from, to, label) => {
  expect(periodOfKey(key)).toMatchObject({ key, period: { from, to }, label })
})

test.each(['', '23', '2023-H3', '2023-Q0', '2023-13', '2023-1', 'W2026-03-17', 'W2026-02-30', '1899', '2023 '])('“%s” is no period', (key) => {
  expect(periodOfKey(key)).toBeNull()
})

test('every day lies in the period of each span that is found for it, and its key finds it again', () => {
  fc.assert(fc.property(fc.constantFrom(...SPANS), days, (span, day) => {
    const found = periodAt(span, day)
    expect(isIn(found.period, day)).toBe(true)
    expect(periodOfKey(found.key)).toEqual(found)
  }))
})

test('periods of a span follow each other without a gap', () => {
  fc.assert(fc.property(fc.constantFrom(...SPANS), days, (span, day) => {
    const found = periodAt(span, day)
    expect(addDays(periodBefore(found).period.to, 1)).toBe(found.period.from)
  }))
})

test('a 截至日 outside the period cuts nothing', () => {
  const year = { from: '2023-01-01', to: '2023-12-31' }
  expect([cutAt(year, '2023-06-30').to, cutAt(year, '2022-12-31').to, cutAt(year, '2024-01-01').to, cutAt(year, null).to])
    .toEqual(['2023-06-30', '2023-12-31', '2023-12-31', '2023-12-31'])
})
