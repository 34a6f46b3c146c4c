import { settingAt, type Config } from '../core/config'
import { fits } from '../core/field'
import type { StoredRecord } from '../core/op'
import type { RecordType } from '../core/recordType'
import { ON, SETTING } from './settingNames'

/** Whether a record has a public page: matters do, disputes where the county, or the township, turned it on, protected ones never, nor any more. */
export function hasCode(type: RecordType, config: Config, { values }: Pick<StoredRecord, 'values'>): boolean {
  if (type.protectedWhen !== undefined && fits(type.protectedWhen, values)) return false
  if (type.kind === 'matter') return true
  return type.kind === 'dispute' && settingAt(config, SETTING.disputeCodes, values.place) === ON
}
