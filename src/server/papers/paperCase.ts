import type { StoredRecord } from '../../core/op'
import type { Config } from '../../core/config'
import type { PaperList } from '../../core/paperWire'
import type { Me } from '../../core/protocol'
import { dispute } from '../../domain/dispute'
import { contentsOf, papersOf } from '../../domain/papers/completeness'
import type { PaperCase } from '../../domain/papers/names'
import { seesPersonal } from '../../domain/role'
import type { PushDeps } from '../batch'
import { readNames } from '../exports/readNames'
import { findRecord } from '../read'
import { recordOf } from '../versions'

/** A case whose papers somebody may have: who sees its personal values, and of a protected one its handlers. */
export interface OpenedCase {
  readonly record: StoredRecord
  readonly list: PaperList
  readonly of: PaperCase
}

export async function openCase(deps: PushDeps, me: Me, stream: string, id: string): Promise<OpenedCase | null> {
  const found = await findRecord(deps, me, stream, id)
  if (found === null || found.type.kind !== dispute.kind) return null
  const { config } = found.ground
  if (!seesPersonal(me, found.type, config.places, recordOf(deps, found.type.kind, found.row, false))) return null
  const record = recordOf(deps, found.type.kind, found.row, true)
  const [opened] = await openedCases(deps, me.county, stream, config, [record])
  return opened ?? null
}

/** The names all of them mention are read at once. */
export async function openedCases(deps: PushDeps, county: string, stream: string, config: Config, records: readonly StoredRecord[]): Promise<readonly OpenedCase[]> {
  const mentioned = records.flatMap(({ values, createdBy }) => [values, { handler: createdBy }])
  const names = await readNames(deps.db.sql, deps.types, county, [stream], dispute, mentioned)
  return records.map((record) => {
    const list = papersOf(record.values, record.stage)
    return { record, list, of: { values: record.values, stream, createdBy: record.createdBy, config, names, contents: contentsOf(list), attachments: list.scans } }
  })
}
