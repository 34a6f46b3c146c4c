import { endInOrder } from './end'

/** A clock that strikes when told. */
function clock() {
  let strike = (): void => undefined
  return { after: (_ms: number, run: () => void) => { strike = run; return () => { strike = () => undefined } }, strike: () => strike() }
}

test('steps end one after the other, the answers before the database they need', async () => {
  const done: string[] = []
  const slowly = (name: string) => () => new Promise<void>((resolve) => setImmediate(() => { done.push(name); resolve() }))
  expect(await endInOrder([() => { done.push('jobs') }, slowly('server'), slowly('database')], clock().after)).toBe(true)
  expect(done).toEqual(['jobs', 'server', 'database'])
})

test('a phone that never takes its answer keeps nobody from ending', async () => {
  const { after, strike } = clock()
  const done: string[] = []
  const ended = endInOrder([() => new Promise<void>(() => undefined), () => { done.push('database') }], after)
  await new Promise((resolve) => setImmediate(resolve))
  strike()
  expect(await ended).toBe(false)
  expect(done).toEqual([])
})
