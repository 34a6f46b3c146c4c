import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Rows, Values } from '../../../src/core/field'
import type { OpBody, Patch } from '../../../src/core/op'
import { TYPES } from '../../../src/domain/registry'
import { createServer } from '../../../src/server/http/server'
import { ROUTES } from '../../../src/server/http/access'
import { createDirectory } from '../../../src/server/me'
import { createPoker } from '../../../src/server/poke'
import { pull } from '../../../src/server/pull'
import { openSession } from '../../../src/server/sessions'
import { withDatabase } from '../database'
import { deviceOf, NOON, openTown, pushAll, type Town } from '../town'
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
const BEGUN: Readonly<Record<'dispute' | 'matter', Patch>> = {
  dispute: { type: 'neighbour', acceptedOn: '2026-06-01' },
  matter: { source: 'gridWorker', kind: 'consult', receivedOn: '2026-06-01' },
}

test.each(['dispute', 'matter'] as const)('S06: 500 texts that break out of SQL, in every text field of a %s, stand there as they were written', async (kind) => {
  const begun: Patch = { ...BEGUN[kind], place: town.east }
  const written = new Map<string, OpBody>(edits(textPlaces(TYPES[kind], begun as Values), SQL_PAYLOADS).map((body) => [randomUUID(), body]))
  expect(written.size).toBeGreaterThan(400)
  const planned = [...written].map(([record, { set, rows }]) => ({ record, kind, body: { kind: 'create' as const, move: 'register', set: { ...set, ...begun }, ...(rows === undefined ? {} : { rows }) } }))
  await pushAll(town.deps, town.li, town.township, deviceOf(kind), planned)
  let compared = 0
  for (let page = await pull(town.deps, town.li, { cursor: null, waiting: 0 }); ; page = await pull(town.deps, town.li, { cursor: page.cursor, waiting: 0 })) {
    for (const { id, values } of page.streams.flatMap(({ records }) => records)) {
      const body = written.get(id)
      if (body === undefined) continue
      compared += 1
      expect(values).toMatchObject(body.set)
      for (const [name, rows] of Object.entries(body.rows ?? {})) {
        for (const [row, { set }] of Object.entries(rows)) expect((values[name] as Rows)[row]?.values).toMatchObject(set ?? {})
      }
    }
    if (!page.more) break
  }
  expect(compared).toBe(written.size)
}, 120_000)

test('S06: every parameter of every route takes what breaks out of SQL without an error of its own, and nothing is changed by it', async () => {
  const before = await rows()
  const wrong: string[] = []
  let next = 0
  for (const route of Object.keys(ROUTES)) {
    const [method = '', path = ''] = route.split(' ')
    for (let i = 0; i < TEXTS_A_ROUTE; i += 1) {
      const url = path.replace(/:\w+/g, () => encodeURIComponent(SQL_PAYLOADS[next++ % SQL_PAYLOADS.length] ?? ''))
      const text = SQL_PAYLOADS[next++ % SQL_PAYLOADS.length] ?? ''
      const query = `?ticket=${encodeURIComponent(text)}&stream=${encodeURIComponent(text)}&from=${encodeURIComponent(text)}`
      const body = method === 'POST' ? { payload: { text, stream: text, words: text, login: text, password: text, record: text, place: text, kind: text } } : {}
      const { statusCode, body: told } = await server.inject({ method: method as 'GET', url: `${url}${query}`, headers: headersOf.mediator ?? {}, ...body })
      if (statusCode >= 500 || /syntax error|relation "|column "|postgres|at .*\.ts:\d/i.test(told)) wrong.push(`${route} ${String(statusCode)} ${text}`)
    }
  }
  expect(wrong).toEqual([])
  // Each of them has been in two places at least.
  expect(next).toBeGreaterThan(2 * SQL_PAYLOADS.length)
  expect(await rows()).toEqual(before)
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
}, 120_000)

const TEXTS_A_ROUTE = 6

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
