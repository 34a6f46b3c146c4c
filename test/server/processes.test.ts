import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import WebSocket from 'ws'
import { must } from '../../src/core/assert'
import type { Poke, PushAnswer, Session } from '../../src/core/protocol'
import { anchorToday } from '../../src/server/audit/anchoring'
import { createConfigStore } from '../../src/server/configStore'
import { openDb, type Db } from '../../src/server/db'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { putAwayRound } from '../../src/server/privacy/puttingAway'
import { walk } from '../../src/server/remind/walk'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { NOON, opOf, settled } from './town'

/** Two servers of one county beside each other: what each keeps in memory is never older than the database. The real processes are in test/full/processes.test.ts. */

const database = withDatabase()
let office: Office
const servers: { readonly server: FastifyInstance; readonly db: Db; readonly app: App; readonly address: string }[] = []

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  for (let i = 0; i < 2; i += 1) {
    const db = openDb({ address: database.address, max: 3 })
    const records = { vault: office.town.deps.vault, types: office.town.deps.types }
    const deps = { ...records, db, now: () => NOON, configs: createConfigStore(records) }
    const app: App = { ...deps, directory: createDirectory(deps), poker: await createPoker(db), mode: 'county', county: office.town.county, h5Folder: null, demoAccounts: [], log: () => undefined }
    const server = await createServer(app)
    servers.push({ server, db, app, address: await server.listen({ port: 0, host: '127.0.0.1' }) })
  }
})
afterAll(async () => {
  for (const { server, db } of servers) {
    await server.close()
    await db.close()
  }
  await office.server.close()
})

const [A, B] = [0, 1]
const on = (which: number) => must(servers[which], 'a server')

async function post(which: number, { access }: Session, url: string, payload: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await on(which).server.inject({ method: 'POST', url, payload, headers: { authorization: `Bearer ${access}` } })
  return { status: answer.statusCode, body: answer.json<unknown>() }
}

async function socketOn(which: number, session: Session): Promise<{ readonly poked: (stream: string) => Promise<Poke>; readonly socket: WebSocket }> {
  const { ticket } = (await post(which, session, '/api/ticket', {})).body as { readonly ticket: string }
  const socket = new WebSocket(`${on(which).address.replace('http', 'ws')}/api/poke?ticket=${ticket}`)
  await new Promise((resolve) => socket.once('open', resolve))
  const poked = (stream: string): Promise<Poke> => new Promise((resolve) => {
    socket.on('message', (text: Buffer) => {
      const poke = JSON.parse(text.toString()) as Poke
      if (poke.stream === stream) resolve(poke)
    })
  })
  return { poked, socket }
}

const write = (session: Session, seq: number) => opOf({ name: session.device, seq }, settled(randomUUID(), office.town.east, '2026-06-10'))

test('a phone on one is poked for a push to the other, and to its own, once each', async () => {
  const { township } = office.town
  const [li, zhao] = [await office.signIn('li'), await office.signIn('zhao')]
  const [here, there] = [await socketOn(A, zhao), await socketOn(B, zhao)]
  const heard: number[] = []
  for (const { socket } of [here, there]) socket.on('message', () => heard.push(1))
  const both = Promise.all([here.poked(township), there.poked(township)])
  const pushed = (await post(B, li, '/api/push', { stream: township, ops: [write(li, 0)], waiting: 1 })).body as PushAnswer
  const n = pushed.results[0]?.kind === 'applied' ? pushed.results[0].n : 0
  expect(await both).toEqual([{ stream: township, n }, { stream: township, n }])
  // Another one behind it: whatever had come twice would have come by then.
  const next = Promise.all([here.poked(township), there.poked(township)])
  await post(A, li, '/api/push', { stream: township, ops: [write(li, 1)], waiting: 1 })
  await next
  expect(heard).toHaveLength(4)
  here.socket.terminate()
  there.socket.terminate()
})

test('who is stopped at one is refused by the other with the next request; so is a role that is gone', async () => {
  const [wang, sun] = [await office.signIn('wang'), await office.signIn('sun')]
  const pull = { cursor: null, waiting: 0 }
  for (const which of [A, B]) expect([(await post(which, wang, '/api/pull', pull)).status, (await post(which, sun, '/api/pull', pull)).status]).toEqual([200, 200])
  const zhou = await office.signIn('zhou')
  expect((await post(A, zhou, `/api/account/${office.people.wang.person}`, { act: 'disable' })).status).toBe(200)
  await office.strip('sun')
  for (const which of [B, A]) {
    expect((await post(which, wang, '/api/pull', pull)).status).toBe(401)
    expect((await post(which, sun, '/api/pull', pull)).status).toBe(403)
  }
})

test('a place that one of them was told of is known to the other', async () => {
  const { county, township } = office.town
  const zhou = await office.signIn('zhou')
  const place = randomUUID()
  const op = opOf({ name: zhou.device, seq: 0 }, { record: place, kind: 'place', body: { kind: 'create', move: 'add', set: { name: '新村', level: 'village', order: 9, parent: township } } })
  for (const which of [A, B]) expect((await on(which).app.configs.current(on(which).db.sql, county)).places.byId[place]).toBeUndefined()
  expect((await post(A, zhou, '/api/push', { stream: county, ops: [op], waiting: 1 })).status).toBe(200)
  for (const which of [B, A]) expect((await on(which).app.configs.current(on(which).db.sql, county)).places.byId[place]?.name).toBe('新村')
})

test('nightly work and the day’s reminders are done by one of them, a day’s anchor is written once', async () => {
  const night = servers.map(({ app }) => ({ ...app, now: () => Date.parse('2030-01-01T19:00:00Z') }))
  expect((await Promise.all(night.map(putAwayRound))).sort()).toEqual([false, true])
  const later = servers.map(({ app }) => ({ ...app, now: () => Date.parse('2030-01-02T02:00:00Z') }))
  expect(await Promise.all(later.map(putAwayRound))).toEqual([false, false])
  expect((await Promise.all(servers.map(({ app }) => walk(app, '2026-06-15')))).sort()).toEqual([false, true])
  const folder = mkdtempSync(join(tmpdir(), 'anchors-'))
  await Promise.all(servers.map(({ app }) => anchorToday(app, folder)))
  expect(readdirSync(folder)).toEqual(['2026-06-15.txt'])
  rmSync(folder, { recursive: true })
})

test('nightly work whose process died over it is gone on with by the other an hour later', async () => {
  const [first] = servers
  const at = (iso: string) => ({ ...must(first, 'a server').app, now: () => Date.parse(iso) })
  await database.db.sql`insert into retention_day (county, on_day, at, done) values (${office.town.county}, '2030-01-04', '2030-01-03T19:00:00Z', false)`
  expect(await putAwayRound(at('2030-01-03T19:30:00Z'))).toBe(false)
  expect(await putAwayRound(at('2030-01-03T20:00:01Z'))).toBe(true)
  expect(await putAwayRound(at('2030-01-03T22:00:00Z'))).toBe(false)
})
