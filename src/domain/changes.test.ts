import { fold } from '../../test/standin/changes'
import { dispute } from './dispute'
import { changesBetween, partChanges } from '../core/changes'

const before = { type: 'land', sessions: { a: { values: { on: '2026-03-05', venue: '村部' } }, b: { values: { on: '2026-03-07' } } } }

test('a change is told by its path, with what stood before and which row it is', () => {
  const after = {
    type: 'neighbour', result: 'success', prevented: ['crime'],
    sessions: { a: { values: { on: '2026-03-05', venue: '村部' }, retired: true as const }, b: { values: { record: '量了地' } }, c: { values: {} } },
  }
  const changes = changesBetween(before, after)
  expect(changes).toEqual([
    { path: 'type', before: 'land', after: 'neighbour' }, { path: 'result', before: null, after: 'success' }, { path: 'prevented', before: null, after: ['crime'] },
    { path: 'sessions/a', before: false, after: true, row: 1 },
    { path: 'sessions/b/record', before: null, after: '量了地', row: 1 }, { path: 'sessions/b/on', before: '2026-03-07', after: null, row: 1 },
    { path: 'sessions/c', before: null, after: false, row: 2 },
  ])
  expect(fold(fold({}, changesBetween({}, before)), changes)).toEqual(after)
  expect(changesBetween(after, after)).toEqual([])
})

test('whoever does not see personal values learns which fields changed, and no value of them, not even that of an unheard-of field', () => {
  const changes = changesBetween({}, { ...before, summary: '争一条沟', parties: { p: { values: { name: '陈大海', sex: 'male' } } }, unheard: 'x' })
  const { open, masked } = partChanges(dispute, changes)
  expect(masked).toEqual(['summary', 'parties', 'unheard'])
  expect(open.map(({ path }) => path)).toEqual(['type', 'sessions/a', 'sessions/a/on', 'sessions/a/venue', 'sessions/b', 'sessions/b/on', 'parties/p', 'parties/p/sex'])
})
