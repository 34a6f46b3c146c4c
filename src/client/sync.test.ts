import type { Step } from './exchange'
import type { MediaStep } from './media'
import { createSync, type Status, type Sync } from './sync'

/** A loop whose steps are answered by the test, and whose pauses are only written down. */
function bench(chance = 0.5, media: () => Promise<MediaStep> = () => Promise.resolve({ kind: 'rest', ms: Infinity })) {
  const statuses: Status[] = []
  const asked: string[] = []
  const pauses: { readonly ms: number; readonly run: () => void }[] = []
  let answers: ((step: Step) => void)[] = []
  let atOnce = 0
  let most = 0
  const ask = (what: string) => () => {
    asked.push(what)
    atOnce += 1
    most = Math.max(most, atOnce)
    return new Promise<Step>((resolve) => answers.push((step) => { atOnce -= 1; resolve(step) }))
  }
  let [rounds, hopes] = [0, 0]
  const asking = { ms: 0 }
  const sync: Sync = createSync({
    push: ask('push'), pull: ask('pull'), media, chance: () => chance,
    after: (ms, run) => { pauses.push({ ms, run }); return () => undefined },
    onStatus: (status) => statuses.push(status),
    onRound: () => { rounds += 1 },
    asked: () => asking.ms,
    onHope: () => { hopes += 1 },
  })
  return {
    sync, statuses, asked, pauses, asking,
    rounds: () => rounds,
    hopes: () => hopes,
    most: () => most,
    status: () => statuses[statuses.length - 1],
    async answer(...steps: Step[]) {
      for (const step of steps) {
        const [first] = answers
        answers = answers.slice(1)
        if (first === undefined) throw new Error(`nobody asks; so far ${asked.join(' ')}`)
        first(step)
        await new Promise<void>((resolve) => void setImmediate(resolve))
      }
    },
  }
}

test('pushes until nothing is left, then pulls until the last page', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('more', 'more', 'done', 'more', 'done')
  expect(loop.asked).toEqual(['push', 'push', 'push', 'pull', 'pull'])
  expect(loop.status()).toBe('idle')
  expect(loop.rounds()).toBe(1)
})

test('told to wait, it waits as long, whatever is written or poked meanwhile; only a sign of the network or of its person is a reason to ask before', async () => {
  const loop = bench()
  loop.asking.ms = 20_000
  loop.sync.wake('write')
  await loop.answer('failed')
  expect(loop.pauses[loop.pauses.length - 1]?.ms).toBe(20_500)
  loop.sync.wake('write')
  loop.sync.wake('poke')
  expect(loop.asked).toEqual(['push'])
  loop.pauses[loop.pauses.length - 1]?.run()
  expect(loop.asked).toEqual(['push', 'push'])
  await loop.answer('failed')
  loop.sync.wake('foreground')
  expect(loop.asked).toEqual(['push', 'push', 'push'])
})

test('never has more than one request under way, however often it is woken', async () => {
  const loop = bench()
  for (let i = 0; i < 5; i += 1) loop.sync.wake('write')
  await loop.answer('more')
  loop.sync.wake('poke')
  await loop.answer('done')
  loop.sync.wake('foreground')
  await loop.answer('done')
  expect(loop.most()).toBe(1)
})

test('woken while it works, it goes round once more', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('done')
  loop.sync.wake('write')
  await loop.answer('done', 'done', 'done')
  expect(loop.asked).toEqual(['push', 'pull', 'push', 'pull'])
  expect(loop.status()).toBe('idle')
})

test('pauses grow from one second to sixty, with full jitter', async () => {
  const loop = bench(0.5)
  loop.sync.wake('write')
  for (let i = 0; i < 9; i += 1) {
    await loop.answer('failed')
    expect(loop.status()).toBe('offline')
    loop.pauses[loop.pauses.length - 1]?.run()
  }
  expect(loop.pauses.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  const all = bench(0.999)
  all.sync.wake('write')
  await all.answer('failed')
  expect(all.pauses[0]?.ms).toBeCloseTo(999)
})

test.each(['network', 'foreground'] as const)('%s starts the pauses from one second again, a poke does not', async (reason) => {
  const loop = bench(1)
  loop.sync.wake('write')
  await loop.answer('failed')
  loop.sync.wake('poke')
  await loop.answer('failed')
  loop.sync.wake(reason)
  await loop.answer('failed')
  expect(loop.pauses.map(({ ms }) => ms)).toEqual([1000, 2000, 1000])
})

test('a network that comes back during a failing round is tried at once', async () => {
  const loop = bench()
  loop.sync.wake('write')
  loop.sync.wake('network')
  await loop.answer('failed')
  expect(loop.pauses).toEqual([])
  await loop.answer('failed')
  expect(loop.pauses).toHaveLength(1)
})

test('a pull after a failed push is not tried: what is shown would be older than what is written', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('failed')
  expect(loop.asked).toEqual(['push'])
})

test('idle, it looks again within a minute by itself', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('done', 'done')
  expect(loop.pauses).toHaveLength(1)
  expect(loop.pauses[0]?.ms).toBe(60_000)
  loop.pauses[0]?.run()
  await loop.answer('done', 'done')
  expect(loop.rounds()).toBe(2)
})

test('expired: writes no longer ask the server; a sign-in goes on at once', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('expired')
  expect(loop.status()).toBe('expired')
  loop.sync.wake('write')
  loop.sync.wake('network')
  expect(loop.asked).toEqual(['push'])
  loop.sync.resume()
  await loop.answer('done', 'done')
  expect(loop.status()).toBe('idle')
})

test('outdated: it pulls no more and still hands in what is written', async () => {
  const loop = bench()
  loop.sync.wake('write')
  await loop.answer('done', 'outdated')
  expect(loop.status()).toBe('outdated')
  loop.sync.wake('write')
  await loop.answer('more', 'done')
  expect(loop.asked).toEqual(['push', 'pull', 'push', 'push'])
  expect(loop.status()).toBe('outdated')
})

test('stopped in the middle of a step, it asks nothing more and shows nothing more', async () => {
  const loop = bench()
  loop.sync.wake('write')
  loop.sync.stop()
  await loop.answer('more')
  loop.sync.wake('write')
  expect(loop.asked).toEqual(['push'])
  expect(loop.status()).toBe('working')
})

test('a step that throws is told to the host and does not stop the queue', async () => {
  const told: (() => void)[] = []
  let pushes = 0
  const sync = createSync({
    push: () => { pushes += 1; return pushes === 1 ? Promise.reject(new Error('bug')) : Promise.resolve('done') },
    pull: () => Promise.resolve('done'),
    media: () => Promise.resolve({ kind: 'rest', ms: Infinity }),
    asked: () => 0,
    onHope: () => undefined,
    chance: () => 0,
    after: (_ms, run) => { told.push(run); return () => undefined },
    onStatus: () => undefined,
    onRound: () => undefined,
  })
  sync.wake('write')
  await new Promise<void>((resolve) => void setImmediate(resolve))
  expect(() => told[0]?.()).toThrow('bug')
  sync.wake('network')
  await new Promise<void>((resolve) => void setImmediate(resolve))
  expect(pushes).toBe(2)
})

/** Pictures whose steps are answered by the test. */
function pictures() {
  const steps: ((step: MediaStep) => void)[] = []
  const ask = (): Promise<MediaStep> => new Promise((resolve) => steps.push(resolve))
  return { ask, steps, async answer(step: MediaStep) { steps.shift()?.(step); await new Promise<void>((resolve) => void setImmediate(resolve)) } }
}

test('pictures go only behind a round that ended well, piece after piece, and whatever is woken meanwhile goes first', async () => {
  const media = pictures()
  const loop = bench(0.5, media.ask)
  loop.sync.wake('write')
  await loop.answer('failed')
  expect(media.steps).toHaveLength(0)
  loop.sync.wake('write')
  await loop.answer('done', 'done')
  await media.answer({ kind: 'more' })
  expect(media.steps).toHaveLength(1)
  loop.sync.wake('write')
  await media.answer({ kind: 'more' })
  expect(media.steps).toHaveLength(0)
  expect(loop.asked.slice(-1)).toEqual(['push'])
  await loop.answer('done', 'done')
  await media.answer({ kind: 'rest', ms: 7_000 })
  expect(loop.status()).toBe('idle')
  expect(loop.pauses.slice(-1)[0]?.ms).toBe(7_000)
})

test('a program too old to receive sends no pictures, and an ended sign-in met by one is told', async () => {
  const media = pictures()
  const old = bench(0.5, media.ask)
  old.sync.wake('write')
  await old.answer('done', 'outdated')
  old.sync.wake('write')
  await old.answer('done')
  expect([media.steps.length, old.status()]).toEqual([0, 'outdated'])
  const loop = bench(0.5, media.ask)
  loop.sync.wake('write')
  await loop.answer('done', 'done')
  await media.answer({ kind: 'expired' })
  expect(loop.status()).toBe('expired')
})

test('pictures that take long do not keep the phone from asking for news every minute; hope is told of', async () => {
  const media = pictures()
  const loop = bench(0.5, media.ask)
  loop.sync.wake('foreground')
  expect(loop.hopes()).toBe(1)
  await loop.answer('done', 'done')
  await media.answer({ kind: 'more' })
  const minute = loop.pauses.slice(-1)[0]
  expect(minute?.ms).toBe(60_000)
  minute?.run()
  await media.answer({ kind: 'more' })
  expect(loop.asked.slice(-1)).toEqual(['push'])
})
