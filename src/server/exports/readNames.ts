import { liveRows, type Field, type Values } from '../../core/field'
import { own } from '../../core/own'
import type { RecordType, Registry } from '../../core/recordType'
import { tableOf } from '../columns'
import type { Sql } from '../db'

/** What records name others by: people and units by their names, disabled ones too, cases and matters by their numbers. */
export async function readNames(
  sql: Sql, types: Registry, county: string, streams: readonly string[], type: RecordType, records: readonly Values[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [kind, ids] of namedBy(type, records)) {
    const to = own(types, kind)
    if (to === undefined || ids.size === 0) continue
    const named = to.stream === 'county' ? 'name' : 'caseNo'
    const rows = await sql<{ record: string; name: string | null }[]>`select record, data ->> ${named} as name from ${sql(tableOf(to))}
      where stream = any(${to.stream === 'county' ? [county] : [...streams]}::uuid[]) and record = any(${[...ids]}::uuid[]) and until is null`
    for (const { record, name } of rows) if (name !== null) names.set(record, name)
  }
  return names
}

/** Ids of other records, by their kind; those in cells of rows too. */
function namedBy(type: RecordType, records: readonly Values[]): ReadonlyMap<string, ReadonlySet<string>> {
  const idsByKind = new Map<string, Set<string>>()
  const look = (field: Field, value: unknown): void => {
    if (field.kind !== 'ref' || typeof value !== 'string') return
    const ids = idsByKind.get(field.to) ?? new Set<string>()
    idsByKind.set(field.to, ids.add(value))
  }
  for (const values of records) {
    for (const [name, field] of Object.entries(type.fields)) {
      look(field, values[name])
      if (field.kind !== 'rows') continue
      for (const [, row] of liveRows(values[name])) for (const [cell, cellField] of Object.entries(field.fields)) look(cellField, row.values[cell])
    }
  }
  return idsByKind
}
