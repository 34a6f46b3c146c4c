import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { FiguresAnswer, FigureQuery, Session } from '../../src/core/protocol'
import type { ReportAnswer, ReportList } from '../../src/core/reportWire'
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
import { TOWNS, TOWN_KEYS, type TownKey } from '../../src/server/demo/towns'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { withDatabase } from './database'
import { LISTED, NOT_COUNTED, REPORT_FIGURES } from './reportFigures'

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

/** As the reports print it, and with their own figures. */
const MALFORMED: readonly { readonly town: TownKey; readonly text: string; readonly says: readonly string[] }[] = [
  {
    town: '磙子营', text: '一年来受理纠纷{{纠纷.受理}}起，调解成功{{纠纷.成功}}起。其中口头协议{{纠纷.口头}}件，书面协议{{纠纷.书面}}件，其他纠纷{{纠纷.受理[类型=其他]}}件。',
    says: ['574件、78件、2件加起来是654，比“652起”多2，请核对这些数，或者把不是同一种分法的分开写。'],
  },
  {
    town: '木叶', text: '公开养老服务信息5余条，公共文化信息2余条；分开数是{{公开.条数[栏目=养老服务]|余}}条和{{公开.条数[栏目=公共文化]|余}}条。',
    says: ['“5余条”写法不对，一位数后面不能用“余”，请写准确数。', '“2余条”写法不对，一位数后面不能用“余”，请写准确数。'],
  },
]

test('every number of the five reports is counted, or text for a reason', () => {
  const ids = [...new Set([...REPORT_FIGURES.map(({ id }) => id.replace(/[a-f]$/, '')), ...Object.keys(NOT_COUNTED)])].map((id) => Number(id.split('-')[1])).sort((a, b) => a - b)
  expect(ids).toEqual(Array.from({ length: 108 }, (_, index) => index + 1))
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
    // Every counted figure of the printed report stands in this one, in the same words.
    const spans = answer.document.blocks.flatMap((block) => (block.kind === 'lead' ? [...block.heading, ...block.spans] : block.spans))
    const printedBySource = new Map(spans.flatMap((span) => (span.kind === 'printed' ? [[span.source.replace(/\|零则略$/, ''), span.text] as const] : [])))
    const missing = rows.filter((row) => LISTED[row.id] === undefined && printedBySource.get(row.expression) !== row.printed)
    expect(missing.map((row) => `${row.id} ${row.expression} ${printedBySource.get(row.expression)}`)).toEqual([])
    const listed = rows.flatMap((row) => LISTED[row.id] ?? [])
    expect(listed.filter((figure) => answer.figureByKey[figure] === undefined)).toEqual([])
  })

  test('what its report prints wrongly is refused', async () => {
    const wrong = MALFORMED.filter((each) => each.town === key)
    const { access } = await signIn(key === '磙子营' ? '书记' : `${key}书记`)
    const config = await app.configs.current(database.db.sql, DEMO_COUNTY)
    const scope = { place: townId(key), placeName: name, label: '', period: yearPeriod(TOWNS[key].reportYear) }
    for (const { text, says } of wrong) {
      const plan = planReport(text, scope, config)
      const filled = fillReport(plan, await ask(access, townId(key), questionsOf(plan)))
      expect(filled.problems.filter((problem) => problem.level === 'error').map((problem) => problem.message)).toEqual(says)
    }
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
