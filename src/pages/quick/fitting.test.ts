import { placesOf, type Place } from '../../core/place'
import { fitting } from './fitting'

const place = (id: string, name: string, level: string, parent: string | null): Place => ({ id, name, level, parent, order: 1, from: null, until: null })
const places = placesOf([
  place('t', '磙子营乡', 'township', null), place('a', '杏树洼村', 'village', 't'), place('b', '石碾沟村', 'village', 't'), place('c', '沟村', 'village', 't'),
  place('a1', '一组', 'group', 'a'), place('a2', '二组', 'group', 'a'), place('b1', '一组', 'group', 'b'),
])
const texts = (...ids: readonly string[]): readonly string[] => fitting(places, ids).map(({ text }) => text)

test('a neighbour of the first place goes by its own name, a place of another village by both', () => {
  expect(texts('a1', 'a2')).toEqual(['杏树洼村一组', '二组'])
  expect(texts('c', 'b1')).toEqual(['沟村', '石碾沟村一组'])
  expect(texts('a', 'c')).toEqual(['杏树洼村', '沟村'])
})

test('the first stands whatever its length; a later one that does not fit leaves its room to the next', () => {
  expect(texts('a1', 'b1', 'a2')).toEqual(['杏树洼村一组', '二组'])
  expect(texts('a1')).toEqual(['杏树洼村一组'])
  expect(texts()).toEqual([])
})
