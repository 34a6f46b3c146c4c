import { must } from '../core/assert'
import { createJournal, NOTHING_KNOWN, type Entry, type Journal, type Verdict } from './journal'
import { atomicFiles } from './platform/atomicFiles'
import { memoryKv } from './platform/kv'
import { memoryDisk } from './platform/memoryDisk'
import { createSealer } from './seal'

const key = (first: number): string => Buffer.from([first, ...Array<number>(31).fill(7)]).toString('base64')
const random = (length: number): Uint8Array => new Uint8Array(length)

function phone() {
  const disk = memoryDisk()
  const values = new Map<string, string>()
  const journal = (owner = 'zhang', secret = 1): Journal => createJournal(atomicFiles(disk), memoryKv(values), createSealer(key(secret), random), owner)
  return { disk, values, journal }
}

function entry(id: string, seq: number): Entry {
  const op = { id, device: 'K7', seq, schema: 1, kind: 'dispute', record: `r-${id}`, base: 0, body: { kind: 'edit' as const, set: { summary: '李某与王某' } }, claimedAt: '2026-11-21T02:00:00.000Z' }
  return { op, stream: 'town', serial: seq, seen: null, replaces: [], draft: null }
}

const standing = { ...NOTHING_KNOWN, last: { 'K7/town': 2 }, serial: 2, verdicts: { a: { kind: 'passed', epoch: 'e1', at: 5 } } } as const

test('an op is there after the program died right behind the answer', async () => {
  const { journal } = phone()
  expect(await journal().add(entry('a', 1))).toBe('written')
  expect((await journal().open()).entries).toEqual([entry('a', 1)])
})

test('F06 dying between the op file and the standing loses neither: the op waits again', async () => {
  const { journal, disk } = phone()
  const first = journal()
  await first.add(entry('a', 1))
  await first.keep({ ...NOTHING_KNOWN, last: { 'K7/town': 1 }, serial: 1 })
  await first.add(entry('b', 2))
  disk.faults.dieAt = disk.calls() + 1
  await first.keep(standing)
  disk.faults.dieAt = Infinity
  const opened = await journal().open()
  expect(opened.entries.map(({ op }) => op.id)).toEqual(['a', 'b'])
  expect(opened.standing.verdicts).toEqual({})
})

test('F11 without the standing file the counters come from the small values, and the other way round', async () => {
  const { journal, disk, values } = phone()
  await journal().keep(standing)
  const saved = new Map(values)
  values.clear()
  expect((await journal().open()).standing).toEqual(standing)
  saved.forEach((value, name) => values.set(name, value))
  disk.evict(() => true)
  expect((await journal().open()).standing).toEqual({ ...NOTHING_KNOWN, last: { 'K7/town': 2 }, serial: 2 })
})

test('F07 a torn op file is set aside under another name, counted, and the others open', async () => {
  const { journal, disk } = phone()
  await journal().add(entry('a', 1))
  await journal().add(entry('b', 2))
  const whole = must(disk.texts.get('ops/zhang/a'), 'the file')
  for (const length of [0, 1, 10, 40, whole.length - 1]) {
    disk.texts.set('ops/zhang/a', whole.slice(0, length))
    const torn = journal()
    expect((await torn.open()).entries.map(({ op }) => op.id)).toEqual(['b'])
    expect(torn.unreadable()).toBe(1)
    expect(disk.texts.get('damaged/zhang/a')).toBe(whole.slice(0, length))
    expect(disk.texts.has('ops/zhang/a')).toBe(false)
  }
})

test('damaged files are still counted after the next start', async () => {
  const { journal, disk } = phone()
  await journal().add(entry('a', 1))
  disk.texts.set('ops/zhang/a', 'SSB1.')
  await journal().open()
  const next = journal()
  await next.open()
  expect(next.unreadable()).toBe(1)
})

test('a file that storage does not give stays where it is, and opens when storage answers again', async () => {
  const { journal, disk } = phone()
  await journal().add(entry('a', 1))
  const files = atomicFiles({ ...disk, readFile: (name) => (name.startsWith('ops/') ? Promise.reject(new Error('busy')) : disk.readFile(name)) })
  const first = createJournal(files, memoryKv(new Map()), createSealer(key(1), random), 'zhang')
  expect((await first.open()).entries).toEqual([])
  expect(first.unreadable()).toBe(1)
  expect((await journal().open()).entries).toEqual([entry('a', 1)])
})

test('F35 a file of a newer program stays where it is', async () => {
  const { journal, disk } = phone()
  disk.texts.set('ops/zhang/a', 'SSB2.something')
  const opened = journal()
  await opened.open()
  expect(opened.unreadable()).toBe(1)
  expect(disk.texts.get('ops/zhang/a')).toBe('SSB2.something')
})

test('F35 after a newer program: what it said of an op and is not understood is asked of the server again, and what it added to a file stays in it', async () => {
  const { journal } = phone()
  const newer = { ...entry('a', 1), colour: 'red' }
  await journal().add(newer)
  const standing = { ...NOTHING_KNOWN, last: { 'K7/town': 1 }, serial: 1 }
  await journal().keep({ ...standing, verdicts: { a: { kind: 'ofTheFuture', epoch: 'e1', at: 1 } as unknown as Verdict } })
  const opened = await journal().open()
  expect(opened.standing.verdicts).toEqual({})
  expect(opened.entries).toEqual([newer])
})

test('ops of another person on the same phone stay sealed and untouched', async () => {
  const { journal, disk } = phone()
  await journal('zhang', 1).add(entry('a', 1))
  const before = disk.texts.get('ops/zhang/a')
  const other = journal('wang', 2)
  expect((await other.open()).entries).toEqual([])
  expect(other.unreadable()).toBe(0)
  await other.add(entry('b', 1))
  expect(disk.texts.get('ops/zhang/a')).toBe(before)
  expect((await journal('zhang', 1).open()).entries).toEqual([entry('a', 1)])
})

test('what another window added or dropped is found', async () => {
  const { journal } = phone()
  const [mine, other] = [journal(), journal()]
  await mine.add(entry('a', 1))
  await other.add(entry('b', 2))
  await other.drop('a')
  const found = await mine.scan(new Set(['a']))
  expect(found.added.map(({ op }) => op.id)).toEqual(['b'])
  expect(found.gone).toEqual(['a'])
})

test('nothing readable of a person is in any file or small value', async () => {
  const { journal, disk, values } = phone()
  await journal().add(entry('a', 1))
  await journal().keep(standing)
  const all = [...disk.texts.values(), ...values.values()].join('\n')
  expect(all).not.toContain('李某')
  expect(Buffer.from(all, 'base64').toString('utf8')).not.toContain('李某')
})
