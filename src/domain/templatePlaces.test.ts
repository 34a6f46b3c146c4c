import fc from 'fast-check'
import { parseTemplate } from '../core/phrase/template'
import { wholeText } from './template'
import { CLOSING, lineInWhole, OPENING, partsOf, placeInParts, wholeOf } from './templatePlaces'

const text = { opening: '# 标题\n开头。', chapters: [{ id: 'a', order: 1, text: '一、做法\n纠纷{{纠纷.总量}}件。' }, { id: 'b', order: 2, text: '  ' }, { id: 'c', order: 3, text: '二、打算' }], closing: '@日期 {{截至日}}' }
const parts = partsOf(text)

test('a problem of the whole text leads to the words in its own chapter', () => {
  const whole = wholeText(text)
  const start = whole.indexOf('{{纠纷')
  const place = placeInParts(parts, { start, end: start + '{{纠纷.总量}}'.length })
  expect(place).toEqual({ part: 'a', start: 7, end: 16 })
  expect(text.chapters[0]?.text.slice(place?.start, place?.end)).toBe('{{纠纷.总量}}')
})

test('what reaches over the end of a chapter is cut there', () => {
  expect(placeInParts(parts, { start: 0, end: 10_000 })).toEqual({ part: OPENING, start: 0, end: text.opening.length })
  expect(placeInParts(parts, { start: 10_000, end: 10_001 })).toBeNull()
  expect(placeInParts([], { start: 0, end: 0 })).toBeNull()
})

test('an unclosed placeholder at the end of a chapter stays in that chapter', () => {
  const broken = [{ id: 'a', text: '甲{{纠纷' }, { id: 'b', text: '乙' }]
  const [problem] = parseTemplate(wholeOf(broken)).problems
  expect(problem === undefined ? null : placeInParts(broken, problem)).toEqual({ part: 'a', start: 1, end: 5 })
})

test('the line of the whole text is told from a place in a chapter; an empty chapter has none', () => {
  expect(lineInWhole(parts, OPENING, 0)).toBe(1)
  expect(lineInWhole(parts, 'a', 9)).toBe(4)
  expect(lineInWhole(parts, 'c', 1)).toBe(5)
  expect(lineInWhole(parts, CLOSING, 0)).toBe(6)
  expect(lineInWhole(parts, 'b', 0)).toBeNull()
})

const anyParts = fc.array(fc.string({ maxLength: 12, unit: fc.constantFrom('甲', '{', '\n', ' ', '。') }), { minLength: 1, maxLength: 6 })
  .map((texts) => texts.map((each, i) => ({ id: `p${i}`, text: each })))

test('whatever the chapters are, a stretch of one is found again by its place in the whole', () => {
  fc.assert(fc.property(anyParts, fc.nat(5), fc.nat(11), fc.nat(11), (list, which, a, b) => {
    const part = list[which % list.length] ?? { id: '', text: '' }
    if (part.text.trim() === '') return
    const [start, end] = [Math.min(a, b, part.text.length), Math.min(Math.max(a, b), part.text.length)]
    const before = list.slice(0, list.indexOf(part)).filter((each) => each.text.trim() !== '').reduce((sum, each) => sum + each.text.length + 1, 0)
    expect(wholeOf(list).slice(before + start, before + end)).toBe(part.text.slice(start, end))
    expect(placeInParts(list, { start: before + start, end: before + end })).toEqual({ part: part.id, start, end })
  }))
})
