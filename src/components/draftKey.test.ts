import { draftOf, freshNumber, keyOf, paramsOf, type DraftOf } from './draftKey'

const quick = (n: number): DraftOf => ({ page: 'quick', n })
const draft = (key: string) => ({ key, id: key, values: {}, opened: null, savedAt: '' })

test('two windows that know of the same drafts begin different forms', () => {
  const known = [draft('quick:1')]
  expect(freshNumber(known, quick, 4000)).not.toBe(freshNumber(known, quick, 9000))
})

test('what was begun is never taken for a new form, wherever a window begins', () => {
  const known = [1, 2, 3].map((n) => draft(keyOf(quick(n))))
  expect([1, 2, 3, 4, 9].map((from) => freshNumber(known, quick, from))).toEqual([4, 4, 4, 4, 9])
})

test('an address leads back to the draft it was made from, under whatever number', () => {
  const of: DraftOf = { page: 'edit', kind: 'dispute', move: null, id: 'a', stream: 't', n: 281_474_976_710_655 }
  expect(draftOf(keyOf(of))).toEqual(of)
  expect(paramsOf(of)).toEqual({ kind: 'dispute', id: 'a', stream: 't', n: '281474976710655' })
})
