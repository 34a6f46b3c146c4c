import { must } from '../../core/assert'
import { own } from '../../core/own'
import type { NamedRecord } from '../../core/privacyWire'
import type { AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import { renoteNames } from '../blind'
import type { Sql } from '../db'
import { destroyKey } from '../keys/destroy'
import { eraseRows } from './eraseRows'

export interface Erasing {
  readonly deps: PushDeps
  readonly tx: Sql
  readonly county: string
  /** All of the records lie in it; the caller holds its lock. */
  readonly stream: string
  readonly records: readonly NamedRecord[]
  readonly name: string
  readonly by: string
  readonly proposedBy: string
  readonly request: string
}

/**
 * Where nobody else is named, the record's key is destroyed and everything personal goes with it; where others are, only the person's own is
 * taken out. What is counted stays, so that figures and frozen reports do not change. Phones fetch the township anew. Returns the lines.
 */
export async function erase({ deps, tx, county, stream, records, name, by, proposedBy, request }: Erasing): Promise<readonly AuditEntry[]> {
  const lines: AuditEntry[] = []
  for (const { record, kind, rows, shared } of records) {
    const type = must(own(deps.types, kind), 'the type of a record that was found')
    const done = shared ? { envelopes: await eraseRows(deps, tx, { stream, record, type, paths: rows, name }), media: 0 } : { envelopes: 0, media: (await destroyKey(tx, stream, record)).media }
    if (shared) await renoteNames(deps, tx, { stream, county, type, ids: [record] })
    lines.push({ actor: by, action: 'erased', subject: record, detail: { kind, request, proposedBy, key: !shared, rows: rows.length, ...done } })
  }
  await tx`update stream set erased = erased + 1 where stream = ${stream}`
  return lines
}
