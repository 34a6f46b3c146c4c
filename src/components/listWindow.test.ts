import fc from 'fast-check'
import { partsOf, windowOf } from './listWindow'

test('what is drawn and the room above and below are as high as the list, and cover what is seen', () => {
  const cases = fc.tuple(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: -500, max: 60_000 }), fc.integer({ min: 1, max: 3000 }))
  fc.assert(fc.property(cases, ([heights, from, span]) => {
    const { first, end, above, below } = windowOf(heights, from, from + span)
    const total = heights.reduce((sum, height) => sum + height, 0)
    const drawn = heights.slice(first, end).reduce((sum, height) => sum + height, 0)
    expect(above + drawn + below).toBe(total)
    expect(end).toBeGreaterThan(first)
    expect(above <= Math.max(0, Math.min(from, total)) || end === heights.length).toBe(true)
    expect(above + drawn >= Math.min(from + span, total)).toBe(true)
  }))
})

test('nothing to draw is nothing', () => {
  expect(windowOf([], 0, 1000)).toEqual({ first: 0, end: 0, above: 0, below: 0 })
})

test('months are cut where they are long, and named once', () => {
  const rows = ['5a', '5b', '5c', '4a', '3a'].map((id) => ({ id }))
  const parts = partsOf(rows, ({ id }) => id.charAt(0), 2)
  expect(parts.map(({ month, rows: its, goesOn }) => [month, its.map(({ id }) => id).join(' '), goesOn])).toEqual([['5', '5a 5b', true], [null, '5c', false], ['4', '4a', false], ['3', '3a', false]])
})

test('of ten years of one township never more is drawn than a few screens hold', () => {
  const rows = Array.from({ length: 5500 }, (_, i) => ({ id: String(i), month: String(Math.floor(i / 46)) }))
  const parts = partsOf(rows, ({ month }) => month, 10)
  const heights = parts.map((part) => part.rows.length * 62 + (part.month === null ? 0 : 30))
  const total = heights.reduce((sum, height) => sum + height, 0)
  for (let at = 0; at < total; at += 4321) {
    const { first, end } = windowOf(heights, at - 600, at + 812 + 1000)
    expect(parts.slice(first, end).reduce((sum, part) => sum + part.rows.length, 0)).toBeLessThanOrEqual(60)
  }
})
