import { must } from '../core/assert'
import type { Figure, GroupBy } from '../core/figure'
import { own } from '../core/own'
import { monthOf, monthPeriod, monthsIn, yearPeriod, type Day, type Period } from '../core/period'
import type { FigureQuery } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { counted, partition } from './board/asking'
import { SPLITS } from './board/cells'
import { REGISTRY } from './registry'
import type { Counted } from './suppress'

/** One number that is kept above the county, with its split if it has one. */
export interface Rolled {
  readonly name: string
  readonly figure: Figure
  readonly by: GroupBy | null
}

/**
 * The closed list of what is rolled up: what a board shows of a period. Rates are told by their two numbers; 上年结转 is the 期末在办 of the
 * month before. `rollup.test.ts` holds the list to what may be added up over places.
 */
const KEPT = [
  '纠纷.受理', '纠纷.调结', '纠纷.成功', '纠纷.书面', '纠纷.疑难', '纠纷.期末在办', '纠纷.满月未结',
  '说事.受理', '说事.办结', '说事.转纠纷', '说事.满意', '说事.评价', '说事.期末在办', '说事.到期未结',
  '普法.场次', '普法.人次', '普法.资料', '学法.场次', '学法.人次', '排查.次数',
] as const

export const ROLLED: readonly Rolled[] = [
  ...KEPT.map((name): Rolled => ({ name, figure: counted(name).figure, by: null })),
  ...Object.values(SPLITS).map((name): Rolled => ({ name, figure: counted(partition(name).whole).figure, by: partition(name).by })),
]

/** What a period holds, by the names of `ROLLED`; a name that is missing was never counted there and is nothing. */
export type Cells = Readonly<Record<string, Counted>>

/** Whether a year is the sum of its months: not what holds on a day, nor what is told "as of the end of the period" by another date than its own. */
export function addsUpOverMonths({ figure, by }: Pick<Rolled, 'figure' | 'by'>): boolean {
  if (figure.over.kind !== 'flow') return false
  const { date } = figure.over
  const fields = typeOf(figure).fields
  const named = [...Object.keys(figure.where), ...(by?.kind === 'field' ? [by.field] : [])]
  return named.every((name) => {
    const field = own(fields, name)
    return field?.kind !== 'choice' || field.asOf === undefined || field.asOf === date
  })
}

/** Sums over disjoint places or times; the order of what is given does not matter. */
export function sumOfCells(list: readonly Cells[]): Cells {
  const sums = new Map<string, { value: number; groups: Map<string, number> }>()
  for (const cells of list) {
    for (const [name, { value, groups }] of Object.entries(cells)) {
      const sum = sums.get(name) ?? { value: 0, groups: new Map<string, number>() }
      sum.value += value
      for (const group of groups) sum.groups.set(group.key, (sum.groups.get(group.key) ?? 0) + group.value)
      sums.set(name, sum)
    }
  }
  return Object.fromEntries([...sums].sort(byName).map(([name, { value, groups }]) => [name, { value, groups: groupsOf(groups) }]))
}

/** The cells of one period from what was counted, in the order of `rolled`. */
export function cellsOfCounts(rolled: readonly Rolled[], counts: readonly Counted[]): Cells {
  return sumOfCells(rolled.map(({ name }, i) => ({ [name]: must(counts[i], 'a count') })))
}

function groupsOf(groups: ReadonlyMap<string, number>): Counted['groups'] {
  return [...groups].sort(byName).map(([key, value]) => ({ key, value }))
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** 'YYYY-MM' or 'YYYY', as far as it has passed; null: it has not begun, or is neither. */
export function rollupPeriod(key: string, today: Day): Period | null {
  const whole = /^\d{4}-(0[1-9]|1[0-2])$/.test(key) ? monthPeriod(key) : /^\d{4}$/.test(key) ? yearPeriod(Number(key)) : null
  if (whole === null || whole.from > today) return null
  return whole.to > today ? { ...whole, to: today } : whole
}

export function isYear(key: string): boolean {
  return key.length === 4
}

/** Months from the first to the last, none after today's. */
export function monthsBetween(first: Day, last: Day, today: Day): readonly string[] {
  const to = last > today ? today : last
  return monthOf(first) > monthOf(to) ? [] : monthsIn({ from: first, to })
}

/** The months with the years they lie in: months first, since years are made of them. */
export function withYears(months: Iterable<string>): readonly string[] {
  const sorted = [...new Set(months)].sort()
  return [...sorted, ...new Set(sorted.map((month) => month.slice(0, 4)))]
}

export function rollupQuery({ figure, by }: Rolled, period: Period): FigureQuery {
  return { figure, period, place: null, by }
}

/** The days of a kind of record on which its rolled figures depend; `open`: those that keep it in every later month while they are not set. */
export interface TimeFields {
  readonly type: RecordType
  readonly days: readonly string[]
  readonly open: readonly string[]
}

/**
 * In a month outside the span from the earliest to the latest of these days (today, while one of `open` is not set) a record is in no
 * figure; so what an op changes lies within the spans of the versions before and after it.
 */
export function timeFields(): readonly TimeFields[] {
  const kinds = [...new Set(ROLLED.map(({ figure }) => figure.kind))]
  return kinds.map((kind): TimeFields => {
    const overs = ROLLED.filter(({ figure }) => figure.kind === kind).map(({ figure }) => figure.over)
    const open = new Set(overs.flatMap((over) => (over.kind === 'flow' ? [] : [over.until])))
    return {
      type: must(own(REGISTRY, kind), 'the type of a figure'),
      days: [...new Set(overs.flatMap((over) => (over.kind === 'flow' ? [over.date] : [over.from, over.until])))],
      open: [...open],
    }
  })
}

function typeOf({ kind }: Figure): RecordType {
  return must(own(REGISTRY, kind), 'the type of a figure')
}
