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
    const replica = createReplica(atomicFiles(disk), createSealer(KEY, world.random), 'zhang')
    await replica.load()
    return replica
  }
  const ids = Array.from({ length: 40 }, () => newId(world.now(), world.random))
  return { world, disk, start, id: (i: number): string => ids[i] ?? '' }
}

function record(id: string, n: number, people = n): StoredRecord {
  return { id, kind: 'dispute', stage: 'registered', values: { people }, written: {}, n, createdBy: '' }
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

test('over random pulls, restarts and deaths the phone ends with exactly what the server holds', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), at: fc.nat({ max: 9 }) }),
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
    const pull = async (): Promise<void> => {
      const [at, seen] = (replica.cursor() ?? '0/0').split('/').map(Number)
      const fresh = at !== epoch
      const from = fresh ? 0 : (seen ?? 0)
      const records = [...held.values()].filter((one) => one.n > from).sort((a, b) => a.n - b.n)
      const bare = Array.from({ length: n - from }, (_, i) => from + i + 1).filter((m) => !records.some((one) => one.n === m)).map((m) => [m, m] as const)
      await replica.take(answer(`${epoch}/${n}`, changes({ epoch: `e${epoch}`, fresh, from, to: n, records, bare })))
    }
    for (const one of steps) {
      if (one.kind === 'change') held.set(id(one.at), record(id(one.at), (n += 1)))
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
  }), { numRuns: 60 })
})
