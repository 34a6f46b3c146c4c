import { canMove } from '../core/apply'
import type { Config } from '../core/config'
import { liveRows, type Value } from '../core/field'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import type { Day } from '../core/period'
import type { Me } from '../core/protocol'
import type { Move, RecordType } from '../core/recordType'
import { mayEdit, movesAllowed } from '../domain/role'
import { leadsOf } from './case/leads'
import { numbered } from './history'

export interface NextMove {
  readonly name: string
  readonly label: string
  readonly move: Move
}

export interface MoveGroup {
  readonly title: (typeof GROUPS)[number]
  readonly moves: readonly NextMove[]
}

export interface NextMoves {
  /** The one thing to do next; null when nothing leads on, or somebody else has to. */
  readonly primary: NextMove | null
  /** The others, in groups that are not empty; 改内容 stands among what mends. */
  readonly groups: readonly MoveGroup[]
  readonly mayEdit: boolean
}

/** What the person may do with a record now. */
export function nextMoves(type: RecordType, record: StoredRecord, me: Me, config: Config, today: Day): NextMoves {
  const open = movesAllowed(me, type, config.places, record).flatMap((name) => {
    const move = own(type.moves, name)
    return move !== undefined && canMove(move, record) ? [{ name, move, label: labelOf(type, move, record.values) }] : []
  })
  const leads = leadsOf(record, me, today)
  const primary = (leads === null ? open.find(({ move }) => move.quiet !== true) : firstOf(leads, open)) ?? null
  const others = open.filter((next) => next !== primary)
  const isEditable = own(type.stages, record.stage)?.closed !== true && mayEdit(me, type, config.places, record)
  const groups = GROUPS.map((title) => ({ title, moves: others.filter(({ name }) => groupOf(name) === title) }))
  return { primary, groups: groups.filter(({ title, moves }) => moves.length > 0 || (title === MENDING && isEditable)), mayEdit: isEditable }
}

function firstOf(leads: readonly string[], open: readonly NextMove[]): NextMove | undefined {
  return leads.map((lead) => open.find(({ name }) => name === lead)).find((next) => next !== undefined)
}

/** Work on the case, handing it on, and mending what was written. */
export const MENDING = '更正作废'
const GROUPS = ['办理', '上报移送', MENDING] as const

const HANDING_ON = ['assign', 'reassign', 'sendBack', 'escalate', 'sendDown', 'refer', 'referralTaken', 'referralReturned', 'reportPolice', 'becomeDispute']
const MENDERS = ['correct', 'merge', 'unmerge', 'confirmRoute', 'reopen', 'decline', 'withdraw']

function groupOf(name: string): (typeof GROUPS)[number] {
  if (MENDERS.includes(name)) return MENDING
  return HANDING_ON.includes(name) ? '上报移送' : '办理'
}

/** 记一次调解 says which: 记第 3 次调解. */
function labelOf(type: RecordType, move: Move, values: Readonly<Record<string, Value>>): string {
  const rows = (move.needs ?? []).find((name) => own(type.fields, name)?.kind === 'rows')
  const field = rows === undefined ? undefined : own(type.fields, rows)
  if (rows === undefined || field?.kind !== 'rows' || !move.label.includes(field.one)) return move.label
  return move.label.replace(field.one, numbered(field.one, liveRows(values[rows]).length + 1))
}
