import type { OpBody, Patch, RowPatches } from '../core/op'
import { addDays, type Day } from '../core/period'
import { childrenOf, isWithin, type Place, type Places } from '../core/place'

/**
 * What changes a county's places from a day on, as ops in their order: nothing is overwritten, so every earlier period keeps the names and
 * the tree it had. A plan that does not fit is refused op by op (`placeProblem`); asked before, it tells why.
 */
export interface PlaceOp {
  readonly record: string
  readonly body: OpBody
}

/** From that day on it is called so. */
export function renaming(place: Place, name: string, from: Day): readonly PlaceOp[] {
  return [{ record: place.id, body: { kind: 'edit', set: { name }, ...asItWas(place, from) } }]
}

/** From that day on it lies under another place. */
export function moving(place: Place, parent: string, from: Day): readonly PlaceOp[] {
  return [{ record: place.id, body: { kind: 'edit', set: { parent }, ...asItWas(place, from) } }]
}

export interface Merger {
  readonly given: readonly string[]
  /** One that is there already, or a new one. */
  readonly into: { readonly kind: 'kept'; readonly id: string } | { readonly kind: 'new'; readonly id: string; readonly name: string }
  readonly from: Day
}

/** A and B become C: what lay under them lies under C, and they end the day before with C as their heir. */
export function merging(places: Places, { given, into, from }: Merger): readonly PlaceOp[] {
  const merged = given.flatMap((id) => places.byId[id] ?? []).filter(({ id }) => id !== into.id)
  const [first] = merged
  if (first === undefined) return []
  const begun = into.kind === 'new' ? [beginning(into.id, into.name, first, from)] : []
  return [
    ...begun,
    ...merged.flatMap(({ id }) => childrenOf(places, id, from).flatMap((child) => moving(child, into.id, from))),
    ...merged.map(({ id }) => ending(id, from, into.id)),
  ]
}

export interface Part {
  readonly id: string
  readonly name: string
  /** Which of the places below go with it. */
  readonly takes: readonly string[]
}

/** One becomes several: each takes what of the old one is said to go with it. Records of before stay with the old one, which has no heir. */
export function splitting(places: Places, place: Place, parts: readonly Part[], from: Day): readonly PlaceOp[] {
  return [
    ...parts.map(({ id, name }, i) => beginning(id, name, { ...place, order: place.order + i }, from)),
    ...parts.flatMap(({ id, takes }) => takes.flatMap((taken) => places.byId[taken] ?? []).flatMap((child) => moving(child, id, from))),
    ending(place.id, from, null),
  ]
}

/** What still lies below a place on the day it is split and goes with no part. */
export function leftOver(places: Places, place: string, parts: readonly Part[], from: Day): readonly Place[] {
  const taken = parts.flatMap(({ takes }) => takes)
  return childrenOf(places, place, from).filter(({ id }) => !taken.includes(id))
}

/** Names that would stand twice under one place. */
export function twins(below: readonly Place[]): readonly string[] {
  const names = below.map(({ name }) => name)
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}

/** Where a place may go, or into what it may be merged: never below itself. */
export function mayBeAbove(places: Places, above: string, place: string): boolean {
  return !isWithin(places, above, place)
}

/** Row ids follow from the day: two changes of one day leave one row, which says what was before both. */
function asItWas({ name, parent, former }: Place, from: Day): { readonly rows?: RowPatches } {
  const until = addDays(from, -1)
  if (former?.some((row) => row.until === until) === true) return {}
  return { rows: { former: { [until.replace(/-/g, '')]: { set: { until, name, ...(parent === null ? {} : { parent }) } } } } }
}

function beginning(record: string, name: string, { level, parent, order }: Place, from: Day): PlaceOp {
  const set: Patch = { name, level, order, from, ...(parent === null ? {} : { parent }) }
  return { record, body: { kind: 'create', move: 'add', set } }
}

function ending(record: string, from: Day, heir: string | null): PlaceOp {
  return { record, body: { kind: 'move', move: 'end', set: { until: addDays(from, -1), ...(heir === null ? {} : { heir }) } } }
}
