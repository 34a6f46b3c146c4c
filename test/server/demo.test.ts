import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { FiguresAnswer, FigureQuery, ReportAnswer, ReportList, Session } from '../../src/core/protocol'
import { plainText, type PrintedSpan } from '../../src/core/document'
import { yearPeriod } from '../../src/core/period'
import { REGISTRY } from '../../src/domain/registry'
import { fillReport, planReport, questionsOf } from '../../src/domain/report'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { openInstallation } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import { DEMO_ACCOUNTS, DEMO_COUNTY } from '../../src/server/demo/accounts'
import { townId } from '../../src/server/demo/places'
import { seedDemo } from '../../src/server/demo/seed'
import { TOWNS, TOWN_KEYS } from '../../src/server/demo/towns'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { withDatabase } from './database'
import { REPORT_FIGURES } from './reportFigures'

const database = withDatabase()
/** 2026-06-15 17:00 in Shanghai. */
const FIRST_DAY = Date.parse('2026-06-15T09:00:00Z')
const MINUTES = 60_000
let now = FIRST_DAY
let app: App
let server: FastifyInstance
const told: string[] = []

beforeAll(async () => {
  await migrate(database.db, REGISTRY, ACCOUNT_MIGRATIONS)
  await openInstallation(database.db, 'demo', DEMO_COUNTY)
  const records = { vault: createVault(randomBytes(32)), types: REGISTRY }
  const deps = { ...records, db: database.db, now: () => now, configs: createConfigStore(records) }
  app = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(database.db), mode: 'demo', county: DEMO_COUNTY, h5Folder: null,
    demoAccounts: DEMO_ACCOUNTS, log: () => undefined,
  }
  server = await createServer(app)
  await server.ready()
  // Interrupted at the first word about a township, and begun again.
  await expect(seedDemo(app, server, (line) => {
    if (line.includes('乡 ')) throw new Error('interrupted')
  })).rejects.toThrow('interrupted')
  await seedDemo(app, server, (line) => told.push(line))
}, 5 * MINUTES)
afterAll(() => server.close())

async function signIn(login: string): Promise<Session> {
  const payload = { login, password: 'demo1234', device: null, client: 'weapp' }
  const answer = await server.inject({ method: 'POST', url: '/api/login', payload })
  expect(answer.statusCode).toBe(200)
  return answer.json<Session>()
}

/** As the township's leader sees them. */
async function ask(access: string, stream: string, queries: readonly FigureQuery[]): Promise<FiguresAnswer['results']> {
  const results: FiguresAnswer['results'][number][] = []
  for (let at = 0; at < queries.length; at += 80) {
    const answer = await server.inject({
      method: 'POST', url: '/api/figures', headers: { authorization: `Bearer ${access}` }, payload: { stream, queries: queries.slice(at, at + 80), at: null },
    })
    expect(answer.statusCode).toBe(200)
    results.push(...answer.json<FiguresAnswer>().results)
  }
  return results
}

async function count(): Promise<number> {
  const [row] = await database.db.sql<{ count: number }[]>`select count(*)::int as count from op`
  return row!.count
}

test('everything handed in was taken', async () => {
  const [row] = await database.db.sql<{ count: number }[]>`select count(*)::int as count from op where n is null`
  expect(row).toEqual({ count: 0 })
  expect(told[told.length - 1]).toMatch(/^演示县准备好了/)
  expect(told.some((line) => /^正在准备演示县：磙子营乡 \d+\/\d+ …$/.test(line))).toBe(true)
})

describe.each(TOWN_KEYS.map((key) => [TOWNS[key].name, key] as const))('%s', (name, key) => {
  const rows = REPORT_FIGURES.filter((row) => row.town === key)
  const printed = new Map<string, PrintedSpan>()

  beforeAll(async () => {
    const { access } = await signIn(key === '磙子营' ? '书记' : `${key}书记`)
    const config = await app.configs.current(database.db.sql, DEMO_COUNTY)
    const scope = { place: townId(key), placeName: name, label: '', period: yearPeriod(rows[0]!.year) }
    const plan = planReport(rows.map((row) => `数：{{${row.expression}}}`).join('\n'), scope, config)
    const filled = fillReport(plan, await ask(access, townId(key), questionsOf(plan)))
    expect(filled.problems.map((problem) => problem.message)).toEqual([])
    filled.document.blocks.forEach((block, index) => {
      const span = block.kind === 'paragraph' ? block.spans[1] : undefined
      if (span?.kind === 'printed') printed.set(rows[index]!.id, span)
    })
  })

  test.each(rows.map((row) => [row.id, row.expression, row] as const))('%s %s is what its records give', (id, _expression, row) => {
    const span = printed.get(id)!
    expect([span.exact, span.text]).toEqual([row.value, row.printed])
    expect(span.exact).toBeGreaterThanOrEqual(row.range[0])
    expect(span.exact).toBeLessThanOrEqual(row.range[1])
  })

  test('its clerk opens the report, and it reads to the end', async () => {
    const { access } = await signIn(key === '磙子营' ? '党政办' : `${key}党政办`)
    const headers = { authorization: `Bearer ${access}` }
    const list = (await server.inject({ url: `/api/reports/${townId(key)}`, headers })).json<ReportList>()
    const own = list.reports.find((report) => report.own && report.periodKey === String(TOWNS[key].reportYear))!
    const answer = (await server.inject({ url: `/api/report/${townId(key)}/${own.template}/${own.periodKey}`, headers })).json<ReportAnswer>()
    const text = plainText(answer.document)
    expect(answer.problems.map((problem) => problem.message)).toEqual([])
    expect(text.length).toBeGreaterThan(1200)
    expect(text).not.toMatch(/[{【]/)
    for (const row of rows.filter((each) => each.printed.length > 2 && each.id !== 'S1-25')) expect(text).toContain(row.printed)
  })
})

test('started again it does nothing; a day later it adds that day only', async () => {
  const before = await count()
  const lines: string[] = []
  await seedDemo(app, server, (line) => lines.push(line))
  expect([await count(), lines]).toEqual([before, []])
  now = FIRST_DAY + 24 * 60 * MINUTES
  await seedDemo(app, server, (line) => lines.push(line))
  const after = await count()
  expect(after).toBeGreaterThan(before)
  expect(after - before).toBeLessThan(120)
}, 2 * MINUTES)

test('the leader opens 652 and is told no name', async () => {
  const { access } = await signIn('书记')
  const figure = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }
  const answer = await server.inject({
    method: 'POST', url: '/api/drill', headers: { authorization: `Bearer ${access}` },
    payload: {
      stream: townId('磙子营'), at: null, offset: 0, limit: 500,
      query: { figure, period: { from: '2023-01-01', to: '2023-12-31' }, place: null, by: null },
    },
  })
  const drilled = answer.json<{ total: number; records: { values: Record<string, unknown> }[] }>()
  expect(drilled.total).toBe(652)
  expect(drilled.records.filter(({ values }) => values.summary !== undefined || JSON.stringify(values.parties ?? {}).includes('"name"'))).toEqual([])
})
