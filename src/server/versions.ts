import type { Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import type { RecordType, Registry } from '../core/recordType'
import type { Written } from '../core/written'
import type { Sight } from '../domain/sight'
import type { Sql, SqlValue } from './db'
import { tableOf } from './columns'
import type { Everything } from './everything'
import { joinValues, type Secret } from './personal'
import { sightSql } from './sightSql'
import type { Vault } from './vault'

/** A row of a version table with its record's wrapped key. */
export interface VersionRow {
  readonly stream: string
  readonly record: string
  readonly since: number
  readonly stage: string
  readonly created_by: string
  readonly data: Values
  readonly sealed: Buffer | null
  readonly written: Written
  readonly wrapped: Buffer | null
}

/** What reading and writing records needs. */
export interface RecordDeps {
  readonly vault: Vault
  readonly types: Registry
}

/** The columns of a version with its key, from any alias `v` joined to `k`. Listed once: a reader never says select *. */
export function versionColumns(sql: Sql): SqlValue {
  return sql`v.stream, v.record, v.since, v.stage, v.created_by, v.data, v.sealed, v.written, k.wrapped`
}

/** `… from <kind>_version v left join record_key k …`, of what the reader may get; the caller adds its where. */
export function versionsFrom(sql: Sql, type: RecordType, sight: Sight | Everything): SqlValue {
  return sql`from ${sql(tableOf(type))} v left join record_key k on k.stream = v.stream and k.record = v.record ${inUse(sql, sight)}
    join (select 1) as seen on ${sightSql(sql, type, sight)}`
}

/**
 * 封存: of a record that was put away the key is there and is given to nobody: it reads as one whose key was destroyed. Only what judges
 * ops, keeps versions up and answers an approved request opens it.
 */
function inUse(sql: Sql, sight: Sight | Everything): SqlValue {
  return sight.kind === 'everything' && ['judging', 'upkeep', 'request'].includes(sight.why) ? sql`` : sql`and k.put_away is null`
}

/** Of any alias `v`: the version that stands now, or the one that stood after change `at`. */
export function standing(sql: Sql, at: number | null): SqlValue {
  return at === null ? sql`v.until is null` : sql`v.since <= ${at} and (v.until is null or v.until > ${at})`
}

/** Current versions of named records of one type, as far as the reader may get them. */
export async function readCurrent(sql: Sql, type: RecordType, stream: string, records: readonly string[], sight: Sight | Everything): Promise<readonly VersionRow[]> {
  if (records.length === 0) return []
  return sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, sight)}
    where v.stream = ${stream} and v.record = any(${[...records]}::uuid[]) and v.until is null`
}

/** The record with its personal values, or without them when the reader may not see them or their key was destroyed. */
export function recordOf(deps: RecordDeps, kind: string, row: VersionRow, personal: boolean): StoredRecord {
  const secret = personal ? secretOf(deps, row) : {}
  return {
    id: row.record,
    kind,
    stage: row.stage,
    values: joinValues(row.data, secret),
    written: row.written,
    n: row.since,
    createdBy: row.created_by,
  }
}

function secretOf(deps: RecordDeps, row: VersionRow): Secret {
  if (row.sealed === null || row.wrapped === null) return {}
  const context = recordContext(row.stream, row.record)
  return deps.vault.open(deps.vault.unwrap(row.wrapped, context), row.sealed, context) as Secret
}

/** What every envelope of a record is bound to: an envelope moved to another record does not open. */
export function recordContext(stream: string, record: string): string {
  return `${stream}|${record}`
}

