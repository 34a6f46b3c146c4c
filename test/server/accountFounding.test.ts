import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Bootstrapped } from '../../src/core/accountWire'
import { dayAt } from '../../src/core/period'
import { REGISTRY } from '../../src/domain/registry'
import { tellWaysIn } from '../../src/server/account/tell'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { foundingSecret, openInstallation } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import type { App } from '../../src/server/http/context'
import { LIMITS } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { withDatabase } from './database'
import { codeFor } from './factor'
import { NOON } from './town'

const HOUR = 3_600_000
const database = withDatabase()
let app: App
let server: FastifyInstance
let now = NOON
const said: string[] = []

beforeAll(async () => {
  const { db } = database
  await migrate(db, REGISTRY, ACCOUNT_MIGRATIONS)
  const opened = await openInstallation(db, 'county')
  if (opened.kind !== 'opened') throw new Error('a fresh database opens')
  const records = { vault: createVault(randomBytes(32)), types: REGISTRY }
  const deps = { ...records, db, now: () => now, configs: createConfigStore(records) }
  app = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(db), mode: 'county', county: opened.installation.county, h5Folder: null, demoAccounts: [],
    log: () => undefined, limits: LIMITS,
  }
  server = await createServer(app)
  await server.ready()
})
afterAll(() => server.close())

const tell = async (login?: string): Promise<string> => {
  said.length = 0
  await tellWaysIn(app, login, (line) => said.push(line))
  return /[2-9A-Z]{5}(-[2-9A-Z]{5})+/.exec(said.join('\n'))?.[0] ?? ''
}
const found = async (secret: string, change: object = {}) => {
  const payload = { secret, county: '试县', admin: { name: '周一', login: 'zhou' }, security: { name: '冯二', login: 'feng' }, ...change }
  return server.inject({ method: 'POST', url: '/api/bootstrap', payload })
}
const count = async (table: string) => (await database.db.sql<{ count: number }[]>`select count(*) as count from ${database.db.sql(table)}`)[0]?.count

test('S18: a new county has no account, nobody can sign in, and its secret serves once, within a day, until the next start', async () => {
  expect([await count('account'), await count('person_version'), await count('grant_version'), await count('wechat')]).toEqual([0, 0, 0, 0])
  for (const login of ['admin', 'root', '县管理员']) {
    expect((await server.inject({ method: 'POST', url: '/api/login', payload: { login, password: 'demo1234', device: null, client: 'h5' } })).statusCode).toBe(401)
  }
  expect((await found('AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA')).statusCode).toBe(401)
  const first = await tell()
  const stored = await database.db.sql<{ value: string }[]>`select value from installation`
  expect(JSON.stringify(stored)).not.toContain(first)
  const second = await tell()
  expect(second).not.toBe(first)
  expect((await found(first)).statusCode).toBe(401)
  now += 24 * HOUR
  expect((await found(second)).statusCode).toBe(401)
})

test('S18: what founds a county is checked before the secret is spent', async () => {
  const secret = await tell()
  now += 60_000
  for (const change of [{ county: '' }, { county: '{{x}}' }, { admin: { name: '<b>', login: 'zhou' } }, { admin: { name: '周一', login: 'x y' } }, { security: { name: '冯二', login: 'ZHOU' } }, { role: 'admin' }]) {
    expect((await found(secret, change)).statusCode).toBe(400)
  }
  expect(await count('account')).toBe(0)
  const both = await Promise.all([found(secret), found(secret)])
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
  expect((await found(secret)).statusCode).toBe(401)
  expect(await foundingSecret(database.db, app.county, now)).toBeNull()
  expect(await tell()).toBe('')

  const { admin, security } = both.find(({ statusCode }) => statusCode === 200)?.json<Bootstrapped>() ?? { admin: '', security: '' }
  const choose = (login: string, ticket: string) => server.inject({ method: 'POST', url: '/api/password', payload: { login, ticket, password: 'Loess-Plateau 7' } })
  expect((await choose('feng', admin)).statusCode).toBe(401)
  expect([(await choose('zhou', admin)).statusCode, (await choose('feng', security)).statusCode]).toEqual([200, 200])
  const signedIn = await server.inject({ method: 'POST', url: '/api/login', payload: { login: 'zhou', password: 'Loess-Plateau 7', totp: await codeFor(app, 'zhou'), device: null, client: 'h5' } })
  expect(signedIn.json()).toMatchObject({ kind: 'session', me: { name: '周一', roles: ['admin'], grants: [{ role: 'admin', place: app.county }] } })
  expect((await app.directory.all(app.county, dayAt(now))).map(({ roles }) => roles).sort()).toEqual([['admin'], ['security']])
  const lines = await database.db.sql<{ action: string }[]>`select action from audit where stream = ${app.county} and actor is null and action <> 'signInFailed'`
  expect(lines.map(({ action }) => action)).toEqual(['founded'])
})

test('whoever runs the server can open a way in again that nobody else can: for one login, by a code, on the trail', async () => {
  expect(await tell('nobody')).toBe('')
  const code = await tell('FENG')
  const chosen = await server.inject({ method: 'POST', url: '/api/password', payload: { login: 'feng', ticket: code, password: 'tidy Walnut 38 river' } })
  expect(chosen.statusCode).toBe(200)
  const next = await server.inject({ method: 'POST', url: '/api/login', payload: { login: 'feng', password: 'tidy Walnut 38 river', device: null, client: 'h5' } })
  expect(next.json()).toMatchObject({ kind: 'setUpTotp' })
  const lines = await database.db.sql<{ action: string }[]>`select action from audit where stream = ${app.county} and action = 'reopenAccount'`
  expect(lines).toHaveLength(1)
})

test('S23: a route’s own limit holds for one session and leaves the others alone', async () => {
  const strict = await createServer({ ...app, limits: { ...LIMITS, routes: 1 / 20 } })
  const session = async (): Promise<Record<string, string>> => {
    const login = { login: 'zhou', password: 'Loess-Plateau 7', totp: await codeFor(app, 'zhou'), device: null, client: 'h5' }
    return { authorization: `Bearer ${(await strict.inject({ method: 'POST', url: '/api/login', payload: login })).json<{ access: string }>().access}` }
  }
  const [one, two] = [await session(), await session()]
  const push = async (headers: Record<string, string>) => (await strict.inject({ method: 'POST', url: '/api/push', headers, payload: { stream: app.county, ops: [], waiting: 0 } }))
  const statuses: number[] = []
  for (let i = 0; i < 6; i += 1) statuses.push((await push(one)).statusCode)
  // The first made the token known.
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
  const told = await push(one)
  expect([told.json<{ code: string }>().code, Number(told.headers['retry-after']) > 0]).toEqual(['tooOften', true])
  expect((await push(two)).statusCode).toBe(200)
  await strict.close()
})
