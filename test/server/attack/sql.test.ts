import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Rows, Values } from '../../../src/core/field'
import type { OpBody, StoredRecord } from '../../../src/core/op'
import { TYPES } from '../../../src/domain/registry'
import { createServer } from '../../../src/server/http/server'
import { ROUTES } from '../../../src/server/http/access'
import { createDirectory } from '../../../src/server/me'
import { createPoker } from '../../../src/server/poke'
import { push } from '../../../src/server/push'
import { openSession } from '../../../src/server/sessions'
import { withDatabase } from '../database'
import { deviceOf, NOON, opOf, openTown, pushAll, type Town } from '../town'
import { edits, textPlaces } from './corpus'
import { SQL_PAYLOADS } from './sqlCorpus'

const database = withDatabase()
let town: Town
let server: FastifyInstance
const logged: Readonly<Record<string, unknown>>[] = []
const headersOf: Record<string, Record<string, string>> = {}

beforeAll(async () => {
  town = await openTown(database.db)
  const device = { ...deviceOf('root'), seq: 0 }
  const people = [town.zhang, town.li, town.zhao]
  await pushAll(town.deps, town.root, town.county, device, people.flatMap((me) => [
    { record: me.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name: me.name } } },
    ...me.grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: me.person, role, place } } })),
  ]))
  server = await createServer({
    ...town.deps, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county, h5Folder: null, demoAccounts: [],
    limits: { perSession: 1_000_000, perAddress: 1_000_000, atOnce: 64 }, log: (line) => logged.push(line),
  })
  for (const me of people) {
    const { access } = await openSession(database.db.sql, { person: me.person, county: town.county, device: 'T1' }, NOON)
    headersOf[me.name] = { authorization: `Bearer ${access}` }
  }
})
afterAll(() => server.close())

/** What a kind needs to come into being, besides texts. */
const BEGUN: Readonly<Record<'dispute' | 'matter', OpBody>> = {
  dispute: { kind: 'create', move: 'register', set: { type: 'neighbour', acceptedOn: '2026-06-01' } },
  matter: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', receivedOn: '2026-06-01' } },
}

test.each(['dispute', 'matter'] as const)('S06: 500 texts that break out of SQL, in every text field of a %s, stand there as they were written', async (kind) => {
  const record = randomUUID()
  const device = deviceOf(kind)
  const pusher = { me: town.li, devices: [device.name] }
  const begun: OpBody = { ...BEGUN[kind], set: { ...BEGUN[kind].set, place: town.east } }
  const bodies = [begun, ...edits(textPlaces(TYPES[kind], begun.set as Values), SQL_PAYLOADS)]
  const refused: unknown[] = []
  let base = 0
  for (const body of bodies) {
    const pushed = await push(town.deps, pusher, { stream: town.township, ops: [opOf(device, { record, kind, body, base })], waiting: 1 })
    const [result] = pushed?.answer.results ?? []
    if (result?.kind === 'applied') base = result.n
    else refused.push([result, body])
    expect(refused).toEqual([])
    const { record: read } = (await server.inject({ url: `/api/record/${town.township}/${record}`, headers: headersOf.mediator ?? {} })).json<{ readonly record: StoredRecord }>()
    expect(read.values).toMatchObject(body.set)
    for (const [name, rows] of Object.entries(body.rows ?? {})) {
      for (const [id, { set }] of Object.entries(rows)) expect((read.values[name] as Rows)[id]?.values).toMatchObject(set ?? {})
    }
  }
  expect(bodies.length).toBeGreaterThan(400)
}, 120_000)

test('S06: every parameter of every route takes what breaks out of SQL without an error of its own, and nothing is changed by it', async () => {
  const before = await rows()
  const wrong: string[] = []
  let next = 0
  for (const route of Object.keys(ROUTES)) {
    const [method = '', path = ''] = route.split(' ')
    for (let i = 0; i < 12; i += 1) {
      const url = path.replace(/:\w+/g, () => encodeURIComponent(SQL_PAYLOADS[next++ % SQL_PAYLOADS.length] ?? ''))
      const text = SQL_PAYLOADS[next++ % SQL_PAYLOADS.length] ?? ''
      const query = `?ticket=${encodeURIComponent(text)}&stream=${encodeURIComponent(text)}&from=${encodeURIComponent(text)}`
      const body = method === 'POST' ? { payload: { text, stream: text, words: text, login: text, password: text, record: text, place: text, kind: text } } : {}
      const { statusCode, body: told } = await server.inject({ method: method as 'GET', url: `${url}${query}`, headers: headersOf.mediator ?? {}, ...body })
      if (statusCode >= 500 || /syntax error|relation "|column "|postgres|at .*\.ts:\d/i.test(told)) wrong.push(`${route} ${String(statusCode)} ${text}`)
    }
  }
  expect(wrong).toEqual([])
  expect(await rows()).toEqual(before)
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
}, 120_000)

test('S06: a search for what breaks out of SQL finds what was written so, and nothing else', async () => {
  const wrong: string[] = []
  for (const words of SQL_PAYLOADS) {
    const { statusCode } = await server.inject({ method: 'POST', url: '/api/search', headers: headersOf.mediator ?? {}, payload: { kind: 'dispute', words: words.slice(0, 40), most: 20 } })
    if (statusCode >= 500) wrong.push(words)
  }
  expect(wrong).toEqual([])
}, 60_000)

async function rows(): Promise<readonly unknown[]> {
  const { sql } = database.db
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' order by tablename`
  const counted = []
  for (const { name } of tables) {
    // Readings are noted, refused ones too: those lines are meant to grow.
    if (/audit|reading|session|access|spent|feedback|rate|attempt|complaint|seen/.test(name)) continue
    const [row] = await sql<{ count: number }[]>`select count(*)::bigint as count from ${sql(name)}`
    counted.push([name, row?.count])
  }
  return counted
}
