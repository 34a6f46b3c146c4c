import type { Sql } from '../db'

/** Of these records, those whose key was destroyed. */
export async function destroyedOf(tx: Sql, stream: string, records: readonly string[]): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set()
  const rows = await tx<{ record: string }[]>`select record from key_destroyed where stream = ${stream} and record = any(${[...records]}::uuid[])`
  return new Set(rows.map((row) => row.record))
}
