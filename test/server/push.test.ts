import { randomUUID } from 'node:crypto'
import { push } from '../../src/server/push'
import { pull } from '../../src/server/pull'
import { readRecord } from '../../src/server/read'
import { withDatabase } from './database'
import { deviceOf, openTown, opOf, pushAll, settled, type Planned, type TestDevice, type Town } from './town'

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

async function send(device: TestDevice, ...planned: readonly Planned[]) {
  const ops = planned.map((each) => opOf(device, each))
  const pushed = await push(town.deps, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops, waiting: ops.length })
  return { ops, results: pushed?.answer.results ?? [], n: pushed?.n ?? 0 }
}

async function streamN(): Promise<number> {
  const [row] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`
  return row?.n ?? 0
}

test('S21: an op is applied once, however often and however concurrently it is sent', async () => {
  const device = deviceOf('once')
  const op = opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
  const before = await streamN()
  const request = { stream: town.township, ops: [op], waiting: 1 }
  const pusher = { me: town.zhang, devices: [device.name] }
  const answers = await Promise.all([1, 2, 3].map(() => push(town.deps, pusher, request)))
  const kinds = answers.map((answer) => answer?.answer.results[0]?.kind).sort()
  expect(kinds).toEqual(['applied', 'duplicate', 'duplicate'])
  expect(await streamN()).toBe(before + 1)
})

test('the numbers of a township have no gaps, and a refused op takes none', async () => {
  const device = deviceOf('gaps')
  const before = await streamN()
  const { results } = await send(device,
    settled(randomUUID(), town.east, '2026-06-10'),
    settled(randomUUID(), town.east, '2026-06-10', { type: 'nonsense' }),
    settled(randomUUID(), town.groups[0] ?? '', '2026-06-11'))
  expect(results.map((result) => ('n' in result ? result.n : null))).toEqual([before + 1, null, before + 2])
})

test('F22 every broken value is refused on its own, and its neighbours are applied', async () => {
  const device = deviceOf('broken')
  const bad: readonly [string, Record<string, string | number>, string][] = [
    ['an option that does not exist', { type: 'nonsense' }, 'badValue'],
    ['30 February', { acceptedOn: '2026-02-30' }, 'badValue'],
    ['a NUL', { summary: 'a\u0000b' }, 'badValue'],
    ['half an emoji', { summary: 'a\ud83d' }, 'badValue'],
    ['a day after tomorrow', { acceptedOn: '2026-07-01' }, 'rule'],
    ['an unknown field', { nothing: 'x' }, 'unknownField'],
    ['a number of its own', { caseNo: '甲调〔2026〕1号' }, 'badValue'],
    ['a text for a number', { people: 'many' }, 'badValue'],
    ['a year of 55840', { acceptedOn: '55840-01-01' }, 'badValue'],
    ['too long a text', { summary: '长'.repeat(6000) }, 'badValue'],
  ]
  const { results } = await send(device, ...bad.map(([, set]) => settled(randomUUID(), town.east, '2026-06-10', set)), settled(randomUUID(), town.east, '2026-06-10'))
  const codes = results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))
  expect(codes).toEqual([...bad.map(([, , code]) => code), 'applied'])
})

test('an unknown record type, and something that is no op at all, hold nothing up', async () => {
  const device = deviceOf('noop')
  const first = { ...opOf(device, settled(randomUUID(), town.east, '2026-06-10')), kind: 'spaceship' }
  const second = { ...opOf(device, settled(randomUUID(), town.east, '2026-06-10')), body: 'what' }
  const third = opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
  const pushed = await push(town.deps, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops: [first, second, third], waiting: 3 })
  expect(pushed?.answer.results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))).toEqual(['unknownKind', 'badOp', 'applied'])
})

test('an op that comes before its predecessor is sent back to wait', async () => {
  const device = deviceOf('early')
  const [first, second] = [opOf(device, settled(randomUUID(), town.east, '2026-06-10')), opOf(device, settled(randomUUID(), town.east, '2026-06-10'))]
  const pusher = { me: town.zhang, devices: [device.name] }
  const early = await push(town.deps, pusher, { stream: town.township, ops: [second], waiting: 2 })
  expect(early?.answer.results[0]?.kind).toBe('retry')
  const both = await push(town.deps, pusher, { stream: town.township, ops: [first, second], waiting: 2 })
  expect(both?.answer.results.map((result) => result.kind)).toEqual(['applied', 'applied'])
})

test('F12 S21: the same id with another content, and a taken place in the order, are refused and put on the audit trail', async () => {
  const device = deviceOf('clone')
  const { ops } = await send(device, settled(randomUUID(), town.east, '2026-06-10'))
  const [op] = ops
  if (op === undefined) throw new Error('one op was sent')
  const pusher = { me: town.zhang, devices: [device.name] }
  const altered = { ...op, base: 7 }
  const clone = { ...op, id: randomUUID(), record: randomUUID() }
  const pushed = await push(town.deps, pusher, { stream: town.township, ops: [altered, clone], waiting: 0 })
  expect(pushed?.answer.results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))).toEqual(['otherContent', 'seqTaken'])
  const rows = await database.db.sql<{ action: string }[]>`select action from audit where stream = ${town.township} and action = 'suspicious'`
  expect(rows).toHaveLength(2)
})

test('an op twice in one batch, a schema beyond all, a time with words in it: each is answered, and its neighbours are applied', async () => {
  const device = deviceOf('twice')
  const first = opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
  const again = { ...opOf(device, settled(randomUUID(), town.east, '2026-06-10')), id: first.id }
  const pusher = { me: town.zhang, devices: [device.name] }
  const twice = await push(town.deps, pusher, { stream: town.township, ops: [first, again], waiting: 2 })
  expect(twice?.answer.results.map(({ kind }) => kind)).toEqual(['applied', 'retry'])
  const third = { ...again, id: randomUUID(), schema: 2 ** 31 }
  const fourth = { ...opOf(device, settled(randomUUID(), town.east, '2026-06-10')), claimedAt: '2026-06-10 (\ud800)' }
  const fifth = { ...opOf(device, settled(randomUUID(), town.east, '2026-06-10')), id: fourth.id }
  const sixth = opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
  const pushed = await push(town.deps, pusher, { stream: town.township, ops: [third, fourth, fifth], waiting: 4 })
  expect(pushed?.answer.results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))).toEqual(['badOp', 'badOp', 'retry'])
  const rest = await push(town.deps, pusher, { stream: town.township, ops: [{ ...sixth, seq: fifth.seq }], waiting: 1 })
  expect(rest?.answer.results.map(({ kind }) => kind)).toEqual(['applied'])
})

test('what lies under an id is never written to as something else: not alone, not beside an op that names it rightly', async () => {
  const [dispute, other, device] = [randomUUID(), randomUUID(), deviceOf('kinds')]
  await send(device, settled(dispute, town.east, '2026-06-10'))
  const outreach = (record: string): Planned => ({ record, kind: 'outreach', body: { kind: 'create', move: 'record', set: { place: town.east, heldOn: '2026-06-10', kind: 'preaching', attended: 3 } } })
  const note: Planned = { record: dispute, kind: 'dispute', body: { kind: 'edit', set: {} } }
  const edit: Planned = { record: dispute, kind: 'outreach', body: { kind: 'edit', set: { attended: 4 } } }
  const { results } = await send(device, outreach(dispute), note, outreach(dispute), edit, outreach(other))
  expect(results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))).toEqual(['recordExists', 'stageClosed', 'recordExists', 'noRecord', 'applied'])
  const rows = await database.db.sql`select record from outreach_version where record = ${dispute}`
  expect(rows).toHaveLength(0)
})

test('nobody becomes administrator and auditor by hiding a grant under the id of a person', async () => {
  const [person, device] = [randomUUID(), deviceOf('hidden')]
  const grant = (record: string, role: string): Planned => ({ record, kind: 'grant', body: { kind: 'create', move: 'add', set: { person, role, place: town.county } } })
  const add: Planned = { record: person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: '丁' } } }
  const ops = [add, grant(person, 'admin'), grant(randomUUID(), 'auditor'), grant(randomUUID(), 'admin')].map((each) => opOf(device, each))
  const pushed = await push(town.deps, { me: town.root, devices: [device.name] }, { stream: town.county, ops, waiting: 0 })
  expect(pushed?.answer.results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))).toEqual(['applied', 'recordExists', 'applied', 'rule'])
})

test('a grid worker writes in the own village only, and a foreign township is out of reach', async () => {
  const device = deviceOf('scope')
  const { results } = await send(device, settled(randomUUID(), town.west, '2026-06-10'))
  expect(results[0]).toMatchObject({ kind: 'rejected', refusal: { code: 'outOfScope' } })
  const foreign = await push(town.deps, { me: town.qian, devices: ['QDEV'] }, { stream: town.township, ops: [], waiting: 0 })
  expect(foreign).toBeNull()
})

test('two people on one field: the stored value stays, the author is told both', async () => {
  const record = randomUUID()
  const [zhang, li] = [deviceOf('zhang'), deviceOf('li')]
  await pushAll(town.deps, town.zhang, town.township, zhang, [{ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-01', people: 2 } } }])
  const base = await streamN()
  await pushAll(town.deps, town.li, town.township, li, [{ record, kind: 'dispute', base, body: { kind: 'edit', set: { people: 5 } } }])
  const [result] = await pushAll(town.deps, town.zhang, town.township, zhang, [{ record, kind: 'dispute', base, body: { kind: 'edit', set: { people: 3, households: 2 } } }])
  expect(result).toMatchObject({ kind: 'applied', conflicts: [{ path: 'people', mine: 3, stored: 5 }] })
  const read = await readRecord(town.deps, town.li, town.township, record)
  expect(read).toMatchObject({ kind: 'read', answer: { record: { values: { people: 5, households: 2 } } } })
})

test('personal values stand in no column and no log in the open, and come back whole to those who may see them', async () => {
  const record = randomUUID()
  const canary = '金丝雀九七三'
  await pushAll(town.deps, town.zhang, town.township, deviceOf('canary'), [{
    record, kind: 'dispute',
    body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-01', summary: `${canary}家的地` }, rows: { parties: { r1: { set: { name: canary, side: 'applicant' } } } } },
  }])
  const dumped = await database.db.sql<{ line: string }[]>`
    select v::text as line from dispute_version v where record = ${record} union all
    select o::text from op o where record = ${record} union all select a::text from audit a where subject = ${record}`
  expect(dumped).toHaveLength(3)
  const hex = Buffer.from(canary, 'utf8').toString('hex')
  expect(dumped.filter(({ line }) => line.includes(canary) || line.includes(hex))).toEqual([])
  const seen = await readRecord(town.deps, town.li, town.township, record)
  expect(JSON.stringify(seen)).toContain(canary)
  const leader = await readRecord(town.deps, town.zhao, town.township, record)
  expect(leader.kind).toBe('read')
  expect(JSON.stringify(leader)).not.toContain(canary)
})

test('a pull accounts for every change number, and gives a grid worker the own village only', async () => {
  const answer = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  const changes = answer.streams.find((each) => each.stream === town.township)
  if (changes === undefined) throw new Error('the township is in scope')
  const present = changes.records.map((record) => record.n)
  const covered = [...present, ...changes.bare.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i))].sort((a, b) => a - b)
  expect(covered).toEqual(Array.from({ length: changes.to - changes.from }, (_, i) => changes.from + i + 1))
  const village = new Set([town.east, town.groups[0], town.groups[1]])
  expect(changes.records.every((record) => village.has(String(record.values.place)))).toBe(true)
  const again = await pull(town.deps, town.zhang, { cursor: answer.cursor, waiting: 0 })
  expect(again.streams.flatMap((each) => each.records)).toEqual([])
  expect(again.streams.every((each) => !each.fresh)).toBe(true)
})

test('an altered cursor is a first pull, not a hole', async () => {
  const answer = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  const tampered = await pull(town.deps, town.zhang, { cursor: `${answer.cursor}x`, waiting: 0 })
  expect(tampered.streams.every((each) => each.fresh && each.from === 0)).toBe(true)
})

test('a leader holds no records: the pull brings the county’s places and nothing of the township', async () => {
  const answer = await pull(town.deps, town.zhao, { cursor: null, waiting: 0 })
  expect(answer.streams.map((each) => each.stream)).toEqual([town.county])
  expect(answer.streams[0]?.records.some((record) => record.kind === 'place')).toBe(true)
})
