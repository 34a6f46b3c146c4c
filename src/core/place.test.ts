import { ancestry, atLevel, childrenOf, isWithin, placeName, placesOf, within, type Place } from './place'

function at(id: string, level: string, parent: string | null, order = 0, until: string | null = null): Place {
  return { id, name: `${id}名`, level, parent, order, from: null, until }
}
const places = placesOf([
  at('县', 'county', null), at('乡', 'township', '县'), at('支', 'branch', '乡'), at('西', 'village', '支', 2), at('东', 'village', '支', 1),
  at('旧', 'village', '支', 3, '2022-12-31'), at('一', 'group', '东'),
])

test('children stand in administrative order, merged ones only on days they existed', () => {
  expect(childrenOf(places, '支').map((place) => place.id)).toEqual(['东', '西', '旧'])
  expect(childrenOf(places, '支', '2023-01-01').map((place) => place.id)).toEqual(['东', '西'])
})

test('a place is within all above it at any depth, merged or not', () => {
  expect([...within(places, '乡')].sort()).toEqual(['一', '东', '乡', '支', '旧', '西'].sort())
  expect([isWithin(places, '一', '县'), isWithin(places, '旧', '乡'), isWithin(places, '县', '乡'), isWithin(places, '无', '县')]).toEqual([true, true, false, false])
})

test('an ancestor of a level is found, or there is none', () => {
  expect([atLevel(places, '一', 'village')?.id, atLevel(places, '乡', 'village')]).toEqual(['东', null])
  expect(ancestry(places, '一').map((place) => place.id)).toEqual(['县', '乡', '支', '东', '一'])
})

test('a group is called with its village, others by their own name', () => {
  expect([placeName(places, '一'), placeName(places, '东')]).toEqual(['东名一名', '东名'])
})

test('a phone that was told no place yet names none; one that was says that a place is gone', () => {
  expect([placeName(placesOf([]), 'east'), placeName(places, '无')]).toEqual(['', '（地方已不在名录）'])
})

test('a circle in bad data ends the walk', () => {
  const circle = placesOf([at('甲', 'village', '乙'), at('乙', 'village', '甲')])
  expect(within(circle, '甲')).toHaveLength(2)
  expect(ancestry(circle, '甲')).toHaveLength(2)
})
