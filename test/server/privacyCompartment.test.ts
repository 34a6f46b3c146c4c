import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import { exportTable } from '../../src/server/exports/exportTable'
import { history } from '../../src/server/history'
import { pull } from '../../src/server/pull'
import { drill, readRecord } from '../../src/server/read'
import { search } from '../../src/server/search/search'
import { strFromU8, unzipSync } from 'fflate'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Town } from './town'

const database = withDatabase()
let town: Town
let judicial: Me
const guarded = randomUUID()
const later = randomUUID()
const li = deviceOf('li')
/** Of the people of the protected cases; of the open one it is 王公开. */
const CANARY = /秦可卿|秦钟|13611112222|宁国府/

beforeAll(async () => {
  town = await openTown(database.db)
  judicial = { person: randomUUID(), name: '司', county: town.county, unit: null, roles: ['judicial'], grants: [{ role: 'judicial', place: town.township, stream: town.township }] }
  const named = (record: string, name: string, set: Record<string, string>) => {
    const planned = settled(record, town.east, '2026-05-01', { summary: `${name}的事，宁国府`, ...set })
    return { ...planned, body: { ...planned.body, rows: { parties: { a1: { set: { name, phone: '13611112222', noCall: true } } } } } }
  }
  const plain = settled(randomUUID(), town.east, '2026-05-03')
  await pushAll(town.deps, town.li, town.township, li, [
    named(guarded, '秦可卿', { compartment: 'domestic' }), named(later, '秦钟', {}), { ...plain, body: { ...plain.body, rows: { parties: { a1: { set: { name: '王公开' } } } } } },
  ])
})

const query = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow' as const, date: 'acceptedOn' }, measure: { kind: 'count' as const } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }

test('a case that becomes protected leaves every other phone with its next pull, and its handler keeps it', async () => {
  const before = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  expect(JSON.stringify(before)).toContain('秦钟')
  expect(JSON.stringify(before)).not.toContain('秦可卿')
  await pushAll(town.deps, town.li, town.township, li, [{ record: later, kind: 'dispute', base: 2, body: { kind: 'move', move: 'correct', set: { compartment: 'minor' } } }])
  const after = await pull(town.deps, town.zhang, { cursor: before.cursor, waiting: 0 })
  expect(after.streams.find(({ stream }) => stream === town.township)?.gone).toEqual([later])
  expect(JSON.stringify(after)).not.toMatch(CANARY)
  expect(JSON.stringify(await pull(town.deps, town.li, { cursor: null, waiting: 0 }))).toMatch(/秦可卿/)
})

test('for everybody else they are a number: no row, no word, no history, no hit, no line of a table', async () => {
  for (const me of [town.zhang, town.zhao, judicial]) {
    const ask = { kind: 'dispute', where: {}, place: town.east, period: null, after: null, limit: 50, stream: town.township }
    const told = [
      await drill(town.deps, me, { stream: town.township, query: { ...query, place: town.east }, at: null, offset: 0, limit: 50 }), await readRecord(town.deps, me, town.township, guarded),
      await history(town.deps, me, town.township, later, null), await search(town.deps, me, { ...ask, text: '', told: false }), await search(town.deps, me, { ...ask, text: '秦', told: true }),
    ]
    expect([me.name, CANARY.test(JSON.stringify(told))]).toEqual([me.name, false])
    expect(told[0]).toMatchObject({ answer: { total: 3, hidden: 2 } })
    expect(told[1]).toEqual({ kind: 'notFound' })
  }
  // The handler's own table goes without them too: a file travels.
  for (const me of [judicial, town.li]) {
    const table = await exportTable(town.deps, me, town.township, { what: 'dispute', period: query.period, place: null })
    if (table.kind !== 'file') throw new Error('a table')
    const text = Object.values(unzipSync(table.bytes)).map((each) => strFromU8(each)).join('')
    expect(text).toMatch(/王公开/)
    expect(text).toMatch(/另有 2 件仅承办人可见/)
    expect(text).not.toMatch(CANARY)
  }
})
