import type { StoredRecord } from '../core/op'
import { yearOf, dayAt, type Day } from '../core/period'
import { placeName } from '../core/place'
import type { Me, ReportAnswer, ReportList } from '../core/protocol'
import { fillReport, planReport, questionsOf, reportPeriod } from '../domain/report'
import { mayReport } from '../domain/role'
import type { PushDeps } from './batch'
import { readKinds } from './configStore'
import { readQueries, type Read } from './read'

/** The reports of a township: its own templates, and the county's for years it has none of its own. */
export async function reports(deps: PushDeps, me: Me, stream: string): Promise<Read<ReportList>> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  if (!mayReport(me, config.places, stream, 'read')) return { kind: 'notFound' }
  const templates = await templatesOf(deps, me.county, stream)
  const items = templates.map((template) => ({ template: template.id, name: String(template.values.name), year: yearOfTemplate(template, deps.now()) }))
  return { kind: 'read', answer: { reports: items.sort((a, b) => b.year - a.year) } }
}

export async function report(deps: PushDeps, me: Me, stream: string, templateId: string, until: Day | null): Promise<Read<ReportAnswer>> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  const template = (await templatesOf(deps, me.county, stream)).find((each) => each.id === templateId)
  if (template === undefined || !mayReport(me, config.places, stream, 'read')) return { kind: 'notFound' }
  const year = yearOfTemplate(template, deps.now())
  const scope = { place: stream, placeName: placeName(config.places, stream), period: reportPeriod(year, until) }
  const plan = planReport(textOf(template), scope, config)
  const counted = await readQueries(deps, me.county, stream, questionsOf(plan), null)
  const { n, readAt } = counted
  return { kind: 'read', answer: { ...fillReport(plan, counted.results), template: templateId, name: String(template.values.name), year, scope, n, readAt } }
}

async function templatesOf(deps: PushDeps, county: string, stream: string): Promise<readonly StoredRecord[]> {
  const all = await readKinds(deps, deps.db.sql, county, ['template'])
  return all.filter((template) => template.values.place === stream || template.values.place === undefined)
}

/** A template without a year is the standing one, for the current year. */
function yearOfTemplate(template: StoredRecord, now: number): number {
  const { year } = template.values
  return typeof year === 'number' ? year : yearOf(dayAt(now))
}

function textOf({ values }: StoredRecord): string {
  return [values.part1, values.part2, values.part3, values.part4].filter((part) => typeof part === 'string').join('\n')
}
