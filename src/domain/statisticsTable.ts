import type { Group } from '../core/figure'
import type { Period } from '../core/period'
import { childrenOf, existsOn, isWithin, placeName, type Place, type Places } from '../core/place'
import type { FigureQuery } from '../core/protocol'
import { STATISTICS, type StatisticsLine } from './statistics'

/** What a table asks: a place as a whole, and the places right below it in administrative order. */
export interface StatisticsPlan {
  readonly place: string
  readonly period: Period
  /** Of the columns; null: the place has none below it. */
  readonly level: string | null
  readonly parts: readonly Place[]
  readonly queries: readonly FigureQuery[]
  readonly lines: readonly PlannedLine[]
}

interface PlannedLine {
  readonly line: StatisticsLine
  /** Where its answers stand in `queries`. */
  readonly whole: number
  /** Heads are asked place by place: a person may stand in several. */
  readonly each: readonly number[] | null
}

export interface StatisticsTable {
  /** 合计 first, then the places. */
  readonly columns: readonly string[]
  readonly rows: readonly StatisticsRow[]
}
export type StatisticsRow =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'line'; readonly line: StatisticsLine; readonly total: number; readonly parts: readonly number[] }

/** What a total is made of, by level. 总支 gather villages and have no column of their own. */
const BELOW: Readonly<Record<string, string>> = { county: 'township', township: 'village', branch: 'village', village: 'group' }

export function planStatistics(places: Places, place: string, period: Period): StatisticsPlan {
  const below = BELOW[places.byId[place]?.level ?? ''] ?? null
  const parts = below === null ? [] : atLevelBelow(places, place, below)
  const level = parts.length === 0 ? null : below
  const queries: FigureQuery[] = []
  const ask = (query: FigureQuery): number => queries.push(query) - 1
  const lines = STATISTICS.flatMap(({ lines: all }) => all).map((line): PlannedLine => {
    const { figure } = line
    const by = level === null ? null : { kind: 'place', level: line.heads === true ? null : level } as const
    const whole = ask({ figure, period, place, by })
    return { line, whole, each: line.heads === true ? parts.map(({ id }) => ask({ figure, period, place: id, by: null })) : null }
  })
  return { place, period, level, parts, queries, lines }
}

/** `results` answer the plan's queries in their order. Lines and columns that only gather what is missing are left out while they are empty. */
export function statisticsTable(places: Places, plan: StatisticsPlan, results: readonly { readonly value: number; readonly groups: readonly Group[] }[]): StatisticsTable {
  const counted = plan.lines.map((planned) => countLine(places, plan, planned, results))
  const all = [...plan.parts.map((part) => ({ name: placeName(places, part.id), isKept: existsOn(part, plan.period.to) })), { name: `${placeName(places, plan.place)}本级`, isKept: false }]
  const kept = all.map(({ isKept }, i) => plan.level !== null && (isKept || counted.some(({ parts }) => parts[i] !== 0)))
  const lineRows = counted
    .filter(({ line, total }) => line.unset !== true || total !== 0)
    .map(({ line, total, parts }): StatisticsRow => ({ kind: 'line', line, total, parts: parts.filter((_, i) => kept[i]) }))
  const rows = STATISTICS.flatMap(({ title, lines }): readonly StatisticsRow[] => [
    { kind: 'title', title }, ...lineRows.filter((row) => row.kind === 'line' && lines.includes(row.line)),
  ])
  return { columns: ['合计', ...all.filter((_, i) => kept[i]).map(({ name }) => name)], rows }
}

interface CountedLine {
  readonly line: StatisticsLine
  readonly total: number
  /** Of the plan's places, and last of what belongs to none of them. */
  readonly parts: readonly number[]
}

function countLine(places: Places, plan: StatisticsPlan, { line, whole, each }: PlannedLine, results: readonly { readonly value: number; readonly groups: readonly Group[] }[]): CountedLine {
  const { value = 0, groups = [] } = results[whole] ?? {}
  const sumOf = (some: readonly Group[]): number => some.reduce((sum, group) => sum + group.value, 0)
  const isOf = (group: Group, part: Place): boolean => (each === null ? group.key === part.id : isWithin(places, group.key, part.id))
  const parts = plan.parts.map((part, i) => (each === null ? sumOf(groups.filter((group) => isOf(group, part))) : results[each[i] ?? -1]?.value ?? 0))
  return { line, total: value, parts: [...parts, sumOf(groups.filter((group) => !plan.parts.some((part) => isOf(group, part))))] }
}

/** The nearest places of a level below another, in administrative order; merged ones too, whose years are still told. */
function atLevelBelow(places: Places, root: string, level: string): readonly Place[] {
  return childrenOf(places, root).flatMap((child) => (child.level === level ? [child] : atLevelBelow(places, child.id, level)))
}
