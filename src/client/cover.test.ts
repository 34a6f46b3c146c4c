import fc from 'fast-check'
import type { StoredRecord } from '../core/op'
import { covers } from './cover'

function record(n: number): StoredRecord {
  return { id: `r${n}`, kind: 'dispute', stage: 'registered', values: {}, written: [], n, createdBy: '' }
}

test('every change as a record or inside a bare range is complete; one left out is not', () => {
  fc.assert(fc.property(fc.nat({ max: 50 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), fc.nat(), (from, isRecord, hole) => {
    const changes = isRecord.map((is, i) => ({ n: from + i + 1, is }))
    const records = changes.filter(({ is }) => is).map(({ n }) => record(n))
    const bare = changes.filter(({ is }) => !is).map(({ n }) => [n, n] as const)
    const to = from + changes.length
    const missing = from + 1 + (hole % changes.length)
    const isWhole = covers({ from, to, records, bare })
    const isMissed = covers({ from, to, records: records.filter(({ n }) => n !== missing), bare: bare.filter(([n]) => n !== missing) })
    return isWhole && !isMissed
  }))
})

test('nothing new is complete', () => {
  expect(covers({ from: 7, to: 7, records: [], bare: [] })).toBe(true)
})

test('ranges may overlap and come in any order', () => {
  expect(covers({ from: 0, to: 9, records: [record(5)], bare: [[6, 9], [1, 3], [2, 4]] })).toBe(true)
  expect(covers({ from: 0, to: 9, records: [], bare: [[6, 9], [1, 4]] })).toBe(false)
})

test('a first change that is not told is a gap', () => {
  expect(covers({ from: 0, to: 2, records: [record(2)], bare: [] })).toBe(false)
})
