import type { Config } from '../core/config'
import type { Values } from '../core/field'
import type { Day } from '../core/period'
import type { RecordType } from '../core/recordType'
import { ladderOf, nextStep } from './ladder'
import { nextSessionDay } from './sessionDays'

/**
 * What a move's form begins with beside what the move sets by itself: the township's next step for 上报. Fields by name, to be laid under what
 * the record already says. `town` is the record's place, or its township. Unlike values set by a move these are asked for and may be changed.
 */
export function presetOf(type: RecordType, move: string | null, values: Values, config: Config, town: string): Values {
  if (type.kind !== 'dispute' || move !== 'escalate' || typeof values.level !== 'string') return {}
  const step = nextStep(ladderOf(config, town), values.level)
  return step === null ? {} : { escalateTo: step.level }
}

/**
 * The day to offer for the next session of a row that goes on, from the township's 说理日 at the level the dispute is worked at; null when there
 * is nothing to offer. For the cell `next` of `sessions`, once its `outcome` is `goesOn` and while `next` is empty.
 */
export function nextSessionOf(values: Values, row: Values, config: Config, town: string, today: Day): Day | null {
  if (row.outcome !== 'goesOn' || row.next !== undefined) return null
  return nextSessionDay(config, town, today, typeof values.level === 'string' ? values.level : undefined)
}
