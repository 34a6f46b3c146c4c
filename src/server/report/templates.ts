import type { StoredRecord } from '../../core/op'
import { dayAt, yearOf } from '../../core/period'
import type { ReportLine } from '../../core/protocol'
import { periodAt, periodBefore, periodOfKey, SPANS, type ReportPeriod, type Span } from '../../core/reportPeriod'
import type { PushDeps } from '../batch'
import { readKinds } from '../configStore'

/** A township's own templates and the county's, as of a change of the county's stream. */
export async function templatesOf(deps: PushDeps, county: string, stream: string, at: number): Promise<readonly StoredRecord[]> {
  const all = await readKinds(deps, deps.db.sql, county, ['template'], at)
  return all.filter((template) => template.values.place === stream || template.values.place === undefined)
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
