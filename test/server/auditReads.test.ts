import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { Me, PullAnswer, Session } from '../../src/core/protocol'
import type { TrailAnswer, TrailAsk, TrailCheckState } from '../../src/core/trailWire'
import { TYPES } from '../../src/domain/registry'
import { actionText, TRAIL_WORDS } from '../../src/domain/trailWords'
import { createReadingLog } from '../../src/server/audit/readings'
import { verifyChain } from '../../src/server/audit/verify'
import { ROUTES } from '../../src/server/http/access'
import { READINGS, UNREAD } from '../../src/server/http/readings'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, settled } from './town'

const database = withDatabase()
let opened: Office | null = null
let record = ''
let signedIn: Session | null = null
const office = (): Office => must(opened, 'the office')
const NAME = '赵铁柱甲'

beforeAll(async () => {
  opened = await openOffice(database.db, () => NOON)
  record = randomUUID()
  const { town } = opened
  const parties = { p1: { set: { name: NAME } } }
  const planned = settled(record, town.east, '2026-06-10')
  await pushAll(town.deps, town.zhang, town.township, deviceOf('zhang'), [{ ...planned, body: { ...planned.body, rows: { parties } } }])
  // Signed in first: an auditor's own way in asks for a second factor.
  signedIn = await opened.signIn('wang')
  await opened.strip('wang')
  await opened.grant('wang', 'auditor', town.county)
}, 60_000)
afterAll(() => office().server.close())

interface Line {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** What the work left in the chains of reading, of all streams. */
async function read(work: () => Promise<unknown>): Promise<readonly Line[]> {
  const { sql } = database.db
  const lines = (): Promise<readonly (Line & { key: string })[]> => sql<(Line & { key: string })[]>`select stream || '/' || a as key, actor, action, subject, detail from reading order by at, a`
  const before = new Set((await lines()).map(({ key }) => key))
  await work()
  return (await lines()).filter(({ key }) => !before.has(key)).map(({ actor, action, subject, detail }) => ({ actor, action, subject, detail }))
}

test('S31: an opened record is on the trail with who and what, before it is shown', async () => {
  const { people, town, signIn, get } = office()
  const li = await signIn('li')
  const lines = await read(() => get(li, `/api/record/${town.township}/${record}`))
  expect(lines).toEqual([{ actor: people.li.person, action: 'recordRead', subject: record, detail: { kind: 'dispute', n: expect.any(Number), device: expect.any(String) } }])
  expect((await read(() => get(li, `/api/history/${town.township}/${record}`))).map(({ action }) => action)).toEqual(['historyRead'])
})

test('S31: who sees no names leaves no line, and no line tells a name', async () => {
  const { town, signIn, get } = office()
  const zhao = await signIn('zhao')
  let status = 0
  expect(await read(async () => { status = (await get(zhao, `/api/record/${town.township}/${record}`)).status })).toEqual([])
  expect(status).toBe(200)
  const all = await database.db.sql`select detail::text, subject from reading union all select detail::text, subject from audit`
  expect(JSON.stringify(all)).not.toContain(NAME)
})

test('S31: a denied attempt is on the trail, and foreign and missing ids leave the same line', async () => {
  const { people, town, signIn, get } = office()
  const qian = await signIn('qian')
  const missing = randomUUID()
  const lines = await read(async () => {
    await get(qian, `/api/record/${town.township}/${record}`)
    await get(qian, `/api/record/${town.township}/${missing}`)
  })
  const denied = (subject: string) => ({
    actor: people.qian.person, action: 'denied', subject,
    detail: { route: 'GET /api/record/:stream/:id', code: 'notFound', stream: town.township, device: expect.any(String) },
  })
  expect(lines).toEqual([denied(record), denied(missing)])
})

test('S31: what a phone pulled is one line a page, with the changes it holds', async () => {
  const { people, town, signIn, post } = office()
  const session = await signIn('zhang')
  let pulled: PullAnswer | null = null
  const lines = await read(async () => { pulled = (await post(session, '/api/pull', { cursor: null, waiting: 0 })).body as PullAnswer })
  const { from, to } = must(must(pulled as PullAnswer | null, 'an answer').streams.find(({ stream }) => stream === town.township), 'the township')
  expect(lines).toEqual([{ actor: people.zhang.person, action: 'pulled', subject: town.township, detail: { from, to, count: 1, device: expect.any(String) } }])
  expect(await read(async () => post(session, '/api/pull', { cursor: must(pulled, 'an answer').cursor, waiting: 0 }))).toEqual([])
})

test('S31: a search by name is on the trail without the name', async () => {
  const { town, signIn, post } = office()
  const li = await signIn('li')
  const ask = { stream: town.township, kind: 'dispute', text: NAME, where: {}, place: null, period: null, told: false, after: null, limit: 20 }
  const [line, ...more] = await read(() => post(li, '/api/search', ask))
  expect(more).toEqual([])
  expect(line).toMatchObject({ action: 'searched', subject: town.township, detail: { words: true, rows: 1, personal: 1 } })
  expect(JSON.stringify(line)).not.toContain(NAME)
})

describe('the auditor', () => {
  let wang: Session
  beforeAll(() => { wang = must(signedIn, 'a session') })
  const everything: TrailAsk = { from: null, to: null, person: null, action: null, subject: null, after: null, limit: 100 }
  const ask = async (session: Session, more: Partial<TrailAsk>): Promise<TrailAnswer> => {
    const { status, body } = await office().post(session, '/api/trail', { ...everything, ...more })
    expect(status).toBe(200)
    return body as TrailAnswer
  }

  test('reads who saw a record, the phones that fetched it too, and no name of a villager', async () => {
    const { people } = office()
    const seen = await ask(wang, { subject: record })
    const told = seen.lines.map(({ actor, action }) => [actor, action])
    expect(told).toContainEqual([people.li.person, 'recordRead'])
    expect(told).toContainEqual([people.zhang.person, 'pulled'])
    expect(told).toContainEqual([people.qian.person, 'denied'])
    expect(told).toContainEqual([expect.any(String), 'settleOnSpot'])
    expect(seen.names[people.li.person]).toBe('李')
    expect(JSON.stringify(seen)).not.toContain(NAME)
  })

  test('pages through everything without a gap, the latest first, and narrows by person, act and day', async () => {
    const { people } = office()
    const all: string[] = []
    let after: TrailAsk['after'] = null
    do {
      const page: TrailAnswer = await ask(wang, { after, limit: 7 })
      all.push(...page.lines.map(({ chain, stream, a }) => `${chain}/${stream}/${a}`))
      after = page.next
    } while (after !== null)
    expect(new Set(all).size).toBe(all.length)
    const { sql } = database.db
    const [row] = await sql<{ count: number }[]>`select (select count(*) from audit) + (select count(*) from reading) as count`
    expect(all.length).toBe(row?.count)
    expect((await ask(wang, { person: people.li.person, action: 'recordRead' })).lines.map(({ subject }) => subject)).toEqual([record])
    expect((await ask(wang, { from: '2026-06-15', to: '2026-06-15' })).lines.length).toBeGreaterThan(0)
    expect((await ask(wang, { to: '2026-06-14' })).lines).toEqual([])
  })

  test('takes the trail away as a table, which is on the trail itself', async () => {
    const { post, server } = office()
    const { limit: _, after: __, ...filter } = everything
    const { status, body } = await post(wang, '/api/trail/export', filter)
    expect(status).toBe(200)
    const file = await server.inject({ url: (body as { url: string }).url })
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await ask(wang, { action: 'trailExported' })).lines).toHaveLength(1)
  })

  test('has it verified, and finds the result afterwards', async () => {
    const { town, get, post } = office()
    expect((await post(wang, '/api/trail/check', {})).status).toBe(200)
    const last = async (): Promise<TrailCheckState> => (await get(wang, '/api/trail/check')).body as TrailCheckState
    for (let i = 0; i < 200 && ((await last()).running || (await last()).last === null); i += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await last()).toMatchObject({ running: false, last: { broken: [], wrongAnchors: [] } })
    expect((await verifyChain(database.db.sql, town.deps.vault, 'reading', town.township)).broken).toBeNull()
  })

  test('nobody else: not the leader, not the admin of a township', async () => {
    const { signIn, get, post } = office()
    const zhao = await signIn('zhao')
    expect((await post(zhao, '/api/trail', everything)).status).toBe(404)
    expect((await get(zhao, '/api/trail/check')).status).toBe(404)
    expect((await post(zhao, '/api/trail/check', {})).status).toBe(404)
  })
})

test('S31: hundreds of lines at once are a few transactions, and the chain holds', async () => {
  const { town } = office()
  let writes = 0
  const db = { ...town.deps.db, begin: <T>(work: (sql: never) => Promise<T>): Promise<T> => { writes += 1; return town.deps.db.begin(work as never) } }
  const log = createReadingLog({ ...town.deps, db })
  const me: Me = town.zhang
  await Promise.all(Array.from({ length: 300 }, () => log.write([{ stream: town.township, actor: me.person, action: 'recordRead', subject: record, detail: {} }])))
  expect(writes).toBeLessThan(5)
  expect((await verifyChain(database.db.sql, town.deps.vault, 'reading', town.township)).broken).toBeNull()
})

test('S33: a fault is told by its number alone, and the log has the same number', async () => {
  const logged: Readonly<Record<string, unknown>>[] = []
  const secret = `select name from parties where name = '${NAME}' -- /srv/app/read.ts:12`
  const deps = { ...office().town.deps, configs: { ...office().town.deps.configs, current: () => Promise.reject(new Error(secret)) } }
  const server = await createServer({
    ...deps, directory: createDirectory(office().town.deps), poker: await createPoker(database.db), mode: 'county', county: office().town.county,
    h5Folder: null, demoAccounts: [], log: (line: Readonly<Record<string, unknown>>) => { logged.push(line) },
  } as never)
  const answer = await server.inject({ url: '/api/about' })
  expect(answer.statusCode).toBe(500)
  const fault = /故障号 ([0-9A-F]{8})/.exec(answer.json<{ message: string }>().message)?.[1]
  expect(logged).toContainEqual(expect.objectContaining({ level: 'error', fault, route: 'GET /api/about' }))
  expect(answer.body + JSON.stringify(logged)).not.toMatch(/select|parties|read\.ts|at Object/)
  expect(answer.body + JSON.stringify(logged)).not.toContain(NAME)
  await server.close()
})

test('every act has words, and none is called like what an op does', () => {
  const moves = new Set(Object.values(TYPES).flatMap((type) => Object.keys(type.moves)))
  expect(Object.keys(TRAIL_WORDS).filter((action) => moves.has(action))).toEqual([])
  for (const [kind, type] of Object.entries(TYPES)) for (const move of Object.keys(type.moves)) expect(actionText(move, kind)).toMatch(/[一-鿿]/)
})

test('S31: of every route it is said whether its answer shows somebody', () => {
  expect(Object.keys(READINGS).filter((route) => ROUTES[route] === undefined)).toEqual([])
  const unread = Object.keys(UNREAD)
  const isUnread = (route: string): boolean => unread.some((start) => route.startsWith(start) || route.slice(route.indexOf(' ') + 1).startsWith(start))
  expect(Object.keys(ROUTES).filter((route) => READINGS[route] === undefined && !isUnread(route))).toEqual([])
})
