import fc from 'fast-check'
import { lastWriter, withWriter, type Written } from './written'

const paths = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'rows/1/x', 'rows/2/x'), { maxLength: 5 })

test('every path is told with the change that wrote it last, and stands once', () => {
  fc.assert(fc.property(fc.array(fc.tuple(paths, fc.constantFrom('P', 'Q')), { maxLength: 12 }), (changes) => {
    const expected = new Map<string, { n: number; device: string }>()
    let written: Written = []
    changes.forEach(([touched, device], index) => {
      const n = index + 1
      written = withWriter(written, touched, n, device)
      for (const path of touched) expected.set(path, { n, device })
    })
    for (const [path, last] of expected) expect(lastWriter(written, path)).toEqual(last)
    const standing = written.flatMap(([, , each]) => each)
    expect([...standing].sort()).toEqual([...expected.keys()].sort())
    expect(written.map(([n]) => n)).toEqual([...written.map(([n]) => n)].sort((a, b) => a - b))
  }))
})

test('the order in which fields are named makes no difference', () => {
  expect(withWriter([], ['b', 'a'], 1, 'P')).toEqual(withWriter([], ['a', 'b'], 1, 'P'))
})

test('nobody has written what was never written', () => {
  expect(lastWriter([[1, 'P', ['a']]], 'b')).toBeUndefined()
})
