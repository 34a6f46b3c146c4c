import { placesOf } from '../../core/place'
import { EMPTY_CONFIG } from '../../core/config'
import { dispute } from '../../domain/dispute'
import { paramsFor, stateFrom } from './registerParams'
import { roster } from '../../domain/roster'
import { emptyState, firstState, fromQuery, isListed, nameOfPeriod, onPeriod, periodNamed, SPANS, toQuery, withWhere } from './registerState'

const TODAY = '2026-11-20'
const YEAR = { from: '2026-01-01', to: TODAY }
const record = (stage: string, values: Record<string, string>) => ({ id: 'r', kind: 'dispute', stage, values, written: [], n: 1, createdBy: 'p' })
const place = (id: string, parent: string | null) => ({ id, name: id, level: 'village', parent, order: 0, from: null, until: null })
const config = { ...EMPTY_CONFIG, places: placesOf([place('town', null), place('a', 'town'), place('b', 'town')]) }

test('what a figure counts is what its register lists', () => {
  const query = {
    figure: { kind: 'dispute', where: { result: ['success'] }, over: { kind: 'flow' as const, date: 'closedOn' }, measure: { kind: 'count' as const } },
    period: YEAR, place: 'town', by: null,
  }
  const state = fromQuery(query)
  expect(toQuery(state, dispute, null)).toEqual(query)
  const listed = (values: Record<string, string>, stage = 'closed') => isListed(state, dispute, config, record(stage, values))
  expect(listed({ place: 'a', closedOn: '2026-03-05', result: 'success' })).toBe(true)
  expect(listed({ place: 'a', closedOn: '2025-03-05', result: 'success' })).toBe(false)
  expect(listed({ place: 'a', closedOn: '2026-03-05', result: 'failed' })).toBe(false)
  expect(listed({ place: 'a', closedOn: '2026-03-05', result: 'success' }, 'withdrawn')).toBe(false)
})

test('a register without conditions lists everything that counts, accepted or not', () => {
  const all = emptyState('dispute')
  expect(isListed(all, dispute, config, record('registered', { place: 'a' }))).toBe(true)
  expect(isListed(all, dispute, config, record('merged', { place: 'a' }))).toBe(false)
  expect(isListed(withWhere(all, 'stage', ['merged']), dispute, config, record('merged', { place: 'a' }))).toBe(true)
  expect(isListed({ ...all, place: 'b' }, dispute, config, record('registered', { place: 'a' }))).toBe(false)
  expect(toQuery(all, dispute, 'town')).toMatchObject({ place: 'town', figure: { over: { kind: 'flow', date: 'reportedOn' } } })
})

test('a dispute without its day of acceptance stands in a period by the day it was told', () => {
  const year = { ...withWhere(emptyState('dispute'), 'stage', ['declined']), period: YEAR }
  const listed = (values: Record<string, string>): boolean => isListed(year, dispute, config, record('declined', { place: 'a', ...values }))
  expect([listed({ reportedOn: '2026-03-05' }), listed({ reportedOn: '2025-12-30' }), listed({}), listed({ reportedOn: '2025-12-30', acceptedOn: '2026-01-02' })]).toEqual([true, false, false, true])
  // What a number counts is another matter.
  expect(isListed({ ...year, over: { kind: 'flow', date: 'acceptedOn' } }, dispute, config, record('declined', { place: 'a', reportedOn: '2026-03-05' }))).toBe(false)
})

test('an address brings back the same register', () => {
  const states = [
    emptyState('matter'),
    { ...withWhere(emptyState('dispute'), 'type', ['neighbour', 'land']), period: YEAR, place: 'a' },
    { ...emptyState('dispute'), over: { kind: 'flow' as const, date: 'closedOn' }, period: YEAR },
  ]
  for (const state of states) expect(stateFrom(paramsFor(state), 'dispute')).toEqual(state)
  expect(stateFrom({ where: '{broken', kind: 'matter' }, 'dispute')).toEqual(emptyState('matter'))
})

test('what was typed to be looked for stands in no address, and no address brings words', () => {
  const typed = { ...withWhere(emptyState('dispute'), 'type', ['land']), period: YEAR, text: '王秀兰', told: true }
  expect(JSON.stringify(paramsFor(typed))).not.toContain('王秀兰')
  expect(stateFrom(paramsFor(typed), 'dispute')).toEqual({ ...typed, text: '', told: false })
  expect(JSON.stringify(paramsFor({ ...typed, over: { kind: 'flow', date: 'closedOn' } }))).not.toContain('王秀兰')
  expect(stateFrom({ kind: 'dispute', text: '王秀兰' }, 'dispute').text).toBe('')
})

test('last month is all of it, in January that of December', () => {
  expect(periodNamed('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(periodNamed('lastMonth', '2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
})

test('a period is called by its name', () => {
  for (const name of SPANS) expect(nameOfPeriod(periodNamed(name, TODAY), TODAY)).toBe(name)
  expect(nameOfPeriod({ from: '2026-02-01', to: '2026-02-28' }, TODAY)).toBeNull()
})

test('a 名册 opens with who is in office today, and is asked about a day, never about who began in a year', () => {
  const entry = (from: string | null, until: string | null) => ({
    id: 'r', kind: 'roster', stage: 'recorded', written: [], n: 1, createdBy: 'p',
    values: { item: 'mediator', place: 'a', ...(from === null ? {} : { from }), ...(until === null ? {} : { until }) },
  })
  const entries = [entry(null, null), entry('2020-01-01', null), entry('2020-01-01', '2025-06-30'), entry('2026-12-01', null), entry('2020-01-01', TODAY)]
  const first = firstState('roster', TODAY, true)
  const listed = (state: typeof first): readonly boolean[] => entries.map((each) => isListed(state, roster, config, each))
  expect(listed(first)).toEqual([true, true, false, false, true])
  expect(listed(onPeriod(first, periodNamed('lastYear', TODAY)))).toEqual([true, true, false, false, true])
  expect(listed(onPeriod(first, { from: '2025-06-01', to: '2025-06-30' }))).toEqual([true, true, true, false, true])
  expect(listed(emptyState('roster'))).toEqual([true, true, true, true, true])
  expect(firstState('dispute', TODAY, true)).toEqual(emptyState('dispute'))
})
