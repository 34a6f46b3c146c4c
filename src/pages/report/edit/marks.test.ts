import fc from 'fast-check'
import { segmentsOf } from './marks'

test('overlapping marks cut a text into stretches of one look each', () => {
  expect(segmentsOf('受理{{总数}}件', [{ start: 2, end: 8, look: 'figure' }, { start: 4, end: 9, look: 'wrong' }])).toEqual([
    { text: '受理', looks: [] }, { text: '{{', looks: ['figure'] }, { text: '总数}}', looks: ['figure', 'wrong'] }, { text: '件', looks: ['wrong'] },
  ])
  expect(segmentsOf('', [])).toEqual([{ text: '', looks: [] }])
})

test('not a letter is lost or said twice, wherever the marks are', () => {
  const mark = fc.record({ start: fc.integer({ min: -2, max: 12 }), end: fc.integer({ min: -2, max: 14 }), look: fc.constantFrom('a', 'b') })
  fc.assert(fc.property(fc.string({ maxLength: 10 }), fc.array(mark), (text, marks) => {
    expect(segmentsOf(text, marks).map((segment) => segment.text).join('')).toBe(text)
  }))
})
