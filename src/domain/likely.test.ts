import fc from 'fast-check'
import { EMPTY_CONFIG } from '../core/config'
import type { Values } from '../core/field'
import { placesOf } from '../core/place'
import { LIKELY, likelyDays, likelyTo, likeness, type Likeness } from './likely'
import { TYPES } from './registry'

const place = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const places = placesOf([place('town', 'township', null), place('east', 'village', 'town'), place('one', 'group', 'east'), place('two', 'group', 'east'), place('west', 'village', 'town')])

const STORY = '两家因为排水沟挪到谁家门口争了起来，商定月底前一起修好'
const base: Likeness = { type: 'neighbour', place: 'one', day: '2026-03-05', names: ['李某某', '王大山'], text: STORY }
const score = (other: Partial<Likeness>, first: Partial<Likeness> = {}): number => likeness(places, 60, { ...base, ...first }, { ...base, ...other })

test.each<readonly [string, Partial<Likeness>, Partial<Likeness>, boolean]>([
  ['the very same', {}, {}, true],
  ['the same parties by their surnames, at the same place a fortnight later, told otherwise', { names: ['李', '王'], day: '2026-03-19', text: '宅基地边上的水' }, {}, true],
  ['the same parties, another group of the village, another type', { place: 'two', type: 'land', text: '' }, {}, true],
  ['nobody named, but the same words at the same place', { names: [] }, {}, true],
  ['nobody named, and other words at the same place', { names: [], text: '欠了三年的工钱今天还清了一半' }, {}, false],
  ['other people of the same surnames, by their whole names', { names: ['李二狗', '王小宝'], text: '' }, { names: ['李某甲', '王大山'] }, false],
  ['the same surnames in another village, half a year apart', { place: 'west', day: '2026-09-20', names: ['李', '王'], text: '' }, {}, false],
  ['the same surnames in another village two weeks later', { place: 'west', day: '2026-03-19', names: ['李', '王'], text: '' }, {}, false],
  ['only one of two parties the same, another type', { names: ['李某某', '赵四'], type: 'debt', day: '2026-04-25', text: '' }, {}, false],
  ['the same in everything, beyond the days', { day: '2026-08-05' }, {}, false],
  ['nothing written yet', { names: [], text: '', type: null }, { names: [], text: '', type: null }, false],
])('%s', (_, other, first, isLikely) => {
  expect(score(other, first) >= LIKELY).toBe(isLikely)
})

test('either of two records is as like the other', () => {
  const some = fc.record({
    type: fc.constantFrom('a', 'b', null), place: fc.constantFrom('one', 'two', 'east', 'west', 'gone', null), day: fc.constantFrom('2026-03-01', '2026-04-11', null),
    names: fc.array(fc.constantFrom('李', '李某', '李四', '王五', '王', '某某公司'), { maxLength: 3 }), text: fc.string({ maxLength: 12 }),
  })
  fc.assert(fc.property(some, some, (a, b) => {
    const score = likeness(places, 60, a, b)
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThanOrEqual(125)
    if (a.names.length !== b.names.length) return
    expect(likeness(places, 60, b, a) >= LIKELY).toBe(score >= LIKELY)
  }))
})

test('of many others the likely ones have the score they have alone, and what is too long ago is not even read', () => {
  const some = fc.record({
    type: fc.constantFrom('neighbour', 'land'), place: fc.constantFrom('one', 'two', 'west'), day: fc.constantFrom('2026-03-01', '2026-04-11', '2026-09-01', null),
    names: fc.array(fc.constantFrom('李', '李某某', '王大山', '赵四'), { maxLength: 2 }), text: fc.constantFrom('', STORY, `${STORY}。后来又说起水管`),
  })
  const valuesOf = ({ type, place, day, names, text }: Likeness): Values => ({
    ...(type === null ? {} : { type }), ...(place === null ? {} : { place }), ...(day === null ? {} : { acceptedOn: day }), summary: text,
    parties: Object.fromEntries(names.map((name, i) => [`p${i}`, { values: { name } }])),
  })
  const scoreOf = likelyTo(places, 60, TYPES.dispute, base)
  fc.assert(fc.property(some, (other) => {
    const alone = likeness(places, 60, base, other)
    expect(scoreOf(valuesOf(other))).toBe(alone < LIKELY ? null : alone)
  }))
  let [lists, texts] = [0, 0]
  const watched = (other: Partial<Likeness>): Values => {
    const values = valuesOf({ ...base, ...other })
    return Object.defineProperties({ ...values }, { parties: { get: () => { lists += 1; return values.parties } }, summary: { get: () => { texts += 1; return { length: 0 } } } })
  }
  expect(scoreOf(watched({ day: '2025-03-05' }))).toBeNull()
  expect(lists + texts).toBe(0)
  expect(likelyTo(places, 60, TYPES.dispute, { ...base, names: [], text: '' })(watched({}))).toBeNull()
  expect(lists + texts).toBe(0)
})

test('a county sets how far back is looked, within a year', () => {
  expect(likelyDays(EMPTY_CONFIG)).toBe(60)
  expect(likelyDays({ ...EMPTY_CONFIG, settings: { 重复提示天数: 20 } })).toBe(20)
  expect(likelyDays({ ...EMPTY_CONFIG, settings: { 重复提示天数: 4000 } })).toBe(366)
})
