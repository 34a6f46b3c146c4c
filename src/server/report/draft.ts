import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import type { Day } from '../../core/period'
import { placeName, treeOn, within } from '../../core/place'
import type { At, Me } from '../../core/protocol'
import type { ReportAnswer, ReportDraft, ReportLine } from '../../core/reportWire'
import { cutAt, type ReportPeriod } from '../../core/reportPeriod'
import { fillReport, planReport, questionsOf, type ReportPlan } from '../../domain/report'
import { mayReport } from '../../domain/role'
import { paperOf, textOfTemplate, wholeText } from '../../domain/template'
import type { PushDeps } from '../batch'
import { columnName } from '../columns'
import { everything } from '../everything'
import { ofReports, readQueries, type Read } from '../read'
import { standing, versionsFrom } from '../versions'
import { linesOf, periodIn, templatesOf } from './templates'

/** Which report: a template of a township, a period, and the last day that counts (null: the period's own). */
export interface ReportAsk {
  readonly stream: string
  readonly template: string
  readonly period: string
  readonly until: Day | null
}

/** A report somebody may read, before it is counted: its template and the wordings as of `at`. */
export interface Opened {
  readonly template: StoredRecord
  readonly period: ReportPeriod
  readonly config: Config
  readonly at: At
}

/** The reports of a township: its own templates, and the county's. */
export async function reportLines(deps: PushDeps, me: Me, stream: string): Promise<readonly ReportLine[] | null> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  if (!mayReport(me, config.places, stream, 'read')) return null
  const templates = await templatesOf(deps, me.county, stream, config.n)
  return templates.flatMap((template) => linesOf(template, stream, deps.now())).sort((a, b) => (a.periodKey < b.periodKey ? 1 : a.periodKey > b.periodKey ? -1 : 0))
}

/** The draft as it counts now; with `draft`, the same of a text that is still being written. */
export async function report(deps: PushDeps, me: Me, ask: ReportAsk, draft: ReportDraft | null = null): Promise<Read<ReportAnswer>> {
  const opened = await openReport(deps, me, ask, draft === null ? 'read' : 'write')
  return opened === null ? { kind: 'notFound' } : { kind: 'read', answer: await countReport(deps, me.county, ask, opened, draft) }
}

/** Null for what is not there, and for whoever may not. */
export async function openReport(deps: PushDeps, me: Me, ask: ReportAsk, what: 'read' | 'write'): Promise<Opened | null> {
  const { sql } = deps.db
  const config = await deps.configs.current(sql, me.county)
  if (!mayReport(me, config.places, ask.stream, what)) return null
  const [row] = await sql<{ n: number; county: string }[]>`select n, county from stream where stream = ${ask.stream}`
  if (row === undefined || row.county !== me.county) return null
  return openAt(deps, me.county, ask, config, row.n)
}

/** Template, wordings and records all of one moment, so that it can be counted again: `config` and the township's change. */
export async function openAt(deps: PushDeps, county: string, ask: ReportAsk, config: Config, town: number): Promise<Opened | null> {
  const [template] = await templatesOf(deps, county, ask.stream, config.n, ask.template)
  const period = template === undefined ? null : periodIn(template, ask.period)
  return template === undefined || period === null ? null : { template, period, config, at: { town, county: config.n } }
}

/** All figures of the text as of the moment it was opened at. */
export async function countReport(deps: PushDeps, county: string, ask: ReportAsk, opened: Opened, draft: ReportDraft | null): Promise<ReportAnswer> {
  const { template: { id, values }, period } = opened
  const plan = planOf(ask, opened, draft)
  const { scope } = plan
  const { results, at, readAt } = await readQueries(deps, county, ask.stream, questionsOf(plan), opened.at, ofReports)
  const name = must(typeof values.name === 'string' ? values.name : null, 'the name of a template')
  const people = await peopleOf(deps, county, ask.stream, opened)
  return { ...fillReport(plan, results, people), template: id, name, periodKey: period.key, scope, paper: paperOf(values, `${scope.placeName}人民政府`), at, readAt }
}

/** Who works in the township, by name. */
async function peopleOf({ db: { sql }, types }: PushDeps, county: string, stream: string, { config, at }: Opened): Promise<readonly string[]> {
  const type = must(own(types, 'person'), 'the type of people')
  const rows = await sql<{ name: string | null }[]>`select v.data ->> 'name' as name ${versionsFrom(sql, type, everything('configuration'))}
    where v.stream = ${county} and ${standing(sql, at.county)} and v.stage = 'kept'
      and v.${sql(columnName('place'))} = any(${[...within(config.places, stream)]}::uuid[])`
  return rows.flatMap(({ name }) => name ?? [])
}

export function planOf({ stream, until }: ReportAsk, { template, period, config }: Opened, draft: ReportDraft | null): ReportPlan {
  const cut = cutAt(period.period, draft?.until ?? until)
  const scope = { place: stream, placeName: placeName(treeOn(config.places, cut.to), stream), label: period.label, period: cut }
  const stored = textOfTemplate(template.values)
  const text = draft === null ? wholeText(stored) : wholeText({ ...draft.text, chapters: draft.text.chapters.map((chapter) => ({ text: chapter })) })
  return planReport(text, scope, config)
}
