import { canMove } from '../core/apply'
import type { Config } from '../core/config'
import { liveRows, type Value } from '../core/field'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import type { Me } from '../core/protocol'
import type { Move, RecordType } from '../core/recordType'
import { mayEdit, movesAllowed } from '../domain/role'
import { numbered } from './history'

export interface NextMove {
  readonly name: string
  readonly label: string
  readonly move: Move
}

export interface NextMoves {
  /** The one thing to do next; null when nothing leads on, or only quiet moves do. */
  readonly primary: NextMove | null
  readonly others: readonly NextMove[]
  readonly mayEdit: boolean
}

/** What the person may do with a record now. */
export function nextMoves(type: RecordType, record: StoredRecord, me: Me, config: Config): NextMoves {
  const open = movesAllowed(me, type, config.places, record).flatMap((name) => {
    const move = own(type.moves, name)
    return move !== undefined && canMove(move, record) ? [{ name, move, label: labelOf(type, move, record.values) }] : []
  })
  const primary = open.find(({ move }) => move.quiet !== true) ?? null
  const isClosed = own(type.stages, record.stage)?.closed === true
  return { primary, others: open.filter((next) => next !== primary), mayEdit: !isClosed && mayEdit(me, type, config.places, record) }
}

/** 记一次调解 says which: 记第 3 次调解. */
function labelOf(type: RecordType, move: Move, values: Readonly<Record<string, Value>>): string {
  const rows = (move.needs ?? []).find((name) => own(type.fields, name)?.kind === 'rows')
  const field = rows === undefined ? undefined : own(type.fields, rows)
  if (rows === undefined || field?.kind !== 'rows' || !move.label.includes(field.one)) return move.label
  return move.label.replace(field.one, numbered(field.one, liveRows(values[rows]).length + 1))
}
