import type { ShownRecord } from '../client/client'
import type { Config } from '../core/config'
import { addDays, daysBetween, weekday, type Day } from '../core/period'
import type { Me } from '../core/protocol'
import { duesFor, idleFor } from '../domain/dueFor'
import type { Shape } from './StateMark'

/** Something the person has to do on a record; without a day it only waits to be filed. */
export interface Todo {
  readonly record: ShownRecord
  readonly key: string
  readonly due: Day | null
  /** What is due: 满一个月, 履行期限. */
  readonly what: string
  readonly why: string
  /** The move that sees to it; null where several would, and the record says which. */
  readonly move: string | null
}

/** By day, nearest first; what has none stands last. */
export function todosOf(records: Iterable<ShownRecord>, me: Me, config: Config, today: Day): readonly Todo[] {
  return createTodos(me, config, today)(records)
}

/** The same, again and again: of thousands of records only those are asked that are other than the last time. */
export function createTodos(me: Me, config: Config, today: Day): (records: Iterable<ShownRecord>) => readonly Todo[] {
  const known = new WeakMap<ShownRecord, readonly Todo[]>()
  return (records) => {
    const todos: Todo[] = []
    for (const record of records) {
      const own = known.get(record) ?? ownTodos(record, me, config, today)
      known.set(record, own)
      todos.push(...own)
    }
    return todos.sort((a, b) => ((a.due ?? LAST) < (b.due ?? LAST) ? -1 : (a.due ?? LAST) > (b.due ?? LAST) ? 1 : 0))
  }
}

function ownTodos(record: ShownRecord, me: Me, config: Config, today: Day): readonly Todo[] {
  const dues = duesFor(record, me, config, today).map(({ key, due, what, why, move, hasChoice }) => ({ record, key, due, what, why, move: hasChoice ? null : move }))
  const idle = idleFor(record, me, config)
  return idle === null ? dues : [...dues, { record, key: idle.key, due: null, what: idle.what, why: idle.why, move: idle.move }]
}
const LAST = '9999'

/** Far-off days would bury the near ones on the first page. */
const AHEAD_DAYS = 14

export function nearTodos(todos: readonly Todo[], today: Day): readonly Todo[] {
  return todos.filter(({ due }) => due !== null && daysBetween(today, due) <= AHEAD_DAYS)
}

export type TodoGroup = 'past' | 'today' | 'week' | 'later' | 'idle'
export const TODO_GROUPS: Readonly<Record<TodoGroup, string>> = { past: '过了', today: '今天', week: '本周', later: '以后', idle: '办完了，等归档' }

/** A week ends with its Sunday. */
export function groupOf(due: Day | null, today: Day): TodoGroup {
  if (due === null) return 'idle'
  if (due <= today) return due === today ? 'today' : 'past'
  return due <= addDays(today, (7 - weekday(today)) % 7) ? 'week' : 'later'
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
