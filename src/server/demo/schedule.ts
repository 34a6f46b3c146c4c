import { addDays, yearOf, type Day } from '../../core/period'
import type { DemoOp } from './story'

/** Ops of one author that go up together. */
export interface DemoBatch {
  readonly author: string
  readonly ops: readonly DemoOp[]
}

/**
 * A township's ops in an order its people could have sent them in: one stretch of time after the other and, within it, what
 * one wrote upon another's entry after that entry. Stretches are long, for fewer and fuller batches, and days of late, where
 * people look: numbers that are given in order of arrival then follow the days.
 */
export function townBatches(ops: readonly DemoOp[], most: number, today: Day): readonly DemoBatch[] {
  const rounds = new Map<string, Map<string, DemoOp[]>>()
  for (const { op, round } of inRounds(ops, today)) {
    const byAuthor = rounds.get(round) ?? new Map<string, DemoOp[]>()
    const list = byAuthor.get(op.author) ?? []
    list.push(op)
    rounds.set(round, byAuthor.set(op.author, list))
  }
  return [...rounds].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, byAuthor]) => [...byAuthor.values()].flatMap((list) => cut(list, most)))
}

/** The county's directory is written in the order given: who is named has to be there. */
export function countyBatches(ops: readonly DemoOp[], most: number): readonly DemoBatch[] {
  const runs: DemoOp[][] = []
  for (const op of ops) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last[0]?.author === op.author) last.push(op)
    else runs.push([op])
  }
  return runs.flatMap((run) => cut(run, most))
}

const LATELY_DAYS = 20

function inRounds(ops: readonly DemoOp[], today: Day): readonly { readonly op: DemoOp; readonly round: string }[] {
  const inOrder = ops.map((op) => ({ op, moment: momentOf(op) })).sort((a, b) => compare(a.moment, b.moment))
  const lastByRecord = new Map<string, { readonly author: string; readonly stretch: string; readonly depth: number }>()
  return inOrder.map(({ op }) => {
    const stretch = stretchOf(op.day, today)
    // What it is written on, and what it names (a merge names the one that stays): both have to be there, also when a seeding goes on from the middle.
    const before = [op.record, ...Object.values(op.body.set)].flatMap((id) => (typeof id === 'string' ? lastByRecord.get(id) ?? [] : [])).filter((last) => last.stretch === stretch)
    const depth = Math.max(0, ...before.map((last) => last.depth + (last.author === op.author ? 0 : 1)))
    lastByRecord.set(op.record, { author: op.author, stretch, depth })
    return { op, round: `${stretch}/${String(depth).padStart(2, '0')}` }
  })
}

function momentOf({ day, minute }: DemoOp): string {
  return `${day} ${String(minute).padStart(4, '0')}`
}

/** A year that is over, a quarter of this one, or a day of late; named so that they sort in time. */
function stretchOf(day: Day, today: Day): string {
  if (day > addDays(today, -LATELY_DAYS)) return day
  const quarter = Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  return yearOf(day) < yearOf(today) ? `${yearOf(day)}-00-00` : `${yearOf(day)}-${String(quarter * 3 + 1).padStart(2, '0')}-00`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function cut(ops: readonly DemoOp[], most: number): readonly DemoBatch[] {
  const batches: DemoBatch[] = []
  for (let at = 0; at < ops.length; at += most) batches.push({ author: ops[at]?.author ?? '', ops: ops.slice(at, at + most) })
  return batches
}
