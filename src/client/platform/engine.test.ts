/* An engine of 2019: what is newer is taken away, and the module brings it along. */
const newer = [[Object, 'hasOwn'], [Array.prototype, 'at'], [String.prototype, 'replaceAll']] as const
const taken = newer.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name) ?? {})

beforeAll(() => {
  for (const [owner, name] of newer) Reflect.deleteProperty(owner, name)
  jest.requireActual('./engine')
})
afterAll(() => {
  newer.forEach(([owner, name], i) => Object.defineProperty(owner, name, taken[i] ?? {}))
})

test('an old engine is given what the program calls, and it does what the new one does', () => {
  const { hasOwn } = Object as unknown as { hasOwn(of: object, name: string): boolean }
  expect([hasOwn({ a: undefined }, 'a'), hasOwn({}, 'toString')]).toEqual([true, false])
  expect([[1, 2, 3].at(-1), [1, 2, 3].at(0), [1].at(-2), [].at(-1)]).toEqual([3, 1, undefined, undefined])
  expect('您和您的$&'.replaceAll('您', '她$&')).toBe('她$&和她$&的$&')
})

test('what is brought along is not enumerated', () => {
  expect(Object.keys([1])).toEqual(['0'])
  const seen: string[] = []
  const list: object = ['a']
  for (const key in list) seen.push(key)
  expect(seen).toEqual(['0'])
})
