import type { Config } from '../../core/config'
import { fits, type Value } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { dayAt, type Day } from '../../core/period'
import type { RecordType } from '../../core/recordType'
import { hasCode } from '../../domain/caseCode'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { everything } from '../everything'
import { readCurrent, recordOf } from '../versions'
import { recordOfCode, type Coded } from './codes'

/** What the page of a code is made of: never a personal value, for none is opened. */
export interface CodedRecord {
  readonly coded: Coded
  readonly type: RecordType
  /** Without personal values. */
  readonly record: StoredRecord
  /** The record it was put together with, which is shown in its place. */
  readonly joined: boolean
  readonly config: Config
  readonly unit: Unit | null
  readonly today: Day
}

export interface Unit {
  readonly name: string
  readonly nature: string
  readonly place: Value | undefined
}

/**
 * The record a code opens, as it stands now. Null for a code that never was, was ended, or whose record may not be shown any more: the
 * caller cannot tell these apart, and so nobody can.
 */
export async function lookUp(deps: PushDeps, county: string, typed: string): Promise<CodedRecord | null> {
  const { sql } = deps.db
  const coded = await recordOfCode(sql, county, typed)
  if (coded === null) return null
  const config = await deps.configs.current(sql, county)
  const first = await readOpen(deps, sql, config, coded.stream, coded.kind, coded.record)
  if (first === null) return null
  const shown = await survivorOf(deps, sql, config, coded.stream, first)
  if (shown === null || (await isAboutProtected(deps, sql, coded.stream, shown))) return null
  const { type, record } = shown
  const unit = await unitOf(deps, sql, county, record.values[type.kind === 'matter' ? 'leadUnit' : 'unit'])
  return { coded, type, record, joined: record.id !== coded.record, config, unit, today: dayAt(deps.now()) }
}

interface Shown {
  readonly type: RecordType
  readonly record: StoredRecord
}

/** Null when there is none, or when it has no public page. */
async function readOpen(deps: PushDeps, sql: Sql, config: Config, stream: string, kind: string, id: string): Promise<Shown | null> {
  const type = own(deps.types, kind)
  if (type === undefined) return null
  const [row] = await readCurrent(sql, type, stream, [id], everything('code'))
  if (row === undefined) return null
  const record = recordOf(deps, kind, row, false)
  return hasCode(type, config, record) ? { type, record } : null
}

/** A duplicate leads to the one it was put together with; a circle in bad data ends the way. */
async function survivorOf(deps: PushDeps, sql: Sql, config: Config, stream: string, first: Shown): Promise<Shown | null> {
  let shown: Shown = first
  for (let steps = 0; shown.record.stage === 'merged' && steps < MOST_MERGES; steps += 1) {
    const next = await readOpen(deps, sql, config, stream, shown.type.kind, String(shown.record.values.mergedInto ?? ''))
    if (next === null) return null
    shown = next
  }
  return shown
}
const MOST_MERGES = 5

/** A matter that became a dispute which only its handler may see is as closed as that dispute. */
async function isAboutProtected(deps: PushDeps, sql: Sql, stream: string, { record }: Shown): Promise<boolean> {
  const { becameDispute } = record.values
  const type = own(deps.types, 'dispute')
  if (typeof becameDispute !== 'string' || type === undefined) return false
  const [row] = await readCurrent(sql, type, stream, [becameDispute], everything('code'))
  return row !== undefined && type.protectedWhen !== undefined && fits(type.protectedWhen, row.data)
}

async function unitOf(deps: PushDeps, sql: Sql, county: string, id: Value | undefined): Promise<Unit | null> {
  const type = own(deps.types, 'unit')
  if (typeof id !== 'string' || type === undefined) return null
  const [row] = await readCurrent(sql, type, county, [id], everything('code'))
  const { name, nature, place } = row?.data ?? {}
  return typeof name === 'string' ? { name, nature: typeof nature === 'string' ? nature : '', place } : null
}
