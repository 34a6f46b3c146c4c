import { settingAt, type Config } from '../../core/config'
import type { Value } from '../../core/field'

/** A text or number the county or the township set, as text; null when nobody has. */
export function textSetting(config: Config, name: string, place: Value | undefined): string | null {
  const set = settingAt(config, name, place)
  const text = typeof set === 'number' ? String(set) : typeof set === 'string' ? set.trim() : ''
  return text === '' ? null : text
}
