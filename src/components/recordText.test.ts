import { EMPTY_CONFIG } from '../core/config'
import { dispute } from '../domain/dispute'
import { matter } from '../domain/matter'
import { maskName } from '../domain/privacyMask'
import { excerpt, headingOf, namesOf, rowText, titleOf } from './recordText'

const reading = { config: EMPTY_CONFIG, names: new Map<string, string>(), today: '2026-11-20' }
const parties = (...names: readonly string[]) => Object.fromEntries(names.map((name, i) => [`r${i}`, { values: { name } }]))

test('a list shows surnames only', () => {
  expect(['李四', '欧阳锋', '陈', '䶮小明', '诚信建筑公司', ''].map(maskName)).toEqual(['李某', '欧阳某', '陈某', '䶮某', '某公司', ''])
})

test('parties are named in pairs and counted from three on', () => {
  expect(namesOf(parties('陈大', '吴二'))).toBe('陈某和吴某')
  expect(namesOf(parties('沈', '张', '李'))).toBe('沈某等\u00a03\u00a0人')
  expect(namesOf({ r0: { values: { name: '陈' }, retired: true } })).toBe('')
})

test('cells of a row make one sentence, whatever stands at the end of each', () => {
  const row = { values: { on: '2026-11-05', record: '各退一步，过几天再看看。', outcome: 'goesOn' } }
  expect(rowText(dispute, 'sessions', row, reading)).toBe('各退一步，过几天再看看，有待继续')
  expect(rowText(dispute, 'sessions', { values: { record: '说好了。' } }, reading)).toBe('说好了。')
})

test('a record is called by what it is about and whom', () => {
  expect(titleOf(dispute, { type: 'neighbour', parties: parties('陈大', '吴二') }, reading)).toBe('邻里・陈某和吴某')
  expect(titleOf(dispute, {}, reading)).toBe('矛盾纠纷')
  expect(titleOf(matter, { kind: 'help', summary: '村东头三盏路灯不亮，晚上看不见' }, reading)).toBe('求助・村东头三盏路灯不亮')
})

test('above its own page a text stands whole, and is not said again, or not at all', () => {
  expect(headingOf(matter, { kind: 'help', summary: '路灯不亮。' }, reading)).toEqual({ text: '求助・路灯不亮', told: ['summary'] })
  expect(headingOf(matter, { kind: 'help', summary: '村东头三盏路灯不亮，晚上看不见' }, reading)).toEqual({ text: '求助', told: [] })
  expect(headingOf(dispute, { type: 'neighbour', parties: parties('陈大', '吴二') }, reading)).toEqual({ text: '邻里・陈某和吴某', told: [] })
  expect(headingOf(dispute, { type: 'marriage', compartment: 'domestic', parties: parties('王五') }, reading)).toEqual({ text: '矛盾纠纷', told: [] })
})

test('of a protected record a list says nothing', () => {
  expect(titleOf(dispute, { type: 'marriage', compartment: 'domestic', parties: parties('王五') }, reading)).toBe('矛盾纠纷（只许承办人看）')
})

test('an excerpt ends at the first clause or with a sign that more follows', () => {
  expect(excerpt('围墙滴水，已商定', 16)).toBe('围墙滴水')
  expect(excerpt('一二三四五六', 4)).toBe('一二三…')
})
