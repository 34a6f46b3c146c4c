import type { Config } from '../core/config'
import type { FiguresAnswer } from '../core/protocol'
import type { ReportFigure } from '../core/reportWire'
import type { Questions } from './board/asking'
import { splitAt } from './board/cells'
import { partQuestions } from './figureParts'

/** Every split there is of the figures a report uses, as questions of their place and period. */
export function axisQuestions(figureByKey: Readonly<Record<string, ReportFigure>>): Questions {
  return Object.fromEntries(Object.values(figureByKey).flatMap((figure) => (
    Object.entries(partQuestions(figure)).map(([name, query]) => [`${figure.key}|${name}`, query] as const))))
}

/**
 * Parts of one axis that do not make up their whole, each as a sentence with both numbers: lists as they are printed, and every other split
 * of a figure as it was counted. A list loses a record whose option is no longer in the county's options.
 */
export function brokenAxes(figureByKey: Readonly<Record<string, ReportFigure>>, questions: Questions, results: FiguresAnswer['results'], config: Config): readonly string[] {
  const printed = Object.values(figureByKey).filter(({ parts }) => parts.length > 0).map(({ label, unit, value, parts }) => sentence(label, unit, sumOf(parts.map((part) => part.value)), value))
  const counted = Object.entries(questions).map(([name, query], index) => {
    // Of a county's option the label, and with it the figure's key, may hold any sign; names of partitions don't.
    const [key, split] = [name.slice(0, name.lastIndexOf('|')), name.slice(name.lastIndexOf('|') + 1)]
    const { label = '', unit = '' } = figureByKey[key] ?? {}
    const { value, groups } = results[index] ?? { value: 0, groups: [] }
    const parts = splitAt({ [split]: { query, value, groups } }, split.slice('split:'.length), config, 'exact').parts
    return sentence(label, unit, sumOf(parts.map(({ cell }) => cell.value)), value)
  })
  return [...printed, ...counted].filter((say) => say !== null)
}

function sentence(label: string, unit: string, parts: number, whole: number): string | null {
  if (parts === whole) return null
  return `“${label}”的各项加起来是${parts}${unit}，总数是${whole}${unit}，差${Math.abs(whole - parts)}${unit}：有的记录选了现在没有的选项，请把那几条改好。`
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
