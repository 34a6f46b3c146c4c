import { isPersonal, liveRows, type Field, type PlainValue, type Row, type Rows, type Value, type Values } from './field'
import { own } from './own'
import type { RecordType } from './recordType'

/**
 * One value that a change altered. `path`: `name`, `name/row/cell`, or `name/row` for the row itself (before null: it was added; after
 * true: it was struck out). `row`: which one it is among the rows that count, from 1.
 */
export interface Change {
  readonly path: string
  readonly before: PlainValue | null
  readonly after: PlainValue | null
  readonly row?: number
}

/** What is different, field by field in the order of the later version; what moves and defaults set is among it. */
export function changesBetween(before: Values, after: Values): readonly Change[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...names].flatMap((name) => {
    const [from, to] = [before[name], after[name]]
    if (isRows(from) || isRows(to)) return rowChanges(name, isRows(from) ? from : {}, isRows(to) ? to : {})
    return plainChange(name, from, to)
  })
}

/** Values of which the reader sees only that they changed go to `masked`, by the name of their field. */
export function partChanges(type: RecordType, changes: readonly Change[]): { readonly open: readonly Change[]; readonly masked: readonly string[] } {
  const isHidden = ({ path }: Change): boolean => isPersonalAt(type, path)
  return { open: changes.filter((change) => !isHidden(change)), masked: [...new Set(changes.filter(isHidden).map(({ path }) => path.split('/')[0] ?? path))] }
}

function isPersonalAt(type: RecordType, path: string): boolean {
  const [name = '', , cell] = path.split('/')
  const field = own(type.fields, name)
  const at: Field | undefined = cell === undefined ? field : field?.kind === 'rows' ? own(field.fields, cell) : undefined
  // Of what nobody can describe nobody knows whether it is personal.
  return at === undefined || isPersonal(at)
}

function isRows(value: Value | undefined): value is Rows {
  return typeof value === 'object' && !Array.isArray(value)
}

function rowChanges(name: string, before: Rows, after: Rows): readonly Change[] {
  return Object.entries(after).flatMap(([id, row]) => {
    const old = own(before, id)
    const path = `${name}/${id}`
    const place = placeOf(row.retired === true && old?.retired !== true ? before : after, id)
    const cells = cellChanges(path, old?.values ?? {}, row.values)
    const [was, is] = [old === undefined ? null : old.retired === true, row.retired === true]
    const self: readonly Change[] = was === is ? [] : [{ path, before: was, after: is }]
    return [...self, ...cells].map((change) => (place > 0 ? { ...change, row: place } : change))
  })
}

function cellChanges(path: string, before: Row['values'], after: Row['values']): readonly Change[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((cell) => plainChange(`${path}/${cell}`, before[cell], after[cell]))
}

function plainChange(path: string, from: PlainValue | undefined, to: PlainValue | undefined): readonly Change[] {
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, before: from ?? null, after: to ?? null }]
}

function placeOf(rows: Rows, id: string): number {
  return liveRows(rows).findIndex(([each]) => each === id) + 1
}
