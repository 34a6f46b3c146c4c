import type { Day } from '../../../core/period'
import { ancestry, childrenOf, existsOn, type Place, type Places } from '../../../core/place'

/** One line of the tree, as far as it is unfolded. */
export interface Branch {
  readonly place: Place
  readonly depth: number
  /** How many lie below on that day. */
  readonly below: number
  readonly isOpen: boolean
}

/** In administrative order, as it stood on a day; `sought` shows whatever bears these words, with the way to it. */
export function branchesOf(places: Places, roots: readonly string[], on: Day, isUnfolded: (id: string) => boolean, sought: string): readonly Branch[] {
  const meets = (place: Place): boolean => place.name.includes(sought)
  const found = sought === '' ? null : new Set(Object.values(places.byId).filter((place) => existsOn(place, on) && meets(place)).flatMap(({ id }) => ancestry(places, id).map((step) => step.id)))
  const branches: Branch[] = []
  const walk = (place: Place, depth: number): void => {
    if (!existsOn(place, on) || (found !== null && !found.has(place.id))) return
    const below = childrenOf(places, place.id, on)
    const isOpen = found !== null || isUnfolded(place.id)
    branches.push({ place, depth, below: below.length, isOpen })
    if (isOpen) for (const child of below) walk(child, depth + 1)
  }
  for (const id of roots) {
    const root = places.byId[id]
    if (root !== undefined) walk(root, 0)
  }
  return branches
}
