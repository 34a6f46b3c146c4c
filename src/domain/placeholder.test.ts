import fc from 'fast-check'
import { exampleOf, placeholderAt, placeholdersIn, readPlaceholder, styleText, waysFor, writePlaceholder } from './placeholder'

test('a figure is written with its narrowing and its way of writing, and read back', () => {
  const written = '{{纠纷.受理[难易=疑难]|余}}'
  const picked = readPlaceholder(written)
  expect(picked).toEqual({ name: '纠纷.受理', narrow: [{ field: '难易', values: ['疑难'] }], styles: [{ kind: 'over', place: null }] })
  expect(picked === null ? null : writePlaceholder(picked)).toBe(written)
})

test('what is no single figure is left to be written by hand', () => {
  for (const written of ['{{率(纠纷.成功,纠纷.受理)}}', '{{普法.横幅+普法.电子屏}}', '{{若 说事.受理>0}}', '{{完}}', '{{纠纷.受理|余|近}}', '{{', '纠纷']) {
    expect(readPlaceholder(written)).toBeNull()
  }
})

test('every way of writing that is offered can be read back as it was meant', () => {
  for (const kind of ['number', 'ratio', 'list'] as const) {
    for (const style of waysFor(kind, '件')) {
      const picked = { name: '纠纷.受理', narrow: [], styles: style === null ? [] : [style] }
      expect(readPlaceholder(writePlaceholder(picked))).toEqual(picked)
    }
  }
})

const style = fc.oneof(
  fc.record({ kind: fc.constantFrom('over' as const, 'near' as const), place: fc.constantFrom(null, 10, 100, 1000, 100_000_000) }),
  fc.record({ kind: fc.constant('atLeast' as const), step: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('percent' as const), decimals: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('characters' as const, 'tenThousand' as const, 'monthDay' as const, 'fullDay' as const, 'dropClause' as const, 'dropSentence' as const) }),
)

test('no way of writing changes when a placeholder is opened and put back', () => {
  fc.assert(fc.property(style, (one) => {
    expect(readPlaceholder(`{{纠纷.受理|${styleText(one)}}}`)?.styles).toEqual([one])
  }))
})

test('the cursor is in a placeholder between its braces, not beside it', () => {
  const text = '受理{{纠纷.受理}}件｛｛纠纷.成功｝｝件'
  expect(placeholdersIn(text)).toEqual([{ start: 2, end: 11 }, { start: 12, end: 21 }])
  expect(placeholderAt(text, 2)).toBeNull()
  expect(placeholderAt(text, 3)).toEqual({ start: 2, end: 11 })
  expect(placeholderAt(text, 10)).toEqual({ start: 2, end: 11 })
  expect(placeholderAt(text, 11)).toBeNull()
  expect(placeholderAt(text, 15)).toEqual({ start: 12, end: 21 })
})

test('an example is what the report would print', () => {
  const number = { kind: 'number', value: 247 } as const
  expect(exampleOf(number, null)).toBe('247')
  expect(exampleOf(number, { kind: 'over', place: null })).toBe('240余')
  expect(exampleOf(number, { kind: 'characters' })).toBe('二百四十七')
  expect(exampleOf(number, { kind: 'percent', decimals: 2 })).toBeNull()
  expect(exampleOf({ kind: 'ratio', numerator: 648, denominator: 652 }, { kind: 'atLeast', step: 5 })).toBe('95%以上')
  expect(exampleOf({ kind: 'ratio', numerator: 0, denominator: 0 }, null)).toBeNull()
  expect(exampleOf({ kind: 'list', items: [{ label: '口头', value: 3 }, { label: '书面', value: 0 }] }, { kind: 'enumerate', unit: '件', separator: '，' })).toBe('口头3件')
})
