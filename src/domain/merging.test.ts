import type { StoredRecord } from '../core/op'
import { dispute } from './dispute'
import { matter } from './matter'
import { countsGivenUp, lastOfChain, mergeProblem, mergeTarget } from './merging'

const record = (id: string, stage = 'accepted', values: StoredRecord['values'] = {}): StoredRecord => ({ id, kind: 'dispute', stage, values, written: [], n: 1, createdBy: 'p' })
const problem = (survivor: StoredRecord | null, given = record('a'), target = 'b'): string | null => mergeProblem(dispute, given, target, survivor)

test('two records of a township become one, unless there is a reason in words', () => {
  expect(problem(record('b'))).toBeNull()
  expect(problem(record('b', 'archived'))).toBeNull()
  expect(problem(record('a'), record('a'), 'a')).toMatch('它自己')
  expect(problem(null)).toMatch('没有找到')
  expect(problem(record('b', 'merged'))).toMatch('已经并入别的')
  expect(problem(record('b', 'withdrawn'))).toMatch('已作废')
  expect(problem(record('b', 'accepted', { compartment: 'minor' }))).toMatch('只许承办人')
  expect(problem(record('b'), record('a', 'accepted', { compartment: 'domestic' }))).toMatch('只许承办人')
})

test('only the move is a merge', () => {
  expect(mergeTarget({ kind: 'move', move: 'merge', set: { mergedInto: 'b' } })).toBe('b')
  expect(mergeTarget({ kind: 'move', move: 'unmerge', set: {} })).toBeNull()
  expect(mergeTarget({ kind: 'edit', set: { mergedInto: 'b' } })).toBeNull()
})

test('the chain is followed to the record that stayed, and never round', () => {
  const all = new Map([record('a', 'merged', { mergedInto: 'b' }), record('b', 'merged', { mergedInto: 'c' }), record('c'), record('x', 'merged', { mergedInto: 'y' }), record('y', 'merged', { mergedInto: 'x' }), record('l', 'merged', { mergedInto: 'gone' })].map((each) => [each.id, each]))
  const last = (id: string): string | undefined => lastOfChain(all.get(id) ?? record(''), (next) => all.get(next) ?? null)?.id
  expect(last('a')).toBe('c')
  expect(last('c')).toBe('c')
  expect(last('x')).toBeUndefined()
  expect(last('l')).toBeUndefined()
})

test('what the counts lose is what the record counted in', () => {
  expect(countsGivenUp(dispute, record('a', 'registered'))).toEqual([])
  expect(countsGivenUp(dispute, record('a', 'accepted', { acceptedOn: '2026-03-01' }))).toEqual(['受理', '在办'])
  expect(countsGivenUp(dispute, record('a', 'archived', { acceptedOn: '2026-03-01', closedOn: '2026-03-01', result: 'success' }))).toEqual(['受理', '调结', '调解成功'])
  expect(countsGivenUp(dispute, record('a', 'merged', { acceptedOn: '2026-03-01' }))).toEqual([])
  expect(countsGivenUp(matter, { stage: 'resolved', values: { receivedOn: '2026-03-01', resolvedOn: '2026-03-02' } })).toEqual(['说事受理', '说事办结'])
})
