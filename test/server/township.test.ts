import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Me, PushAnswer } from '../../src/core/protocol'
import { openDb, type Db } from '../../src/server/db'
import { deviceFor } from '../../src/server/deviceCodes'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { openSession } from '../../src/server/sessions'
import { DB_LIMITS } from '../../src/server/sql'
import { withDatabase } from './database'
import { whileHeld } from './held'
import { deviceOf, openTown, opOf, pushAll, settled, type TestDevice, type Town } from './town'

/** One township never waits for another: whatever holds one, the others are answered, from a pool of a few connections. */

const CONNECTIONS = 6
const database = withDatabase()
let town: Town
/** Mediates in the other township. */
let far: Me
let narrow: Db
let server: FastifyInstance
/** In the township that is held, and in the other. */
let here: Phone
let there: Phone

beforeAll(async () => {
  town = await openTown(database.db)
  far = { ...town.qian, roles: ['mediator'], grants: [{ role: 'mediator', place: town.other, stream: town.other }] }
  for (const { person, name, grants } of [town.li, far]) {
    await pushAll(town.deps, town.root, town.county, { ...deviceOf('root'), seq: 0 }, [
      { record: person, kind: 'person', body: { kind: 'create', move: 'add', set: { name } } },
      ...grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person, role, place } } })),
    ])
  }
  narrow = openDb({ address: database.address, max: CONNECTIONS, limits: { ...DB_LIMITS, lock: 1_000 } })
  const deps = { ...town.deps, db: narrow, now: () => Date.now() }
  const app: App = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(narrow), mode: 'county', county: town.county, h5Folder: null, demoAccounts: [], log: () => undefined,
    limits: { perSession: 100_000, perAddress: 100_000, atOnce: 64, pushes: 40, inLine: 6, perTownship: CONNECTIONS / 2, routes: 10_000 },
  }
  server = await createServer(app)
  await server.ready()
  here = await phoneOf(town.li, town.township, town.east)
  there = await phoneOf(far, town.other, town.other)
})
afterAll(async () => {
  await server.close()
  await narrow.close()
})

interface Phone {
  readonly device: TestDevice
  readonly stream: string
  readonly place: string
  readonly headers: Readonly<Record<string, string>>
}

async function phoneOf(me: Me, stream: string, place: string): Promise<Phone> {
  const { sql } = database.db
  const name = await deviceFor(sql, me.person, null, 'weapp', Date.now())
  const { access } = await openSession(sql, { person: me.person, county: town.county, device: name }, Date.now())
  return { device: { name, seq: 0 }, stream, place, headers: { authorization: `Bearer ${access}` } }
}

const post = ({ headers }: Phone, url: string, payload: object) => server.inject({ method: 'POST', url, headers, payload })
const write = (phone: Phone) => opOf(phone.device, settled(randomUUID(), phone.place, '2026-06-10'))
const send = (phone: Phone, ops: readonly object[]) => post(phone, '/api/push', { stream: phone.stream, ops, waiting: ops.length })
const pull = (phone: Phone) => post(phone, '/api/pull', { cursor: null, waiting: 0 })
const board = ({ stream, ...phone }: Phone) => post({ stream, ...phone }, '/api/figures', {
  stream, at: null, queries: [{ figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }],
})

test('thirty phones of a township that somebody holds are told to come again; meanwhile the other is pushed to, pulled and counted', async () => {
  const ops = Array.from({ length: 30 }, () => write(here))
  const waiting = whileHeld(database.address, (tx) => tx`select n from stream where stream = ${town.township} for update`, async () => {
    let isOver = false
    const held = Promise.all(ops.map((op) => send(here, [op]))).finally(() => { isOver = true })
    const answers: number[] = []
    do {
      const pushed = await send(there, [write(there)])
      expect(pushed.json<PushAnswer>().results[0]?.kind).toBe('applied')
      answers.push(pushed.statusCode, (await pull(there)).statusCode, (await board(there)).statusCode, (await board(here)).statusCode)
    } while (!isOver)
    // While the first of the held ones waits for its lock, the other township is answered many times over.
    expect(answers.length).toBeGreaterThan(12)
    // And whoever looks at the township itself is not kept behind its pushes.
    expect(new Set(answers)).toEqual(new Set([200]))
    return held
  })
  for (const { statusCode, headers } of await waiting) expect([statusCode, Number(headers['retry-after']) > 0]).toEqual([503, true])
  for (const op of ops) expect((await send(here, [op])).json<PushAnswer>().results[0]?.kind).toBe('applied')
}, 60_000)

test('a chain of reading that somebody holds keeps back what is shown of that township, and of no other', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()]
  for (const [phone, record, me] of [[here, mine, town.li], [there, theirs, far]] as const) {
    await pushAll(town.deps, me, phone.stream, deviceOf('named'), [{ ...named(phone), record }])
  }
  const read = (phone: Phone, record: string) => server.inject({ url: `/api/record/${phone.stream}/${record}`, headers: phone.headers })
  expect([(await read(here, mine)).statusCode, (await read(there, theirs)).statusCode]).toEqual([200, 200])
  await whileHeld(database.address, (tx) => tx`select n from reading_chain where stream = ${town.township} for update`, async () => {
    let isOver = false
    const held = Promise.all(Array.from({ length: 4 }, () => read(here, mine))).finally(() => { isOver = true })
    let answered = 0
    for (; !isOver; answered += 1) expect((await read(there, theirs)).statusCode).toBe(200)
    expect(answered).toBeGreaterThan(20)
    for (const { statusCode } of await held) expect(statusCode).toBe(503)
  })
  expect((await read(here, mine)).statusCode).toBe(200)
}, 60_000)

function named(phone: Phone) {
  return { record: randomUUID(), kind: 'dispute', body: { kind: 'create' as const, move: 'register', set: { type: 'neighbour', place: phone.place, reportedOn: '2026-06-01' }, rows: { parties: { p1: { set: { name: '王秀兰', side: 'applicant' } } } } } }
}
