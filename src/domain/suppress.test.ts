import fc from 'fast-check'
import { flow } from './figures/named'
import { figureOf } from '../core/figure'
import { dispute } from './dispute'
import { outreach } from './outreach'
import { isGuarded, published, publishedText } from './suppress'

/** All whole numbers each part may be, given what was published of it and of their sum; a group that is not told may be anything below five. */
function possible(whole: number, told: readonly number[]): readonly (readonly [least: number, most: number])[] {
  const [least, most] = [told.reduce((sum, value) => sum + value, 0), told.reduce((sum, value) => sum + value + 4, 0)]
  return told.map((value) => [Math.max(value, whole - (most - value - 4)), Math.min(value + 4, whole + 4 - (least - value))] as const)
}

test('S42: no group of one to four can be told from what is published of the groups and their whole', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 1, 3, 4, 4, 4)), { minLength: 1, maxLength: 12 }), (values) => {
    const groups = values.map((value, i) => ({ key: `g${i}`, value }))
    const answer = published({ value: values.reduce((sum, value) => sum + value, 0), groups })
    if (answer.groups.length === 0) return
    const told = values.map((_, i) => answer.groups.find(({ key }) => key === `g${i}`)?.value ?? 0)
    possible(answer.value, told).forEach(([least, most], i) => {
      if ((values[i] ?? 0) > 0 && (values[i] ?? 0) < 5) expect(most).toBeGreaterThan(least)
    })
  }), { numRuns: 2000 })
})

test('S42: one more or one less from one day to the next changes nothing that is told, but at every fifth', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), (value) => {
    const [before, after] = [publishedText(value), publishedText(value + 1)]
    expect(before === after).toBe((value + 1) % 5 !== 0)
  }))
})

test('the rest of a whole is no way to the few: what is not protected is told in steps too', () => {
  const over = flow('acceptedOn')
  expect(isGuarded(dispute, figureOf(dispute, { compartment: [''] }, over), null)).toBe(true)
  expect(isGuarded(dispute, figureOf(dispute, {}, over), { kind: 'field', field: 'compartment' })).toBe(true)
  expect(isGuarded(dispute, figureOf(dispute, {}, flow('reportedToPoliceOn')), null)).toBe(true)
  expect(isGuarded(dispute, figureOf(dispute, { type: ['neighbour'] }, over), { kind: 'month' })).toBe(false)
  expect(isGuarded(outreach, figureOf(outreach, {}, flow('heldOn')), null)).toBe(false)
})

test('words and numbers of a step agree', () => {
  expect([0, 1, 4, 5, 9, 10, 652].map(publishedText)).toEqual(['少于5', '少于5', '少于5', '5余', '5余', '10余', '650余'])
  expect(published({ value: 20, groups: Array.from({ length: 5 }, (_, i) => ({ key: String(i), value: 4 })) })).toEqual({ value: 20, groups: [] })
})
