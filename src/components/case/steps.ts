import type { Config } from '../../core/config'
import type { Values } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { dispute } from '../../domain/dispute'
import { LEVELS } from '../../domain/disputeCodes'
import { ladderOf } from '../../domain/ladder'
import type { Choice } from '../Chip'

/** What a move may choose of a field, where that is less than the field knows; undefined for other questions. */
export function choicesHere(config: Config, type: RecordType, move: string | null, name: string, values: Values): readonly Choice[] | undefined {
  if (type.kind !== 'dispute') return undefined
  if (name === 'escalateTo') return stepsAbove(config, values)
  const codes = name === 'courtConfirmation' && move !== null ? COURT[move] : undefined
  return codes?.map((code) => ({ code, text: dispute.fields.courtConfirmation.options[code].label }))
}

/** At the closing the parties say whether they want it; afterwards the court says what came of it. */
const COURT: Readonly<Record<string, readonly (keyof typeof dispute.fields.courtConfirmation.options)[]>> = { close: ['wanted'], courtDecided: ['confirmed', 'refused'] }

/** Where a dispute may be taken up to: the township's own steps above the level it is worked at, by their names. */
function stepsAbove(config: Config, { place, level }: Values): readonly Choice[] | undefined {
  const order = Object.keys(LEVELS)
  const steps = ladderOf(config, String(place ?? '')).filter((step) => order.indexOf(step.level) > order.indexOf(String(level ?? '')))
  return steps.length === 0 ? undefined : steps.map((step) => ({ code: step.level, text: step.name }))
}
