import { randomBytes, randomUUID } from 'node:crypto'
import type { Patch, RowPatches } from '../../src/core/op'
import type { Me } from '../../src/core/protocol'
import type { LikelyRequest, SearchAnswer, SearchRequest } from '../../src/core/searchWire'
import { ensureBlindIndex, forgetNames } from '../../src/server/blind'
import { likely } from '../../src/server/search/likely'
import { search } from '../../src/server/search/search'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, type Planned, type TestDevice, type Town } from './town'

const database = withDatabase()
let town: Town
let device: TestDevice
let judicial: Me
let clerk: Me
beforeAll(async () => {
  town = await openTown(database.db)
  device = deviceOf('search')
  judicial = office('judicial')
  clerk = office('clerk')
})

function office(role: string): Me {
  return { person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place: town.township, stream: town.township }] }
}

function entry(record: string, on: string, names: readonly string[], set: Patch = {}): Planned {
  const rows: RowPatches = { parties: Object.fromEntries(names.map((name, i) => [`p${i}`, { set: { name } }])) }
  return { record, kind: 'dispute', body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: town.east, acceptedOn: on, form: 'oral', ...set }, rows } }
}
async function written(on: string, names: readonly string[], set: Patch = {}): Promise<string> {
  const id = randomUUID()
  await pushAll(town.deps, town.li, town.township, device, [entry(id, on, names, set)])
  return id
}
const BASE: Omit<SearchRequest, 'stream'> = { kind: 'dispute', text: '', where: {}, place: null, period: null, told: false, after: null, limit: 50 }
async function asked(me: Me, request: Partial<SearchRequest>): Promise<SearchAnswer> {
  const read = await search(town.deps, me, { ...BASE, stream: town.township, ...request })
  if (read.kind !== 'read') throw new Error(read.kind)
  return read.answer
}
const found = async (me: Me, text: string, more: Partial<SearchRequest> = {}): Promise<readonly string[]> => (await asked(me, { text, ...more })).records.map(({ id }) => id)

test('names that lie sealed are found whole, by their beginning, their surname and their first letters, by those who see them', async () => {
  const id = await written('2025-01-05', ['欧阳建国', '单老五'])
  for (const text of ['欧阳建国', '欧阳建', '欧阳', '欧阳某', 'oyjg', 'oyj', 'slw', 'dlw', '单', '东村 欧阳']) expect([text, await found(judicial, text)]).toEqual([text, [id]])
  for (const text of ['建国', '欧', '王']) expect([text, await found(judicial, text)]).toEqual([text, []])
  // Whoever gets rows without names finds nothing by a name, and not even a number tells.
  for (const text of ['欧阳建国', '单', 'oyjg']) expect(await asked(clerk, { text })).toMatchObject({ records: [], total: 0, hidden: 0 })
  expect(await found(clerk, '东村', { period: { from: '2025-01-01', to: '2025-01-31' } })).toEqual([id])
})

test('the database holds no name, no first letters, and nothing of the sealed words beside them', async () => {
  await written('2025-01-06', ['慕容雪松'])
  const rows = await database.db.sql<{ token: Buffer }[]>`select token from blind_index`
  expect(rows.length).toBeGreaterThan(5)
  for (const { token } of rows) {
    expect(token).toHaveLength(16)
    expect(token.toString('utf8')).not.toMatch(/慕容|mrxs/)
  }
})

test('a name that was changed is found by what it is now', async () => {
  const id = await written('2025-01-07', ['郝大'])
  await pushAll(town.deps, town.li, town.township, device, [{ record: id, kind: 'dispute', base: Number.MAX_SAFE_INTEGER, body: { kind: 'move', move: 'correct', set: {}, rows: { parties: { p0: { set: { name: '贺大' } } } } } }])
  expect(await found(judicial, '郝大')).toEqual([])
  expect(await found(judicial, '贺')).toEqual([id])
})

test('numbers, places and options are found by everybody, by first letters too; % and _ mean themselves', async () => {
  const id = await written('2025-02-05', ['万三'], { type: 'land', externalNo: 'A_1%' })
  const { records } = await asked(clerk, { text: 'A_1%' })
  expect(records.map((record) => record.id)).toEqual([id])
  expect(records[0]?.values).not.toHaveProperty('parties.p0.values.name')
  expect(await found(clerk, 'A%1')).toEqual([])
  const no = /(\d+)号/.exec(String(records[0]?.values.caseNo))?.[1] ?? ''
  expect(await found(clerk, `2025 ${no}`)).toContain(id)
  expect(await found(clerk, `调（2025）${no}号`)).toContain(id)
  expect(await found(clerk, 'dc sl', { where: { type: ['land'] } })).toEqual([id])
  expect(await found(clerk, '西村')).toEqual([])
})

test('a dispute that was never accepted stands in its register by the day it was told', async () => {
  const id = randomUUID()
  await pushAll(town.deps, town.li, town.township, device, [
    { record: id, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2024-07-05' } } },
  ])
  const july = { period: { from: '2024-07-01', to: '2024-07-31' } }
  expect(await found(clerk, '', july)).toEqual([id])
  expect(await found(clerk, '', { period: { from: '2024-08-01', to: '2024-08-31' } })).toEqual([])
  expect((await asked(clerk, july)).total).toBe(1)
  await pushAll(town.deps, town.li, town.township, device, [{ record: id, kind: 'dispute', base: Number.MAX_SAFE_INTEGER, body: { kind: 'move', move: 'accept', set: { acceptedOn: '2024-08-02' } } }])
  expect(await found(clerk, '', july)).toEqual([])
})

test('protected records are not found by any word, and are a number without one; their handler finds them', async () => {
  const period = { from: '2025-03-01', to: '2025-03-31' }
  const id = randomUUID()
  await pushAll(town.deps, town.li, town.township, device, [entry(id, '2025-03-05', ['闻人若'], { compartment: 'minor', handler: judicial.person }), entry(randomUUID(), '2025-03-06', ['闻人甲'])])
  const dispatcher = office('dispatcher')
  // One in a whole list is told; narrowed to a month, or to a type, so few are not: who asks again and again would learn which month, and which type.
  expect((await asked(dispatcher, { text: '' })).hidden).toBe(1)
  expect(await asked(dispatcher, { text: '', period })).toMatchObject({ total: 1, hidden: 0, records: [{ values: { acceptedOn: '2025-03-06' } }] })
  expect((await asked(dispatcher, { text: '', where: { type: ['neighbour'] } })).hidden).toBe(0)
  expect(await asked(dispatcher, { text: '闻人' })).toMatchObject({ total: 1, hidden: 0 })
  expect(await asked(dispatcher, { text: '闻人若' })).toMatchObject({ total: 0, hidden: 0, records: [] })
  expect(await asked(dispatcher, { text: '东村', period })).toMatchObject({ total: 1, hidden: 0 })
  expect(await found(judicial, '闻人若')).toEqual([id])
  expect(await search(town.deps, dispatcher, { ...BASE, stream: town.township, where: { compartment: ['minor'] } })).toMatchObject({ kind: 'badFigure' })
  expect(await found(dispatcher, '未成年')).toEqual([])
})

test('only those who may read every record of the place may look through them', async () => {
  expect(await search(town.deps, town.qian, { ...BASE, stream: town.township })).toEqual({ kind: 'notFound' })
  expect(await search(town.deps, town.zhang, { ...BASE, stream: town.township })).toEqual({ kind: 'notFound' })
  expect(await search(town.deps, { ...judicial, roles: ['admin'], grants: [{ role: 'admin', place: town.township, stream: town.township }] }, { ...BASE, stream: town.township })).toEqual({ kind: 'notFound' })
  expect(await search(town.deps, judicial, { ...BASE, stream: town.other })).toEqual({ kind: 'notFound' })
  expect(await search(town.deps, judicial, { ...BASE, stream: town.township, where: { summary: ['x'] } })).toMatchObject({ kind: 'badFigure' })
  expect(await search(town.deps, judicial, { ...BASE, stream: town.township, kind: 'nothing' })).toEqual({ kind: 'notFound' })
})

test('pages follow each other without a gap or a double, by day and id', async () => {
  const days = ['2024-05-01', '2024-05-02', '2024-05-02', '2024-05-02', '2024-05-03']
  for (const on of days) await written(on, ['页某'])
  const period = { from: '2024-05-01', to: '2024-05-31' }
  const ids: string[] = []
  for (let after: SearchRequest['after'] = null, first = true; first || after !== null; first = false) {
    const page: SearchAnswer = await asked(judicial, { text: '页', period, after, limit: 2 })
    expect(page.total).toBe(after === null ? 5 : null)
    ids.push(...page.records.map(({ id }) => id))
    after = page.next
  }
  expect(new Set(ids).size).toBe(5)
  expect((await asked(judicial, { text: '页', period })).records.map(({ id }) => id)).toEqual(ids)
})

test('what was told is looked through only when that is asked for, and only where it may be opened', async () => {
  const id = await written('2024-06-01', ['令狐'], { summary: '水渠改道占了菜地' })
  const period = { from: '2024-06-01', to: '2024-06-30' }
  expect(await found(judicial, '水渠', { period })).toEqual([])
  expect(await asked(judicial, { text: '水渠', period, told: true })).toMatchObject({ records: [{ id }], total: 1, opened: { records: 1, of: 1 } })
  expect(await asked(clerk, { text: '水渠', period, told: true })).toMatchObject({ records: [], total: 0, opened: null })
})

test('with its key a record loses its names, and an index of another key is made anew', async () => {
  const id = await written('2024-07-01', ['公羊高'])
  await ensureBlindIndex(town.deps, town.county)
  await database.db.sql`delete from blind_index where record = ${id}`
  // The same key, the same make: nothing is done again.
  await ensureBlindIndex(town.deps, town.county)
  expect(await found(judicial, '公羊')).toEqual([])
  await database.db.sql`update installation set value = ${randomBytes(4).toString('hex')} where name = 'blindIndex'`
  await ensureBlindIndex(town.deps, town.county)
  expect(await found(judicial, '公羊')).toEqual([id])
  const [key] = await database.db.sql<{ wrapped: Buffer }[]>`delete from record_key where stream = ${town.township} and record = ${id} returning wrapped`
  expect(key).toBeDefined()
  expect(await found(judicial, '公羊')).toEqual([])
  await forgetNames(database.db.sql, town.township, [id])
  expect(await database.db.sql`select 1 from blind_index where record = ${id}`).toHaveLength(0)
})

test('what may be the same is told to those who may read it, by names only where they are seen', async () => {
  const id = await written('2024-08-01', ['赫连城', '太史慈'], { place: town.groups[0] ?? '', summary: '两家为了排水沟的事吵起来' })
  const request: LikelyRequest = { stream: town.township, kind: 'dispute', id: null, place: town.groups[1] ?? '', type: 'neighbour', day: '2024-08-11', names: ['赫连', '太史慈'], text: '' }
  const told = async (me: Me, more: Partial<LikelyRequest> = {}): Promise<readonly string[]> => {
    const read = await likely(town.deps, me, { ...request, ...more })
    return read.kind === 'read' ? read.answer.found.map(({ record }) => record.id) : [read.kind]
  }
  expect(await told(judicial)).toEqual([id])
  // In another village it is found by its names alone.
  expect(await told(judicial, { place: town.west, names: ['赫连城', '太史慈'] })).toEqual([id])
  expect(await told(judicial, { day: '2025-08-11' })).toEqual([])
  expect(await told(judicial, { id })).toEqual([])
  expect(await told(clerk)).toEqual([])
  expect(await told(town.qian)).toEqual(['notFound'])
})
