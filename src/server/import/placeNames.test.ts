import { placesOf, type Place } from '../../core/place'
import { placeNames } from './placeNames'

const place = (id: string, name: string, level: string, parent: string | null, until: string | null = null): Place => ({ id, name, level, parent, order: 0, from: null, until })
const PLACES = placesOf([
  place('c', '试县', 'county', null), place('t', '甲乡', 'township', 'c'), place('o', '乙乡', 'township', 'c'),
  place('e', '东村', 'village', 't'), place('w', '西村村', 'village', 't'), place('s', '和平社区', 'village', 't'), place('x', '远村', 'village', 'o'),
  place('e1', '一组', 'group', 'e'), place('w1', '一组', 'group', 'w'), place('e12', '十二组', 'group', 'e'), place('old', '南村', 'village', 't', '2020-01-01'),
])
const find = (typed: string): readonly string[] => placeNames(PLACES, 't')(typed).map(({ id }) => id)

test.each([
  ['东村', 'e'], ['东', 'e'], ['甲乡东村', 'e'], ['东村村委会', 'e'], ['东村村民委员会', 'e'], ['西村', 'w'], ['西村村', 'w'], ['和平', 's'], ['和平社区', 's'], ['和平社区居委会', 's'],
  ['东村一组', 'e1'], ['东村1组', 'e1'], ['东村第１小组', 'e1'], ['东村·一组', 'e1'], ['东村12组', 'e12'], ['甲乡西村一组', 'w1'], ['南村', 'old'], ['甲乡', 't'],
])('%s is found', (typed, id) => {
  expect(find(typed)).toEqual([id])
})

test('a name of several places finds them all, one of another township none', () => {
  expect([...find('一组')].sort()).toEqual(['e1', 'w1'])
  expect(find('远村')).toEqual([])
  expect(find('')).toEqual([])
})
