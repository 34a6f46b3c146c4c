import type { Values } from '../../../core/field'
import { utf8Length } from '../../../client/bytes'
import { MAX_OP_BYTES } from '../../../core/protocol'
import { asSaved, changesOf, chaptersOf, copyOf, draftText, droppedOf, mostOf, nameOfPart, opsOf, withAdded, withDropped, withImported, withMoved, withRestored, withText } from './text'

const BEFORE: Values = {
  name: '年度报告', span: 'year', place: 'p', opening: '# 标题', closing: '@日期 {{截至日}}',
  chapters: { a1: { values: { order: 1, text: '一、做法' } }, a2: { values: { order: 2, text: '二、不足' } }, a3: { values: { order: 3, text: '三、打算' } } },
}
const order = (values: Values): readonly string[] => chaptersOf(values).map(({ id }) => id)

test('only the chapter that was changed is written', () => {
  expect(opsOf(BEFORE, withText(BEFORE, 'a2', '二、不足\n改了'))).toEqual([{ kind: 'edit', set: {}, rows: { chapters: { a2: { set: { text: '二、不足\n改了' } } } } }])
  expect(opsOf(BEFORE, withText(BEFORE, 'opening', '# 新标题'))).toEqual([{ kind: 'edit', set: { opening: '# 新标题' } }])
  expect(opsOf(BEFORE, withText(BEFORE, 'a2', '二、不足\n'))).toEqual([])
})

test('moving two chapters writes their two places and no text', () => {
  const after = withMoved(BEFORE, 'a3', -1)
  expect(order(after)).toEqual(['a1', 'a3', 'a2'])
  expect(opsOf(BEFORE, after)).toEqual([{ kind: 'edit', set: {}, rows: { chapters: { a2: { set: { order: 3 } }, a3: { set: { order: 2 } } } } }])
  expect(withMoved(BEFORE, 'a1', -1)).toBe(BEFORE)
  expect(withMoved(BEFORE, 'a3', 1)).toBe(BEFORE)
})

test('a chapter comes after the one it was asked for', () => {
  expect(order(withAdded(BEFORE, 'b1', 'a1', '新的'))).toEqual(['a1', 'b1', 'a2', 'a3'])
  expect(order(withAdded(BEFORE, 'b1', null))).toEqual(['b1', 'a1', 'a2', 'a3'])
})

test('what was taken out can be put back until it is saved, and one never saved leaves no trace', () => {
  const without = withDropped(BEFORE, 'a2')
  expect(order(without)).toEqual(['a1', 'a3'])
  expect(droppedOf(BEFORE, without)).toEqual([{ id: 'a2', text: '二、不足' }])
  expect(opsOf(BEFORE, without)).toEqual([{ kind: 'edit', set: {}, rows: { chapters: { a2: { retire: true } } } }])
  expect(opsOf(BEFORE, withRestored(without, 'a2'))).toEqual([])
  const added = withDropped(withAdded(BEFORE, 'b1', 'a3', '写了又不要'), 'b1')
  expect(droppedOf(BEFORE, added)).toEqual([{ id: 'b1', text: '写了又不要' }])
  expect(opsOf(BEFORE, added)).toEqual([])
  expect(droppedOf(asSaved(BEFORE, without), asSaved(BEFORE, without))).toEqual([])
})

test('after saving nothing is left to be written', () => {
  const after = withMoved(withDropped(withText(withText(withAdded(BEFORE, 'b1', 'a1', '新的 '), 'a3', '三、打算\n\n'), 'closing', ''), 'a2'), 'a1', 1)
  const saved = asSaved(BEFORE, after)
  expect(opsOf(saved, saved)).toEqual([])
  expect(opsOf(BEFORE, saved)).toEqual(opsOf(BEFORE, after))
  expect(draftText(saved)).toEqual({ opening: '# 标题', chapters: ['新的', '一、做法', '三、打算'], closing: '' })
})

test('an op of the longest chapter is small enough by itself, however many chapters changed', () => {
  const long = '乡'.repeat(mostOf('a1'))
  const after = ['a1', 'a2', 'a3'].reduce((values, id) => withText(values, id, long), withText(BEFORE, 'opening', long))
  const ops = opsOf(BEFORE, after)
  expect(ops).toHaveLength(4)
  for (const op of ops) expect(utf8Length(JSON.stringify(op))).toBeLessThan(MAX_OP_BYTES - 1000)
})

test('a copy has the text and not whose it was', () => {
  expect(copyOf({ ...withDropped(BEFORE, 'a2'), year: 2025, fonts: 'plain' })).toEqual({
    opening: '# 标题', closing: '@日期 {{截至日}}', fonts: 'plain', chapters: { a1: { values: { order: 1, text: '一、做法' } }, a3: { values: { order: 3, text: '三、打算' } } },
  })
})

test('a file keeps the chapters it still begins with, takes the places of the others and drops what it lacks', () => {
  const fresh = (n: number): string => `n${n}`
  const one = withImported(BEFORE, { opening: '# 标题', chapters: ['三、打算\n多写了', '一、做法', '另起的'], closing: '@日期 {{截至日}}' }, fresh)
  expect(order(one)).toEqual(['a3', 'a1', 'a2'])
  expect(draftText(one).chapters).toEqual(['三、打算\n多写了', '一、做法', '另起的'])
  const less = withImported(BEFORE, { opening: '', chapters: ['一、做法'], closing: '' }, fresh)
  expect(order(less)).toEqual(['a1'])
  expect(droppedOf(BEFORE, less).map(({ id }) => id)).toEqual(['a2', 'a3'])
  const more = withImported(BEFORE, { opening: '', chapters: ['甲', '乙', '丙', '丁'], closing: '' }, fresh)
  expect(order(more)).toEqual(['a1', 'a2', 'a3', 'n3'])
})

test('before a file takes its place, it is told which parts differ and which go', () => {
  const after = withImported(BEFORE, { opening: '# 标题', chapters: ['一、做法', '二、不足\n多写了'], closing: '@日期 {{截至日}}' }, String)
  expect(changesOf(BEFORE, after)).toEqual([{ name: '二、不足', was: 4, becomes: 8 }, { name: '三、打算', was: 4, becomes: null }])
  expect(changesOf(BEFORE, BEFORE)).toEqual([])
})

test('a part is called by its first words', () => {
  expect(nameOfPart('\n# {{年度}}年报告\n正文')).toBe('{{年度}}年报告')
  expect(nameOfPart(' \n')).toBe('还没有写')
})
