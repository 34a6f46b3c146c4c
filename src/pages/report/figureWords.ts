import type { PrintedSpan } from '../../core/document'
import { yearOf } from '../../core/period'
import type { ReportFigure } from '../../core/reportWire'
import type { Sum } from '../../domain/figureParts'
import { periodText } from '../../domain/periodWords'
import { grouped } from '../../components/numberText'

export interface Fact {
  readonly label: string
  readonly text: string
}

/** 648 件; a rate as its pair: 648/652. */
export function valueText({ value, pair, unit }: ReportFigure): { readonly number: string; readonly unit: string } {
  return pair === null ? { number: numberText(value), unit } : { number: `${numberText(pair[0])}/${numberText(pair[1])}`, unit: rateText(pair) }
}

/** 口径, 期间, 范围, 去年同期, 对得上, and what is printed when that is not the number itself. */
export function factsOf(figure: ReportFigure, span: PrintedSpan | null, sums: readonly Sum[], placeName: string): readonly Fact[] {
  const { definition, query } = figure
  const facts: readonly (Fact | null)[] = [
    { label: '口径', text: definition },
    { label: '期间', text: query.period.from === query.period.to ? `到 ${periodText(query.period)}` : periodText(query.period) },
    { label: '范围', text: placeName },
    { label: `${yearOf(query.period.to) - 1}年`, text: lastYearText(figure) },
    printedFact(figure, span),
    ...partsOf(figure).map((text) => ({ label: '各部分', text })),
    ...sums.map((sum) => ({ label: sum.label, text: sumText(sum) })),
  ]
  return facts.filter((fact): fact is Fact => fact !== null)
}

/** 口头 571 ＋ 书面 77 ＝ 648. */
export function sumText({ parts, total }: Sum): string {
  return `${parts.map(({ label, value }) => `${label} ${numberText(value)}`).join(' ＋ ')} ＝ ${numberText(total)}`
}

/** What opening it shows: 看这 648 件, where records are what is counted. */
export function openText({ value, pair, query, unit }: ReportFigure): string {
  const count = pair === null ? value : pair[0]
  return query.figure.measure.kind === 'count' ? `看这 ${numberText(count)} ${pair === null ? unit : '件'}` : '看是哪些记录'
}

/** At most two decimals, grouped: 1,234.5. */
export function numberText(value: number): string {
  const [whole = '', rest] = String(Math.round(value * 100) / 100).split('.')
  const text = grouped(Number(whole))
  return rest === undefined ? text : `${text}.${rest}`
}

function rateText([part, whole]: readonly [number, number]): string {
  return whole === 0 ? '' : `${(Math.round((part / whole) * 10000) / 100).toFixed(2)}%`
}

function lastYearText({ lastYear, pairLastYear, unit }: ReportFigure): string {
  if (pairLastYear !== null) return `同期 ${numberText(pairLastYear[0])}/${numberText(pairLastYear[1])}${pairLastYear[1] === 0 ? '' : `，${rateText(pairLastYear)}`}`
  return `同期 ${numberText(lastYear)} ${unit}`
}

/** 240余 stands for 247: both are told. */
function printedFact({ value, pair }: ReportFigure, span: PrintedSpan | null): Fact | null {
  if (span === null || span.figures.length !== 1) return null
  const isPlain = span.text === String(value) || span.text === numberText(value) || (pair !== null && span.text === rateText(pair))
  return isPlain ? null : { label: '印的是', text: span.text }
}

/** A list's own parts. */
function partsOf({ parts, value }: ReportFigure): readonly string[] {
  const some = parts.filter((part) => part.value > 0)
  return some.length === 0 ? [] : [sumText({ label: '', parts: some, total: value })]
}
