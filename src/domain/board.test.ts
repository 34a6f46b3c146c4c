import fc from 'fast-check'
import { must } from '../core/assert'
import { evaluate, evaluateBy, gatherPlaces, type Countable } from '../core/figure'
import { addDays } from '../core/period'
import { isWithin, placesOf, type Place } from '../core/place'
import type { FigureQuery, FiguresAnswer } from '../core/protocol'
import { beforeWord, boardQuestions, isBlank, readBoard, type Board } from './board'
import { answersOf, boardPeriod, type Answers, type BoardScope, type Questions } from './board/asking'
import type { Cell } from './board/cells'
import { countyQuestions, readCounty, type CountyBoard } from './board/county'
import { roundTop } from './board/months'
import { REGISTRY } from './registry'

const TODAY = '2026-11-20'
const place = (id: string, level: string, parent: string | null, order: number, until: string | null = null): Place => ({ id, name: `${id}名`, level, parent, order, from: null, until })
const PLACES = placesOf([
  place('county', 'county', null, 1),
  { ...place('town', 'township', 'county', 2), name: '磙子营乡' }, { ...place('east', 'township', 'county', 1), name: '东寨镇' },
  place('branchA', 'branch', 'town', 1), place('a1', 'village', 'branchA', 2), place('a2', 'village', 'branchA', 1), place('gone', 'village', 'branchA', 3, '2026-03-01'),
  place('lone', 'village', 'town', 2), place('lone1', 'group', 'lone', 1), place('branchB', 'branch', 'town', 3), place('b1', 'village', 'branchB', 1),
  place('e1', 'village', 'east', 1),
])
const CONFIG = { n: 1, places: PLACES, options: {}, settings: {}, figures: [] }
const TOWN: BoardScope = { roots: ['town'], place: 'town', config: CONFIG, today: TODAY }
const COUNTY: BoardScope = { roots: ['county'], place: null, config: CONFIG, today: TODAY }

interface Drawn {
  readonly place: string
  readonly back: number
  readonly took: number | null
  readonly type: string | undefined
  readonly result: string
  readonly form: string
  readonly difficulty: string | undefined
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  place: fc.constantFrom('town', 'branchA', 'a1', 'a2', 'gone', 'lone', 'lone1', 'branchB', 'b1', 'east', 'e1'),
  back: fc.integer({ min: 0, max: 700 }),
  took: fc.option(fc.integer({ min: 0, max: 60 })),
  type: fc.constantFrom(undefined, 'land', 'neighbour', 'other'),
  result: fc.constantFrom('success', 'failed', 'transferred'),
  form: fc.constantFrom('oral', 'written'),
  difficulty: fc.constantFrom(undefined, 'simple', 'hard'),
})
const record = drawn.map((it): Countable => {
  const acceptedOn = addDays(TODAY, -it.back)
  const closedOn = it.took === null ? undefined : addDays(acceptedOn, it.took)
  const isClosed = closedOn !== undefined && closedOn <= TODAY
  const values = {
    place: it.place, reportedOn: acceptedOn, acceptedOn, dueOn: addDays(acceptedOn, 30),
    ...(it.type === undefined ? {} : { type: it.type }), ...(it.difficulty === undefined ? {} : { difficulty: it.difficulty }),
    ...(isClosed ? { closedOn, result: it.result, ...(it.result === 'success' ? { form: it.form } : {}) } : {}),
  }
  return { id: 'x', kind: 'dispute', stage: isClosed ? 'closed' : 'accepted', values }
})
const records = fc.array(record, { maxLength: 30 })

function countOf(query: FigureQuery, list: readonly Countable[]): FiguresAnswer['results'][number] {
  const type = must(REGISTRY[query.figure.kind], query.figure.kind)
  const inPlace = (id: string): boolean => query.place === null || isWithin(PLACES, id, query.place)
  const groups = query.by === null ? [] : evaluateBy(type, query.figure, query.period, inPlace, query.by, list)
  const { by } = query
  return {
    value: evaluate(type, query.figure, query.period, inPlace, list),
    groups: by?.kind === 'place' && by.level !== null ? gatherPlaces(groups, PLACES, by.level, query.place ?? 'county') : groups,
  }
}

function answer(questions: Questions, list: readonly Countable[]): Answers {
  return must(answersOf(questions, Object.values(questions).map((query) => countOf(query, list))), 'all answers')
}

function cellsIn(board: unknown): readonly Cell[] {
  if (typeof board !== 'object' || board === null) return []
  return 'query' in board && 'few' in board ? [board as Cell] : Object.values(board).flatMap(cellsIn)
}

const YEAR = boardPeriod('year', TODAY)
const boardOf = (list: readonly Countable[], scope = TOWN): Board => readBoard(answer(boardQuestions(scope, YEAR, true), list), scope)
const countyOf = (list: readonly Countable[]): CountyBoard => readCounty(answer(countyQuestions(COUNTY, YEAR), list), COUNTY)

test('every number of a board opens exactly as many records as it says', () => {
  fc.assert(fc.property(records, (list) => {
    for (const scope of [TOWN, { ...TOWN, roots: ['branchA'], place: 'branchA' }, { ...TOWN, roots: ['a1', 'lone'], place: null }]) {
      for (const { query, value } of cellsIn(boardOf(list, scope))) expect([query, countOf(query, list).value]).toEqual([query, value])
    }
    for (const { query, value } of cellsIn(countyOf(list))) expect([query, countOf(query, list).value]).toEqual([query, value])
  }), { numRuns: 12 })
})

test('villages, headings and what the township did itself add up to the whole', () => {
  fc.assert(fc.property(records, (list) => {
    const { places, splits, accepted } = boardOf(list)
    const board = must(places, 'places below a township')
    expect(board.sections.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.cell.value, 0)).toBe(board.whole.value)
    expect(board.whole.value).toBe(accepted.now.value)
    for (const { heading, rows } of board.sections) {
      if (heading !== null) expect(rows.reduce((sum, row) => sum + row.cell.value, 0)).toBe(heading.cell.value)
    }
    for (const { whole, parts } of Object.values(splits)) expect(parts.reduce((sum, part) => sum + part.cell.value, 0)).toBe(whole.value)
  }), { numRuns: 40 })
})

const at = (id: string, times: number): readonly Countable[] => Array.from({ length: times }, (_, i) => ({
  id: `${id}${i}`, kind: 'dispute', stage: 'accepted', values: { place: id, acceptedOn: '2026-05-06', reportedOn: '2026-05-06', dueOn: '2026-06-06' },
}))

test('places stand in administrative order whatever their numbers, an ended one only with records', () => {
  const names = (list: readonly Countable[]) => boardOf(list).places?.sections.map(({ heading, rows }) => [heading?.name ?? null, ...rows.map((row) => row.name)])
  expect(names([...at('a1', 9), ...at('b1', 1)])).toEqual([['branchA名', 'a2名', 'a1名'], [null, 'lone名'], ['branchB名', 'b1名']])
  expect(names([...at('gone', 1), ...at('town', 2), ...at('branchB', 1)])).toEqual([
    ['branchA名', 'a2名', 'a1名', 'gone名'], [null, 'lone名'], ['branchB名', 'b1名', 'branchB名直接办'], [null, '乡直接办'],
  ])
  expect(boardOf([]).places).toMatchObject({ word: '村', count: 4 })
})

test('a person with several places has them as rows, and everything else is 别处', () => {
  const board = boardOf([...at('a1', 2), ...at('lone1', 1), ...at('b1', 3)], { ...TOWN, roots: ['a1', 'lone'], place: null })
  expect(board.places?.sections.map(({ rows }) => rows.map(({ name, cell }) => [name, cell.value]))).toEqual([[['a1名', 2], ['lone名', 1]], [['别处', 3]]])
})

test('a place with nothing below it has no rows', () => {
  expect(boardOf([], { ...TOWN, roots: ['b1'], place: 'b1' }).places).toBeNull()
})

test('due counts what is past its month and what completes it within a week, open ones only', () => {
  const dueOn = (day: string, more = {}): Countable => ({ id: day, kind: 'dispute', stage: 'accepted', values: { place: 'a1', acceptedOn: '2026-10-01', reportedOn: '2026-10-01', dueOn: day, ...more } })
  const { due } = boardOf([dueOn('2026-11-01'), dueOn(TODAY), dueOn('2026-11-27'), dueOn('2026-11-28'), dueOn('2026-11-21', { closedOn: '2026-11-19', result: 'success' })])
  expect([due?.all.value, due?.soon.value, due?.today.value, due?.past.value]).toEqual([3, 2, 1, 2])
  const lastYear = { from: '2025-01-01', to: '2025-12-31' }
  expect(readBoard(answer(boardQuestions(TOWN, lastYear, false), []), TOWN)).toMatchObject({ due: null, shorter: [] })
})

test('months that have not begun are blank, last year stays whole', () => {
  const { months } = boardOf([...at('a1', 3), { id: 'x', kind: 'dispute', stage: 'closed', values: { place: 'a1', acceptedOn: '2025-12-30', closedOn: '2026-01-02', result: 'failed' } }])
  expect(months.rows.map(({ now }) => now?.value ?? null)).toEqual([0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, null])
  expect(months.rows.map(({ before }) => before.value)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(months.rows.filter((row) => row.isCurrent).map((row) => row.month)).toEqual([11])
})

test('the scale of months is a round number that halves', () => {
  expect([0, 3, 4, 5, 9, 11, 31, 67, 99, 101, 211, 801].map(roundTop)).toEqual([4, 4, 4, 6, 10, 12, 40, 80, 100, 120, 240, 1000])
})

test('across townships one to four are few and nothing else is', () => {
  const board = countyOf([...at('a1', 4), ...at('e1', 5)])
  expect(board.rows.map(({ name, cells }) => [name, cells[0]?.cell.value, cells[0]?.cell.few])).toEqual([['东寨镇', 5, false], ['磙子营乡', 4, true]])
  expect(board.total).toMatchObject({ name: '全县', cells: expect.arrayContaining([{ cell: expect.objectContaining({ value: 9, few: false }), of: null }]) })
  expect(cellsIn(countyOf([])).some(({ few }) => few)).toBe(false)
})

test('a county is split by all a township is split by, and what is due is told only of a time that runs', () => {
  fc.assert(fc.property(records, (list) => {
    const { splits, accepted, due } = countyOf(list)
    expect(Object.keys(splits)).toEqual(Object.keys(boardOf(list).splits))
    for (const name of ['difficulty', 'type', 'result', 'source'] as const) {
      expect([name, splits[name].parts.reduce((sum, { cell }) => sum + cell.value, 0)]).toEqual([name, accepted.now.value])
    }
    expect(due?.soon.value).toBe(list.filter(({ stage, values: { dueOn } }) => stage === 'accepted' && String(dueOn) >= TODAY && String(dueOn) <= addDays(TODAY, 7)).length)
  }), { numRuns: 12 })
  const before = { from: '2025-01-01', to: '2025-12-31' }
  expect(readCounty(answer(countyQuestions(COUNTY, before), []), COUNTY).due).toBeNull()
})

test('all questions of a board fit one request', () => {
  expect(Object.keys(boardQuestions(TOWN, YEAR, true)).length).toBeLessThanOrEqual(80)
  expect(Object.keys(countyQuestions(COUNTY, YEAR)).length).toBeLessThanOrEqual(80)
})

test('answers to other questions are no answers', () => {
  expect(answersOf(boardQuestions(TOWN, YEAR, true), [])).toBeNull()
  expect(answersOf(boardQuestions(TOWN, YEAR, true), undefined)).toBeNull()
})

test('a board without a single record is blank, one with last year alone is not', () => {
  expect(isBlank(boardOf([]))).toBe(true)
  expect(isBlank(boardOf(at('e1', 3)))).toBe(true)
  expect(isBlank(boardOf([{ id: 'x', kind: 'dispute', stage: 'closed', values: { place: 'a1', acceptedOn: '2025-02-01', closedOn: '2025-02-02', result: 'success' } }]))).toBe(false)
})

test('last year is called by its number beside a year that is over', () => {
  expect(beforeWord(YEAR, TODAY)).toBe('去年同期')
  expect(beforeWord({ from: '2024-01-01', to: '2024-12-31' }, TODAY)).toBe('2023年同期')
  expect(beforeWord({ from: '2023-12-15', to: '2024-02-10' }, TODAY)).toBe('上年同期')
})
