import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { arrivalOf, gigabytesAfter, opsPerDay, PEAKS, PROVINCE, type Costs, type Peak, type Province } from '../../bench/parts/arrivals'

const COSTS: Costs = { day: '2026-01-01', from: 'made up', op: 1, pull: 3, refresh: 1, board: 10, bytesPerOp: 1000 }
const SMALL: Province = { townships: 10, disputesPerTownship: 100, otherPerDispute: 1, opsPerRecord: 2.5, workdays: 250, phonesPerTownship: 6, leadersPerTownship: 1 }
const PEAK: Peak = { name: 'by hand', minutes: 1, opsShare: 0.3, dayFactor: 2, phonesShare: 0.5, boardsPerLeader: 3 }

test('worked out by hand', () => {
  // 1,000 disputes, as many other records, 2.5 ops each: 5,000 a year, 20 a day.
  expect(opsPerDay(SMALL)).toBe(20)
  // 12 ops, 30 phones, 30 boards in a minute: 12 + 30 × 4 + 30 × 10 = 432 ms of a minute's 60,000.
  expect(arrivalOf(SMALL, COSTS, PEAK)).toEqual({
    name: 'by hand', opsPerSecond: 0.2, pullsPerSecond: 0.5, boardsPerSecond: 0.5, opsPerTownshipAndMinute: 1.2, busyCores: expect.closeTo(0.0072, 10) as unknown, cores: 1,
  })
  expect(gigabytesAfter(SMALL, COSTS, 10)).toBeCloseTo(0.05)
})

test('twice the townships are twice the work, and no more for any of them', () => {
  fc.assert(fc.property(fc.constantFrom(...PEAKS), fc.integer({ min: 1, max: 5000 }), (peak, townships) => {
    const [one, two] = [townships, townships * 2].map((count) => arrivalOf({ ...PROVINCE, townships: count }, COSTS, peak))
    expect(two?.busyCores).toBeCloseTo((one?.busyCores ?? NaN) * 2)
    expect(two?.opsPerTownshipAndMinute).toBeCloseTo(one?.opsPerTownshipAndMinute ?? NaN)
  }))
})

test('the costs that the document is computed from are all there', () => {
  const costs = JSON.parse(readFileSync('bench/costs.json', 'utf8')) as Costs
  expect(Object.keys(costs).sort()).toEqual(Object.keys(COSTS).sort())
  for (const value of [costs.op, costs.pull, costs.refresh, costs.board, costs.bytesPerOp]) expect(value).toBeGreaterThan(0)
})
