import fc from 'fast-check'
import type { Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { addDays, daysBetween, isIn, monthPeriod, weekday } from '../core/period'
import { placesOf } from '../core/place'
import { periodsOf, prefill, propose } from './round'

const place = (id: string, parent: string | null) => ({ id, name: id, level: 'village', parent, order: 0, from: null, until: null })
const config = { places: placesOf([place('town', null), place('east', 'town'), place('group', 'east'), place('west', 'town')]) }
const TODAY = '2026-11-20'
const NOVEMBER = { from: '2026-11-01', to: TODAY }
let made = 0
const record = (kind: string, values: Values, stage = 'recorded'): StoredRecord => ({ id: `r${(made += 1)}`, kind, stage, values, written: [], n: 1, createdBy: 'p' })
const dispute = (values: Values, stage = 'accepted') => record('dispute', { place: 'east', ...values }, stage)
const round = (values: Values, stage = 'recorded') => record('screening', { place: 'east', times: 1, ...values }, stage)

test('what came up at the place in the period is counted, once, wherever below it and whatever became of it', () => {
  const records = [
    dispute({ reportedOn: '2026-11-02' }, 'registered'),
    dispute({ reportedOn: '2026-10-30', acceptedOn: '2026-11-03', place: 'group' }),
    dispute({ acceptedOn: '2026-11-04' }, 'archived'),
    dispute({ acceptedOn: '2026-10-31' }),
    dispute({ acceptedOn: '2026-11-05', place: 'west' }),
    dispute({ acceptedOn: '2026-11-05' }, 'merged'),
    dispute({ acceptedOn: '2026-11-05' }, 'withdrawn'),
  ]
  expect(prefill(records, 'east', NOVEMBER, config)).toMatchObject({ found: 3, beforeTimes: 0, beforeFound: 0 })
})

test('what stands in a round of the period already is not written a second time', () => {
  const records = [
    ...['2026-11-02', '2026-11-09', '2026-11-16'].map((acceptedOn) => dispute({ acceptedOn })),
    round({ from: '2026-11-01', to: '2026-11-07', found: 1, times: 7, place: 'group' }),
    round({ from: '2026-10-01', to: '2026-10-31', found: 9 }),
    round({ from: '2026-11-08', to: '2026-11-14', found: 5 }, 'withdrawn'),
  ]
  const { found, before, beforeTimes, beforeFound } = prefill(records, 'east', NOVEMBER, config)
  expect([found, before.length, beforeTimes, beforeFound]).toEqual([2, 1, 7, 1])
  expect(prefill([...records, round({ to: '2026-11-15', found: 30 })], 'east', NOVEMBER, config).found).toBe(0)
})

test('the round that is proposed goes on in the rhythm of the last one', () => {
  expect(propose([], 'east', TODAY, config)).toEqual({ rhythm: 'monthly', period: NOVEMBER })
  const weekly = round({ from: '2026-11-09', to: '2026-11-15', kind: 'special' })
  expect(propose([weekly], 'east', TODAY, config)).toEqual({ rhythm: 'weekly', period: { from: '2026-11-16', to: TODAY } })
  // On Tuesday the week before is still meant, until it is written down.
  expect(propose([round({ from: '2026-11-02', to: '2026-11-08', kind: 'weekly' })], 'east', '2026-11-17', config).period).toEqual({ from: '2026-11-09', to: '2026-11-15' })
  expect(propose([weekly], 'east', '2026-11-17', config).period).toEqual({ from: '2026-11-16', to: '2026-11-17' })
  expect(propose([round({ from: '2026-09-01', to: '2026-09-30', kind: 'monthly' })], 'east', '2026-11-05', config).period).toEqual(monthPeriod('2026-10'))
})

test('a period begins on a Monday or the first, runs up to today, and the one before touches it', () => {
  const days = fc.integer({ min: 0, max: 365 * 12 }).map((after) => addDays('2019-12-25', after))
  fc.assert(fc.property(days, fc.constantFrom('weekly' as const, 'monthly' as const), (today, rhythm) => {
    const { current, ended } = periodsOf(rhythm, today)
    expect(current.to).toBe(today)
    expect(isIn(current, today) && daysBetween(ended.to, current.from) === 1).toBe(true)
    for (const { from } of [current, ended]) expect(rhythm === 'weekly' ? weekday(from) === 1 : from.endsWith('-01')).toBe(true)
    expect(daysBetween(ended.from, ended.to) + 1 === 7 || rhythm === 'monthly').toBe(true)
  }), { numRuns: 60 })
})

test('one more dispute is found once more, and no round makes a number less than nothing', () => {
  const entries = fc.array(fc.record({ on: fc.integer({ min: -40, max: 5 }).map((days) => addDays(TODAY, days)), at: fc.constantFrom('east', 'group', 'west', 'town'), found: fc.nat(4), isRound: fc.boolean() }), { maxLength: 25 })
  fc.assert(fc.property(entries, (list) => {
    const records = list.map(({ on, at, found, isRound }) => (isRound ? round({ to: on, from: on, found, place: at }) : dispute({ acceptedOn: on, place: at })))
    const one = prefill(records, 'east', NOVEMBER, config)
    const more = prefill([...records, dispute({ acceptedOn: '2026-11-06' })], 'east', NOVEMBER, config)
    expect(one.found).toBeGreaterThanOrEqual(0)
    expect(more.disputes.length).toBe(one.disputes.length + 1)
    expect(more.found - one.found === 1 || one.disputes.length < one.beforeFound).toBe(true)
  }), { numRuns: 60 })
})
