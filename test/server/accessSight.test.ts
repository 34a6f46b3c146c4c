import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { StoredRecord } from '../../src/core/op'
import type { FigureQuery, Me } from '../../src/core/protocol'
import type { RecordType } from '../../src/core/recordType'
import { grant as GRANT } from '../../src/domain/directory'
import { isProtectedFrom, isVisible, mayRead } from '../../src/domain/role'
import { REGISTRY } from '../../src/domain/registry'
import { heldBy, hiddenFrom, seenBy, type Sight } from '../../src/domain/sight'
import { everything, type Everything } from '../../src/server/everything'
import { figureFrom } from '../../src/server/figureSql'
import { history } from '../../src/server/history'
import { pull } from '../../src/server/pull'
import { push } from '../../src/server/push'
import { ofReports, readQueries, readRecord, readRows, type Counting } from '../../src/server/read'
import { countedBy } from '../../src/domain/sight'
import { readCurrent, recordOf, versionColumns, versionsFrom, type VersionRow } from '../../src/server/versions'
import { withDatabase } from './database'
import { deviceOf, opOf, openTown, pushAll, settled, type Planned, type TestDevice, type Town } from './town'

const database = withDatabase()
let town: Town
let device: TestDevice
const UNIT = randomUUID()

const personOf = (role: string, place: string, stream: string, more: Partial<Me> = {}): Me =>
  ({ person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream }], ...more })

beforeAll(async () => {
  town = await openTown(database.db)
  device = deviceOf('sight')
  const { township, other, east, west, groups: [first = ''] } = town
  const county = personOf('countyCentre', town.county, town.county)
  await pushAll(town.deps, town.root, town.county, deviceOf('unit'), [{ record: UNIT, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '派出所', place: township } } }])
  const registered = (place: string, set = {}): Planned => ({ record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place, reportedOn: '2026-03-01', ...set } } })
  const planned = [east, west, first].flatMap((place) => [{}, { compartment: 'domestic' }, { handler: town.zhao.person }, { handler: town.zhang.person, compartment: 'minor' }, { unit: UNIT }].map((set) => registered(place, set)))
  await pushAll(town.deps, town.li, township, device, planned)
  await pushAll(town.deps, town.zhang, township, deviceOf('zhang'), [registered(east), registered(east, { compartment: 'minor' })])
  await pushAll(town.deps, personOf('mediator', other, other), other, deviceOf('other'), [registered(other), registered(other, { compartment: 'domestic' })])
  const matter = (set = {}): Planned => ({ record: randomUUID(), kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place: east, receivedOn: '2026-04-01', ...set } } })
  const sun = personOf('dispatcher', township, township)
  const [given, plain] = [matter(), matter({ compartment: 'domestic' })]
  await pushAll(town.deps, sun, township, deviceOf('matter'), [given, plain, { record: given.record, kind: 'matter', base: Number.MAX_SAFE_INTEGER, body: { kind: 'move', move: 'assign', set: { leadUnit: UNIT } } }])
  await pushAll(town.deps, town.root, town.county, deviceOf('grants'), [township, east, town.county].map((place) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: county.person, role: 'countyCentre', place } } })))
})

/** Current records of a kind in the whole database, as far as a sight lets them out. */
async function letOut(type: RecordType, sight: Sight | Everything): Promise<readonly StoredRecord[]> {
  const { sql } = database.db
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, sight)} where v.until is null`
  return rows.map((row) => recordOf(town.deps, type.kind, row, false))
}
const ids = (records: readonly StoredRecord[]): readonly string[] => records.map(({ id }) => id).sort()

test('S01: what SQL lets out to a person is exactly what may be read, for every role at every place, of every kind', async () => {
  const { places } = await town.deps.configs.current(database.db.sql, town.county)
  const [group = ''] = town.groups
  const at: readonly (readonly [string, string])[] = [[town.county, town.county], [town.township, town.township], [town.east, town.township], [group, town.township], [town.other, town.other]]
  const varied: readonly Partial<Me>[] = [{}, { unit: UNIT }, { person: town.zhao.person }, { person: town.zhang.person }]
  const people = Object.keys(GRANT.fields.role.options).flatMap((role, i) => at.map(([place, stream], j) => personOf(role, place, stream, varied[(i + j) % 4])))
  const kinds = ['dispute', 'matter', 'grant', 'place'].map((kind) => must<RecordType>(REGISTRY[kind], kind))
  const everybody = [...people, personOf('nobody', town.county, town.county, { grants: [] }), town.zhang, town.li]
  let compared = 0
  for (const type of kinds) {
    const all = await letOut(type, everything('judging'))
    expect(all.length).toBeGreaterThan(1)
    for (const me of everybody) {
      const [seen, held, hidden] = await Promise.all([seenBy(me, type, places), heldBy(me, type, places), hiddenFrom(me, type, places)].map((sight) => letOut(type, sight)))
      const of = [me.roles, me.grants.map(({ place }) => places.byId[place]?.name), type.kind]
      expect([of, ids(seen ?? [])]).toEqual([of, ids(all.filter((record) => mayRead(me, type, places, record)))])
      if (type.stream === 'township') expect([of, ids(held ?? [])]).toEqual([of, ids(all.filter((record) => isVisible(me, type, places, record)))])
      expect((hidden ?? []).every((record) => isProtectedFrom(me, type, record))).toBe(true)
      compared += all.length
    }
  }
  expect(compared).toBeGreaterThan(1_500)
})

test('S01: a route that forgot to ask gets nothing: neither rows, nor one record, nor a number', async () => {
  const { places } = await town.deps.configs.current(database.db.sql, town.county)
  const type = must<RecordType>(REGISTRY.dispute, 'dispute')
  const query: FigureQuery = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }
  const foreign = town.qian
  const all = await letOut(type, everything('judging'))
  const here = all.filter(({ values }) => values.place !== town.other)
  expect(await readCurrent(database.db.sql, type, town.township, here.map(({ id }) => id), seenBy(foreign, type, places))).toEqual([])
  expect((await readRows(town.deps, foreign, town.township, [query], 1000))?.rows).toEqual([])
  const forgetting: Counting = (of, { config }) => countedBy(foreign, of, [config.places])
  expect((await readQueries(town.deps, town.county, town.township, [query], null, forgetting)).results[0]?.value).toBe(0)
  // The same for whoever may: the question is right, and the answer is not nothing.
  expect((await readRows(town.deps, town.li, town.township, [query], 1000))?.rows.length).toBeGreaterThan(5)
  expect((await readQueries(town.deps, town.county, town.township, [query], null, ofReports)).results[0]?.value).toBeGreaterThan(5)
  const [counted] = await database.db.sql<{ n: number }[]>`select count(*)::int as n ${figureFrom(database.db.sql, type, countedBy(town.zhao, type, [places]))}`
  expect(counted?.n).toBeGreaterThan(5)
})

/** With the device it was made on, whose next ops follow it. */
async function act(me: Me, phone: TestDevice, planned: Planned): Promise<string> {
  const pushed = await push(town.deps, { me, devices: [phone.name] }, { stream: town.township, ops: [opOf(phone, planned)], waiting: 0 })
  const [result] = pushed?.answer.results ?? []
  return result?.kind === 'rejected' ? result.refusal.code : result?.kind ?? 'none'
}
const on = (kind: string, record: string, body: Planned['body']): Planned => ({ record, kind, base: Number.MAX_SAFE_INTEGER, body })

test('S01: a double is as closed as the case it was put together with, on phones that held it too, and open again with it', async () => {
  const [double, survivor] = [randomUUID(), randomUUID()]
  const [li, zhang] = [deviceOf('li'), deviceOf('zh')]
  // The writer of the double is neither of those who look at it afterwards.
  await pushAll(town.deps, { ...town.li, person: randomUUID() }, town.township, deviceOf('third'), [settled(double, town.east, '2026-05-01'), settled(survivor, town.east, '2026-05-02')])
  await act(town.li, li, on('dispute', double, { kind: 'move', move: 'merge', set: { mergedInto: survivor } }))
  const before = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  const township = (answer: typeof before) => must(answer.streams.find(({ stream }) => stream === town.township), 'the township')
  expect(ids(township(before).records)).toEqual(expect.arrayContaining([double, survivor]))

  expect(await act(town.li, li, on('dispute', survivor, { kind: 'move', move: 'correct', set: { compartment: 'domestic', handler: town.zhao.person } }))).toBe('applied')
  const after = await pull(town.deps, town.zhang, { cursor: before.cursor, waiting: 0 })
  expect([...township(after).gone].sort()).toEqual([double, survivor].sort())
  for (const id of [double, survivor]) {
    expect(await readRecord(town.deps, town.zhang, town.township, id)).toEqual({ kind: 'notFound' })
    expect(await history(town.deps, town.zhang, town.township, id, null)).toEqual({ kind: 'notFound' })
    expect(await act(town.zhang, zhang, on('dispute', id, { kind: 'edit', set: { summary: '看看' } }))).toBe('notAllowed')
  }
  const read = await readRecord(town.deps, town.zhao, town.township, survivor)
  expect((await readRecord(town.deps, town.zhao, town.township, double)).kind).toBe('read')

  const n = read.kind === 'read' ? read.answer.record.n : 0
  expect(await act(town.zhao, deviceOf('zhao'), { ...on('dispute', survivor, { kind: 'move', move: 'correct', set: { compartment: null } }), base: n })).toBe('applied')
  const reopened = await pull(town.deps, town.zhang, { cursor: after.cursor, waiting: 0 })
  expect(township(reopened).fresh).toBe(false)
  expect(ids(township(reopened).records)).toEqual(expect.arrayContaining([double, survivor]))

  // Read from the beginning a change at a time, over the page in which it was closed and the one in which it opened: it comes to its end, with both.
  const held = new Set<string>()
  let page = await pull(town.deps, town.zhang, { cursor: null, waiting: 0, most: 1 })
  for (let pages = 1; ; pages += 1) {
    for (const id of township(page).gone) held.delete(id)
    for (const id of ids(township(page).records)) held.add(id)
    if (!page.more) break
    expect(pages).toBeLessThan(500)
    page = await pull(town.deps, town.zhang, { cursor: page.cursor, waiting: 0, most: 1 })
  }
  expect([...held]).toEqual(expect.arrayContaining([double, survivor]))
})

test('S01: a matter is as closed as the dispute it became, and a dispute as the matter it came from', async () => {
  const [matter, dispute] = [randomUUID(), randomUUID()]
  const third = { ...town.li, person: randomUUID() }
  const phone = deviceOf('conv')
  await pushAll(town.deps, third, town.township, phone, [
    { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place: town.east, receivedOn: '2026-04-01' } } },
    { record: dispute, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2026-04-02', fromMatter: matter } } },
    on('matter', matter, { kind: 'move', move: 'becomeDispute', set: { becameDispute: dispute } }),
  ])
  expect((await readRecord(town.deps, town.zhang, town.township, matter)).kind).toBe('read')
  await pushAll(town.deps, third, town.township, phone, [on('dispute', dispute, { kind: 'edit', set: { compartment: 'minor' } })])
  expect(await readRecord(town.deps, town.zhang, town.township, matter)).toEqual({ kind: 'notFound' })
  expect((await readRecord(town.deps, third, town.township, matter)).kind).toBe('read')
})

test('S03: who handled it and took their own name off it does not say how the villager was served; a colleague does', async () => {
  const { township } = town
  const [sun, handler, colleague] = [personOf('dispatcher', township, township), personOf('handler', township, township, { unit: UNIT }), personOf('handler', township, township, { unit: UNIT })]
  const [office, phone] = [deviceOf('sun43'), deviceOf('hand43')]
  const matter = randomUUID()
  const nOf = async (): Promise<number> => must((await database.db.sql<{ n: number }[]>`select since as n from matter_version where record = ${matter} and until is null`)[0], 'the matter').n
  const step = async (me: Me, by: TestDevice, body: Planned['body']): Promise<string> => act(me, by, { record: matter, kind: 'matter', base: await nOf(), body })
  await pushAll(town.deps, sun, township, office, [{ record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place: town.east, receivedOn: '2026-06-01' } } }])
  expect(await step(sun, office, { kind: 'move', move: 'assign', set: { leadUnit: UNIT, handler: handler.person, dueOn: '2026-06-30' } })).toBe('applied')
  expect(await step(handler, phone, { kind: 'move', move: 'sign', set: {} })).toBe('applied')
  expect(await step(handler, phone, { kind: 'move', move: 'resolve', set: { resolvedOn: '2026-06-10', outcome: 'solved', reply: '修好了' } })).toBe('applied')
  expect(await step(handler, phone, { kind: 'edit', set: { handler: null } })).toBe('applied')
  expect(await step(handler, phone, { kind: 'move', move: 'feedBack', set: { fedBackOn: '2026-06-11' } })).toBe('applied')
  const rate = { kind: 'move', move: 'rate', set: { rating: 'satisfied', ratedOn: '2026-06-12' } } as const
  expect(await step(handler, phone, rate)).toBe('notAllowed')
  expect(await step(colleague, deviceOf('coll43'), rate)).toBe('applied')
})
