import { createHash, randomUUID } from 'node:crypto'
import type { Me } from '../../core/protocol'
import type { Freeze, FrozenHead, ReportAnswer } from '../../core/reportWire'
import { version as program } from '../../../package.json'
import { askedOf } from '../../domain/correction'
import { axisQuestions, brokenAxes } from '../../domain/partitionCheck'
import { COPIES } from '../../domain/reportCopies'
import { mayReport } from '../../domain/role'
import { untickedOf } from '../../domain/tick'
import type { PushDeps } from '../batch'
import { ofReports, readQueries } from '../read'
import { countReport, openAt, planOf, type Opened, type ReportAsk } from './draft'
import { onTrail } from '../trail'
import { reportFile } from './files'
import { headsOf, insertFrozen, type FrozenBody, type IssuedFile } from './frozenStore'
import { recordCounts, type RecordCounts } from './sources'

/** `readAgain`: what was read is no longer what there is. `notReady`: the text itself stands in the way. Of both nothing is left behind. */
export type Frozen =
  | { readonly kind: 'frozen'; readonly head: FrozenHead }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'readAgain' | 'notReady'; readonly say: string }

/**
 * 定稿. What is frozen is what its author has read: everything is counted anew as of `at`, which stays the same whatever is written
 * meanwhile, so phones are not kept waiting while it is counted and the files are made. Only then, under the township's row lock, it gets
 * its version and is written with its files and its line in the audit trail: all of it, or nothing.
 */
export async function freeze(deps: PushDeps, me: Me, stream: string, request: Freeze): Promise<Frozen> {
  const { sql } = deps.db
  const config = await deps.configs.current(sql, me.county)
  if (!mayReport(me, config.places, stream, 'write')) return { kind: 'notFound' }
  if (stream === me.county) return { kind: 'notReady', say: COUNTY }
  const { at } = request
  const stale = (await staleness(deps, stream, at.town)) ?? (await staleness(deps, me.county, at.county))
  if (stale !== null) return { kind: 'readAgain', say: stale }
  const ask: ReportAsk = { stream, template: request.template, period: request.periodKey, until: request.until }
  const current = await openAt(deps, me.county, ask, config, at.town)
  if (current === null) return { kind: 'notFound' }
  if (current.template.n > at.county) return { kind: 'readAgain', say: TEMPLATE_CHANGED }
  const then = at.county === config.n ? config : await deps.configs.asOf(sql, me.county, at.county)
  const opened: Opened = { ...current, config: then, at }
  const report = await countReport(deps, me.county, ask, opened, null)
  const obstacle = firstObstacle(report, request.ticks) ?? (await brokenAxis(deps, me.county, stream, opened, report))
  if (obstacle !== null) return { kind: 'notReady', say: obstacle }
  return write(deps, me, ask, request.after, opened, report)
}

const COUNTY = '全县的报告还不能定稿：各乡镇的数没有一个共同的时刻。请在各乡镇定稿。'
const TEMPLATE_CHANGED = '模板刚才改过，请重新看一遍再定稿。没有定稿，写的都在。'

/** What can have been read: a moment there was, and, if anything has been written since, not long ago. Nobody picks the moment with the better numbers. */
async function staleness(deps: PushDeps, stream: string, n: number): Promise<string | null> {
  const { sql } = deps.db
  const [row] = await sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  if (row?.n === n) return null
  const [given] = await sql`select 1 from op where stream = ${stream} and n = ${n}`
  const [next] = await sql<{ received_at: string }[]>`select received_at from op where stream = ${stream} and n > ${n} order by n limit 1`
  // After a restore numbers go on far above those that were lost with it.
  if (given === undefined || next === undefined) return '这份报告看的时候的数，现在找不回来了。请重新看一遍再定稿，写的都在。'
  return deps.now() - Date.parse(next.received_at) > LONGEST_READING_MS ? '这份报告看了已经超过一天，其间又有了新的记录。请重新看一遍再定稿，写的都在。' : null
}
const LONGEST_READING_MS = 24 * 3600 * 1000

function firstObstacle({ problems }: ReportAnswer, ticks: readonly string[]): string | null {
  const error = problems.find(({ level }) => level === 'error')
  if (error !== undefined) return `报告里还有要改的地方，改好才能定稿：${error.message}`
  const [remark] = untickedOf(problems, ticks)
  return remark === undefined ? null : `报告里还有要您确认的地方，确认了才能定稿：${remark.message}`
}

async function brokenAxis(deps: PushDeps, county: string, stream: string, { config, at }: Opened, { figureByKey }: ReportAnswer): Promise<string | null> {
  const questions = axisQuestions(figureByKey)
  const { results } = await readQueries(deps, county, stream, Object.values(questions), at, ofReports)
  const [say] = brokenAxes(figureByKey, questions, results, config)
  return say === undefined ? null : `数对不上，改好才能定稿：${say}`
}

async function write(deps: PushDeps, me: Me, ask: ReportAsk, after: number, opened: Opened, counted: ReportAnswer): Promise<Frozen> {
  const { stream } = ask
  const frozenAt = new Date(deps.now()).toISOString()
  const report: ReportAnswer = { ...counted, readAt: frozenAt }
  const { document, figureByKey, problems, scope, paper, template, name, periodKey, at } = report
  const plan = planOf(ask, opened, null)
  const ticked = problems.filter(({ level }) => level === 'remark').map(({ tick }) => tick)
  const body: FrozenBody = { text: plan.text, scope, paper, document, figureByKey, problems, ticked, askedByKey: askedOf(plan), program }
  const files = await issue(report, after + 1, frozenAt, await recordCounts(deps, me.county, report))
  return onTrail<Frozen>(deps, stream, async (tx) => {
    const [latest] = await headsOf(tx, stream, { template, periodKey })
    const version = (latest?.version ?? 0) + 1
    if (version !== after + 1) return { result: { kind: 'readAgain', say: `这份报告已经有第${version - 1}版定稿了，请看过它再定。没有另出一版，写的都在。` }, lines: [] }
    const head: FrozenHead = {
      id: randomUUID(), template, name, periodKey, label: scope.label, until: scope.period.to, version, frozenAt, frozenBy: me.person, at,
    }
    await insertFrozen(deps.vault, tx, stream, { head, body }, files)
    const hashes = Object.fromEntries(files.map(({ copy, hash }) => [copy, hash]))
    const detail = { template, period: periodKey, version, town: at.town, county: at.county, ...hashes }
    return { result: { kind: 'frozen', head }, lines: [{ actor: me.person, action: 'freeze', subject: head.id, detail }] }
  })
}

/** All copies, as they will be served for ever. */
export async function issue(report: ReportAnswer, version: number, frozenAt: string, counts: RecordCounts): Promise<readonly IssuedFile[]> {
  const files: IssuedFile[] = []
  for (const copy of COPIES) {
    const { bytes, name } = await reportFile(report, copy, version, Date.parse(frozenAt), counts)
    files.push({ copy, name, size: bytes.length, hash: createHash('sha256').update(bytes).digest('hex'), bytes: Buffer.from(bytes) })
  }
  return files
}
