import type { Config } from '../../src/core/config'
import { plainText, type PrintedSpan } from '../../src/core/document'
import type { StoredRecord } from '../../src/core/op'
import { yearPeriod } from '../../src/core/period'
import type { FiguresAnswer, FigureQuery, PullAnswer, Session } from '../../src/core/protocol'
import type { ReportAnswer, ReportList } from '../../src/core/reportWire'
import { configOf } from '../../src/domain/config'
import { fillReport, planReport, questionsOf } from '../../src/domain/report'
import { DEMO_COUNTY } from '../../src/server/demo/accounts'
import { townId } from '../../src/server/demo/places'
import { TOWNS, TOWN_KEYS, type TownKey } from '../../src/server/demo/towns'
import { demoVariable } from '../setup/startDemo'
import { LISTED, NOT_COUNTED, REPORT_FIGURES } from './reportFigures'

const sessions = new Map<string, Promise<Session>>()

async function ask<T>(path: string, access: string | null, body?: object): Promise<T> {
  const answer = await fetch(`${process.env[demoVariable] ?? ''}${path}`, {
    method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json', ...(access === null ? {} : { authorization: `Bearer ${access}` }) }, body: body === undefined ? null : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

async function signIn(login: string): Promise<string> {
  const session = sessions.get(login) ?? ask<Session>('/api/login', null, { login, password: 'demo1234', device: null, client: 'weapp' })
  sessions.set(login, session)
  return (await session).access
}

/** As the township's leader sees them. */
async function figures(access: string, stream: string, queries: readonly FigureQuery[]): Promise<FiguresAnswer['results']> {
  const results: FiguresAnswer['results'][number][] = []
  for (let at = 0; at < queries.length; at += 80) results.push(...(await ask<FiguresAnswer>('/api/figures', access, { stream, queries: queries.slice(at, at + 80), at: null })).results)
  return results
}

/** The county's, as every device receives it. */
async function configuration(access: string): Promise<Config> {
  const records = new Map<string, StoredRecord>()
  for (let cursor: string | null = null, more = true; more;) {
    const page: PullAnswer = await ask<PullAnswer>('/api/pull', access, { cursor, waiting: 0 })
    page.streams.filter(({ stream }) => stream === DEMO_COUNTY).flatMap((changes) => changes.records).forEach((record) => records.set(record.id, record))
    ;({ cursor, more } = page)
  }
  return configOf(1, [...records.values()])
}

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
    const access = await signIn(leaderOf(key))
    const config = await configuration(access)
    const scope = { place: townId(key), placeName: name, label: '', period: yearPeriod(rows[0]!.year) }
    const plan = planReport(rows.map((row) => `数：{{${row.expression}}}`).join('\n'), scope, config)
    const filled = fillReport(plan, await figures(access, townId(key), questionsOf(plan)))
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
    const access = await signIn(key === '磙子营' ? '党政办' : `${key}党政办`)
    const list = await ask<ReportList>(`/api/reports/${townId(key)}`, access)
    const own = list.reports.find((report) => report.own && report.periodKey === String(TOWNS[key].reportYear))!
    const answer = await ask<ReportAnswer>(`/api/report/${townId(key)}/${own.template}/${own.periodKey}`, access)
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
    const access = await signIn(leaderOf(key))
    const config = await configuration(access)
    const scope = { place: townId(key), placeName: name, label: '', period: yearPeriod(TOWNS[key].reportYear) }
    for (const { text, says } of wrong) {
      const plan = planReport(text, scope, config)
      const filled = fillReport(plan, await figures(access, townId(key), questionsOf(plan)))
      expect(filled.problems.filter((problem) => problem.level === 'error').map((problem) => problem.message)).toEqual(says)
    }
  })
})

test('the leader opens 652 and is told no name', async () => {
  const figure = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }
  const drilled = await ask<{ total: number; records: { values: Record<string, unknown> }[] }>('/api/drill', await signIn('书记'), {
    stream: townId('磙子营'), at: null, offset: 0, limit: 500,
    query: { figure, period: { from: '2023-01-01', to: '2023-12-31' }, place: null, by: null },
  })
  expect(drilled.total).toBe(652)
  expect(drilled.records.filter(({ values }) => values.summary !== undefined || JSON.stringify(values.parties ?? {}).includes('"name"'))).toEqual([])
})

function leaderOf(key: TownKey): string {
  return key === '磙子营' ? '书记' : `${key}书记`
}
