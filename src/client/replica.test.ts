import fc from 'fast-check'
import { createWorld } from '../../test/standin/world'
import { newId } from '../core/id'
import type { StoredRecord } from '../core/op'
import type { PullAnswer, StreamChanges } from '../core/protocol'
import { atomicFiles } from './platform/atomicFiles'
import { memoryDisk } from './platform/memoryDisk'
import { createReplica, type Replica } from './replica'
import { createSealer } from './seal'

const KEY = Buffer.alloc(32, 7).toString('base64')

function phone() {
  const world = createWorld(5)
  const disk = memoryDisk()
  const start = async (): Promise<Replica> => {
    const replica = createReplica(atomicFiles(disk), createSealer(KEY, world.random), 'zhang', world.now)
    await replica.load()
    return replica
  }
  const ids = Array.from({ length: 40 }, () => newId(world.now(), world.random))
  return { world, disk, start, id: (i: number): string => ids[i] ?? '' }
}

function record(id: string, n: number, people = n): StoredRecord {
  return { id, kind: 'dispute', stage: 'registered', values: { people }, written: [], n, createdBy: '' }
}

function changes(part: Partial<StreamChanges>): StreamChanges {
  return { stream: 'town', epoch: 'e1', fresh: false, from: 0, to: 0, records: [], bare: [], gone: [], ...part }
}

function answer(cursor: string, ...streams: StreamChanges[]): PullAnswer {
  return { cursor, more: false, streams }
}

const peopleOf = (replica: Replica): readonly unknown[] => [...replica.records.values()].map(({ record: { values } }) => values.people).sort()

test('what was pulled is there at the next start, with its cursor', async () => {
  const { start, id } = phone()
  await (await start()).take(answer('c2', changes({ fresh: true, to: 2, records: [record(id(1), 1), record(id(2), 2)] })))
  const again = await start()
  expect(peopleOf(again)).toEqual([1, 2])
  expect(again.cursor()).toBe('c2')
  expect(again.positions()).toEqual([{ stream: 'town', epoch: 'e1', upTo: 2, complete: true }])
})

test('a later page replaces the records it brings and purges those that are gone', async () => {
  const { start, id } = phone()
  const replica = await start()
  await replica.take(answer('c2', changes({ fresh: true, to: 2, records: [record(id(1), 1), record(id(2), 2)] })))
  const taken = await replica.take(answer('c4', changes({ from: 2, to: 4, records: [record(id(1), 3, 30)], bare: [[4, 4]], gone: [id(2)] })))
  expect([...taken.touched].sort()).toEqual([id(1), id(2)].sort())
  expect(peopleOf(replica)).toEqual([30])
  expect(peopleOf(await start())).toEqual([30])
})

test('a missing change is found out: the stream is incomplete and read again from nothing', async () => {
  const { start, id } = phone()
  const replica = await start()
  await replica.take(answer('c2', changes({ fresh: true, to: 2, bare: [[1, 2]] })))
  const taken = await replica.take(answer('c5', changes({ from: 2, to: 5, records: [record(id(1), 3), record(id(2), 5)] })))
  expect(taken.complete).toBe(false)
  expect(replica.cursor()).toBeNull()
  expect(replica.positions()).toEqual([{ stream: 'town', epoch: 'e1', upTo: 2, complete: false }])
  expect(peopleOf(replica)).toEqual([3, 5])
  expect((await start()).cursor()).toBeNull()
})

test('a page that begins after what the phone has is a gap', async () => {
  const { start } = phone()
  const replica = await start()
  await replica.take(answer('c2', changes({ fresh: true, to: 2, bare: [[1, 2]] })))
  expect((await replica.take(answer('c9', changes({ from: 5, to: 9, bare: [[6, 9]] })))).complete).toBe(false)
})

test('another epoch without a fresh reading is a gap', async () => {
  const { start } = phone()
  const replica = await start()
  await replica.take(answer('c2', changes({ fresh: true, to: 2, bare: [[1, 2]] })))
  expect((await replica.take(answer('c3', changes({ epoch: 'e2', from: 2, to: 3, bare: [[3, 3]] })))).complete).toBe(false)
})

test('a fresh reading over several pages replaces what was held only at its end', async () => {
  const { start, id } = phone()
  const replica = await start()
  await replica.take(answer('c3', changes({ fresh: true, to: 3, records: [record(id(1), 1), record(id(2), 2), record(id(3), 3)] })))
  await replica.take({ ...answer('f1', changes({ epoch: 'e2', fresh: true, to: 1, records: [record(id(1), 1, 10)] })), more: true })
  expect(peopleOf(replica)).toEqual([10, 2, 3])
  const middle = await start()
  expect(peopleOf(middle)).toEqual([10, 2, 3])
  await middle.take(answer('f2', changes({ epoch: 'e2', from: 1, to: 2, records: [record(id(4), 2, 40)] })))
  expect(peopleOf(middle)).toEqual([10, 40])
  const again = await start()
  expect(peopleOf(again)).toEqual([10, 40])
  expect(again.cursor()).toBe('f2')
})

test('a stream the server no longer names is purged', async () => {
  const { start, id } = phone()
  const replica = await start()
  await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] }), changes({ stream: 'county', fresh: true, to: 1, records: [record(id(2), 1, 7)] })))
  const taken = await replica.take(answer('c2', changes({ stream: 'county', from: 1, to: 1 })))
  expect(taken.touched).toEqual([id(1)])
  expect(peopleOf(await start())).toEqual([7])
})

test('dying at any storage call of a pull, the next start has the old position or the new, never a position without its records', async () => {
  for (let k = 1; ; k += 1) {
    const { start, disk, id } = phone()
    const first = await start()
    await first.take(answer('c3', changes({ fresh: true, to: 3, records: [record(id(1), 1), record(id(2), 2), record(id(3), 3)] })))
    disk.faults.dieAt = disk.calls() + k
    disk.faults.tear = 0.5
    await first.take(answer('c6', changes({ from: 3, to: 6, records: [record(id(1), 4, 40), record(id(2), 5, 50), record(id(4), 6, 60)] })))
    const isPast = disk.calls() < disk.faults.dieAt
    disk.faults.dieAt = Infinity
    const again = await start()
    const shown = peopleOf(again)
    if (again.cursor() === 'c6') expect(shown).toEqual([3, 40, 50, 60])
    else {
      expect(again.cursor()).toBe('c3')
      await again.take(answer('c6', changes({ from: 3, to: 6, records: [record(id(1), 4, 40), record(id(2), 5, 50), record(id(4), 6, 60)] })))
      expect(peopleOf(await start())).toEqual([3, 40, 50, 60])
    }
    if (isPast) break
  }
})

test.each(['lost', 'torn', 'older'])('a segment file that is %s makes the next pull start from nothing', async (how) => {
  const { start, disk, id } = phone()
  const replica = await start()
  await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] })))
  const [path = '', old = ''] = [...disk.texts].find(([name]) => name.startsWith('replica/zhang/town/')) ?? []
  await replica.take(answer('c2', changes({ from: 1, to: 2, records: [record(id(1), 2)] })))
  if (how === 'lost') disk.texts.delete(path)
  if (how === 'torn') disk.texts.set(path, old.slice(0, 30))
  if (how === 'older') disk.texts.set(path, old)
  const again = await start()
  expect(again.cursor()).toBeNull()
  expect(again.positions()[0]?.complete).toBe(false)
})

test('a full phone keeps what it pulled in memory, says so, and does not pretend to have stored it', async () => {
  const { start, disk, id } = phone()
  const replica = await start()
  disk.faults.capacity = 10
  expect((await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] })))).kept).toBe(false)
  expect(peopleOf(replica)).toEqual([1])
  expect((await start()).cursor()).toBeNull()
  disk.faults.capacity = Infinity
  expect((await replica.take(answer('c2', changes({ from: 1, to: 2, records: [record(id(2), 2)] })))).kept).toBe(true)
  expect(peopleOf(await start())).toEqual([1, 2])
})

test('given up for what people write, it stays in memory and leaves no file', async () => {
  const { start, disk, id } = phone()
  const replica = await start()
  await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] })))
  await replica.evict(null)
  expect([...disk.texts.keys()]).toEqual([])
  expect(peopleOf(replica)).toEqual([1])
  await replica.take(answer('c2', changes({ from: 1, to: 2, records: [record(id(2), 2)] })))
  expect([...disk.texts.keys()]).toEqual([])
})

test('all but the county given up, the next start has the county and reads everything anew', async () => {
  const { start, id } = phone()
  const replica = await start()
  await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] }), changes({ stream: 'county', fresh: true, to: 1, records: [record(id(2), 1, 7)] })))
  await replica.evict('county')
  await replica.take(answer('c2', changes({ from: 1, to: 1 }), changes({ stream: 'county', from: 1, to: 2, records: [record(id(3), 2, 8)] })))
  expect(peopleOf(replica)).toEqual([1, 7, 8])
  const again = await start()
  expect(peopleOf(again)).toEqual([7, 8])
  expect(again.cursor()).toBeNull()
})

test('a record that came with a pull the program died in, and left the scope before the next, does not stay', async () => {
  const { start, disk, id: any } = phone()
  const id = (i: number): string => `${any(i).slice(0, -2)}01`
  const first = await start()
  await first.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] })))
  disk.faults.dieAt = disk.calls() + 4
  await first.take(answer('c2', changes({ from: 1, to: 2, records: [record(id(2), 2)] })))
  disk.faults.dieAt = Infinity
  const again = await start()
  expect([peopleOf(again), again.cursor()]).toEqual([[1, 2], 'c1'])
  // The server names only what the phone had at its cursor.
  const taken = await again.take(answer('c3', changes({ from: 1, to: 3, bare: [[2, 3]] })))
  expect(taken.touched).toEqual([id(2)])
  expect(peopleOf(await start())).toEqual([1])
})

test('of a stream that is no longer one’s own no file stays', async () => {
  const { start, disk, id } = phone()
  const replica = await start()
  await replica.take(answer('c1', changes({ fresh: true, to: 1, records: [record(id(1), 1)] }), changes({ stream: 'county', fresh: true, to: 1, records: [record(id(2), 1, 7)] })))
  await replica.take(answer('c2', changes({ stream: 'county', from: 1, to: 1 })))
  expect([...disk.texts.keys()].filter((name) => name.includes('/town/'))).toEqual([])
  expect((await start()).cursor()).toBe('c2')
})

describe('a long first reading', () => {
  const PAGE = 120
  const long = Array.from({ length: 20 * PAGE }, (_, i) => record(`00000000-0000-4000-8000-${(i * 7919).toString(16).padStart(12, '0')}`, i + 1))
  const page = (i: number): PullAnswer => ({
    ...answer(`c${i + 1}`, changes({ fresh: i === 0, from: i * PAGE, to: (i + 1) * PAGE, records: long.slice(i * PAGE, (i + 1) * PAGE) })), more: (i + 1) * PAGE < long.length,
  })
  const pages = Array.from({ length: 20 }, (_, i) => page(i))

  test('is written little more than twice at most, not once for each page', async () => {
    const { start, disk } = phone()
    const replica = await start()
    let written = 0
    const { writeFile } = disk
    disk.writeFile = (name, text) => {
      written += text.length
      return writeFile(name, text)
    }
    for (const each of pages) await replica.take(each)
    const kept = [...disk.texts.values()].reduce((sum, text) => sum + text.length, 0)
    expect(written).toBeLessThan(2.3 * kept)
    expect(peopleOf(await start())).toHaveLength(long.length)
  })

  test('goes on, after the program died at any page, from a place all of whose records are there', async () => {
    for (const died of [1, 2, 3, 6, 12, 19, 20]) {
      const { start } = phone()
      const first = await start()
      for (const each of pages.slice(0, died)) await first.take(each)
      const again = await start()
      const reached = Number(again.cursor()?.slice(1) ?? 0)
      expect([...again.records.values()].filter((known) => known.record.n <= reached * PAGE)).toHaveLength(reached * PAGE)
      // Not from nothing: nearly a fifth of what had come is always there.
      expect(reached).toBeGreaterThanOrEqual(Math.floor(died / 5))
      for (const each of pages.slice(reached)) await again.take(each)
      expect(peopleOf(await start())).toHaveLength(long.length)
    }
  })

  test('is written page by page where each takes ten seconds', async () => {
    const { start, world } = phone()
    const replica = await start()
    for (const [i, each] of pages.slice(0, 10).entries()) {
      world.setNow(world.now() + 10_000)
      expect(await replica.take(each)).toMatchObject({ kept: true })
      expect((await start()).cursor()).toBe(`c${i + 1}`)
    }
  })
})

test('over random pulls, restarts and deaths the phone ends with exactly what the server holds', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), at: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant('leave' as const), at: fc.nat({ max: 9 }) }),
    fc.constant({ kind: 'pull' as const }),
    fc.record({ kind: fc.constant('die' as const), at: fc.integer({ min: 1, max: 30 }) }),
    fc.constant({ kind: 'epoch' as const }),
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const { start, disk, id } = phone()
    let replica = await start()
    let epoch = 1
    let n = 0
    const held = new Map<string, StoredRecord>()
    /** Per record, the change it last came into sight with and the one it left with. */
    const leftAt = new Map<string, { readonly since: number; readonly left: number }>()
    const pull = async (): Promise<void> => {
      const [at, seen] = (replica.cursor() ?? '0/0').split('/').map(Number)
      const fresh = at !== epoch
      const from = fresh ? 0 : (seen ?? 0)
      const records = [...held.values()].filter((one) => one.n > from).sort((a, b) => a.n - b.n)
      const gone = fresh ? [] : [...leftAt].flatMap(([one, times]) => (times.since <= from && times.left > from && !held.has(one) ? [one] : []))
      const bare = Array.from({ length: n - from }, (_, i) => from + i + 1).filter((m) => !records.some((one) => one.n === m)).map((m) => [m, m] as const)
      await replica.take(answer(`${epoch}/${n}`, changes({ epoch: `e${epoch}`, fresh, from, to: n, records, bare, gone })))
    }
    for (const one of steps) {
      if (one.kind === 'change') {
        if (!held.has(id(one.at))) leftAt.set(id(one.at), { since: n + 1, left: Infinity })
        held.set(id(one.at), record(id(one.at), (n += 1)))
      }
      const here = leftAt.get(id('at' in one ? one.at : -1))
      if (one.kind === 'leave' && here !== undefined && held.delete(id(one.at))) leftAt.set(id(one.at), { ...here, left: (n += 1) })
      if (one.kind === 'epoch') epoch += 1
      if (one.kind === 'die') disk.faults.dieAt = disk.calls() + one.at
      if (one.kind !== 'pull' && one.kind !== 'die') continue
      await pull()
      if (disk.faults.dieAt === Infinity) continue
      disk.faults.dieAt = Infinity
      replica = await start()
    }
    replica = await start()
    await pull()
    const again = await start()
    const [mine, theirs] = [again.records, held]
    expect([...mine.values()].map((known) => known.record).sort((a, b) => a.n - b.n)).toEqual([...theirs.values()].sort((a, b) => a.n - b.n))
  }), { numRuns: 150 })
})
