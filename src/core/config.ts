import type { Options, Value, Values } from './field'
import { own } from './own'
import { ancestry, type Places } from './place'

/**
 * What a county configured, as of one change of its stream. An op is judged under one configuration and remembers its `n`,
 * so that `apply` stays repeatable.
 */
export interface Config {
  readonly n: number
  readonly places: Places
  /** `kind.field` → wording changes, retirements and options of the county's own. */
  readonly options: Readonly<Record<string, Options>>
  /** Named settings: deadlines, ladder, difficulty thresholds. */
  readonly settings: Readonly<Record<string, Value>>
  /** Figures of the county's own, as it wrote them, in the order of writing. Phones have none: nothing there needs them. */
  readonly figures: readonly Values[]
}

export const EMPTY_CONFIG: Config = { n: 0, places: { byId: {}, childrenById: {} }, options: {}, settings: {}, figures: [] }

/** A setting where it is to hold: the nearest place that has one of its own (`name@place`), or the county's. */
export function settingAt(config: Config, name: string, place: Value | undefined): Value | undefined {
  const path = typeof place === 'string' ? [...ancestry(config.places, place)].reverse() : []
  const nearest = path.find(({ id }) => own(config.settings, `${name}@${id}`) !== undefined)
  return own(config.settings, nearest === undefined ? name : `${name}@${nearest.id}`)
}
