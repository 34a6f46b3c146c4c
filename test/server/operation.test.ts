import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { databaseGauges } from '../../src/server/operation/gauges'
import type { DatabaseState } from '../../src/server/operation/health'
import { createMetrics, type Metrics } from '../../src/server/operation/metrics'
import { createOperationPort } from '../../src/server/operation/port'
import { createPoker } from '../../src/server/poke'
import { withDatabase } from './database'
import { NOON, openTown, type Town } from './town'

const database = withDatabase()
let town: Town
let server: FastifyInstance
let operation: FastifyInstance
let metrics: Metrics
let state: DatabaseState = 'well'
const logged: Readonly<Record<string, unknown>>[] = []

beforeAll(async () => {
  town = await openTown(database.db)
  metrics = createMetrics(databaseGauges(database.db.sql))
  const app: App = {
    ...town.deps, now: () => NOON, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county,
    h5Folder: null, demoAccounts: [], metrics, log: (line) => logged.push(line),
  }
  server = await createServer(app)
  operation = await createOperationPort(metrics, { look: async () => state })
})
afterAll(async () => {
  await server.close()
  await operation.close()
})

test('measures and log lines name the route as it is written in the program, never who or what was asked for', async () => {
  const [stream, record] = [randomUUID(), randomUUID()]
  await server.inject({ url: `/api/record/${stream}/${record}?name=王秀兰`, headers: { authorization: 'Bearer canary-token', 'x-forwarded-for': '203.0.113.9' } })
  await server.inject({ url: '/api/王秀兰' })
  const text = (await operation.inject({ url: '/metrics' })).body
  expect(text).toMatch(/shuoshibu_http_seconds_count\{method="GET",route="\/api\/record\/:stream\/:id",status="401"\} 1/)
  expect(text).toMatch(/^shuoshibu_ops_waiting 0$/m)
  expect(text).toMatch(/^shuoshibu_database_bytes [1-9]/m)
  expect(logged).toContainEqual(expect.objectContaining({ level: 'info', route: '/api/record/:stream/:id', status: 401 }))
  for (const told of [text, JSON.stringify(logged)]) {
    for (const canary of [stream, record, '王秀兰', encodeURIComponent('王秀兰'), 'canary-token', '203.0.113.9']) expect(told).not.toContain(canary)
  }
})

test('health is told by status, so that whatever restarts a hung program needs to read nothing', async () => {
  const told = async () => {
    const answer = await operation.inject({ url: '/health' })
    return [answer.statusCode, answer.json<unknown>()]
  }
  expect(await told()).toEqual([200, { ok: true, database: 'well' }])
  state = 'full'
  expect(await told()).toEqual([200, { ok: false, database: 'full' }])
  state = 'away'
  expect(await told()).toEqual([503, { ok: false, database: 'away' }])
})

test('measures are not to be had where the phones ask', async () => {
  expect((await server.inject({ url: '/metrics' })).statusCode).toBe(404)
})

test('S39: every answer forbids frames, foreign scripts and guessing of types, and keeps browsers on TLS for a year', async () => {
  const { headers } = await server.inject({ url: '/api/about' })
  const policy = String(headers['content-security-policy'])
  for (const part of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(part)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(Number(/max-age=(\d+)/.exec(String(headers['strict-transport-security']))?.[1])).toBeGreaterThanOrEqual(365 * 86_400)
})

test('S08: a page of another origin is given nothing: no permission in the answer, and a cookie that only our own pages bring', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    for (const method of ['GET', 'POST', 'OPTIONS'] as const) {
      const { headers, statusCode } = await server.inject({ method, url: '/api/refresh', headers: { origin, 'access-control-request-method': 'POST' } })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(statusCode).toBeGreaterThanOrEqual(400)
    }
  }
})

test('a request under way when the program ends is answered before the end', async () => {
  const app: App = {
    ...town.deps, now: () => NOON, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county, h5Folder: null, demoAccounts: [], log: () => undefined,
  }
  const ending = await createServer(app)
  let [begin, finish] = [(): void => undefined, (): void => undefined]
  const begun = new Promise<void>((resolve) => { begin = resolve })
  const held = new Promise<void>((resolve) => { finish = resolve })
  ending.addHook('preHandler', async () => {
    begin()
    await held
  })
  await ending.listen({ port: 0, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${(ending.server.address() as AddressInfo).port}/api/about`)
  await begun
  const closed = ending.close()
  finish()
  expect((await answer).status).toBe(200)
  await closed
})
