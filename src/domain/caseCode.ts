import { settingAt, type Config } from '../core/config'
import { fits } from '../core/field'
import type { StoredRecord } from '../core/op'
import type { RecordType } from '../core/recordType'

/** A dispute has a code only where the county, or the township, turned it on. */
export const DISPUTE_CODES_SETTING = '纠纷一案一码'
export const ON = '开'

/** Whether a record has a public page: matters do, disputes where it is turned on, protected ones never, nor any more. */
export function hasCode(type: RecordType, config: Config, { values }: Pick<StoredRecord, 'values'>): boolean {
  if (type.protectedWhen !== undefined && fits(type.protectedWhen, values)) return false
  if (type.kind === 'matter') return true
  return type.kind === 'dispute' && settingAt(config, DISPUTE_CODES_SETTING, values.place) === ON
}
