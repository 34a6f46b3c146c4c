import type { Config } from '../../core/config'
import { own } from '../../core/own'
import type { Values } from '../../core/field'
import { ancestry, atLevel } from '../../core/place'

/** The committee that mediated: the unit that is named, else the one of the place at the level where the case is. '' when nobody can tell. */
export function organisationOf({ values, config, names, stream }: {
  readonly values: Values
  readonly config: Config
  readonly names: ReadonlyMap<string, string>
  readonly stream: string
}): string {
  const unit = typeof values.unit === 'string' ? names.get(values.unit) : undefined
  if (unit !== undefined) return unit
  const { places } = config
  const place = typeof values.place === 'string' ? values.place : stream
  const township = own(places.byId, stream)?.name ?? ''
  const level = levelOf(values)
  const below = level === 'village' ? (atLevel(places, place, 'village')?.name ?? '') : level === 'branch' ? (atLevel(places, place, 'branch')?.name ?? '') : ''
  const whole = level === 'county' ? (ancestry(places, stream)[0]?.name ?? '') : `${township}${below}`
  return whole === '' ? '' : `${whole}人民调解委员会`
}

/** A committee that is named decides; else the level it was worked at. */
function levelOf({ committee, levelClosed, level, levelAccepted }: Values): string {
  if (committee === 'village' || committee === 'community') return 'village'
  if (committee === 'township' || committee === 'street') return 'township'
  return String(levelClosed ?? level ?? levelAccepted ?? 'village')
}
