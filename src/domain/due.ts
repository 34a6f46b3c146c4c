import { unreachable } from '../core/assert'
import { addWorkdays, calendarOf, LONGEST_LIMIT } from '../core/calendar'
import { settingAt, type Config } from '../core/config'
import { fits, liveRows, type Value, type Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { addDays, isDay, type Day } from '../core/period'
import { DUE_RULES, IDLE_RULES, type DayBy, type DueRule, type DueWho, type IdleRule, type Limit } from './dueRules'

/** Something to be done on a record by a day. */
export interface Due {
  /** `dispute.month`: once per record, the same on the phone and the server. */
  readonly key: string
  readonly what: string
  readonly why: string
  readonly due: Day
  readonly who: DueWho
  readonly also?: DueWho
  /** A statutory deadline or a promise to a villager. */
  readonly promise: boolean
  /** Moves that see to it, the best first. */
  readonly leads: readonly string[]
}

/** What is complete and only waits to be filed. */
export type Idle = Omit<IdleRule, 'kind' | 'stages' | 'where'>

/** Everything that is due on the record, be it long past or far ahead, in the order of its days. Pure: the same on the phone and on the server. */
export function dueOf(record: Pick<StoredRecord, 'kind' | 'stage' | 'values'>, config: Config, today: Day): readonly Due[] {
  const dues = new Map<string, Due>()
  for (const rule of DUE_RULES) {
    if (dues.has(rule.key) || !holds(rule, record)) continue
    const due = dayOf(rule.day, record.values, config)
    if (due === null || !isBetween(rule, record.values, config, today)) continue
    const { key, what, why, who, also, promise, leads } = rule
    dues.set(key, { key, what, why, due, who, promise, leads, ...(also === undefined ? {} : { also }) })
  }
  return [...dues.values()].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

export function idleOf(record: Pick<StoredRecord, 'kind' | 'stage' | 'values'>): Idle | null {
  const rule = IDLE_RULES.find((each) => holds(each, record))
  if (rule === undefined) return null
  const { key, what, why, who, leads } = rule
  return { key, what, why, who, leads }
}

/** The one place that computes a deadline. Null while the day it runs from is unknown. */
export function dayOf(by: DayBy, values: Values, config: Config): Day | null {
  switch (by.kind) {
    case 'field':
      return firstDay(by.fields, values)
    case 'lastRow': {
      const [, row] = liveRows(values[by.rows]).at(-1) ?? []
      const day = row?.values[by.cell]
      return isDay(day) ? day : null
    }
    case 'days':
    case 'workdays': {
      const from = firstDay(by.fields, values)
      if (from === null) return null
      const count = limitIn(config, by.limit, values.place) * (by.times ?? 1)
      return by.kind === 'days' ? addDays(from, count) : addWorkdays(calendarOf(config), from, count)
    }
    default:
      return unreachable(by)
  }
}

/** The number of days in force where the record is: the township's own before the county's before ours. */
export function limitIn(config: Config, { setting, days }: Limit, place: Value | undefined): number {
  if (setting === null) return days
  const set = settingAt(config, setting, place)
  return typeof set === 'number' && set >= 0 ? Math.min(set, LONGEST_LIMIT) : days
}

function holds({ kind, stages, where }: Pick<DueRule, 'kind' | 'stages' | 'where'>, record: Pick<StoredRecord, 'kind' | 'stage' | 'values'>): boolean {
  return record.kind === kind && stages.includes(record.stage) && fits(where ?? {}, record.values)
}

function isBetween({ from, until }: DueRule, values: Values, config: Config, today: Day): boolean {
  const first = from === undefined ? null : dayOf(from, values, config)
  const end = until === undefined ? null : dayOf(until, values, config)
  return (first === null || first <= today) && (end === null || today < end)
}

function firstDay(fields: readonly string[], values: Values): Day | null {
  return fields.map((name) => values[name]).find(isDay) ?? null
}
