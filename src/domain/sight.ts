import { own } from '../core/own'
import { within, type Places } from '../core/place'
import type { Grant, Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { canBeNamed, holdsRecords, permitOf, rightsOf } from './role'
import type { Reach } from './roleTable'

declare const made: unique symbol

/**
 * Which versions of a kind a statement may return to a person: nothing is read from a version table without one. Only this file makes it,
 * from a person, so that a route that forgets to ask `mayRead` still gets nothing that is not the person's. It is never narrower than
 * `mayRead`, and as narrow as SQL can say it.
 */
export interface Sight {
  readonly [made]: true
  readonly kind: 'sight'
  readonly person: string
  readonly unit: string | null
  /** Any of them; none: nothing. */
  readonly clauses: readonly Clause[]
  /**
   * Protected records: only those of the person, by what the record says and what it leads to; by what it says alone; counted with all
   * others; or only those that are not the person's, to be a number.
   */
  readonly protected: 'own' | 'ownAlone' | 'counted' | 'othersOnly'
}

export interface Clause {
  readonly streams: readonly string[]
  /** null: all of these streams. */
  readonly places: readonly string[] | null
  /** `named`: in the person's own hands. */
  readonly reach: Reach | 'named'
}

/** What the person may read of a kind, as `mayRead` decides it. */
export function seenBy(me: Me, type: RecordType, places: Places): Sight {
  return sight(me, type.stream === 'county' && type.kind !== 'grant' ? [wholeCounty(me)] : me.grants.flatMap((grant) => readingOf(me, type, [places], grant)), 'own')
}

/** What the person's phone may hold of a kind, as `isVisible` decides it. */
export function heldBy(me: Me, type: RecordType, places: Places): Sight {
  return seenBy({ ...me, grants: me.grants.filter(({ role }) => holdsRecords(role)) }, type, places)
}

/** What the phone may have held at an earlier moment: what a record leads to is known of today only. */
export function heldThenBy(me: Me, type: RecordType, places: Places): Sight {
  return sight(me, heldBy(me, type, places).clauses, 'ownAlone')
}

/** What a person's figures count, protected ones among them; `trees`: the places of the moment asked for, and those of today. */
export function countedBy(me: Me, type: RecordType, trees: readonly Places[]): Sight {
  return sight(me, countingOf(me, type, trees), 'counted')
}

/** What is a number to the person, and no more: "另有 N 件仅承办人可见". */
export function hiddenFrom(me: Me, type: RecordType, places: Places): Sight {
  const reading = seenBy(me, type, places).clauses.map((clause): Clause => ({ ...clause, reach: 'places' }))
  return sight(me, [...reading, ...countingOf(me, type, [places])], 'othersOnly')
}

/** In these streams, whatever only its handler may see, by what it says and by what it leads to; `person`: a handler whose own is left out. */
export function closedIn(streams: readonly string[], person: string | null): Sight {
  return { kind: 'sight', person: person ?? NOBODY, unit: null, clauses: [{ streams, places: null, reach: 'places' }], protected: 'othersOnly' } as unknown as Sight
}
const NOBODY = '00000000-0000-0000-0000-000000000000'

function sight(me: Me, clauses: readonly Clause[], which: Sight['protected']): Sight {
  return { kind: 'sight', person: me.person, unit: me.unit, clauses, protected: which } as Sight
}

function countingOf(me: Me, type: RecordType, trees: readonly Places[]): readonly Clause[] {
  return me.grants.filter(({ role }) => rightsOf(role)?.board === true).map((grant) => clauseAt(me, type, trees, grant, 'places'))
}

/** By the role's own permit, and as a named handler wherever any role is held (包案). */
function readingOf(me: Me, type: RecordType, trees: readonly Places[], grant: Grant): readonly Clause[] {
  const reads = permitOf(grant.role, type.kind)?.reads
  const isHandled = canBeNamed(grant.role) && permitOf('handler', type.kind) !== undefined && type.fields.handler !== undefined && reads !== 'places'
  return [...(reads === undefined ? [] : [reads]), ...(isHandled ? ['named' as const] : [])].map((reach) => clauseAt(me, type, trees, grant, reach))
}

function clauseAt({ county }: Me, type: RecordType, trees: readonly Places[], { place, stream }: Grant, reach: Clause['reach']): Clause {
  const ids = [...new Set(trees.flatMap((tree) => within(tree, place)))]
  const isWhole = place === stream || stream === county
  if (type.stream === 'county') return { streams: [county], places: place === county ? null : ids, reach }
  const townships = ids.filter((id) => trees.some((tree) => own(tree.byId, id)?.level === 'township'))
  return { streams: stream === county ? townships : [stream], places: isWhole ? null : ids, reach }
}

function wholeCounty({ county }: Me): Clause {
  return { streams: [county], places: null, reach: 'places' }
}
