import { lastYear } from '../../core/period'
import { boardPeriod } from './asking'
import { boardPath, markOf, questionsOf, type BoardRequest } from './request'

const TODAY = '2026-11-20'
const YEAR: BoardRequest = { kind: 'township', place: null, period: boardPeriod('year', TODAY), today: TODAY, shorter: false }

test('a mark stands for every part of the questions, and is the same wherever it is made', () => {
  const others: readonly BoardRequest[] = [
    { ...YEAR, kind: 'county' }, { ...YEAR, place: 'east' }, { ...YEAR, period: lastYear(YEAR.period) }, { ...YEAR, shorter: true }, { ...YEAR, today: '2026-11-19' },
  ]
  const marks = [YEAR, ...others].map((request) => markOf(questionsOf(request)))
  expect(new Set(marks).size).toBe(marks.length)
  expect(marks.every((mark) => /^[0-9a-f]{8}$/.test(mark))).toBe(true)
  expect(markOf(questionsOf({ ...YEAR }))).toBe(marks[0])
})

test('an address carries all that is asked', () => {
  const { searchParams, pathname } = new URL(boardPath('town', { ...YEAR, place: 'east', shorter: true }), 'http://x')
  expect(pathname).toBe('/api/board/town')
  expect(Object.fromEntries(searchParams)).toEqual({
    kind: 'township', from: '2026-01-01', to: TODAY, today: TODAY, place: 'east', shorter: '1', mark: markOf(questionsOf({ ...YEAR, place: 'east', shorter: true })),
  })
})
