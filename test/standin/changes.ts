import type { Change } from '../../src/core/changes'
import type { PlainValue, Row, Rows, Value, Values } from '../../src/core/field'

/** Values with changes made to them, one after the other: what a history tells must come to what the record is. */
export function fold(values: Values, changes: readonly Change[]): Values {
  return changes.reduce((before, { path, after }) => {
    const [name = '', id, cell] = path.split('/')
    if (id === undefined) return put(before, name, after)
    const rows = (before[name] ?? {}) as Rows
    const row: Row = rows[id] ?? { values: {} }
    const next: Row = cell !== undefined ? { ...row, values: put(row.values, cell, after) } : after === true ? { ...row, retired: true } : row
    return { ...before, [name]: { ...rows, [id]: next } }
  }, values)
}

function put<V extends Value>(values: Readonly<Record<string, V>>, name: string, value: PlainValue | null): Readonly<Record<string, V>> {
  const { [name]: _before, ...rest } = values
  return (value === null ? rest : { ...rest, [name]: value }) as Readonly<Record<string, V>>
}
