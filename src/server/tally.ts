import { must } from '../core/assert'
import type { Figure, GroupBy } from '../core/figure'
import { daysBetween, type Period } from '../core/period'
import type { FigureQuery } from '../core/protocol'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import type { Extent, Eyes } from './figureSql'

/** Among which records. Questions about the same ones have the same `Within`, not an equal one. */
export interface Within {
  readonly type: RecordType
  readonly extent: Extent
  readonly sight: Eyes
}

export interface Question {
  readonly within: Within
  readonly query: FigureQuery
}

/** Sums and groups that are found by reading the same records once. */
export interface Reading {
  readonly within: Within
  readonly members: readonly Member[]
  readonly splits: readonly Split[]
}
/** One figure over one period. Of several in a reading a record counts for those it fits. */
export interface Member {
  readonly figure: Figure
  readonly period: Period
}
/** By which key, with values as they stood at the end of the period. */
export interface Split {
  readonly by: GroupBy
  readonly period: Period
}

/** Where the answer to a question is found; `split` null: it has no groups. */
export interface Spot {
  readonly sum: { readonly reading: number; readonly member: number }
  readonly groups: { readonly reading: number; readonly member: number; readonly split: number } | null
}

/** As few readings as the questions allow: figures over one business date are read together where the period of one lies in that of another. */
export function readingsOf(questions: readonly Question[]): { readonly readings: readonly Reading[]; readonly spots: readonly Spot[] } {
  const { asked, answers } = askedOf(questions)
  const readings: Drafted[] = []
  const placed = new Map<Asked, { readonly reading: number; readonly member: number }>()
  for (const each of [...asked].sort(byReach)) {
    const known = readings.findIndex((reading) => isReadWith(reading, each))
    const reading = known === -1 ? readings.push({ first: each, members: [], splits: [] }) - 1 : known
    const { members, splits } = must(readings[reading], 'a reading')
    placed.set(each, { reading, member: members.push(each) - 1 })
    for (const by of each.splits) if (splitIn(splits, each, by) === -1) splits.push({ by, period: each.period })
  }
  const spots = answers.map(({ sum, groups, by }): Spot => {
    const at = must(placed.get(groups), 'a place')
    return { sum: must(placed.get(sum), 'a place'), groups: by === null ? null : { ...at, split: splitIn(must(readings[at.reading], 'a reading').splits, groups, by) } }
  })
  return { readings: readings.map(({ first, members, splits }) => ({ within: first.within, members: members.map(({ figure, period }) => ({ figure, period })), splits })), spots }
}

/** A figure over a period, once, and how it is split. */
interface Asked extends Member {
  readonly within: Within
  /** Within what and over which business date, as a text to compare. */
  readonly strand: string
  /** Its groups are those of a field of several choices. */
  readonly isMany: boolean
  readonly splits: GroupBy[]
}
interface Drafted {
  readonly first: Asked
  readonly members: Asked[]
  readonly splits: Split[]
}
interface AskedFor {
  readonly sum: Asked
  /** The same, unless its groups are read by themselves. */
  readonly groups: Asked
  readonly by: GroupBy | null
}

function askedOf(questions: readonly Question[]): { readonly asked: readonly Asked[]; readonly answers: readonly AskedFor[] } {
  const asked = new Map<string, Asked>()
  const numbers = new Map<Within, number>()
  const enter = ({ within, query: { figure, period } }: Question, by: GroupBy | null): Asked => {
    const number = numbers.get(within) ?? numbers.size
    numbers.set(within, number)
    const key = JSON.stringify([number, figure, period, by])
    const known = asked.get(key) ?? { within, strand: `${number} ${JSON.stringify(figure.over)}`, figure, period, isMany: by !== null, splits: [] }
    asked.set(key, known)
    return known
  }
  const answers = questions.map((question): AskedFor => {
    const { within: { type }, query: { by } } = question
    const sum = enter(question, null)
    const groups = by !== null && isMany(type, by) ? enter(question, by) : sum
    if (by !== null) groups.splits.push(by)
    return { sum, groups, by }
  })
  return { asked: [...asked.values()], answers }
}

/** Whoever is split comes first, and then whose period is longest: the others are read with them. */
function byReach(a: Asked, b: Asked): number {
  const reach = ({ splits, period }: Asked): number => daysBetween(period.from, period.to) + (splits.length > 0 ? FAR : 0)
  return reach(b) - reach(a)
}
const FAR = 1_000_000

function isReadWith({ first, members, splits }: Drafted, each: Asked): boolean {
  if (first.strand !== each.strand || isAlone(first) || isAlone(each)) return false
  // Sums may lie apart: what is read between them is little beside reading twice.
  if (splits.length === 0 && each.splits.length === 0) return true
  return members.some(({ period }) => (each.figure.over.kind === 'flow' ? period.from <= each.period.from && each.period.to <= period.to : period.to === each.period.to))
}

/** A group is there when a record is in it, which of several figures only a count tells; days without a gap are a matter of all records. */
function isAlone({ isMany: many, figure, splits }: Asked): boolean {
  return many || figure.over.kind === 'covered' || (splits.length > 0 && figure.measure.kind !== 'count')
}

function splitIn(splits: readonly Split[], { within: { type }, period }: Asked, by: GroupBy): number {
  return splits.findIndex((each) => JSON.stringify(each.by) === JSON.stringify(by) && (!isDated(type, by) || each.period.to === period.to))
}

/** Whether the key depends on the day: a result reached later is "not yet". */
function isDated(type: RecordType, by: GroupBy): boolean {
  const field = by.kind === 'field' ? own(type.fields, by.field) : undefined
  return field?.kind === 'choice' && field.asOf !== undefined
}

/** A record with several choices stands in several groups. */
export function isMany(type: RecordType, by: GroupBy): boolean {
  return by.kind === 'field' && own(type.fields, by.field)?.kind === 'choices'
}
