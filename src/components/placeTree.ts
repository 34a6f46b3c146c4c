import type { Config } from '../core/config'
import type { Day } from '../core/period'
import { ancestry, childrenOf, existsOn, placeName, type Place } from '../core/place'

/** Places a person may write for: from these roots down. Roots below another root are left out. */
export function topmost(config: Config, roots: readonly string[]): readonly Place[] {
  const unique = [...new Set(roots)]
  return unique
    .filter((id) => !ancestry(config.places, id).slice(0, -1).some((above) => unique.includes(above.id)))
    .map((id) => config.places.byId[id])
    .filter((place): place is Place => place !== undefined)
}

/** The path from the topmost root down to a place, itself included; empty when it is not below any root. */
export function pathWithin(config: Config, roots: readonly string[], id: string): readonly Place[] {
  const path = ancestry(config.places, id)
  const start = path.findIndex((place) => roots.includes(place.id))
  return start === -1 ? [] : path.slice(start)
}

/** Places below the roots whose name holds the text, in administrative order. */
export function searchPlaces(config: Config, roots: readonly string[], text: string, on: Day): readonly Place[] {
  const wanted = text.trim()
  const found: Place[] = []
  const walk = (place: Place): void => {
    if (!existsOn(place, on)) return
    if (placeName(config.places, place.id).includes(wanted)) found.push(place)
    childrenOf(config.places, place.id, on).forEach(walk)
  }
  if (wanted !== '') topmost(config, roots).forEach(walk)
  return found
}
