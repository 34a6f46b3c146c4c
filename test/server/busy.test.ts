import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { PushAnswer } from '../../src/core/protocol'
import { createConfigStore } from '../../src/server/configStore'
import { openDb, type Db, type Sql } from '../../src/server/db'
import { ROUTES } from '../../src/server/http/access'
import type { App } from '../../src/server/http/context'
import type { Limits } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { withDatabase } from './database'
import { whileHeld } from './held'
import { deviceOf, openTown, opOf, pushAll, settled, type TestDevice, type Town } from './town'

/** A busy or broken database, and too many requests: the phone is told to come back, nothing is lost, and it is never a 500. */
const database = withDatabase()
let town: Town
const servers: FastifyInstance[] = []

beforeAll(async () => {
  town = await openTown(database.db)
  const { person, grants, name } = town.li
  await pushAll(town.deps, town.root, town.county, { ...deviceOf('root'), seq: 0 }, [
    { record: person, kind: 'person', body: { kind: 'create', move: 'add', set: { name } } },
    ...grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person, role, place } } })),
  ])
})
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function serverOn(db: Db, limits?: Limits): Promise<FastifyInstance> {
  const deps = { ...town.deps, db, now: () => Date.now() }
  const app: App = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(database.db), mode: 'county', county: town.county, h5Folder: null, demoAccounts: [],
    log: () => undefined, ...(limits === undefined ? {} : { limits }),
  }
  const server = await createServer(app)
  await server.ready()
  servers.push(server)
  return server
}

interface Phone {
  readonly device: TestDevice
  readonly headers: Readonly<Record<string, string>>
}

async function phone(): Promise<Phone> {
  const { sql } = database.db
  const name = await deviceFor(sql, town.li.person, null, 'weapp', Date.now())
  const { access } = await openSession(sql, { person: town.li.person, county: town.county, device: name }, Date.now())
  return { device: { name, seq: 0 }, headers: { authorization: `Bearer ${access}` } }
}

const entry = ({ device }: Phone) => opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
const send = (server: FastifyInstance, { headers }: Phone, ops: readonly object[]) => server.inject({ method: 'POST', url: '/api/push', headers, payload: { stream: town.township, ops, waiting: ops.length } })

/** Every transaction meets what PostgreSQL itself says under that code, after its work. */
function failing(sqlState: string): Db {
  return { ...database.db, begin: (work) => database.db.begin(async (tx) => { await work(tx); await raise(tx, sqlState); throw new Error('unreachable') }) }
}
const raise = (tx: Sql, sqlState: string) => tx.unsafe(`do $$ begin raise exception 'told by a test' using errcode = '${sqlState}'; end $$`)

test.each([['40001', 'a serialisation failure'], ['40P01', 'a deadlock'], ['53300', 'too many connections'], ['53100', 'a full disk'], ['55P03', 'a lock not given'], ['57014', 'a statement that took too long']])(
  'SQLSTATE %s, %s: come back later, nothing decided, and the same batch is applied then', async (sqlState) => {
    const mine = await phone()
    const ops = [entry(mine), entry(mine)]
    const busy = await send(await serverOn(failing(sqlState)), mine, ops)
    expect([busy.statusCode, busy.headers['retry-after'], busy.json<{ code: string }>().code]).toEqual([503, '5', sqlState === '53100' ? 'serverFull' : 'serverBusy'])
    const again = await send(await serverOn(database.db), mine, ops)
    expect(again.json<PushAnswer>().results.map(({ kind }) => kind)).toEqual(['applied', 'applied'])
  })

test('a connection that is lost before the commit is told the same way, by push and by pull', async () => {
  const cutting: Db = { ...database.db, begin: (work) => database.db.begin(async (tx) => { const value = await work(tx); await tx`select pg_terminate_backend(pg_backend_pid())`; return value }) }
  const [mine, server] = [await phone(), await serverOn(cutting)]
  expect((await send(server, mine, [entry(mine)])).statusCode).toBe(503)
  const pulled = await server.inject({ method: 'POST', url: '/api/pull', headers: mine.headers, payload: { cursor: null, waiting: 0 } })
  expect([pulled.statusCode, pulled.headers['retry-after']]).toEqual([503, '5'])
})

test('a township that somebody holds for long does not hold its phones: they are told to come back', async () => {
  const [mine, server] = [await phone(), await serverOn(database.db)]
  const op = entry(mine)
  const busy = await whileHeld(database.address, (tx) => tx`select n from stream where stream = ${town.township} for update`, () => send(server, mine, [op]))
  expect([busy.statusCode, busy.json<{ code: string }>().code]).toEqual([503, 'serverBusy'])
  expect((await send(server, mine, [op])).json<PushAnswer>().results[0]?.kind).toBe('applied')
}, 30_000)

test('far more phones than connections: each is answered, and each op is in once', async () => {
  const narrow = openDb({ address: database.address, max: 2 })
  const server = await serverOn(narrow)
  const phones = await Promise.all(Array.from({ length: 30 }, phone))
  const answers = await Promise.all(phones.map(async (one) => {
    const ops = [entry(one), entry(one)]
    for (;;) {
      const answer = await send(server, one, ops)
      if (answer.statusCode === 200) return { ids: ops.map(({ id }) => id), kinds: answer.json<PushAnswer>().results.map(({ kind }) => kind) }
      expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([503, true])
      await wait(50)
    }
  }))
  expect(answers.every(({ kinds }) => kinds.every((kind) => kind === 'applied'))).toBe(true)
  const ids = answers.flatMap((each) => each.ids)
  const rows = await database.db.sql<{ id: string }[]>`select id from op where id = any(${ids}::uuid[]) and n is not null`
  expect(rows).toHaveLength(ids.length)
  await narrow.close()
})

/** Of one session in a minute, unless a test has fewer. */
const PUSHES = ROUTES['POST /api/push']?.limit?.most ?? 0

test('S23: phones behind one address do not shut each other out: a session is counted by itself', async () => {
  const server = await serverOn(database.db, { perSession: 4, perAddress: 10, atOnce: 64, routes: 4 / PUSHES })
  const [wild, calm] = [await phone(), await phone()]
  const statuses: number[] = []
  for (let i = 0; i < 7; i += 1) statuses.push((await send(server, wild, [])).statusCode)
  // The first one made the token known, and counted for the address.
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  const told = await send(server, wild, [])
  expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
  expect((await send(server, calm, [])).statusCode).toBe(200)
})

test('a token with a word behind it is nobody’s, and whoever renews it before each request is counted all the same', async () => {
  const server = await serverOn(database.db, { perSession: 2, perAddress: 100, atOnce: 64, routes: 2 / PUSHES })
  const mine = await phone()
  expect((await send(server, { ...mine, headers: { authorization: `${mine.headers.authorization ?? ''} 1` } }, [])).statusCode).toBe(401)
  let { refresh } = await openSession(database.db.sql, { person: town.li.person, county: town.county, device: mine.device.name }, Date.now())
  const statuses: number[] = []
  for (let i = 0; i < 3; i += 1) {
    const renewed = (await server.inject({ method: 'POST', url: '/api/refresh', payload: { refresh } })).json<{ access: string; refresh: string }>()
    refresh = renewed.refresh
    statuses.push((await send(server, { ...mine, headers: { authorization: `Bearer ${renewed.access}` } }, [])).statusCode)
  }
  expect(statuses).toEqual([200, 200, 429])
})

test('an invented token counts for its address, however often it changes', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 5, atOnce: 64 })
  const statuses: number[] = []
  for (let i = 0; i < 7; i += 1) statuses.push((await send(server, { device: deviceOf('none'), headers: { authorization: `Bearer ${randomUUID()}` } }, [])).statusCode)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
})


test('S23: what cannot be worked on soon is turned away at once, and comes in when it asks again', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 1000, atOnce: 3 })
  const phones = await Promise.all(Array.from({ length: 12 }, phone))
  const ops = phones.map(entry)
  const first = await Promise.all(phones.map((one, i) => send(server, one, [ops[i] ?? {}])))
  const turnedAway = first.filter(({ statusCode }) => statusCode === 503)
  expect(turnedAway).toHaveLength(9)
  expect(turnedAway.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true)
  for (const [i, one] of phones.entries()) {
    const kind = (await send(server, one, [ops[i] ?? {}])).json<PushAnswer>().results[0]?.kind
    expect(kind).toBe(first[i]?.statusCode === 200 ? 'duplicate' : 'applied')
  }
})

test('pushes leave places for whoever looks at a page', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 1000, atOnce: 20, pushes: 2 })
  const phones = await Promise.all(Array.from({ length: 8 }, phone))
  const [pushes, pulls] = [
    phones.map((one) => send(server, one, [entry(one)])),
    phones.map((one) => server.inject({ method: 'POST', url: '/api/pull', headers: one.headers, payload: { cursor: null, waiting: 0 } })),
  ]
  expect((await Promise.all(pushes)).map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, ...Array<number>(6).fill(503)])
  expect((await Promise.all(pulls)).map(({ statusCode }) => statusCode)).toEqual(phones.map(() => 200))
})

test('phones that give up in the middle of a request take nobody’s place', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 1000, atOnce: 3 })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const mine = await phone()
  for (let i = 0; i < 3; i += 1) {
    const given = request({
      host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, method: 'POST', path: '/api/push',
      headers: { ...mine.headers, 'content-type': 'application/json', 'content-length': 100 },
    })
    given.on('error', () => undefined)
    given.write('{')
    await once(server.server, 'request')
    given.destroy()
  }
  const op = entry(mine)
  let status = 503
  for (let asked = 0; asked < 20 && status === 503; asked += 1) {
    await wait(50)
    status = (await send(server, mine, [op])).statusCode
  }
  expect(status).toBe(200)
})

test('bodies that come by the byte take no place from anybody, only so many come at once, and none for ever', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 1000, atOnce: 2, arriving: 4, arrivesIn: 1_000 })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const mine = await phone()
  const ends: Promise<unknown>[] = []
  for (let i = 0; i < 3; i += 1) {
    const slow = request({
      host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, method: 'POST', path: '/api/push',
      headers: { ...mine.headers, 'content-type': 'application/json', 'content-length': 100 },
    })
    ends.push(new Promise((resolve) => { slow.on('error', resolve).on('response', (answer) => resolve(answer.statusCode)) }))
    slow.write('{')
    await once(server.server, 'request')
  }
  expect((await send(server, mine, [entry(mine)])).statusCode).toBe(200)
  const last = request({ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, method: 'POST', path: '/api/push', headers: { ...mine.headers, 'content-type': 'application/json', 'content-length': 100 } })
  last.on('error', () => undefined).write('{')
  await once(server.server, 'request')
  expect((await send(server, mine, [entry(mine)])).statusCode).toBe(503)
  expect(await Promise.all(ends)).toEqual([408, 408, 408])
  let status = 503
  for (let asked = 0; asked < 40 && status === 503; asked += 1) {
    await wait(50)
    status = (await send(server, mine, [entry(mine)])).statusCode
  }
  expect(status).toBe(200)
})

test('a phone that hangs up while its push is worked on keeps its place until the work is done', async () => {
  const server = await serverOn(database.db, { perSession: 100, perAddress: 1000, atOnce: 1 })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const [mine, other] = [await phone(), await phone()]
  const pull = async () => (await server.inject({ method: 'POST', url: '/api/pull', headers: other.headers, payload: { cursor: null, waiting: 0 } })).statusCode
  const op = entry(mine)
  await whileHeld(database.address, (tx) => tx`select n from stream where stream = ${town.township} for update`, async () => {
    const body = JSON.stringify({ stream: town.township, ops: [op], waiting: 1 })
    const given = request({
      host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, method: 'POST', path: '/api/push',
      headers: { ...mine.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    given.on('error', () => undefined)
    given.end(body)
    while ((await database.db.sql`select 1 from pg_locks where not granted`).length === 0) await wait(10)
    given.destroy()
    await wait(100)
    expect(await pull()).toBe(503)
  })
  let status = 503
  for (let asked = 0; asked < 40 && status === 503; asked += 1) {
    await wait(50)
    status = await pull()
  }
  expect(status).toBe(200)
  expect((await send(server, mine, [op])).json<PushAnswer>().results[0]?.kind).toBe('duplicate')
})

test('a change in the county while every connection is in a transaction: none waits for a reading that waits for a connection', async () => {
  const single = openDb({ address: database.address, max: 1 })
  await single.sql`select 1`
  const configs = createConfigStore(town.deps)
  const outside = configs.current(single.sql, town.county)
  // Its first question is on its way before the others take the connection.
  await new Promise((resolve) => { setImmediate(resolve) })
  const within = Array.from({ length: 5 }, () => single.begin((tx) => configs.current(tx, town.county)))
  const read = await Promise.all([outside, ...within])
  expect(new Set(read.map(({ n }) => n)).size).toBe(1)
  await single.close()
})
