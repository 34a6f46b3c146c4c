import type { Field, Values } from '../core/field'
import { isPersonal, liveRows, type PlainField } from '../core/field'
import type { RecordType } from '../core/recordType'

/**
 * Typed columns of a record type's versions: those figures filter, group, sum or date by. Everything else is in `data`;
 * personal values are in neither, only sealed.
 */
export interface Column {
  readonly field: string
  readonly name: string
  readonly sqlType: 'text' | 'bigint' | 'date' | 'boolean' | 'uuid' | 'text[]' | 'jsonb'
}

export function tableOf(type: RecordType): string {
  return tableNamed(type.kind)
}

export function tableNamed(kind: string): string {
  return `${snake(kind)}_version`
}

export function columnName(field: string): string {
  return `v_${snake(field)}`
}

/** Names are written without quotes in statements that make tables, where capitals would be lost. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Worked out once for each type: every op that is written asks for them. */
export function columnsOf(type: RecordType): readonly Column[] {
  const known = COLUMNS.get(type)
  if (known !== undefined) return known
  const columns = Object.entries(type.fields).flatMap(([name, field]) => {
    const sqlType = sqlTypeOf(field)
    return sqlType === null ? [] : [{ field: name, name: columnName(name), sqlType }]
  })
  COLUMNS.set(type, columns)
  return columns
}
const COLUMNS = new WeakMap<RecordType, readonly Column[]>()

function sqlTypeOf(field: Field): Column['sqlType'] | null {
  switch (field.kind) {
    case 'choice':
      return 'text'
    case 'choices':
      return 'text[]'
    case 'count':
    case 'money':
      return 'bigint'
    case 'day':
      return 'date'
    case 'flag':
      return 'boolean'
    case 'place':
    case 'ref':
      return 'uuid'
    case 'rows':
      return 'jsonb'
    case 'text':
    case 'serial':
    case 'media':
      return null
  }
}

/** The cells of one version, ready for `jsonb_populate_recordset`. Rows keep only live ones and non-personal cells. */
export function cellsOf(type: RecordType, values: Values): Readonly<Record<string, unknown>> {
  const cells: Record<string, unknown> = {}
  for (const { field, name } of columnsOf(type)) {
    const value = values[field]
    if (value === undefined) continue
    const description = type.fields[field]
    cells[name] = description?.kind === 'rows' ? liveRows(value).map(([, row]) => openCells(description.fields, row.values)) : value
  }
  return cells
}

function openCells(fields: Readonly<Record<string, PlainField>>, cells: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(cells).filter(([name]) => {
    const field = fields[name]
    return field !== undefined && !isPersonal(field)
  }))
}
