import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { StoredRecord } from '../../core/op'
import type { Day } from '../../core/period'
import { placeName } from '../../core/place'
import type { Me, ReportAnswer, ReportDraft, ReportLine } from '../../core/protocol'
import { cutAt, type ReportPeriod } from '../../core/reportPeriod'
import { fillReport, planReport, questionsOf } from '../../domain/report'
import { mayReport } from '../../domain/role'
import { paperOf, textOfTemplate, wholeText } from '../../domain/template'
import type { PushDeps } from '../batch'
import { readQueries, type Read } from '../read'
import { linesOf, periodIn, templatesOf } from './templates'

/** Which report: a template of a township, a period, and the last day that counts (null: the period's own). */
export interface ReportAsk {
  readonly stream: string
  readonly template: string
  readonly period: string
  readonly until: Day | null
}

/** A report somebody may read, before it is counted. */
export interface Opened {
  readonly template: StoredRecord
  readonly period: ReportPeriod
  readonly config: Config
}

/** The reports of a township: its own templates, and the county's. */
export async function reportLines(deps: PushDeps, me: Me, stream: string): Promise<readonly ReportLine[] | null> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  if (!mayReport(me, config.places, stream, 'read')) return null
  const templates = await templatesOf(deps, me.county, stream)
  return templates.flatMap((template) => linesOf(template, stream, deps.now())).sort((a, b) => (a.periodKey < b.periodKey ? 1 : a.periodKey > b.periodKey ? -1 : 0))
}

/** The draft as it counts now; with `draft`, the same of a text that is still being written. */
export async function report(deps: PushDeps, me: Me, ask: ReportAsk, draft: ReportDraft | null = null): Promise<Read<ReportAnswer>> {
  const opened = await openReport(deps, me, ask, draft === null ? 'read' : 'write')
  return opened === null ? { kind: 'notFound' } : { kind: 'read', answer: await countReport(deps, me.county, ask, opened, draft) }
}

/** Null for what is not there, and for whoever may not. */
export async function openReport(deps: PushDeps, me: Me, ask: ReportAsk, what: 'read' | 'write'): Promise<Opened | null> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  if (!mayReport(me, config.places, ask.stream, what)) return null
  const template = (await templatesOf(deps, me.county, ask.stream)).find((each) => each.id === ask.template)
  const period = template === undefined ? null : periodIn(template, ask.period)
  return template === undefined || period === null ? null : { template, period, config }
}

/** All figures of the text in one snapshot. */
export async function countReport(deps: PushDeps, county: string, ask: ReportAsk, { template, period, config }: Opened, draft: ReportDraft | null): Promise<ReportAnswer> {
  const { stream } = ask
  const town = placeName(config.places, stream)
  const scope = { place: stream, placeName: town, label: period.label, period: cutAt(period.period, draft?.until ?? ask.until) }
  const stored = textOfTemplate(template.values)
  const text = draft === null ? wholeText(stored) : wholeText({ ...draft.text, chapters: draft.text.chapters.map((chapter) => ({ text: chapter })) })
  const plan = planReport(text, scope, config)
  const { results, at, readAt } = await readQueries(deps, county, stream, questionsOf(plan), null)
  const name = must(typeof template.values.name === 'string' ? template.values.name : null, 'the name of a template')
  return { ...fillReport(plan, results), template: template.id, name, periodKey: period.key, scope, paper: paperOf(template.values, `${town}人民政府`), at, readAt }
}
