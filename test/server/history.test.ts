import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { Patch } from '../../src/core/op'
import { MAX_HISTORY_BYTES, MAX_HISTORY_ENTRIES, type HistoryAnswer, type Me } from '../../src/core/protocol'
import { history } from '../../src/server/history'
import { push } from '../../src/server/push'
import { readRecord } from '../../src/server/read'
import { fold } from '../standin/changes'
import { withDatabase } from './database'
import { deviceOf, opOf, openTown, pushAll, settled, type TestDevice, type Town } from './town'

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

async function told(me: Me, record: string, before: number | null = null): Promise<HistoryAnswer> {
  const read = await history(town.deps, me, town.township, record, before)
  if (read.kind !== 'read') throw new Error(read.kind)
  return read.answer
}

const nOf = async (record: string): Promise<number> => (await told(town.li, record)).entries.at(-1)?.n ?? 0

/** An edit of a dispute by somebody who has seen all of it. */
async function edit(me: Me, device: TestDevice, record: string, set: Patch): Promise<void> {
  await pushAll(town.deps, me, town.township, device, [{ record, kind: 'dispute', body: { kind: 'edit', set }, base: await nOf(record) }])
}

test('every op tells what is different after it, what moves and the server set is among it, and all together is the record', async () => {
  const [record, device] = [randomUUID(), deviceOf('own')]
  const parties = { p1: { set: { name: '陈大海', sex: 'male' } }, p2: { set: { name: '吴刚' } } }
  const quick = settled(record, town.east, '2026-06-10')
  await pushAll(town.deps, town.zhang, town.township, device, [{ ...quick, body: { ...quick.body, rows: { parties } } }])
  const other = { kind: 'move' as const, move: 'correct', set: { type: 'land', summary: '其实是地界' }, rows: { parties: { p2: { retire: true as const } } } }
  await pushAll(town.deps, town.zhang, town.township, device, [{ record, kind: 'dispute', body: other, base: await nOf(record) }])
  const { entries, more } = await told(town.li, record)
  expect(entries.map(({ by, device: from, move, creates, stage }) => ({ by, from, move, creates, stage }))).toEqual([
    { by: town.zhang.person, from: device.name, move: 'settleOnSpot', creates: true, stage: 'archived' }, { by: town.zhang.person, from: device.name, move: 'correct', creates: false, stage: 'archived' },
  ])
  expect(more).toBe(false)
  const [created, corrected] = entries
  expect(created?.changes).toEqual(expect.arrayContaining([
    { path: 'result', before: null, after: 'success' }, { path: 'closedOn', before: null, after: '2026-06-10' }, { path: 'caseNo', before: null, after: expect.stringMatching(/号/) },
    { path: 'parties/p1', before: null, after: false, row: 1 }, { path: 'parties/p1/name', before: null, after: '陈大海', row: 1 },
  ]))
  expect(corrected?.changes).toEqual([
    { path: 'type', before: 'neighbour', after: 'land' }, expect.objectContaining({ path: 'detail' }), { path: 'parties/p2', before: false, after: true, row: 2 },
    { path: 'summary', before: '排水沟的事，商定月底前修好', after: '其实是地界' },
  ])
  const now = await readRecord(town.deps, town.li, town.township, record)
  expect(entries.reduce((values, { changes }) => fold(values, changes), {})).toEqual(now.kind === 'read' ? now.answer.record.values : null)
})

test('a leader reads which fields changed, and no personal value of them, in the open, before or after', async () => {
  const [record, device] = [randomUUID(), deviceOf('own')]
  await pushAll(town.deps, town.zhang, town.township, device, [settled(record, town.east, '2026-06-10', { summary: '秘密的一句话' })])
  const correct = { kind: 'move' as const, move: 'correct', set: { summary: '秘密的另一句', people: 3 }, rows: { parties: { p1: { set: { name: '秘密的人', age: 40 } } } } }
  await pushAll(town.deps, town.zhang, town.township, device, [{ record, kind: 'dispute', body: correct, base: await nOf(record) }])
  const { entries } = await told(town.zhao, record)
  expect(JSON.stringify(entries)).not.toMatch(/秘密/)
  expect(entries.map(({ masked }) => masked)).toEqual([['summary'], ['parties', 'summary']])
  expect(entries[1]?.changes).toEqual([{ path: 'people', before: null, after: 3 }, { path: 'parties/p1', before: null, after: false, row: 1 }, { path: 'parties/p1/age', before: null, after: 40, row: 1 }])
  expect(JSON.stringify((await told(town.zhang, record)).entries)).toMatch(/秘密的人/)
  // To another township it does not exist.
  expect(await history(town.deps, town.qian, town.township, record, null)).toEqual({ kind: 'notFound' })
})

test('what a conflict was about is told to whoever sees the record whole', async () => {
  const record = randomUUID()
  const [zhang, li] = [deviceOf('zhang'), deviceOf('li')]
  await pushAll(town.deps, town.zhang, town.township, zhang, [{ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-10' } } }])
  const seen = await nOf(record)
  await edit(town.li, li, record, { people: 4 })
  await pushAll(town.deps, town.zhang, town.township, zhang, [{ record, kind: 'dispute', body: { kind: 'edit', set: { people: 5, households: 2 } }, base: seen }])
  const last = async (me: Me) => must((await told(me, record)).entries.at(-1), 'the last op')
  expect(await last(town.li)).toMatchObject({ changes: [{ path: 'households', before: null, after: 2 }], conflicts: [{ path: 'people', mine: 5, stored: 4 }] })
  expect((await last(town.zhao)).conflicts).toEqual([])
})

test('a history longer than a page is read from its end, page by page, each op once and what stood before it always known', async () => {
  const [record, device] = [randomUUID(), deviceOf('long')]
  await pushAll(town.deps, town.zhang, town.township, device, [{ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-10', people: 1 } } }])
  const base = await nOf(record)
  for (let from = 2; from <= 231; from += 46) {
    const ops = Array.from({ length: 46 }, (_, i) => opOf(device, { record, kind: 'dispute', body: { kind: 'edit', set: { people: from + i } }, base }))
    await push(town.deps, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops, waiting: 0 })
  }
  const last = await told(town.li, record)
  expect([last.entries.length, last.more]).toEqual([MAX_HISTORY_ENTRIES, true])
  expect(last.entries[0]?.changes).toEqual([{ path: 'people', before: 31, after: 32 }])
  const first = await told(town.li, record, last.entries[0]?.n ?? 0)
  expect([first.entries.length, first.more, first.entries[0]?.move]).toEqual([31, false, 'register'])
  expect([...first.entries, ...last.entries].reduce((values, { changes }) => fold(values, changes), {})).toMatchObject({ people: 231, type: 'land' })
  expect(await told(town.li, record, 1)).toEqual({ entries: [], more: false })
})

test('an answer stays small whatever was written', async () => {
  const [record, device] = [randomUUID(), deviceOf('large')]
  await pushAll(town.deps, town.zhang, town.township, device, [{ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-10' } } }])
  const base = await nOf(record)
  for (let round = 0; round < 4; round += 1) {
    const ops = Array.from({ length: 30 }, (_, i) => opOf(device, { record, kind: 'dispute', body: { kind: 'edit', set: { summary: `${round}${i}`.padEnd(1900, '说') } }, base }))
    await push(town.deps, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops, waiting: 0 })
  }
  const last = await told(town.li, record)
  expect(last.more).toBe(true)
  expect(JSON.stringify(last).length).toBeLessThan(MAX_HISTORY_BYTES + 10_000)
})
