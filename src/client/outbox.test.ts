import { createWorld } from '../../test/standin/world'
import { must } from '../core/assert'
import type { Op, OpBody, Refusal } from '../core/op'
import type { OpResult } from '../core/protocol'
import { createJournal } from './journal'
import { createOutbox, type Outbox } from './outbox'
import { atomicFiles } from './platform/atomicFiles'
import { createDevice } from './platform/device'
import { memoryKv } from './platform/kv'
import { memoryDisk } from './platform/memoryDisk'
import { createSealer } from './seal'

const LIMITS = { ops: 50, bytes: 64 * 1024 }
const CREATE: OpBody = { kind: 'create', move: 'register', set: { type: 'neighbour' } }
const EDIT: OpBody = { kind: 'edit', set: { people: 2 } }
const KEY = Buffer.alloc(32, 7).toString('base64')

async function phone() {
  const world = createWorld(3)
  const disk = memoryDisk()
  const values = new Map<string, string>()
  const device = { ...createDevice(), now: world.now, random: world.random }
  const start = async (code = 'K7'): Promise<Outbox> => {
    const journal = createJournal(atomicFiles(disk), memoryKv(values), createSealer(KEY, world.random), 'zhang')
    const outbox = createOutbox(journal, device, code, 1)
    await outbox.open()
    return outbox
  }
  return { world, disk, values, start, outbox: await start() }
}

async function add(outbox: Outbox, record: string, body: OpBody = EDIT, stream = 'town'): Promise<Op> {
  const added = await outbox.add({ stream, kind: 'dispute', record, base: 0, body, seen: null, replaces: [], draft: null })
  if (added.kind !== 'added') throw new Error(added.why)
  return added.entry.op
}

function batch(outbox: Outbox): readonly Op[] {
  return outbox.next(LIMITS)?.ops ?? []
}

function applied(op: Op, n: number): OpResult {
  return { id: op.id, kind: 'applied', n, conflicts: [], given: {} }
}
function rejected(op: Op, code: 'noRecord' | 'seqTaken' | 'notAllowed'): OpResult {
  return { id: op.id, kind: 'rejected', refusal: { code } as Refusal }
}

async function answer(outbox: Outbox, results: (op: Op, i: number) => OpResult, epoch = 'e1'): Promise<readonly Op[]> {
  const next = must(outbox.next(LIMITS), 'something to push')
  await outbox.judged(next.lane, next.ops, { epoch, results: next.ops.map(results) })
  return next.ops
}

const seqs = (ops: readonly Op[]): readonly number[] => ops.map(({ seq }) => seq)

test('places are 1, 2, 3 … without gaps per stream, also over restarts', async () => {
  const { outbox, start } = await phone()
  await add(outbox, 'a')
  await add(outbox, 'b', EDIT, 'county')
  await add(outbox, 'c')
  const again = await start()
  await add(again, 'd')
  await add(again, 'e', EDIT, 'county')
  expect(seqs(again.waiting('town').map(({ entry }) => entry.op))).toEqual([1, 2, 3])
  expect(seqs(again.waiting('county').map(({ entry }) => entry.op))).toEqual([1, 2])
})

test('writings at the same moment get places one after another', async () => {
  const { outbox } = await phone()
  await Promise.all(Array.from({ length: 10 }, (_, i) => add(outbox, `r${i}`)))
  expect(seqs(batch(outbox))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('what did not fit on the phone uses up no place', async () => {
  const { outbox, disk } = await phone()
  await add(outbox, 'a')
  disk.faults.capacity = 0
  const refused = await outbox.add({ stream: 'town', kind: 'dispute', record: 'b', base: 0, body: EDIT, seen: null, replaces: [], draft: null })
  expect(refused).toEqual({ kind: 'notAdded', why: 'full' })
  disk.faults.capacity = Infinity
  await add(outbox, 'c')
  expect(seqs(batch(outbox))).toEqual([1, 2])
})

test('places go on from the files, from the small values, or from the standing: whichever is left', async () => {
  for (const lost of ['files', 'values', 'standing']) {
    const { outbox, start, disk, values } = await phone()
    await add(outbox, 'a')
    await add(outbox, 'b')
    // The standing is written behind a save, before anything else.
    await outbox.tidy()
    if (lost === 'files') disk.evict(() => true)
    if (lost === 'values') values.clear()
    if (lost === 'standing') { disk.evict((name) => name.startsWith('standing/')); values.clear() }
    expect((await add(await start(), 'c')).seq).toBe(3)
  }
})

test('receipt numbers run on over streams and restarts', async () => {
  const { outbox, start } = await phone()
  await add(outbox, 'a')
  await add(outbox, 'b', EDIT, 'county')
  const again = await start()
  await add(again, 'c')
  expect(again.waiting().map(({ entry }) => entry.serial).sort()).toEqual([1, 2, 3])
})

test('an op is received, and dropped from the view only when the pull has passed its change', async () => {
  const { outbox } = await phone()
  const op = await add(outbox, 'a', CREATE)
  await answer(outbox, (sent) => applied(sent, 7))
  expect(outbox.waiting()).toEqual([])
  const verdict = () => outbox.ofRecord('a')[0]?.verdict?.kind
  expect(verdict()).toBe('received')
  await outbox.passed(() => ({ epoch: 'e1', upTo: 6 }), true)
  expect(verdict()).toBe('received')
  await outbox.passed(() => ({ epoch: 'e2', upTo: 9 }), true)
  expect(verdict()).toBe('received')
  expect(await outbox.passed(() => ({ epoch: 'e1', upTo: 7 }), true)).toEqual(['a'])
  expect(verdict()).toBe('passed')
  expect(outbox.next(LIMITS)).toBeNull()
  expect(op.seq).toBe(1)
})

test('an answer that names only some of the ops leaves the others waiting', async () => {
  const { outbox } = await phone()
  await add(outbox, 'a')
  await add(outbox, 'b')
  const next = must(outbox.next(LIMITS), 'a batch')
  await outbox.judged(next.lane, next.ops, { epoch: 'e1', results: [applied(must(next.ops[0], 'op'), 1)] })
  expect(outbox.waiting().map(({ entry }) => entry.op.record)).toEqual(['b'])
})

test('a verdict of a newer server decides nothing', async () => {
  const { outbox } = await phone()
  await add(outbox, 'a')
  await answer(outbox, (op) => ({ id: op.id, kind: 'deferred' }) as unknown as OpResult)
  expect(outbox.waiting()).toHaveLength(1)
})

test('conflicts go to 需核对 when the pull has brought what stands there, and stay until settled, also over a restart', async () => {
  const { outbox, start } = await phone()
  const op = await add(outbox, 'a')
  const conflicts = [{ path: 'people', mine: 2, stored: 5 }]
  await answer(outbox, () => ({ id: op.id, kind: 'applied', n: 3, conflicts, given: {} }))
  expect(outbox.attention()).toEqual([])
  await outbox.passed(() => ({ epoch: 'e1', upTo: 3 }), true)
  const again = await start()
  expect(again.attention()[0]?.verdict).toMatchObject({ kind: 'conflict', conflicts })
  await again.settle([op.id], null)
  expect(again.attention()).toEqual([])
  expect((await start()).attention()).toEqual([])
})

test('refused ops stay in 需核对 whatever time passes', async () => {
  const { outbox, start, world } = await phone()
  await add(outbox, 'a')
  await answer(outbox, (op) => rejected(op, 'notAllowed'))
  world.setNow(world.now() + 90 * 24 * 3600_000)
  const again = await start()
  await again.tidy()
  expect(again.attention()[0]?.verdict).toMatchObject({ kind: 'refused', refusal: { code: 'notAllowed' } })
})

test('ops on a record whose creation was refused are held, and named after it', async () => {
  const { outbox } = await phone()
  const create = await add(outbox, 'a', CREATE)
  await add(outbox, 'a', EDIT)
  const other = await add(outbox, 'b', CREATE)
  await answer(outbox, (op) => (op === other ? applied(op, 1) : rejected(op, op === create ? 'notAllowed' : 'noRecord')))
  expect(outbox.attention().map(({ verdict }) => verdict?.kind)).toEqual(['refused', 'held'])
  expect(outbox.attention()[1]?.verdict).toMatchObject({ by: create.id })
  expect(outbox.ofRecord('b')[0]?.verdict?.kind).toBe('received')
})

test('an op that asks for a record created again later goes once more behind it', async () => {
  const { outbox } = await phone()
  const create = await add(outbox, 'a', CREATE)
  await answer(outbox, (op) => rejected(op, 'notAllowed'))
  const edit = await add(outbox, 'a', EDIT)
  await outbox.add({ stream: 'town', kind: 'dispute', record: 'a', base: 0, body: CREATE, seen: null, replaces: [create.id], draft: null })
  await answer(outbox, (op) => (op.id === edit.id ? rejected(op, 'noRecord') : applied(op, 1)))
  const [again] = batch(outbox)
  expect(again).toMatchObject({ seq: 4, record: 'a', body: EDIT, claimedAt: edit.claimedAt })
  expect(again?.id).not.toBe(edit.id)
  expect(outbox.attention()).toEqual([])
})

test('F12 a place used up by a copy of this phone: the op goes once more as a new one, and the old one is nobody\'s worry', async () => {
  const { outbox, start } = await phone()
  const first = await add(outbox, 'a', CREATE)
  const second = await add(outbox, 'a', EDIT)
  await answer(outbox, (op) => rejected(op, 'seqTaken'))
  const again = await start()
  expect(batch(again).map(({ seq, body }) => ({ seq, body }))).toEqual([{ seq: 3, body: CREATE }, { seq: 4, body: EDIT }])
  expect(batch(again).map(({ id }) => id)).not.toContain(first.id)
  expect(batch(again).map(({ id }) => id)).not.toContain(second.id)
  expect(again.attention()).toEqual([])
})

test('dying between the new file and the verdict of the old one does not write it twice', async () => {
  const { outbox, start, disk } = await phone()
  await add(outbox, 'a', CREATE)
  const next = must(outbox.next(LIMITS), 'a batch')
  // What the save wrote behind itself is done.
  await outbox.settle([], null)
  // The op file takes three calls; the standing dies.
  disk.faults.dieAt = disk.calls() + 4
  await outbox.judged(next.lane, next.ops, { epoch: 'e1', results: next.ops.map((op) => rejected(op, 'seqTaken')) })
  disk.faults.dieAt = Infinity
  const again = await start()
  expect(again.ofRecord('a')).toHaveLength(1)
  expect(seqs(batch(again))).toEqual([1, 2])
  await answer(again, (op) => (op.seq === 1 ? rejected(op, 'seqTaken') : applied(op, 1)))
  expect(batch(again)).toEqual([])
  expect(again.attention()).toEqual([])
})

test('an op whose place is taken, with later work on the record under way, is left to its author', async () => {
  const { outbox } = await phone()
  const first = await add(outbox, 'a', EDIT)
  await add(outbox, 'a', EDIT)
  await answer(outbox, (op) => (op.id === first.id ? rejected(op, 'seqTaken') : applied(op, 1)))
  expect(outbox.attention()[0]?.verdict).toMatchObject({ kind: 'refused', refusal: { code: 'seqTaken' } })
  expect(batch(outbox)).toEqual([])
})

test('acknowledged ops are kept seven days and offered again after an epoch change', async () => {
  const { outbox, world, start } = await phone()
  await add(outbox, 'a', CREATE)
  await answer(outbox, (op) => applied(op, 1))
  await outbox.passed(() => ({ epoch: 'e1', upTo: 1 }), true)
  world.setNow(world.now() + 6 * 24 * 3600_000)
  const later = await start()
  await later.tidy()
  expect(await later.epochOf('town', 'e2')).toEqual(['a'])
  expect(seqs(batch(later))).toEqual([1])
  await answer(later, (op) => ({ id: op.id, kind: 'duplicate', n: 1, conflicts: [], given: {} }), 'e2')
  await later.passed(() => ({ epoch: 'e2', upTo: 1 }), true)
  world.setNow(world.now() + 8 * 24 * 3600_000)
  await later.tidy()
  // A week alone is no reason: the server may have been put back meanwhile, or the clock runs ahead.
  expect(later.ofRecord('a')).toHaveLength(1)
  await later.epochOf('town', 'e2')
  await later.tidy()
  expect(later.ofRecord('a')).toEqual([])
  expect(await later.epochOf('town', 'e3')).toEqual([])
  expect((await add(later, 'b')).seq).toBe(2)
})

test('the first epoch ever heard offers nothing again', async () => {
  const { outbox } = await phone()
  await add(outbox, 'a')
  expect(await outbox.epochOf('town', 'e1')).toEqual([])
})

test('an op its author dropped is not offered again after an epoch change, one settled after it took effect is', async () => {
  const { outbox } = await phone()
  const [refused, conflicting] = [await add(outbox, 'a'), await add(outbox, 'b')]
  await answer(outbox, (op) => (op === refused ? rejected(op, 'notAllowed') : { id: op.id, kind: 'applied', n: 1, conflicts: [{ path: 'people', mine: 2, stored: 5 }], given: {} }))
  await outbox.passed(() => ({ epoch: 'e1', upTo: 1 }), true)
  await outbox.settle([refused.id, conflicting.id], '记错了')
  await outbox.epochOf('town', 'e2')
  expect(batch(outbox).map(({ id }) => id)).toEqual([conflicting.id])
})

test('F21 an op that cannot be opened any more does not block those behind it: a filler takes its place', async () => {
  const { outbox, disk, start } = await phone()
  const ops = [await add(outbox, 'a'), await add(outbox, 'b'), await add(outbox, 'c')]
  disk.texts.set(`ops/zhang/${ops[1]?.id}`, 'SSB1.')
  const again = await start()
  const server = strictServer()
  for (let i = 0; i < 6 && again.next(LIMITS) !== null; i += 1) await answer(again, server)
  expect(again.waiting()).toEqual([])
  expect(again.attention()).toEqual([])
})

test('a server that lost more than the phone still has gets fillers as far back as it asks', async () => {
  const { outbox, world, start } = await phone()
  for (let i = 0; i < 120; i += 1) await add(outbox, `r${i}`)
  while (outbox.next(LIMITS) !== null) await answer(outbox, (op) => applied(op, op.seq))
  await outbox.passed(() => ({ epoch: 'e1', upTo: 120 }), true)
  world.setNow(world.now() + 8 * 24 * 3600_000)
  await outbox.tidy()
  const again = await start()
  await add(again, 'new')
  const server = strictServer()
  let pushes = 0
  for (; again.next(LIMITS) !== null && pushes < 20; pushes += 1) await answer(again, server, 'e2')
  expect(again.waiting()).toEqual([])
  expect(again.ofRecord('new')[0]?.verdict?.kind).toBe('received')
})

test('ops the server cannot take in at all leave the queue for 需核对, and those behind them go on', async () => {
  const { outbox } = await phone()
  const big = await add(outbox, 'a')
  await add(outbox, 'b')
  await outbox.turnedAway([big], { code: 'tooLarge' })
  const server = strictServer()
  for (let i = 0; i < 6 && outbox.next(LIMITS) !== null; i += 1) await answer(outbox, server)
  expect(outbox.waiting()).toEqual([])
  expect(outbox.attention().map(({ entry }) => entry.op.id)).toEqual([big.id])
})

test('a batch keeps to its number of ops and its bytes, but always holds one', async () => {
  const { outbox } = await phone()
  for (let i = 0; i < 8; i += 1) await add(outbox, `r${i}`, { kind: 'edit', set: { summary: '宅'.repeat(1000) } })
  expect(seqs(outbox.next({ ops: 3, bytes: 1e6 })?.ops ?? [])).toEqual([1, 2, 3])
  const fitting = outbox.next({ ops: 50, bytes: 8_000 })?.ops ?? []
  expect(seqs(fitting)).toEqual([1, 2])
  expect(seqs(outbox.next({ ops: 50, bytes: 10 })?.ops ?? [])).toEqual([1])
})

test('ops of an earlier device code go out under it, before the new ones have to wait', async () => {
  const { outbox, start } = await phone()
  await add(outbox, 'a')
  const moved = await start('M9')
  await add(moved, 'b')
  const lanes: string[] = []
  while (moved.next(LIMITS) !== null) lanes.push((await answer(moved, (op) => applied(op, 1))).map(({ device, seq }) => `${device}/${seq}`).join())
  expect(lanes).toEqual(['K7/1', 'M9/1'])
})

test('files the system cleared while the program runs are written back, unless all is done with them', async () => {
  const { outbox, disk, start } = await phone()
  await add(outbox, 'a')
  disk.evict((name) => name.startsWith('ops/'))
  await outbox.tidy()
  expect((await start()).waiting()).toHaveLength(1)
})

/** Takes places strictly, knows no ops before, and refuses the kind of fillers. */
function strictServer(): (op: Op) => OpResult {
  let taken = 0
  return (op) => {
    if (op.seq > taken + 1) return { id: op.id, kind: 'retry' }
    if (op.seq <= taken) return rejected(op, 'seqTaken')
    taken = op.seq
    return op.kind === 'dispute' ? applied(op, op.seq) : { id: op.id, kind: 'rejected', refusal: { code: 'unknownKind' } }
  }
}
