import { checkValue } from '../core/check'
import type { Config } from '../core/config'
import type { Refusal } from '../core/op'
import { own } from '../core/own'
import type { Value, Values } from '../core/field'
import { fieldLabel, optionsOf, type RecordType } from '../core/recordType'
import { valueAdvice } from '../domain/words'
import { missingFields, shownFields } from './formState'

/** Field → what is wrong with it, in words. */
export type Problems = Readonly<Record<string, string>>

/** What a person can mend before saving. Conditions across fields are left to the save itself, which says its own sentence. */
export function checkForm(type: RecordType, config: Config, moveName: string | null, asks: readonly string[], after: Values): Problems {
  const move = moveName === null ? null : own(type.moves, moveName) ?? null
  const problems: Record<string, string> = {}
  for (const name of missingFields(type, move, asks, after)) problems[name] = `“${fieldLabel(type, name)}”还没填`
  for (const [name, field] of shownFields(type, asks, after)) {
    const value: Value | undefined = after[name]
    if (value === undefined || value === '' || problems[name] !== undefined) continue
    const problem = checkValue(field, value, (cell) => optionsOf(config, type, name, cell))
    if (problem !== null) problems[name] = valueAdvice(problem, field.label, field)
  }
  return problems
}

/** Where a refusal points, so that the field can be found. */
export function fieldsOf(refusal: Refusal): readonly string[] {
  switch (refusal.code) {
    case 'missing':
      return refusal.fields
    case 'badValue':
    case 'unknownField':
      return [refusal.field.split('.')[0] ?? refusal.field]
    default:
      return []
  }
}
