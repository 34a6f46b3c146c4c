import { isPersonal, type Field, type Fields, type PlainValue, type Row, type Rows, type Value, type Values } from '../core/field'
import type { OpBody, Patch, RowPatch } from '../core/op'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'

/** Personal values by path: `summary`, `parties/r1/name`. */
export type Secret = Readonly<Record<string, PlainValue | null>>

/** Parts a record's values into what may stand in the database as it is, and what is sealed. */
export function partValues(type: RecordType, values: Values): { readonly open: Values; readonly secret: Secret } {
  const open: Record<string, Value> = {}
  const secret: Record<string, PlainValue> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = own(type.fields, name)
    if (field === undefined) continue
    if (field.kind === 'rows') open[name] = partRows(field, name, value as Rows, secret)
    else if (isPersonal(field)) secret[name] = value as PlainValue
    else open[name] = value
  }
  return { open, secret }
}

function partRows(field: Extract<Field, { kind: 'rows' }>, name: string, rows: Rows, secret: Record<string, PlainValue>): Rows {
  const open: Record<string, Row> = {}
  for (const [id, row] of Object.entries(rows)) {
    const cells: Record<string, PlainValue> = {}
    for (const [cell, value] of Object.entries(row.values)) {
      const description = own(field.fields, cell)
      if (description !== undefined && isPersonal(description)) secret[`${name}/${id}/${cell}`] = value
      else cells[cell] = value
    }
    open[id] = row.retired === true ? { values: cells, retired: true } : { values: cells }
  }
  return open
}

/** The values whole again. Without the secret (destroyed key, no right to see) the record simply lacks them. */
export function joinValues(open: Values, secret: Secret): Values {
  const values: Record<string, Value> = { ...open }
  // Every record of every pull goes through here: what holds a personal cell is copied once, not once for each cell.
  const copies = new Set<object>()
  for (const [path, value] of Object.entries(secret)) {
    const [name, id, cell] = path.split('/')
    if (name === undefined || value === null) continue
    if (id === undefined || cell === undefined) {
      values[name] = value
      continue
    }
    const rows = copyOf(copies, values, name)
    const row = copyOf(copies, rows, id)
    copyOf(copies, row, 'values')[cell] = value
  }
  return values
}

type Part = Record<string, unknown>

/** What the holder has under the name, as a copy of this joining's own; made when there is nothing. */
function copyOf(copies: Set<object>, holder: Part, name: string): Part {
  const there = holder[name] as Part | undefined
  if (there !== undefined && copies.has(there)) return there
  const copy = { ...there }
  copies.add(copy)
  holder[name] = copy
  return copy
}

export function isEmptySecret(secret: Secret): boolean {
  return Object.keys(secret).length === 0
}

/** A body parted the same way: what may stand in the op log as it is, and the personal values by path. */
export function partBody(type: RecordType, body: OpBody): { readonly open: OpBody; readonly secret: Record<string, PlainValue | null> } {
  const secret: Record<string, PlainValue | null> = {}
  const set = partPatch(type.fields, body.set, '', secret)
  if (body.rows === undefined) return { open: { ...body, set }, secret }
  const rows: Record<string, Record<string, RowPatch>> = {}
  for (const [name, patches] of Object.entries(body.rows)) {
    const field = own(type.fields, name)
    if (field?.kind !== 'rows') continue
    rows[name] = Object.fromEntries(Object.entries(patches).map(([id, patch]) => [
      id, patch.set === undefined ? patch : { ...patch, set: partPatch(field.fields, patch.set, `${name}/${id}/`, secret) },
    ]))
  }
  return { open: { ...body, set, rows }, secret }
}

/** The body whole again. */
export function joinBody(open: OpBody, secret: Readonly<Record<string, PlainValue | null>>): OpBody {
  const set: Record<string, PlainValue | null> = { ...open.set }
  const rows: Record<string, Record<string, RowPatch>> = {}
  for (const [name, patches] of Object.entries(open.rows ?? {})) rows[name] = { ...patches }
  for (const [path, value] of Object.entries(secret)) {
    const [name = '', id, cell] = path.split('/')
    if (id === undefined || cell === undefined) {
      set[name] = value
      continue
    }
    const patches = rows[name] ?? {}
    const patch = patches[id] ?? {}
    rows[name] = { ...patches, [id]: { ...patch, set: { ...patch.set, [cell]: value } } }
  }
  return open.rows === undefined ? { ...open, set } : { ...open, set, rows }
}

function partPatch(fields: Fields, patch: Patch, prefix: string, secret: Record<string, PlainValue | null>): Patch {
  const open: Record<string, PlainValue | null> = {}
  for (const [name, value] of Object.entries(patch)) {
    const field = own(fields, name)
    if (field !== undefined && isPersonal(field)) secret[prefix + name] = value
    else open[name] = value
  }
  return open
}
