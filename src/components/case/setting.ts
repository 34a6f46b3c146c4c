import type { Config } from '../../core/config'
import type { Value } from '../../core/field'
import { own } from '../../core/own'
import { atLevel } from '../../core/place'

/** A text the county set, the township's own (`name@township`) before the county's; null when nobody has. */
export function textSetting(config: Config, name: string, place: Value | undefined): string | null {
  const township = typeof place === 'string' ? atLevel(config.places, place, 'township') : null
  const set = (township === null ? undefined : own(config.settings, `${name}@${township.id}`)) ?? own(config.settings, name)
  const text = typeof set === 'number' ? String(set) : typeof set === 'string' ? set.trim() : ''
  return text === '' ? null : text
}

export const POLICE = '派出所'
export const POLICE_PHONE = '派出所电话'
