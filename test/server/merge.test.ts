import { randomUUID } from 'node:crypto'
import type { At, FigureQuery, Me, OpResult } from '../../src/core/protocol'
import { DISPUTE_FIGURES } from '../../src/domain/figures/dispute'
import { figures } from '../../src/server/read'
import { merged } from '../../src/server/search/likely'
import { push } from '../../src/server/push'
import { withDatabase } from './database'
import { deviceOf, opOf, openTown, pushAll, settled, type Planned, type TestDevice, type Town } from './town'

const database = withDatabase()
let town: Town
let device: TestDevice
beforeAll(async () => {
  town = await openTown(database.db)
  device = deviceOf('merge')
})

const NAMES = ['纠纷.受理', '纠纷.调结', '纠纷.成功', '纠纷.期末在办'] as const
const YEAR = { from: '2026-01-01', to: '2026-12-31' }

async function counts(at: At | null = null): Promise<readonly number[]> {
  const queries = NAMES.map((name): FigureQuery => {
    const named = DISPUTE_FIGURES[name]
    if (named?.kind !== 'counted') throw new Error(name)
    return { figure: named.figure, period: YEAR, place: null, by: null }
  })
  const read = await figures(town.deps, town.zhao, { stream: town.township, queries, at })
  if (read.kind !== 'read') throw new Error(read.kind)
  return read.answer.results.map(({ value }) => value)
}

async function moment(): Promise<At> {
  const [here] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`
  const [county] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.county}`
  return { town: here?.n ?? 0, county: county?.n ?? 0 }
}

const merge = (record: string, into: string): Planned => ({ record, kind: 'dispute', base: Number.MAX_SAFE_INTEGER, body: { kind: 'move', move: 'merge', set: { mergedInto: into } } })
const move = (record: string, name: string, set = {}): Planned => ({ record, kind: 'dispute', base: Number.MAX_SAFE_INTEGER, body: { kind: 'move', move: name, set } })

async function tried(me: Me, planned: Planned): Promise<OpResult | undefined> {
  const own = deviceOf(me.name)
  const pushed = await push(town.deps, { me, devices: [own.name] }, { stream: town.township, ops: [opOf(own, planned)], waiting: 1 })
  return pushed?.answer.results[0]
}
const refusal = async (planned: Planned, me: Me = town.li): Promise<unknown> => {
  const result = await tried(me, planned)
  return result?.kind === 'rejected' ? (result.refusal.code === 'rule' ? result.refusal.say : JSON.stringify(result.refusal)) : result?.kind
}

test('two that were one are counted once while they are merged, twice before and after, and for ever so at each moment', async () => {
  const [a, b, open] = [randomUUID(), randomUUID(), randomUUID()]
  const registered: Planned = { record: open, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2026-03-01' } } }
  await pushAll(town.deps, town.li, town.township, device, [settled(a, town.east, '2026-03-01'), settled(b, town.east, '2026-03-02'), registered, move(open, 'accept', { acceptedOn: '2026-03-03' })])
  const before = await moment()
  expect(await counts()).toEqual([3, 2, 2, 1])

  await pushAll(town.deps, town.li, town.township, device, [merge(a, b), merge(open, b)])
  const between = await moment()
  expect(await counts()).toEqual([1, 1, 1, 0])
  expect(await merged(town.deps, town.li, town.township, b)).toMatchObject({ kind: 'read', answer: { records: [a, open].sort().map((id) => ({ id, stage: 'merged' })) } })
  expect(await merged(town.deps, town.qian, town.township, b)).toEqual({ kind: 'notFound' })

  await pushAll(town.deps, town.li, town.township, device, [move(a, 'unmerge'), move(open, 'unmerge')])
  expect(await counts()).toEqual([3, 2, 2, 1])
  expect(await counts(before)).toEqual([3, 2, 2, 1])
  expect(await counts(between)).toEqual([1, 1, 1, 0])
  const rows = await database.db.sql<{ stage: string; into: string | null }[]>`select stage, v_merged_into as into from dispute_version where stream = ${town.township} and record = any(${[a, open]}::uuid[]) and until is null order by record = ${a} desc`
  expect(rows).toEqual([{ stage: 'archived', into: null }, { stage: 'accepted', into: null }])
})

test('what cannot be merged is refused in words, and nothing is lost or counted otherwise', async () => {
  const [a, b, c, gone, guarded, elsewhere, matter] = Array.from({ length: 7 }, () => randomUUID()) as [string, string, string, string, string, string, string]
  await pushAll(town.deps, town.li, town.township, device, [
    settled(a, town.east, '2025-03-01'), settled(b, town.east, '2025-03-02'), settled(c, town.west, '2025-03-03'), settled(gone, town.west, '2025-03-04'),
    settled(guarded, town.west, '2025-03-05', { compartment: 'domestic' }), move(gone, 'withdraw', { withdrawReason: '记重了' }),
    { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place: town.east, receivedOn: '2025-03-01', summary: '问路灯' } } },
  ])
  const far = { ...town.li, grants: [{ role: 'mediator', place: town.other, stream: town.other }] }
  await pushAll(town.deps, far, town.other, deviceOf('far'), [settled(elsewhere, town.other, '2025-03-01')])

  expect(await refusal(merge(a, a))).toMatch('不能并入它自己')
  for (const target of [elsewhere, matter, randomUUID()]) expect(await refusal(merge(a, target))).toMatch('没有找到')
  expect(await refusal(merge(a, gone))).toMatch('已作废')
  expect(await refusal(merge(a, guarded))).toMatch('只许承办人看的不能合并')
  expect(await refusal(merge(guarded, a))).toMatch('只许承办人看的不能合并')
  // Whoever may not know of it hears the same as of one that is not there.
  expect(await refusal(merge(a, guarded), { ...town.li, person: randomUUID() })).toMatch('没有找到')

  expect(await refusal(merge(a, b))).toBe('applied')
  expect(await refusal(merge(c, a))).toMatch('已经并入别的')
  expect(await refusal(merge(b, a))).toMatch('已经并入别的')
  // The one that stayed may itself be given up; then the chain has one end.
  expect(await refusal(merge(b, c))).toBe('applied')
  expect(await refusal(merge(c, a))).toMatch('已经并入别的')
  expect(await refusal({ record: a, kind: 'dispute', body: { kind: 'edit', set: { people: 3 } } })).toMatch('stageClosed')
})

test('two merges of one push are judged one after the other', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  await pushAll(town.deps, town.li, town.township, device, [settled(a, town.east, '2024-03-01'), settled(b, town.east, '2024-03-02')])
  const own = deviceOf('round')
  const pushed = await push(town.deps, { me: town.li, devices: [own.name] }, { stream: town.township, ops: [opOf(own, merge(a, b)), opOf(own, merge(b, a))], waiting: 2 })
  expect(pushed?.answer.results.map(({ kind }) => kind)).toEqual(['applied', 'rejected'])
})

test('a merge names the one that stays: what an edit put there is not followed', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  const register = (record: string): Planned => ({ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2023-03-01' } } })
  const put = (record: string, into: string): Planned => ({ record, kind: 'dispute', base: Number.MAX_SAFE_INTEGER, body: { kind: 'edit', set: { mergedInto: into } } })
  await pushAll(town.deps, town.li, town.township, device, [register(a), register(b), put(a, b), put(b, a)])
  for (const record of [a, b]) expect(await refusal(move(record, 'merge'))).toMatch('mergedInto')
  expect(await refusal(merge(a, b))).toBe('applied')
  expect(await refusal(merge(b, a))).toMatch('已经并入别的')
})
