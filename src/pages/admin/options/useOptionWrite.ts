import type { ShownRecord, WriteInput } from '../../../client/client'
import { useToday } from '../../../client/hooks'
import type { Patch } from '../../../core/op'
import { option as optionType } from '../../../domain/directory'
import type { OptionField } from '../../../domain/optionRule'
import { useConfigWrite, type ConfigWrite } from '../../../components/admin/useConfigWrite'
import { recordOf, type OptionRow } from './options'

export interface OptionWrite extends Pick<ConfigWrite, 'isBusy' | 'failed'> {
  add(code: string, label: string, order: number): Promise<boolean>
  change(row: OptionRow, set: Patch): Promise<boolean>
  /** The two change places. */
  swap(row: OptionRow, other: OptionRow): Promise<boolean>
  /** Back to the program's own wording and place. */
  restore(row: OptionRow): Promise<boolean>
}

/** What a county does to an option stands in one record per option, made with the first change. */
export function useOptionWrite({ path }: OptionField, records: readonly ShownRecord[]): OptionWrite {
  const today = useToday()
  const { isBusy, failed, write } = useConfigWrite()
  const changing = ({ code, option }: OptionRow, set: Patch): Pick<WriteInput, 'record' | 'body'> => {
    const there = recordOf(records, path, code)
    return there === null
      ? { record: null, body: { kind: 'create', move: 'add', set: { field: path, code, label: option.label, from: today, ...set } } }
      : { record: there.id, body: { kind: 'edit', set } }
  }
  return {
    isBusy, failed,
    add: (code, label, order) => write(optionType, [{ record: null, body: { kind: 'create', move: 'add', set: { field: path, code, label, order, from: today } } }]),
    change: (row, set) => write(optionType, [changing(row, set)]),
    swap: (row, other) => write(optionType, [changing(row, { order: other.order }), changing(other, { order: row.order })]),
    async restore({ code }) {
      const there = recordOf(records, path, code)
      return there !== null && write(optionType, [{ record: there.id, body: { kind: 'move', move: 'retire', set: {} } }])
    },
  }
}
