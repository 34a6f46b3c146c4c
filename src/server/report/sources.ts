import type { PrintedSpan } from '../../core/document'
import type { FigureQuery } from '../../core/protocol'
import type { ReportAnswer, ReportFigure } from '../../core/reportWire'
import { periodText } from '../../domain/periodWords'
import type { PushDeps } from '../batch'
import type { FigureSource } from '../docx/sources'
import { ofReports, readQueries } from '../read'

/** Key of a figure → how many records stand behind it, where that is not the figure itself. */
export type RecordCounts = Readonly<Record<string, number>>

/** The figures that sum or tell heads apart, with the question how many records that were. */
function recordQueries({ figureByKey }: ReportAnswer): readonly (readonly [key: string, query: FigureQuery])[] {
  return Object.values(figureByKey).flatMap(({ key, query }) => (
    query.figure.measure.kind === 'count' ? [] : [[key, { ...query, by: null, figure: { ...query.figure, measure: { kind: 'count' } } }] as const]))
}

/** Asked at the change the report was counted at. */
export async function recordCounts(deps: PushDeps, county: string, report: ReportAnswer): Promise<RecordCounts> {
  const asked = recordQueries(report)
  if (asked.length === 0) return {}
  const { results } = await readQueries(deps, county, report.scope.place, asked.map(([, query]) => query), report.at, ofReports)
  return Object.fromEntries(asked.map(([key], at) => [key, results[at]?.value ?? 0]))
}

/** What was printed, told for whoever checks it. Years and names are filled in too, but count nothing. */
export function sourcesOf({ figureByKey }: ReportAnswer, counts: RecordCounts, { text, source, figures }: PrintedSpan): readonly FigureSource[] {
  return figures.map(({ key, value, of }): FigureSource => {
    const figure = figureByKey[key]
    const records = figure === undefined ? undefined : counts[key] ?? countOf(figure)
    return {
      printed: text,
      label: figure?.label ?? '',
      name: key.replace(/\[.*$/s, ''),
      exact: of === undefined ? `${value}${figure?.unit ?? ''}${partsText(figure)}` : `${value}/${of}`,
      written: `{{${source}}}`,
      definition: figure?.definition ?? '',
      narrowed: /\[(.*)\]$/s.exec(key)?.[1] ?? '',
      period: figure === undefined ? '' : periodText(figure.query.period),
      records: records === undefined ? '' : `${records}条`,
    }
  })
}

/** What a list printed one by one. */
function partsText(figure: ReportFigure | undefined): string {
  const some = figure?.parts.filter((part) => part.value !== 0) ?? []
  return some.length === 0 ? '' : `：${some.map((part) => `${part.label}${part.value}`).join('，')}`
}

/** A count is its own; of a rate, its numerator's records open. */
function countOf({ query, value, pair }: ReportFigure): number | undefined {
  return query.figure.measure.kind === 'count' ? pair?.[0] ?? value : undefined
}
