import { canMove } from '../core/apply'
import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import type { Day } from '../core/period'
import { isWithin } from '../core/place'
import type { Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { LEVELS } from './disputeCodes'
import { dueOf, idleOf, type Due, type Idle } from './due'
import { typeOf } from './registry'
import { isProtectedFrom, movesAllowed } from './role'

/** What is due and waits for this person: theirs to see to, and a move that sees to it is open to them. `move` is the best such one. */
export interface OwnDue extends Due {
  readonly move: string
  /** Other moves would see to it as well. */
  readonly hasChoice: boolean
}

export function duesFor(record: StoredRecord, me: Me, config: Config, today: Day): readonly OwnDue[] {
  const dues = dueOf(record, config, today).filter((due) => isTheirs(due, record, me, config))
  return dues.length === 0 ? [] : withMoves(dues, record, me, config)
}

/** Complete, theirs, and not filed. */
export function idleFor(record: StoredRecord, me: Me, config: Config): (Idle & { readonly move: string }) | null {
  const idle = idleOf(record)
  if (idle === null || !isTheirs(idle, record, me, config)) return null
  return withMoves([idle], record, me, config)[0] ?? null
}

function withMoves<D extends Pick<Due, 'leads'>>(dues: readonly D[], record: StoredRecord, me: Me, config: Config): readonly (D & { readonly move: string; readonly hasChoice: boolean })[] {
  const type: RecordType | undefined = typeOf(record.kind)
  if (type === undefined) return []
  const allowed = movesAllowed(me, type, config.places, record)
  return dues.flatMap((due) => {
    const open = due.leads.filter((name) => {
      const move = own(type.moves, name)
      return move !== undefined && allowed.includes(name) && canMove(move, record)
    })
    const [move] = open
    return move === undefined ? [] : [{ ...due, move, hasChoice: open.length > 1 }]
  })
}

/** Whether it waits for them and not for a colleague. A right alone does not make it theirs: who wrote a matter down may do much, and owes nothing. */
export function isTheirs({ who, also }: Pick<Due, 'who' | 'also'>, record: StoredRecord, me: Me, config: Config): boolean {
  const type = typeOf(record.kind)
  if (type === undefined || isProtectedFrom(me, type, record)) return false
  if (who === 'handler' && isHandler(record, me, config)) return true
  const { escalateTo, place } = record.values
  return me.grants.some(({ role, place: at }) => {
    if (role === 'handler' || (role !== who && role !== also)) return false
    return isWithin(config.places, String(place ?? ''), at) && (record.stage !== 'escalating' || isHighEnough(config, at, escalateTo))
  })
}

/** The one who is named; nobody named, the unit it was given to; neither, who wrote it down, and for a dispute the mediators of the place. */
function isHandler({ kind, values, createdBy }: StoredRecord, me: Me, config: Config): boolean {
  if (values.handler !== undefined) return values.handler === me.person
  if (values.leadUnit !== undefined) return values.leadUnit === me.unit
  if (createdBy === me.person) return true
  return kind === 'dispute' && me.grants.some(({ role, place }) => role === 'mediator' && isWithin(config.places, String(values.place ?? ''), place))
}

/** A village's mediator who sent a case up does not wait for himself. */
function isHighEnough(config: Config, at: string, level: unknown): boolean {
  const order = Object.keys(LEVELS)
  const held = own(config.places.byId, at)?.level ?? ''
  return order.indexOf(held) >= order.indexOf(String(level))
}
