import type { StoredRecord } from '../../core/op'
import { dayAt, yearOf } from '../../core/period'
import type { ReportLine } from '../../core/reportWire'
import { periodAt, periodBefore, periodOfKey, SPANS, type ReportPeriod, type Span } from '../../core/reportPeriod'
import { template as TEMPLATE } from '../../domain/directory'
import type { PushDeps } from '../batch'
import { columnName } from '../columns'
import { everything } from '../everything'
import { recordOf, standing, versionColumns, versionsFrom, type VersionRow } from '../versions'

/**
 * A township's own templates and the county's, as of a change of the county's stream; with `id` that one, if it is among them. Other
 * townships' whole texts are not fetched: a preview asks after every keystroke.
 */
export async function templatesOf(deps: PushDeps, county: string, stream: string, at: number, id: string | null = null): Promise<readonly StoredRecord[]> {
  const { sql } = deps.db
  const place = sql`v.${sql(columnName('place'))}`
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, TEMPLATE, everything('configuration'))}
    where v.stream = ${county} and ${standing(sql, at)} and v.stage = 'kept'
      and (${place} = ${stream} or ${place} is null) ${id === null ? sql`` : sql`and v.record = ${id}`}`
  return rows.map((row) => recordOf(deps, TEMPLATE.kind, row, false))
}

/** Its lines in the list of reports: its own year, or, of a standing template, the current period and the one before. */
export function linesOf(template: StoredRecord, stream: string, now: number): readonly ReportLine[] {
  const name = String(template.values.name)
  const span = spanOf(template)
  return periodsOf(template, span, now).map(({ key, label }) => ({ template: template.id, name, span, periodKey: key, label, own: template.values.place === stream }))
}

/** The period of a template by its key; null when the template is not of that span or year. */
export function periodIn(template: StoredRecord, key: string): ReportPeriod | null {
  const period = periodOfKey(key)
  if (period?.span !== spanOf(template)) return null
  const { year } = template.values
  return typeof year === 'number' && yearOf(period.period.from) !== year ? null : period
}

function periodsOf(template: StoredRecord, span: Span, now: number): readonly ReportPeriod[] {
  const { year } = template.values
  const current = periodAt(span, dayAt(now))
  if (typeof year !== 'number') return [current, periodBefore(current)]
  // Of a month's text for one year, the last month of it that has begun.
  const last = periodAt(span, `${year}-12-31`)
  return [last.key < current.key || year < yearOf(dayAt(now)) ? last : current]
}

function spanOf({ values }: StoredRecord): Span {
  return SPANS.find((span) => span === values.span) ?? 'year'
}
