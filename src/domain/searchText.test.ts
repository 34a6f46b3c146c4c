import { dispute } from './dispute'
import { EMPTY_CONFIG } from '../core/config'
import { initialsOf } from '../core/pinyin/initials'
import { createWording, foundIn, meets, recordWords, soughtIn, spanIn } from '../core/searchText'

const wording = createWording(EMPTY_CONFIG)
const VALUES = {
  type: 'land', caseNo: '甲调〔2026〕12号', summary: '地边石头挪了，说好秋后重埋', parties: { p1: { values: { name: '李某某', job: '木匠' } }, p2: { values: { name: '赵四' }, retired: true as const } },
}
const met = (typed: string): boolean => meets(soughtIn(typed), recordWords(wording, dispute, VALUES, initialsOf))

test('a search says in which fields it met', () => {
  expect(foundIn(wording, dispute, VALUES, soughtIn('石头'), initialsOf)).toEqual(['怎么回事、怎么商定的'])
  expect(foundIn(wording, dispute, VALUES, soughtIn('lmm 秋后'), initialsOf)).toEqual(['怎么回事、怎么商定的', '当事人'])
  expect(foundIn(wording, dispute, VALUES, soughtIn('柳林'), initialsOf)).toEqual([])
})

test('a retired party is not found, and a number is no word in a day', () => {
  expect(met('赵四')).toBe(false)
  expect(met('木匠')).toBe(true)
  expect(soughtIn('2026-03-12').number).toBeNull()
  expect(soughtIn('2026 0012').number).toEqual({ year: '2026', no: '12' })
  expect(soughtIn('说好').number).toBeNull()
})

test('what met is marked where it stands, by its letters too', () => {
  const span = (text: string, typed: string) => spanIn(text, soughtIn(typed), initialsOf)
  expect(span('山林土地・李某与王某', '李')).toEqual([5, 6])
  expect(span('石桥村一组', 'sq')).toEqual([0, 2])
  expect(span('前石桥村', 'sqc 没有')).toEqual([1, 4])
  expect(span('单某和仇某', 'sm')).toEqual([0, 2])
  expect(span('石桥村', 'llc')).toBeNull()
  expect(span('石桥村', '')).toBeNull()
})

test('wordings of options are met by their letters from the beginning only', () => {
  // 山林土地 is sltd; a party called 林涛 would be found by lt, the type is not.
  expect(met('sl')).toBe(true)
  expect(met('sltd')).toBe(true)
  expect(met('lt')).toBe(false)
  expect(met('m')).toBe(true)
})
