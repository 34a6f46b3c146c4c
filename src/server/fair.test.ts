import fc from 'fast-check'
import { createFair } from './fair'

const held = () => {
  let release = (): void => undefined
  const until = new Promise<void>((resolve) => { release = resolve })
  return { until, release: () => release() }
}

test('of one key no more than its share work at once, in the order they came; another key waits for none of them', async () => {
  const fair = createFair({ each: 2, line: 10, wait: 5_000 })
  const gates = [held(), held(), held(), held()]
  const begun: number[] = []
  const all = gates.map((gate, i) => fair.run('a', () => { begun.push(i); return gate.until }))
  await expect(fair.run('b', async () => 'at once')).resolves.toEqual({ kind: 'done', value: 'at once' })
  expect(begun).toEqual([0, 1])
  gates[1]?.release()
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(begun).toEqual([0, 1, 2])
  gates.forEach(({ release }) => release())
  expect(await Promise.all(all)).toEqual(gates.map(() => ({ kind: 'done', value: undefined })))
  expect(begun).toEqual([0, 1, 2, 3])
})

test('who gets no turn in time is told so, and its work is never begun', async () => {
  const fair = createFair({ each: 1, line: 10, wait: 10 })
  const gate = held()
  const first = fair.run('a', () => gate.until)
  const late = jest.fn(async () => undefined)
  expect(await fair.run('a', late)).toEqual({ kind: 'busy' })
  gate.release()
  await first
  expect(late).not.toHaveBeenCalled()
  expect(await fair.run('a', async () => 1)).toEqual({ kind: 'done', value: 1 })
})

test('a line that is long enough takes nobody in', async () => {
  const fair = createFair({ each: 1, line: 1, wait: 60_000 })
  const gate = held()
  const all = [fair.run('a', () => gate.until), fair.run('a', async () => 1)]
  expect(await fair.run('a', async () => 2)).toEqual({ kind: 'busy' })
  gate.release()
  expect(await Promise.all(all)).toEqual([{ kind: 'done', value: undefined }, { kind: 'done', value: 1 }])
})

test('when the lock is not given to the first, those behind it are told at once; any other fault is its own', async () => {
  const fair = createFair({ each: 1, line: 10, wait: 60_000 })
  const failing = (code: string) => fair.run('a', async () => {
    await new Promise((resolve) => { setImmediate(resolve) })
    throw Object.assign(new Error(code), { code })
  })
  const [locked, behind] = [failing('55P03'), fair.run('a', async () => 1)]
  await expect(locked).rejects.toMatchObject({ code: '55P03' })
  expect(await behind).toEqual({ kind: 'busy' })
  const [broken, after] = [failing('23505'), fair.run('a', async () => 2)]
  await expect(broken).rejects.toMatchObject({ code: '23505' })
  expect(await after).toEqual({ kind: 'done', value: 2 })
})

test('whatever comes and goes, in whatever order: never more than the share, and nobody is forgotten', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 30 }), async (each, works) => {
    const fair = createFair({ each, line: 30, wait: 60_000 })
    const working: Record<string, number> = { a: 0, b: 0 }
    let most = 0
    const ended = await Promise.all(works.map(([key, ticks, fails]) => fair.run(key, async () => {
      most = Math.max(most, (working[key] = (working[key] ?? 0) + 1))
      for (let i = 0; i < ticks; i += 1) await new Promise((resolve) => { setImmediate(resolve) })
      working[key] = (working[key] ?? 0) - 1
      if (fails) throw new Error('failed')
    }).then(({ kind }) => kind, () => 'failed')))
    expect(most).toBeLessThanOrEqual(each)
    expect(ended).toEqual(works.map(([, , fails]) => (fails ? 'failed' : 'done')))
  }), { numRuns: 50 })
})
