import type { Config } from '../../../core/config'
import type { Option } from '../../../core/field'
import { hasOwn, own } from '../../../core/own'
import type { StoredRecord } from '../../../core/op'
import { optionOrders, optionsOf } from '../../../core/recordType'
import type { OptionField } from '../../../domain/optionRule'

/** An option as it is now, and what the county did to it. */
export interface OptionRow {
  readonly code: string
  readonly option: Option
  /** The program's own wording; null: the county brought it. */
  readonly basic: string | null
  readonly order: number
}

/** In the order in which they are offered; those no longer used last. */
export function rowsOf(config: Config, { type, name, basic }: OptionField): readonly OptionRow[] {
  const options = optionsOf(config, type, name)
  const orders = optionOrders(basic, options)
  const rows = Object.entries(options).map(([code, option]): OptionRow => ({ code, option, basic: own(basic, code)?.label ?? null, order: orders[code] ?? 0 }))
  return [...rows.filter(({ option }) => option.retired !== true), ...rows.filter(({ option }) => option.retired === true)]
}

/** The neighbour it changes places with; null at the ends, and among those no longer used. */
export function neighbourOf(rows: readonly OptionRow[], code: string, step: -1 | 1): OptionRow | null {
  const used = rows.filter(({ option }) => option.retired !== true)
  const at = used.findIndex((row) => row.code === code)
  return at < 0 ? null : (used[at + step] ?? null)
}

/** Where the last of them stands; a new one comes behind it. */
export function lastOf(rows: readonly OptionRow[]): number {
  return Math.max(0, ...rows.map(({ order }) => order))
}

/** How many of a field the county has touched. */
export function touchedIn(config: Config, { path, basic }: OptionField): { readonly added: number; readonly reworded: number; readonly retired: number } {
  const ours = Object.entries(own(config.options, path) ?? {})
  return {
    added: ours.filter(([code]) => !hasOwn(basic, code)).length,
    reworded: ours.filter(([code, { label }]) => hasOwn(basic, code) && own(basic, code)?.label !== label).length,
    retired: ours.filter(([, { retired }]) => retired === true).length,
  }
}

export function recordOf<R extends StoredRecord>(records: readonly R[], path: string, code: string): R | null {
  return records.find(({ stage, values }) => stage === 'kept' && values.field === path && values.code === code) ?? null
}

/** A code nobody has, by which records will know it whatever it is called later; `now` in milliseconds. */
export function freshCode(now: number, taken: (code: string) => boolean): string {
  let at = now
  while (taken(`x${at.toString(36)}`)) at += 1
  return `x${at.toString(36)}`
}
