import type { Config } from '../../core/config'
import type { Values } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { LEVELS } from '../../domain/disputeCodes'
import { ladderOf } from '../../domain/ladder'
import type { Choice } from '../Chip'

/** Where a dispute may be taken up to: the township's own steps above the level it is worked at, by their names. Undefined for other questions. */
export function stepsAbove(config: Config, type: RecordType, name: string, { place, level }: Values): readonly Choice[] | undefined {
  if (type.kind !== 'dispute' || name !== 'escalateTo') return undefined
  const order = Object.keys(LEVELS)
  const steps = ladderOf(config, String(place ?? '')).filter((step) => order.indexOf(step.level) > order.indexOf(String(level ?? '')))
  return steps.length === 0 ? undefined : steps.map((step) => ({ code: step.level, text: step.name }))
}
