import type { FigureQuery, FiguresAnswer } from '../core/protocol'
import type { Correction, ReportFigure } from '../core/reportWire'
import type { ReportPlan } from './report'

/** What a frozen report has to ask again for one of its figures, as it was understood when it was frozen. */
export interface Asked {
  /** The one question, or those of numerator and denominator. */
  readonly queries: readonly FigureQuery[]
  readonly inFen: boolean
  /** Codes of the figure's parts, in their order. */
  readonly codes: readonly string[]
}

export function askedOf({ wantByKey }: ReportPlan): Readonly<Record<string, Asked>> {
  return Object.fromEntries(Object.entries(wantByKey).map(([key, { resolved, now }]): readonly [string, Asked] => {
    const named = resolved.kind === 'ratio' ? resolved.named : resolved.spec.named
    const codes = resolved.kind === 'split' ? resolved.parts.map(({ code }) => code) : []
    return [key, { queries: now, inFen: named.kind === 'counted' && named.inFen === true, codes }]
  }))
}

/** A figure as it stands in the report, beside what its questions are answered with now. Parts: those that differ, new ones among them. */
export function compareCounts(figure: ReportFigure, asked: Asked, answers: FiguresAnswer['results'], labelOf: (code: string) => string): Omit<Correction, 'records' | 'hidden'> {
  const { key, label, unit } = figure
  const [value = 0, other = 0] = answers.map((answer) => answer.value / (asked.inFen ? 100 : 1))
  const groups = new Map((answers[0]?.groups ?? []).map((group) => [group.key, group.value]))
  const codes = asked.codes.length === 0 ? [] : [...new Set([...asked.codes, ...groups.keys()])]
  const parts = codes.map((code, index) => {
    const printed = figure.parts[index]
    return { label: printed?.label ?? labelOf(code), was: printed?.value ?? 0, now: groups.get(code) ?? 0 }
  })
  return {
    key, label, unit, was: figure.value, now: value, pairWas: figure.pair, pairNow: figure.pair === null ? null : [value, other],
    parts: parts.filter(({ was, now }) => was !== now),
  }
}

export function isCorrected({ was, now, pairWas, pairNow, parts, records, hidden }: Correction): boolean {
  return was !== now || pairWas?.[1] !== pairNow?.[1] || parts.length > 0 || records.length > 0 || hidden > 0
}

/** Stands on the page of every frozen report. */
export const LATE_RULE = '定稿以后才到的记录、才做的更正，都不改这份定稿，列在“更正”里；定稿后才到的标“补录”。要算进去，请另出一版，这一版照样留着。'

export const CORRECTED: Readonly<Record<Correction['records'][number]['how'], string>> = {
  late: '补录', added: '后来算进来', gone: '后来不算了', changed: '数或分类改了',
}
/** Of a figure whose number is the same while its records are not. */
export const SAME_NUMBER = '数没变，记录变了'
