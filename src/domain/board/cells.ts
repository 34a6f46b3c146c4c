import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import { own } from '../../core/own'
import type { FigureQuery } from '../../core/protocol'
import { optionsOf } from '../../core/recordType'
import { REGISTRY } from '../registry'
import { named, partition, type Answered, type Answers } from './asking'

/** A number that opens exactly its records. */
export interface Cell {
  readonly value: number
  readonly query: FigureQuery
  /** Below five across townships: 少于5, and nothing opens. */
  readonly few: boolean
}

/** 648/652: never a rate without its two numbers. */
export interface Pair {
  readonly part: Cell
  readonly whole: Cell
}

export interface Part {
  readonly code: string
  readonly label: string
  readonly cell: Cell
}

/** Parts in the order of the form; they add up to the whole. */
export interface Split {
  readonly whole: Cell
  readonly parts: readonly Part[]
}

/** What every board splits by, and of which figure. */
export const SPLITS = {
  difficulty: '纠纷.按难易', type: '纠纷.按类型', route: '纠纷.调结按途径', form: '纠纷.成功按协议', result: '纠纷.按结果', source: '纠纷.按来源',
} as const
export type SplitName = keyof typeof SPLITS

/** Whether small numbers are hidden: in views across townships they point at single cases. */
export type Hiding = 'exact' | 'few'

const FEW = 5

export function cellOf(answered: Answered, hiding: Hiding): Cell {
  return numberCell(answered.value, { ...answered.query, by: null }, hiding)
}

export function numberCell(value: number, query: FigureQuery, hiding: Hiding): Cell {
  return { value, query, few: hiding === 'few' && value > 0 && value < FEW }
}

export function cellAt(answers: Answers, name: string, hiding: Hiding): Cell {
  return cellOf(must(own(answers, name), `the answer ${name}`), hiding)
}

export function pairAt(answers: Answers, slot: string, rate: string, hiding: Hiding): Pair {
  const ratio = named(rate)
  if (ratio.kind !== 'ratio') throw new Error(`broken invariant: ${rate} is no rate`)
  return { part: cellAt(answers, `${slot}:${ratio.numerator}`, hiding), whole: cellAt(answers, `${slot}:${ratio.denominator}`, hiding) }
}

export function splitsAt(answers: Answers, config: Config, hiding: Hiding): Readonly<Record<SplitName, Split>> {
  return Object.fromEntries(Object.entries(SPLITS).map(([name, partitioned]) => [name, splitAt(answers, partitioned, config, hiding)])) as Record<SplitName, Split>
}

/** A retired option stands only while records have it; "not yet" likewise. */
export function splitAt(answers: Answers, name: string, config: Config, hiding: Hiding): Split {
  const { by: { field }, unset } = partition(name)
  const answered = must(own(answers, `split:${name}`), `the answer split:${name}`)
  const { query } = answered
  const type = must(own(REGISTRY, query.figure.kind), query.figure.kind)
  const valueByCode = new Map(answered.groups.map(({ key, value }) => [key, value]))
  const options = Object.entries(optionsOf(config, type, field))
  const unknown = [...valueByCode.keys()].filter((code) => code !== '' && !options.some(([known]) => known === code))
  const codes = [
    ...options.filter(([code, option]) => option.retired !== true || valueByCode.has(code)).map(([code, option]) => ({ code, label: option.short ?? option.label })),
    ...unknown.map((code) => ({ code, label: code })),
    ...(valueByCode.has('') ? [{ code: '', label: unset }] : []),
  ]
  const possible = query.figure.where[field]
  const parts = codes.filter(({ code }) => possible === undefined || possible.includes(code)).map(({ code, label }): Part => {
    const narrowed = { ...query, by: null, figure: { ...query.figure, where: { ...query.figure.where, [field]: [code] } } }
    return { code, label, cell: numberCell(valueByCode.get(code) ?? 0, narrowed, hiding) }
  })
  return { whole: cellOf(answered, hiding), parts }
}
