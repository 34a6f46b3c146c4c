import { liveRows, type Value } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import type { Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import { uncountedStages, type RecordType } from '../../core/recordType'
import { mayRead } from '../../domain/role'
import { seenBy } from '../../domain/sight'
import { columnName } from '../columns'
import type { Sql } from '../db'
import { recordOf, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from '../versions'
import { OFFICIAL_NO } from './targets'

/** A row as a record, and the official number it stands under in the file; '' when there is none. */
export interface Candidate {
  readonly record: StoredRecord
  readonly officialNo: string
}

/** Finds what a row seems to repeat; null when it is new. */
export type Known = (candidate: Candidate) => string | null

/**
 * Records already there: those under the same official number, at whatever stage and whoever may read them, since a number is given once;
 * then by what makes two entries the same to a person: day, place, kind and parties; or the number in another system. Of these only what
 * the importer may read is told of.
 */
export async function knownRecords(deps: RecordDeps, sql: Sql, me: Me, places: Places, type: RecordType, stream: string, candidates: readonly Candidate[]): Promise<Known> {
  const records = candidates.map(({ record }) => record)
  const uncounted = [...uncountedStages(type)]
  const days = records.map(({ values }) => String(values[type.dated] ?? '')).filter((day) => day !== '').sort()
  const [first, last] = [days[0] ?? null, days[days.length - 1] ?? null]
  const numbers = [...new Set(records.flatMap(({ values }) => (typeof values.externalNo === 'string' ? [values.externalNo] : [])))]
  const officialNos = [...new Set(candidates.map(({ officialNo }) => officialNo).filter((no) => no !== ''))]
  const dated = sql`v.${sql(columnName(type.dated))}`
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, seenBy(me, type, places))}
    where v.stream = ${stream} and v.until is null and (v.data->>${OFFICIAL_NO} = any(${officialNos})
      or (v.stage <> all(${uncounted}) and (${dated} between ${first} and ${last} or v.data->>'externalNo' = any(${numbers}))))`
  const taken = new Set(rows.map(({ data }) => data[OFFICIAL_NO]))
  const there = rows.filter(({ stage }) => !uncounted.includes(stage)).map((row) => recordOf(deps, type.kind, row, true)).filter((record) => mayRead(me, type, places, record))
  const [byLikeness, byNumber] = [new Map<string, StoredRecord>(), new Map<string, StoredRecord>()]
  for (const record of there) {
    byLikeness.set(likenessKey(type, record), record)
    if (record.values.externalNo !== undefined) byNumber.set(String(record.values.externalNo), record)
  }
  return ({ record, officialNo }) => {
    if (officialNo !== '' && taken.has(officialNo)) return `台账里已经有编号“${officialNo}”的这一件`
    const numbered = record.values.externalNo === undefined ? undefined : byNumber.get(String(record.values.externalNo))
    if (numbered !== undefined) return `台账里已经有外部编号“${String(record.values.externalNo)}”的一件${caseNo(numbered)}`
    const alike = byLikeness.get(likenessKey(type, record))
    return alike === undefined ? null : `台账里好像已经有这一件${caseNo(alike)}，日期、地方和内容都一样`
  }
}

export function likenessKey(type: RecordType, { values }: StoredRecord): string {
  return JSON.stringify([type.dated, type.placed ?? '', ...type.title].map((field) => partOf(values[field])))
}

function partOf(value: Value | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'object' && !Array.isArray(value)) return liveRows(value).map(([, row]) => String(row.values.name ?? '')).filter((name) => name !== '').sort().join('、')
  return String(value).trim()
}

function caseNo({ values }: StoredRecord): string {
  return typeof values.caseNo === 'string' ? `（${values.caseNo}）` : ''
}
