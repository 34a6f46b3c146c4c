import { uncountedStages } from '../../core/recordType'
import { REGISTRY } from '../registry'

/** What every figure takes from the record types beside its own words: stages that do not count, fields that count from a day on. Numbers that are kept are of one meaning. */
export const MEANING = Object.values(REGISTRY).map((type) => [
  type.kind, uncountedStages(type), Object.entries(type.fields).flatMap(([name, field]) => (field.kind === 'choice' && field.asOf !== undefined ? [[name, field.asOf]] : [])),
])
