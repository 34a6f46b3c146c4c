import { keepReading, type Reading } from './keepReading'

/** A clock that is wound by hand, and what was read when. */
function wound() {
  let at = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  let next = 0
  const heard: (() => void)[] = []
  const still = { getState: () => true, subscribe: () => () => undefined }
  const readAt: number[] = []
  const client = {
    pokes: { subscribe: (run: () => void) => { heard.push(run); return () => undefined } }, hearing: still, clock: { getState: () => ({ visible: true }), subscribe: () => () => undefined },
    after: (ms: number, run: () => void) => { const id = (next += 1); timers.set(id, { at: at + ms, run }); return () => void timers.delete(id) },
    now: () => at, chance: () => 0,
  } as never as Parameters<typeof keepReading>[0]
  const wind = async (ms: number): Promise<void> => {
    const end = at + ms
    for (;;) {
      await Promise.resolve().then(() => undefined)
      const [due] = [...timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)
      if (due === undefined) break
      timers.delete(due[0])
      at = due[1].at
      due[1].run()
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    }
    at = end
  }
  const begin = (answers: (n: number) => Omit<Reading, 'show'>): (() => void) => keepReading(client, async () => {
    readAt.push(at)
    return { ...answers(readAt.length), show: () => undefined }
  })
  return { begin, wind, readAt, poke: () => heard.forEach((run) => run()) }
}

test('a poke is read within a second; many of them at once are one reading', async () => {
  const { begin, wind, readAt, poke } = wound()
  begin(() => ({ went: 'well' }))
  await wind(1_000)
  poke()
  poke()
  await wind(1_000)
  expect(readAt).toEqual([0, 1_400])
})

test('a server that is busy is asked ever less, whatever is poked, and not before it said', async () => {
  const { begin, wind, readAt, poke } = wound()
  begin((n) => (n === 2 ? { went: 'wrong', waitMs: 30_000 } : { went: 'wrong' }))
  for (let second = 0; second < 80; second += 1) {
    poke()
    await wind(1_000)
  }
  expect(readAt).toEqual([0, 5_000, 35_000, 55_000])
})
