import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import { takeRegister } from '../../src/server/exports/register'
import { recordsNaming } from '../../src/server/privacy/named'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Planned, type Town } from './town'

/** What leads to a record that only its handler may see is about the same people: no file, no copy and no list has it either. */
const database = withDatabase()
let town: Town
const [matter, led, plain] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  town = await openTown(database.db)
  const { east } = town
  const told: Planned = { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { kind: 'dispute', place: east, receivedOn: '2026-05-01', source: 'office', summary: '家里的事', compartment: 'domestic' } } }
  const named = (record: string, set: Record<string, string>): Planned => {
    const planned = settled(record, east, '2026-05-02', set)
    return { ...planned, body: { ...planned.body, rows: { parties: { a1: { set: { name: '贾宝山' } } } } } }
  }
  await pushAll(town.deps, town.zhang, town.township, deviceOf('zhang'), [told, named(led, { fromMatter: matter }), named(plain, {})])
})

test('a request of the person finds it as closed', async () => {
  const found = await recordsNaming(town.deps, database.db.sql, town.county, [town.township], '贾宝山')
  expect(new Map(found.map(({ record, closed }) => [record.id, closed]))).toEqual(new Map([[led, true], [plain, false]]))
})

test('a register that is taken has the other one, and a number; its handler\'s own as well', async () => {
  const places = (await town.deps.configs.current(database.db.sql, town.county)).places
  const judicial: Me = { ...town.li, roles: ['judicial'], grants: [{ role: 'judicial', place: town.township, stream: town.township }] }
  for (const me of [judicial, { ...judicial, person: town.zhang.person }]) {
    const taken = await takeRegister({ deps: town.deps, me, stream: town.township, place: town.township, places, period: { from: '2026-01-01', to: '2026-06-15' } }, 'dispute')
    expect(taken).toMatchObject({ kind: 'taken', trail: { rows: 1, hidden: 1 } })
  }
})
