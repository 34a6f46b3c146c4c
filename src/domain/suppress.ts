import type { Figure, Group, GroupBy } from '../core/figure'
import { own } from '../core/own'
import type { RecordType, Registry } from '../core/recordType'

/**
 * Numbers that are narrowed by what protects people (涉未成年人, 涉家庭暴力, who lacks full capacity) go out in steps of five: 少于5, 5余, 10余.
 * Exact ones would tell of single people by subtraction: one village from all, yesterday from today, the rest from the whole. A township's
 * other numbers are exact, and so is 另有 N 件仅承办人可见, which does not say why.
 */
const STEP = 5

/** Fields that say something of that kind themselves, besides those by which a type is protected. */
const TELLING: readonly string[] = ['incapable', 'reportedToPoliceOn']

export function isGuarded(type: RecordType | undefined, figure: Figure, by: GroupBy | null): boolean {
  if (type?.protectedWhen === undefined) return false
  const telling = [...Object.keys(type.protectedWhen), ...TELLING]
  const { over, measure } = figure
  const named = [
    ...Object.keys(figure.where), ...(by?.kind === 'field' ? [by.field] : []), ...(over.kind === 'flow' ? [over.date] : [over.from, over.until]),
    ...(measure.kind === 'sum' || measure.kind === 'distinct' ? [measure.field] : []),
  ]
  return named.some((field) => telling.includes(field))
}

export function guardedIn(types: Registry, figure: Figure, by: GroupBy | null): boolean {
  return isGuarded(own(types, figure.kind), figure, by)
}

export interface Counted {
  readonly value: number
  readonly groups: readonly Group[]
}

/**
 * The same in steps of five. Groups whose whole leaves them no choice (a whole of 20 余 in five groups of 少于5 makes each of them four) are
 * not told at all; neither are those that are told to be nothing, as they would be told by their absence.
 */
export function published({ value, groups }: Counted): Counted {
  const told = groups.map((group) => ({ ...group, value: stepOf(group.value) })).filter((group) => group.value > 0)
  return { value: stepOf(value), groups: isTight(stepOf(value), groups) ? [] : told }
}

/** 少于5; 12 → 10余. */
export function publishedText(value: number): string {
  return value < STEP ? '少于5' : `${stepOf(value)}余`
}

function stepOf(value: number): number {
  return Math.floor(value / STEP) * STEP
}

/** Whether the published whole pins the parts: they can only just reach it, or only just not pass it. */
function isTight(whole: number, groups: readonly Group[]): boolean {
  if (groups.length === 0) return false
  const least = groups.reduce((sum, group) => sum + stepOf(group.value), 0)
  const most = least + groups.length * (STEP - 1)
  // Each further unit of room leaves every part at least two values.
  return most <= whole || least >= whole + STEP - 1
}
