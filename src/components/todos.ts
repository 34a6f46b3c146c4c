import type { ShownRecord } from '../client/client'
import { canMove } from '../core/apply'
import type { Config } from '../core/config'
import { own } from '../core/own'
import { daysBetween, isDay, type Day } from '../core/period'
import type { Me } from '../core/protocol'
import { typeOf } from '../domain/registry'
import { movesAllowed } from '../domain/role'
import type { Shape } from './StateMark'

/** A record with a day by which the person has something to do on it. */
export interface Todo {
  readonly record: ShownRecord
  readonly due: Day
  /** What is due: 满一个月, 履行期限. */
  readonly what: string
}

/** Days of records that are a promise or a deadline, and until when they matter. */
const DUE_FIELDS: readonly { readonly kind: string; readonly field: string; readonly stages: readonly string[]; readonly what: string; readonly unless?: string }[] = [
  { kind: 'dispute', field: 'dueOn', stages: ['accepted', 'mediating'], what: '受理满一个月' },
  { kind: 'dispute', field: 'fulfilBy', stages: ['closed'], what: '履行期限', unless: 'fulfilment' },
  { kind: 'matter', field: 'dueOn', stages: ['assigned', 'signed', 'handling'], what: '办理期限' },
]

/** Far-off days would bury the near ones. */
const AHEAD_DAYS = 14

export function todosOf(records: Iterable<ShownRecord>, me: Me, config: Config, today: Day): readonly Todo[] {
  const todos: Todo[] = []
  for (const record of records) {
    for (const { kind, field, stages, what, unless } of DUE_FIELDS) {
      const due = record.values[field]
      if (record.kind !== kind || !stages.includes(record.stage) || !isDay(due)) continue
      if (unless !== undefined && record.values[unless] !== undefined) continue
      if (daysBetween(today, due) <= AHEAD_DAYS && mayActOn(record, me, config)) todos.push({ record, due, what })
    }
  }
  return todos.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

export interface DueMark {
  readonly shape: Shape
  readonly word: string
}

/** Triangle from the day itself on, clock the day before, words only earlier. */
export function dueMark(due: Day, today: Day): DueMark {
  const left = daysBetween(today, due)
  if (left < 0) return { shape: 'triangle', word: `过了 ${-left} 天` }
  if (left === 0) return { shape: 'triangle', word: '今天到期' }
  return left === 1 ? { shape: 'clock', word: '明天到期' } : { shape: 'none', word: `还有 ${left} 天` }
}

/** Something other than looking: a move of the person's that leads on. */
function mayActOn(record: ShownRecord, me: Me, config: Config): boolean {
  const type = typeOf(record.kind)
  if (type === undefined) return false
  return movesAllowed(me, type, config.places, record).some((name) => {
    const move = own(type.moves, name)
    return move !== undefined && move.quiet !== true && canMove(move, record)
  })
}
