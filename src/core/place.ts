import type { Day } from './period'

/**
 * Places are a tree of any depth (县 › 乡 › 总支 › 村 › 组 …) with the county's own level names. They carry from–until,
 * so a merger of villages does not rewrite last year; figures use the tree at the end of their period.
 */
export interface Place {
  readonly id: string
  readonly name: string
  /** Code of the level, an option of the record type `place`: county, township, branch, village, group, microGrid. */
  readonly level: string
  readonly parent: string | null
  /** Administrative order among its siblings; lists and boards never sort by anything else. */
  readonly order: number
  readonly from: Day | null
  readonly until: Day | null
  /** What it was called and where it lay before, the earliest first. Absent: it was never otherwise. */
  readonly former?: readonly Former[]
  /** The place its people went to when it ended. Its records stay where they were written. */
  readonly heir?: string | null
}

/** To the end of that day a place had this name and lay under this one. */
export interface Former {
  readonly until: Day
  readonly name: string
  readonly parent: string | null
}

export interface Places {
  readonly byId: Readonly<Record<string, Place>>
  readonly childrenById: Readonly<Record<string, readonly Place[]>>
}

export function placesOf(list: readonly Place[]): Places {
  const byId: Record<string, Place> = {}
  const childrenById: Record<string, Place[]> = {}
  for (const place of list) byId[place.id] = place
  for (const place of list) {
    if (place.parent === null) continue
    const siblings = childrenById[place.parent] ?? []
    siblings.push(place)
    childrenById[place.parent] = siblings
  }
  for (const siblings of Object.values(childrenById)) siblings.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  return { byId, childrenById }
}

/** Children in administrative order that exist on the day; all when no day is given. */
export function childrenOf(places: Places, id: string, on: Day | null = null): readonly Place[] {
  return (places.childrenById[id] ?? []).filter((place) => on === null || existsOn(place, on))
}

export function existsOn(place: Place, on: Day): boolean {
  return (place.from === null || place.from <= on) && (place.until === null || place.until >= on)
}

/**
 * The tree as it was at the end of a day: names and parents of then. A rename or a move rewrites no earlier year; places that begin later or
 * ended earlier are still in it, as everywhere (`existsOn` tells).
 */
export function treeOn(places: Places, on: Day): Places {
  const last = lastChangeOf(places)
  return last !== null && last >= on ? placesOf(Object.values(places.byId).map((place) => placeOn(place, on))) : places
}

/** The last day on which any place had another name or parent; worked out once for each tree. null: none ever had. */
function lastChangeOf(places: Places): Day | null {
  const known = LAST_CHANGES.get(places)
  if (known !== undefined) return known
  const days = Object.values(places.byId).flatMap(({ former }) => former?.map(({ until }) => until) ?? [])
  const last = days.reduce<Day | null>((a, b) => (a === null || b > a ? b : a), null)
  LAST_CHANGES.set(places, last)
  return last
}
const LAST_CHANGES = new WeakMap<Places, Day | null>()

function placeOn(place: Place, on: Day): Place {
  const then = place.former?.find(({ until }) => until >= on)
  return then === undefined ? place : { ...place, name: then.name, parent: then.parent }
}

/** The place and everything below it, whether it still exists or not: a record at a merged village stays below its township. */
export function within(places: Places, root: string): readonly string[] {
  const found: string[] = []
  const waiting = [root]
  const seen = new Set(waiting)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    found.push(id)
    for (const child of places.childrenById[id] ?? []) {
      if (seen.has(child.id)) continue
      seen.add(child.id)
      waiting.push(child.id)
    }
  }
  return found
}

/** From the root down to the place itself; empty when the place is unknown. A circle in bad data ends the walk. */
export function ancestry(places: Places, id: string): readonly Place[] {
  const path: Place[] = []
  let place = places.byId[id]
  while (place !== undefined && !path.includes(place)) {
    path.unshift(place)
    place = place.parent === null ? undefined : places.byId[place.parent]
  }
  return path
}

export function isWithin(places: Places, id: string, root: string): boolean {
  return ancestry(places, id).some((place) => place.id === root)
}

/** The ancestor (or the place itself) of one level. */
export function atLevel(places: Places, id: string, level: string): Place | null {
  return ancestry(places, id).find((place) => place.level === level) ?? null
}

/** The name people say: a group with its village, others alone. Of a phone that was told no place yet, nothing. */
export function placeName(places: Places, id: string): string {
  const path = ancestry(places, id)
  const own = path[path.length - 1]
  const parent = path[path.length - 2]
  if (own === undefined) return Object.keys(places.byId).length === 0 ? '' : '（地方已不在名录）'
  const isBelowVillage = parent?.level === 'village'
  return isBelowVillage ? `${parent.name}${own.name}` : own.name
}
