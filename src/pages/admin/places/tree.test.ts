import { placesOf, type Place } from '../../../core/place'
import { branchesOf } from './tree'

const at = (id: string, name: string, level: string, parent: string | null, more: Partial<Place> = {}): Place => ({ id, name, level, parent, order: 1, from: null, until: null, ...more })
const places = placesOf([
  at('c', '某县', 'county', null), at('t', '某乡', 'township', 'c'), at('e', '东村', 'village', 't', { order: 2, until: '2026-05-31', heir: 'w' }), at('w', '西村', 'village', 't', { order: 1 }), at('g', '一组', 'group', 'w'),
])
const lines = (on: string, sought = '', open: readonly string[] = ['c', 't', 'w']): readonly string[] =>
  branchesOf(places, ['c'], on, (id) => open.includes(id), sought).map(({ place, depth, below }) => `${'-'.repeat(depth)}${place.name} ${below}`)

test('the tree of a day in administrative order, as far as it is unfolded', () => {
  expect(lines('2026-05-31')).toEqual(['某县 1', '-某乡 2', '--西村 1', '---一组 0', '--东村 0'])
  expect(lines('2026-06-01')).toEqual(['某县 1', '-某乡 1', '--西村 1', '---一组 0'])
  expect(lines('2026-06-01', '', ['c'])).toEqual(['某县 1', '-某乡 1'])
})

test('what is sought stands with the way to it, folded or not', () => {
  expect(lines('2026-06-01', '一组', [])).toEqual(['某县 1', '-某乡 1', '--西村 1', '---一组 0'])
  expect(lines('2026-06-01', '东', [])).toEqual([])
})
