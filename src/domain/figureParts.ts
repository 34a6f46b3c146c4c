import { own } from '../core/own'
import type { ReportFigure } from '../core/reportWire'
import { FIGURES, PARTITIONS } from './figures'
import { splitAt, type Split } from './board/cells'
import type { Answers, Questions } from './board/asking'
import type { Config } from '../core/config'

/** A figure shown to add up: 口头 571 ＋ 书面 77 ＝ 648. */
export interface Sum {
  readonly label: string
  readonly parts: readonly { readonly label: string; readonly value: number }[]
  readonly total: number
}

/** More parts than this are a table, not a sum to check by eye. */
const MOST_PARTS = 6
const MOST_SUMS = 2

/** The splits that could be shown for a figure, as questions of its place and period. A split by what it is narrowed to says nothing. */
export function partQuestions({ key, query, pair }: ReportFigure): Questions {
  const [name = ''] = key.split('[')
  const base = own(FIGURES, name)
  if (base?.kind !== 'counted' || pair !== null) return {}
  const fitting = Object.entries(PARTITIONS).filter(([, { whole, by }]) => {
    const named = own(FIGURES, whole)
    return named?.kind === 'counted' && isSame(named.figure, base.figure) && query.figure.where[by.field] === undefined
  })
  return Object.fromEntries(fitting.map(([partition, { by }]) => [`split:${partition}`, { ...query, by }]))
}

/** Short ones first; parts that are nought are left out. */
export function sumsOf(answers: Answers, config: Config): readonly Sum[] {
  const sums = Object.keys(answers).map((name): Sum => {
    const partition = name.slice('split:'.length)
    const split: Split = splitAt(answers, partition, config, 'exact')
    const parts = split.parts.filter(({ cell }) => cell.value > 0).map(({ label, cell }) => ({ label, value: cell.value }))
    return { label: own(PARTITIONS, partition)?.label ?? '', parts, total: split.whole.value }
  })
  return sums.filter(({ parts }) => parts.length > 1 && parts.length <= MOST_PARTS).sort((a, b) => a.parts.length - b.parts.length).slice(0, MOST_SUMS)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
