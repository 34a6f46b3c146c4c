import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import { boardPath } from '../../src/domain/board/request'
import { openStream } from '../../src/server/bootstrap'
import { ROUTES } from '../../src/server/http/access'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { withDatabase } from './database'
import { serve } from './realPhone'
import { deviceOf, NOON, opOf, openTown, pushAll, settled, type Planned, type Town } from './town'

/** Two counties in one database, of which the server serves the first; everything of the second carries a name that is nowhere else. */
const database = withDatabase()
const CALLS = Number(process.env.ACCESS_CALLS ?? 500)
const NAME = '邻县的石某'

let town: Town
let server: FastifyInstance
let token = ''
let theirs: { readonly county: string; readonly town: string; readonly records: readonly string[] }
let me: Me
let device = ''

beforeAll(async () => {
  town = await openTown(database.db)
  const { sql } = database.db
  me = { person: randomUUID(), name: '李', county: town.county, unit: null, roles: [], grants: ['judicial', 'dispatcher'].map((role) => ({ role, place: town.township, stream: town.township })) }
  await pushAll(town.deps, town.root, town.county, deviceOf('me'), [
    { record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: me.name } } },
    ...[...me.grants.map(({ role }) => [role, town.township]), ['countyJudicial', town.county]].map(([role = '', place = '']): Planned => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: me.person, role, place } } })),
  ])
  const [county, township] = [randomUUID(), randomUUID()]
  await openStream(sql, county, county, 'county')
  const root: Me = { ...town.root, person: randomUUID(), county, grants: town.root.grants.map((grant) => ({ ...grant, place: county, stream: county })) }
  const author: Me = { ...town.li, person: randomUUID(), county, grants: [{ role: 'mediator', place: township, stream: township }] }
  const place = (record: string, level: string, parent: string | null): Planned => ({ record, kind: 'place', body: { kind: 'create', move: 'add', set: { name: `${NAME}乡`, level, order: 0, ...(parent === null ? {} : { parent }) } } })
  await pushAll(town.deps, root, county, deviceOf('B'), [place(county, 'county', null), place(township, 'township', county), { record: author.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: NAME } } }])
  const records = Array.from({ length: 20 }, () => randomUUID())
  await pushAll(town.deps, author, township, deviceOf('Btown'), records.map((record) => settled(record, township, '2026-05-01', { summary: NAME })))
  await pushAll(town.deps, { ...town.li, person: me.person }, town.township, deviceOf('A'), Array.from({ length: 20 }, () => settled(randomUUID(), town.east, '2026-05-01')))
  theirs = { county, town: township, records: [...records, author.person, root.person, township, county] }
  device = await deviceFor(sql, me.person, null, 'weapp', NOON)
  token = (await openSession(sql, { person: me.person, county: town.county, device }, NOON)).access
  server = await serve(town.deps, town.county)
})
afterAll(() => server.close())

const seeded = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

/** Of every table with a stream, the rows of the other county. */
async function checksum(): Promise<string> {
  const { sql } = database.db
  const tables = await sql<{ name: string }[]>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'stream' order by 1`
  const sums: string[] = []
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t where t.stream = any(${[theirs.county, theirs.town]}::uuid[]) order by 1`
    sums.push(`${name} ${createHash('sha256').update(rows.map(({ row }) => row).join('\n')).digest('hex')}`)
  }
  return sums.join('\n')
}

test(`S02: ${CALLS} calls of one county, a third of them about the other, change nothing there and tell nothing of it`, async () => {
  const before = await checksum()
  const random = seeded(Number(process.env.ACCESS_SEED ?? 7))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const mine = (await database.db.sql<{ record: string }[]>`select record from dispute_version where stream = ${town.township}`).map(({ record }) => record)
  const stream = (): string => pick([town.township, town.county, town.other, theirs.town, theirs.county])
  const record = (): string => (random() < 0.5 ? pick(mine) : pick(theirs.records))
  const YEAR = { from: '2026-01-01', to: '2026-12-31' }
  const query = () => ({ figure: { kind: pick(['dispute', 'person', 'place']), where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: YEAR, place: pick([null, theirs.town, town.township]), by: pick([null, { kind: 'place', level: null }]) })
  const phone = { name: device, seq: 0 }
  const bodies: Readonly<Record<string, () => object>> = {
    'POST /api/figures': () => ({ stream: stream(), at: null, queries: [query()] }),
    'POST /api/drill': () => ({ stream: stream(), at: null, query: query(), offset: 0, limit: 50 }),
    'POST /api/search': () => ({ stream: stream(), kind: 'dispute', text: pick(['', '石', '邻县']), where: {}, place: pick([null, theirs.town]), period: null, told: random() < 0.5, after: null, limit: 50 }),
    'POST /api/search/likely': () => ({ stream: stream(), kind: 'dispute', id: null, place: pick([null, theirs.town]), type: 'neighbour', day: '2026-05-01', names: ['石某'], text: NAME }),
    'POST /api/due': () => ({ stream: stream(), who: 'all', until: '2027-12-31', place: pick([null, theirs.town]), unit: null, key: null, offset: 0, limit: 50 }),
    'POST /api/pull': () => ({ cursor: null, waiting: 0 }),
    'POST /api/push': () => ({ stream: stream(), ops: [opOf(phone, random() < 0.5 ? settled(randomUUID(), pick([town.east, theirs.town]), '2026-06-01') : { record: record(), kind: 'dispute', body: { kind: 'edit', set: { type: 'land' } } })], waiting: 0 }),
    'POST /api/export/:stream': () => ({ what: 'dispute', period: YEAR, place: pick([null, theirs.town]) }),
    'POST /api/media': () => ({ stream: stream(), record: record(), id: 'b'.repeat(64), type: 'image/jpeg', size: 10 }),
    'POST /api/papers/:stream/:id/link': () => ({ what: 'volume' }),
    'POST /api/papers/:stream/bound': () => ({ place: pick([theirs.town, town.east]), quarter: '2026Q2' }),
    'POST /api/handover': () => ({ stream: stream(), op: opOf({ name: device, seq: 900 }, settled(record(), theirs.town, '2026-06-01')), refusal: { code: 'outOfScope' }, to: pick([null, ...theirs.records]) }),
  }
  const routes = Object.keys(ROUTES).filter((route) => must(ROUTES[route], route).who === 'granted' || must(ROUTES[route], route).who === 'known').filter((route) => !/logout|:piece|\/file|imports\/:stream\/:kind|receipt|paper-forms|\/text$/.test(route))
  const heavy = Object.keys(bodies)
  let answered = 0
  const told: string[] = []
  // What one wrote oneself, in a handover say, comes back to oneself.
  let given = ''
  for (let call = 0; call < CALLS; call += 1) {
    const route = random() < 0.6 ? pick(heavy) : pick(routes)
    const [method = '', url = ''] = route.split(' ')
    const sent = { stream: stream(), id: record() }
    const address = route === 'GET /api/board/:stream' ? boardPath(sent.stream, { kind: pick(['township', 'county']), place: pick([null, theirs.town, town.township]), period: YEAR, today: '2026-06-15', shorter: false }) : url.replace(/:(\w+)/g, (_whole, name: string) => ({ ...sent, kind: 'dispute', period: '2026', copy: 'final', year: '2026' } as Record<string, string>)[name] ?? record())
    const payload = bodies[route]?.() ?? (method === 'POST' ? {} : undefined)
    const answer = await server.inject({ method: method as 'GET' | 'POST', url: address, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) })
    if (answer.statusCode >= 500) told.push(`${route} broke: ${answer.body}`)
    if (answer.statusCode < 300) answered += 1
    given += JSON.stringify({ payload, address })
    // What was asked about may be named in the answer; nothing else of the other county may.
    for (const name of [NAME, ...theirs.records]) if (answer.body.includes(name) && (name === NAME || !given.includes(name))) told.push(`${route} told ${name}`)
  }
  expect(told).toEqual([])
  expect(answered).toBeGreaterThan(CALLS / 10)
  expect(await checksum()).toBe(before)
})

const EXTRA = ['role', 'area_id', 'status', 'created_by', '__proto__', 'constructor'] as const

test('S04: no request takes a field that is not its own, on any route that takes a body', async () => {
  const document = (await server.inject('/api/openapi.json')).json<{ paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema?: object }> } }>> }>()
  // A session of its own: what the calls before have used up is not this one's.
  const fresh = (await openSession(database.db.sql, { person: me.person, county: town.county, device }, NOON)).access
  const open: string[] = []
  const walk = (route: string, schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { type, properties, patternProperties, additionalProperties } = schema as Record<string, unknown>
    if (type === 'object' && properties !== undefined && patternProperties === undefined && additionalProperties !== false) open.push(route)
    for (const inner of Object.values(schema)) walk(route, inner)
  }
  let bodies = 0
  for (const [url, methods] of Object.entries(document.paths)) {
    const schema = methods.post?.requestBody?.content?.['application/json']?.schema
    if (schema === undefined) continue
    bodies += 1
    walk(url, schema)
    const address = url.replace(/\{(\w+)\}/g, (_whole, name: string) => ({ kind: 'place', period: '2026', copy: 'final', paper: 'oral' } as Record<string, string>)[name] ?? randomUUID())
    for (const extra of EXTRA) {
      const answer = await server.inject({ method: 'POST', url: address, headers: { authorization: `Bearer ${fresh}`, 'content-type': 'application/json' }, payload: `{"${extra}":"admin"}` })
      expect([url, extra, answer.statusCode]).toEqual([url, extra, 400])
    }
  }
  expect(open).toEqual([])
  expect(bodies).toBeGreaterThan(25)
  expect(({} as { role?: string }).role).toBeUndefined()
})

test('S04: an op cannot say who wrote it, what stage it is in or what only the server gives', async () => {
  const phone = { name: device, seq: 0 }
  const [row] = await database.db.sql<{ seq: number }[]>`select coalesce(max(seq), 0)::int as seq from op where stream = ${town.township} and device = ${device}`
  phone.seq = row?.seq ?? 0
  const push = async (planned: Planned, more: object = {}) => {
    const answer = await server.inject({ method: 'POST', url: '/api/push', headers: { authorization: `Bearer ${token}` }, payload: { stream: town.township, ops: [{ ...opOf(phone, planned), ...more }], waiting: 0 } })
    if (answer.statusCode !== 400) return answer.json<{ results: { kind: string; refusal?: { code: string } }[] }>().results[0]
    // Refused as a whole before it was an op: it took no place.
    phone.seq -= 1
    return { kind: 'rejected' }
  }
  for (const name of ['createdBy', 'created_by', 'stage', 'status', 'role', 'area_id', 'n', '__proto__', 'constructor', 'caseNo', 'written']) {
    const set = JSON.parse(`{"type":"neighbour","place":"${town.east}","reportedOn":"2026-06-01","${name}":"x"}`) as Record<string, string>
    const result = await push({ record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set } })
    expect([name, result?.kind]).toEqual([name, 'rejected'])
  }
  const record = randomUUID()
  const result = await push({ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2026-06-01' } } }, { author: randomUUID(), createdBy: randomUUID() })
  const [stored] = await database.db.sql<{ by: string }[]>`select created_by as by from dispute_version where record = ${record}`
  expect([result?.kind === 'rejected' || stored?.by === me.person]).toEqual([true])
})
