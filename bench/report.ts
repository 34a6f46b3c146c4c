import { randomUUID } from 'node:crypto'
import { assert, must } from '../src/core/assert'
import { liveRows } from '../src/core/field'
import type { Me } from '../src/core/protocol'
import type { DraftText, ReportAnswer } from '../src/core/reportWire'
import { fillReport, planReport, questionsOf } from '../src/domain/report'
import { wholeText } from '../src/domain/template'
import { readKinds } from '../src/server/configStore'
import { reportFile } from '../src/server/report/files'
import { push } from '../src/server/push'
import { signedIn, type County, type Township } from '../test/full/county'
import { deviceOf, opOf, pushAll, type Planned } from '../test/server/town'
import { withCounty, type Served } from './parts/county'
import { circumstances, spreadOf, tableText } from './parts/measure'

/**
 * A clerk at the report: five chapters with forty figures over three years of 700 disputes. How long a preview takes on the server
 * after the last keystroke, and a .docx; the built server and its embedded PostgreSQL are processes of their own, over HTTP on loopback.
 */
const YEARS = [2024, 2025, 2026]
const PER_YEAR = 700
const RUNS = 40

interface Result {
  readonly preview: number[]
  readonly docx: number[]
  /** Without HTTP, counting and reading the template: the text's own part. */
  readonly fill: number[]
  readonly write: number[]
  /** The limit to compare with: as many bare counts, one after the other over one connection. */
  readonly raw: number[]
}

async function main({ address, db, county, town }: Served): Promise<void> {
  const before = circumstances()
  const clerk = await clerkOf(county, town)
  await writeDisputes(county, town)
  const template = await writeTemplate(county, town, clerk)
  const { access } = await signedIn(db, clerk)
  const path = `${address}/api/report/${town.stream}/${template}/2026`
  const ask = async <T>(url: string, body: unknown): Promise<T> => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` }, body: JSON.stringify(body) })
    assert(answer.status === 200, `the server answers ${answer.status}`)
    return (await answer.json()) as T
  }
  const preview = () => ask<ReportAnswer>(`${path}/preview`, { until: null, text: TEXT })
  const answer = await preview()
  check(answer)
  const result: Result = { preview: [], docx: [], fill: [], write: [], raw: [] }
  for (let i = 0; i < RUNS; i += 1) {
    result.preview.push(await timed(preview))
    result.docx.push(await timed(() => ask(`${path}/link/final`, {})))
    result.fill.push(await timed(async () => fillOnly(county, town, answer)))
    result.write.push(await timed(() => reportFile(answer, 'final', 'draft', 0)))
    result.raw.push(await timed(() => rawCounts(county, town, answer)))
  }
  tell(result, answer, { ...before, after: circumstances().load })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Eight figures a chapter: plain, narrowed, rates, lists, rounded, clauses that may drop out. */
const CHAPTERS = ['受理', '调结', '类型', '去年', '其他'].map((name, i) => `${'一二三四五'.charAt(i)}、${name}情况
（一）总的情况。{{期间}}，全乡受理矛盾纠纷{{纠纷.受理[月份=${i + 1}月]}}起，调解成功{{纠纷.成功[月份=${i + 1}月]}}起，成功率{{纠纷.成功率[月份=${i + 1}月]|以上|零则略}}。群众有话找得到人说，小事在村里就说开了。
（二）分开来看。邻里纠纷{{纠纷.受理[类型=邻里,月份=${i + 1}月]|余|零则略}}起，山林土地纠纷{{纠纷.受理[类型=山林土地,月份=${i + 1}月]|余|零则略}}起，口头协议{{纠纷.口头[月份=${i + 1}月]}}件，书面协议{{纠纷.书面[月份=${i + 1}月]}}件；按难易，{{纠纷.按难易[月份=${i + 1}月]|列举("件","，")}}。`)
const TEXT: DraftText = {
  opening: '# {{乡镇}}人民政府关于{{年度}}年度法治政府建设情况的报告\n> 县委、县人民政府：\n现将有关情况报告如下。',
  chapters: CHAPTERS,
  closing: '@署名 {{乡镇}}人民政府\n@日期 {{截至日}}',
}

function check({ problems, figureByKey, document }: ReportAnswer): void {
  assert(problems.every(({ level }) => level !== 'error'), `the report has no error: ${problems.map(({ message }) => message).join(' ')}`)
  assert(Object.keys(figureByKey).length === 40, `forty figures, not ${Object.keys(figureByKey).length}`)
  assert(document.blocks.length > 15, 'five chapters are printed')
}

async function clerkOf({ county, deps }: County, { stream }: Township): Promise<Me> {
  const me: Me = { person: randomUUID(), name: '文员', county, unit: null, roles: ['clerk'], grants: [{ role: 'clerk', place: stream, stream }] }
  const root: Me = { ...me, person: randomUUID(), roles: ['admin', 'security'], grants: [{ role: 'admin', place: county, stream: county }, { role: 'security', place: county, stream: county }] }
  await pushAll(deps, root, county, deviceOf('clerk'), [
    { record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: me.name } } },
    { record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: me.person, role: 'clerk', place: stream } } },
  ])
  return me
}

async function writeTemplate({ deps, county }: County, { stream }: Township, clerk: Me): Promise<string> {
  const record = randomUUID()
  const rows = { chapters: Object.fromEntries(TEXT.chapters.map((text, i) => [`r${i}`, { set: { order: i, text } }])) }
  const set = { name: '年度报告', place: stream, span: 'year', year: 2026, opening: TEXT.opening, closing: TEXT.closing }
  await pushAll(deps, clerk, county, deviceOf('text'), [{ record, kind: 'template', body: { kind: 'create', move: 'add', set, rows } }])
  const [stored] = await readKinds(deps, deps.db.sql, county, ['template'])
  assert(liveRows(stored?.values.chapters).length === TEXT.chapters.length, 'the template is kept as it was written')
  return record
}

async function writeDisputes({ deps }: County, town: Township): Promise<void> {
  const me = must(town.mediators[0], 'a mediator')
  const device = deviceOf('bench')
  const planned = YEARS.flatMap((year) => Array.from({ length: PER_YEAR }, (_, i) => disputeOf(town, year, i)))
  for (let from = 0; from < planned.length; from += 50) {
    const ops = planned.slice(from, from + 50).map((each) => opOf(device, each))
    const pushed = await push(deps, { me, devices: [device.name] }, { stream: town.stream, ops, waiting: 0 })
    assert(pushed?.answer.results.every(({ kind }) => kind === 'applied') === true, 'every entry is applied')
  }
}

function disputeOf(town: Township, year: number, i: number): Planned {
  const day = `${year}-${String(1 + (i % 10)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
  const set = {
    type: ['neighbour', 'land', 'traffic', 'other'][i % 4] ?? 'other', place: must(town.villages[i % town.villages.length], 'a village'),
    acceptedOn: day, form: i % 8 === 0 ? 'written' : 'oral', people: 2 + (i % 5), summary: `两家为排水沟和界址争了一个多月，第${i}次上门。`,
  }
  return { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'settleOnSpot', set } }
}

async function fillOnly({ deps, county }: County, { stream }: Township, { scope }: ReportAnswer): Promise<void> {
  const config = await deps.configs.current(deps.db.sql, county)
  const plan = planReport(wholeText({ ...TEXT, chapters: TEXT.chapters.map((text) => ({ text })) }), { ...scope, place: stream }, config)
  fillReport(plan, questionsOf(plan).map(() => ({ value: 100, groups: [] })))
}

async function rawCounts({ deps }: County, { stream }: Township, { figureByKey }: ReportAnswer): Promise<void> {
  const { sql } = deps.db
  // This period's and last year's.
  for (let i = 0; i < 2 * Object.keys(figureByKey).length; i += 1) {
    await sql`select count(*)::int as value from dispute_version v where v.stream = ${stream} and v.until is null and v.v_accepted_on between ${'2026-01-01'} and ${'2026-12-31'}`
  }
}

function tell(result: Result, answer: ReportAnswer, about: object): void {
  const row = (name: string, values: readonly number[]) => {
    const { median, min, max } = spreadOf(values)
    return [name, median, min, max] as const
  }
  const ratio = spreadOf(result.preview).median / Math.max(1, spreadOf(result.raw).median)
  process.stdout.write(`${tableText([
    ['ms', 'median', 'least', 'most'],
    row('preview', result.preview), row('  of it reading, filling and checking the text', result.fill),
    row('.docx, counted and made', result.docx), row('  of it writing the file', result.write),
    row('raw limit: as many bare counts', result.raw),
  ])}\n\n${JSON.stringify({ ...about, runs: RUNS, figures: Object.keys(answer.figureByKey).length, previewToRaw: Math.round(ratio * 100) / 100 })}\n`)
}

void withCounty(main)
