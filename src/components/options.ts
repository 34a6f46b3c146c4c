import type { Config } from '../core/config'
import { optionsOf, type RecordType } from '../core/recordType'
import type { Choice } from './Chip'
import { shortLabel } from './recordText'

/** What may be chosen for a field (or cell): in force, and what is chosen already even when it is retired. */
export function choicesOf(config: Config, type: RecordType, path: string, picked: readonly string[] = []): readonly Choice[] {
  return Object.entries(optionsOf(config, type, path))
    .filter(([code, option]) => option.retired !== true || picked.includes(code))
    .map(([code, option]) => ({ code, text: shortLabel(option) }))
}
