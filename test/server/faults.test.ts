import { randomUUID } from 'node:crypto'
import type { Op } from '../../src/core/op'
import type { At, PushAnswer } from '../../src/core/protocol'
import { readAudit } from '../../src/server/audit/verify'
import { isPassing, type Db } from '../../src/server/db'
import { pull } from '../../src/server/pull'
import { push } from '../../src/server/push'
import { figures } from '../../src/server/read'
import { replay } from '../../src/server/replay'
import { brokenDb, fault, type AtStatement } from './brokenDb'
import { withDatabase } from './database'
import { deviceOf, NOON, openTown, opOf, settled, type TestDevice, type Town } from './town'

/** Fault scenarios on the server's side, by their numbers (docs/faults.md). */

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

const entry = (people = 1) => settled(randomUUID(), town.east, '2026-06-10', { people })

async function send(device: TestDevice, ops: readonly unknown[], db: Db = database.db): Promise<PushAnswer> {
  const pushed = await push({ ...town.deps, db }, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops, waiting: ops.length })
  if (pushed === null) throw new Error('the township is out of reach')
  return pushed.answer
}

const kinds = (answer: PushAnswer) => answer.results.map(({ kind }) => kind)

/** Everything an op leaves behind, counted: nothing of it may be there alone. */
async function traces(ops: readonly Op[]) {
  const ids = ops.map(({ id }) => id)
  const records = ops.map(({ record }) => record)
  const { sql } = database.db
  const [row] = await sql<Record<'ops' | 'versions' | 'audit' | 'keys' | 'n' | 'audit_n', number>[]>`select
    (select count(*) from op where stream = ${town.township} and id = any(${ids}::uuid[])) as ops,
    (select count(*) from dispute_version where stream = ${town.township} and record = any(${records}::uuid[])) as versions,
    (select count(*) from audit where stream = ${town.township} and detail->>'op' = any(${ids})) as audit,
    (select count(*) from record_key where stream = ${town.township} and record = any(${records}::uuid[])) as keys,
    n, audit_n from stream where stream = ${town.township}`
  return row
}

async function auditVerifies(): Promise<boolean> {
  return (await readAudit(database.db.sql, town.deps.vault, town.township)).brokenAt === null
}

test('F01 the answer was lost: sent again up to five times, the op has one effect and the same answer', async () => {
  const device = deviceOf('F01')
  const ops = [opOf(device, entry(3))]
  const [first] = (await send(device, ops)).results
  const before = await traces(ops)
  for (let i = 0; i < 5; i += 1) {
    const [again] = (await send(device, ops)).results
    expect(JSON.stringify({ ...again, kind: 'applied' })).toBe(JSON.stringify(first))
    expect(again?.kind).toBe('duplicate')
  }
  expect(await traces(ops)).toEqual(before)
})

test('F02 the same batch twice at once, on connections of their own: one is told applied, the other duplicate', async () => {
  const device = deviceOf('F02')
  const ops = [entry(), entry(), entry()].map((planned) => opOf(device, planned))
  const answers = await Promise.all([send(device, ops), send(device, ops)])
  expect(answers.map(kinds).sort()).toEqual([Array(3).fill('applied'), Array(3).fill('duplicate')])
  expect(await traces(ops)).toMatchObject({ ops: 3, versions: 3, audit: 3 })
})

test('F03 F23 the server dies at any statement of a push: nothing of it stays, and sent again all of it is done, once', async () => {
  const device = deviceOf('F03')
  let statements = 0
  await send(device, [opOf(device, entry()), opOf(device, entry())], brokenDb(database.db, (n) => void (statements = n)))
  expect(statements).toBeGreaterThan(8)
  for (let at = 1; at <= statements; at += 1) {
    const ops = [opOf(device, entry()), opOf(device, entry())]
    const before = await traces(ops)
    await expect(send(device, ops, brokenDb(database.db, dieAt(at)))).rejects.toThrow('died')
    expect(await traces(ops)).toEqual(before)
    expect(kinds(await send(device, ops))).toEqual(['applied', 'applied'])
    expect(await traces(ops)).toMatchObject({ ops: 2, versions: 2, audit: 2, n: Number(before?.n) + 2 })
  }
  expect(await auditVerifies()).toBe(true)
})

test('F03 the server dies after the commit and before the answer: sent again, every op is a duplicate', async () => {
  const device = deviceOf('F03b')
  const ops = [opOf(device, entry()), opOf(device, entry())]
  const dying: Db = { ...database.db, begin: async (work) => { await database.db.begin(work); throw new Error('died') } }
  await expect(send(device, ops, dying)).rejects.toThrow('died')
  const before = await traces(ops)
  expect(before).toMatchObject({ ops: 2, versions: 2, audit: 2 })
  expect(kinds(await send(device, ops))).toEqual(['duplicate', 'duplicate'])
  expect(await traces(ops)).toEqual(before)
})

test('F20 out of order: 7 before 5 and 6 waits, and nothing of it is done until they have come', async () => {
  const device = deviceOf('F20')
  await send(device, Array.from({ length: 4 }, () => opOf(device, entry())))
  const [five, six, seven] = [opOf(device, entry()), opOf(device, entry()), opOf(device, entry())]
  expect(kinds(await send(device, [seven]))).toEqual(['retry'])
  expect(kinds(await send(device, [six, seven]))).toEqual(['retry', 'retry'])
  expect(await traces([five, six, seven])).toMatchObject({ ops: 0, versions: 0, audit: 0 })
  expect(kinds(await send(device, [five, six, seven]))).toEqual(['applied', 'applied', 'applied'])
})

test('F22 a text that is let in comes back byte for byte; one that would be damaged is refused, and its neighbours go through', async () => {
  const device = deviceOf('F22')
  const good = ['𠮷野家门口', '👨‍👩‍👧 来说事', 'é and é', '１１０报警', '\u2028行', '\\u0000 就这几个字', '{"__proto__":1}', "'; drop table op; --", '﻿头上有个字节序标记']
  const bad = ['a\u0000b', 'a\ud83d', '\udc00a']
  const texts = [...good, ...bad]
  const ops = texts.map((summary) => opOf(device, settled(randomUUID(), town.east, '2026-06-10', { summary })))
  expect(kinds(await send(device, ops))).toEqual([...good.map(() => 'applied'), ...bad.map(() => 'rejected')])
  const { streams } = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  const records = new Map(streams.flatMap(({ records: pulled }) => pulled.map((record) => [record.id, record.values.summary] as const)))
  expect(good.map((_, index) => records.get(ops[index]?.record ?? ''))).toEqual(good)
})

test('F22 an op of a million levels, and one that would change what all objects are, are refused alone', async () => {
  const device = deviceOf('F22b')
  let deep: unknown = 'x'
  for (let i = 0; i < 1_000_000; i += 1) deep = [deep]
  const [first, second, third] = [opOf(device, entry()), opOf(device, entry()), opOf(device, entry())]
  const raw: readonly unknown[] = [{ ...first, body: { ...first.body, set: { summary: deep } } }, { ...second, body: JSON.parse('{"kind":"edit","set":{"__proto__":{"admin":true}}}') as unknown }, third]
  expect(kinds(await send(device, raw))).toEqual(['rejected', 'rejected', 'applied'])
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

test('F28 the server clock goes five minutes back: numbers go on, and nothing is out of order', async () => {
  const device = deviceOf('F28')
  const first = await send(device, [opOf(device, entry())])
  const early = { ...town.deps, now: () => NOON - 5 * 60_000 }
  const pushed = await push(early, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops: [opOf(device, entry())], waiting: 1 })
  const [a, b] = [first.results[0], pushed?.answer.results[0]]
  expect(b).toMatchObject({ kind: 'applied', n: (a?.kind === 'applied' ? a.n : 0) + 1 })
})

test('F30 somebody sits on a township in an open transaction: others wait a little and are told to come again, readers do not wait, and it ends by itself', async () => {
  const device = deviceOf('F30')
  const ops = [opOf(device, entry())]
  const sitting = database.db.begin(async (tx) => {
    await tx`select n from stream where stream = ${town.township} for update`
    const busy = await send(device, ops).catch((error: unknown) => error)
    expect(isPassing(busy)).toBe(true)
    const { streams } = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
    expect(streams).toHaveLength(2)
  })
  await sitting
  expect(kinds(await send(device, ops))).toEqual(['applied'])
})

test.each([['the disk is full', '53100'], ['the memory is used up', '53200'], ['no connection is left', '53300']])('F47 %s on the server: a push is to be sent again, what is there can be read, and afterwards all is well', async (_, code) => {
  const device = deviceOf('F47')
  const ops = [opOf(device, entry())]
  const full = brokenDb(database.db, (__, text) => {
    if (/^\s*insert/i.test(text)) throw fault(code)
  })
  const failed = await send(device, ops, full).catch((error: unknown) => error)
  expect(isPassing(failed)).toBe(true)
  await expect(pull({ ...town.deps, db: full }, town.zhang, { cursor: null, waiting: 0 })).resolves.toBeDefined()
  expect(kinds(await send(device, ops))).toEqual(['applied'])
})

test('F48 the audit trail cannot be written: nothing else is either', async () => {
  const device = deviceOf('F48')
  const ops = [opOf(device, entry()), opOf(device, entry())]
  const before = await traces(ops)
  const without = brokenDb(database.db, (_, text) => {
    if (/insert into audit/i.test(text)) throw fault('23505')
  })
  await expect(send(device, ops, without)).rejects.toThrow()
  expect(await traces(ops)).toEqual(before)
})

test('F46 figures read while hundreds of ops arrive agree with each other and with one change number, to the unit', async () => {
  const device = deviceOf('F46')
  const period = { from: '2026-01-01', to: '2026-12-31' }
  const over = { kind: 'flow' as const, date: 'acceptedOn' }
  const count = { kind: 'dispute' as const, where: {}, over, measure: { kind: 'count' as const } }
  const query = { figure: count, period, place: null }
  const queries = [{ ...query, by: null }, { ...query, by: { kind: 'field' as const, field: 'type' } }, { ...query, by: { kind: 'place' as const, level: null } }, { ...query, by: { kind: 'month' as const } }]
  let isOver = false
  const writing = (async () => {
    for (let i = 0; i < 25; i += 1) await send(device, Array.from({ length: 20 }, () => opOf(device, entry())))
    isOver = true
  })()
  const seen: number[] = []
  while (!isOver) {
    const read = await figures(town.deps, town.zhao, { stream: town.township, queries, at: null })
    if (read.kind !== 'read') throw new Error(read.kind)
    const [total, ...parts] = read.answer.results
    for (const { groups } of parts) expect(groups.reduce((sum, group) => sum + group.value, 0)).toBe(total?.value)
    seen.push(total?.value ?? 0)
    if (seen.length % 6 !== 1) continue
    const records = await replay(town.deps, database.db.sql, town.township, read.answer.at.town)
    expect([...records.values()].filter(({ kind, stage }) => kind === 'dispute' && stage !== 'withdrawn' && stage !== 'merged')).toHaveLength(total?.value ?? -1)
  }
  await writing
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  expect(new Set(seen).size).toBeGreaterThan(2)
})

test('F33 F34 an op of another version, newer or older, is refused alone in words its author can act on, and keeps its content', async () => {
  const device = deviceOf('F33')
  const newer = { ...opOf(device, entry()), schema: 99, kind: 'spaceship' }
  const without = settled(randomUUID(), town.east, '2026-06-10')
  const older = opOf(device, { ...without, body: { kind: 'create', move: 'settleOnSpot', set: { place: town.east, acceptedOn: '2026-06-10' } } })
  const answer = await send(device, [newer, older, opOf(device, entry())])
  expect(answer.results).toMatchObject([
    { kind: 'rejected', refusal: { code: 'unknownKind' } },
    { kind: 'rejected', refusal: { code: 'missing', fields: ['type', 'form'] } },
    { kind: 'applied' },
  ])
  // What was refused lies sealed with its reason: nothing that reached the server is lost either.
  const kept = await database.db.sql<{ id: string; sealed: Buffer | null }[]>`select id, sealed from op where stream = ${town.township} and id = any(${[newer.id, older.id]}::uuid[])`
  expect(kept.map(({ sealed }) => sealed === null)).toEqual([false, false])
})

test('F45 a correction after a leader has looked: the figure is the new one, and the old one can still be read as it was', async () => {
  const device = deviceOf('F45')
  const query = { figure: { kind: 'dispute', where: { type: ['medical'] }, over: { kind: 'flow' as const, date: 'acceptedOn' }, measure: { kind: 'count' as const } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }
  const read = async (at: At | null) => {
    const answer = await figures(town.deps, town.zhao, { stream: town.township, queries: [query], at })
    if (answer.kind !== 'read') throw new Error(answer.kind)
    return { value: answer.answer.results[0]?.value, at: answer.answer.at }
  }
  const created = opOf(device, settled(randomUUID(), town.east, '2026-06-10', { type: 'medical' }))
  await send(device, [created])
  const looked = await read(null)
  const correction = opOf(device, { record: created.record, kind: 'dispute', base: looked.at.town, body: { kind: 'move', move: 'correct', set: { type: 'land' } } })
  expect(kinds(await send(device, [correction]))).toEqual(['applied'])
  expect((await read(null)).value).toBe(Number(looked.value) - 1)
  expect((await read(looked.at)).value).toBe(looked.value)
})

function dieAt(at: number): AtStatement {
  return (statement) => {
    if (statement === at) throw new Error('died')
  }
}
