import { closedAmong } from '../beside'
import { codesOf, type Rows, type Values } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { isDay } from '../../core/period'
import type { NamedRecord } from '../../core/privacyWire'
import type { RecordType } from '../../core/recordType'
import { bareName, namedFields } from '../../domain/personName'
import { tokensOfWord } from '../blind'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { everything } from '../everything'
import { tokensArray } from '../search/conditions'
import { readCurrent, recordOf, type VersionRow } from '../versions'

/** A record that names somebody, opened; `paths`: rows of people with exactly that name, struck out ones too (`parties/r1`). */
export interface Found {
  readonly type: RecordType
  readonly row: VersionRow
  readonly record: StoredRecord
  readonly paths: readonly string[]
  /** Only its handler may see it, by what it says or by what it leads to. */
  readonly closed: boolean
}

/** Records of these streams that name somebody: by the blind index, then by the opened name. A surname alone is nobody's name. */
export async function recordsNaming(deps: PushDeps, tx: Sql, county: string, streams: readonly string[], name: string): Promise<readonly Found[]> {
  if ([...bareName(name)].length < 2) return []
  const tokens = tokensOfWord(deps.vault, county, name)
  const hits = await tx<{ stream: string; kind: string; record: string }[]>`select distinct stream, kind, record from blind_index
    where stream = any(${[...streams]}::uuid[]) and token = any(${tokensArray(tokens)}::bytea[]) order by stream, kind, record`
  const found: Found[] = []
  for (const stream of streams) {
    for (const type of Object.values(deps.types)) {
      const ids = hits.filter((hit) => hit.stream === stream && hit.kind === type.kind).map(({ record }) => record)
      const closed = await closedAmong(deps, tx, [stream], type.kind, ids, null)
      for (const row of await readCurrent(tx, type, stream, ids, everything('request'))) {
        const record = recordOf(deps, type.kind, row, true)
        const paths = pathsOf(type, record.values, name)
        if (paths.length > 0) found.push({ type, row, record, paths, closed: closed.has(row.record) })
      }
    }
  }
  return found
}

function pathsOf(type: RecordType, values: Values, name: string): readonly string[] {
  const bare = bareName(name)
  return namedFields(type).flatMap((field) => Object.entries((values[field] ?? {}) as Rows)
    .filter(([, row]) => bareName(String(row.values.name ?? '')) === bare).map(([id]) => `${field}/${id}`))
}

/** Without a word of what it tells: for who took the request down, and for who approves. */
export function headOf({ type, row, record, paths }: Found): NamedRecord {
  const day = record.values[type.dated]
  const others = namedFields(type).flatMap((field) => Object.entries((record.values[field] ?? {}) as Rows)
    .filter(([id, each]) => !paths.includes(`${field}/${id}`) && codesOf(each.values.name)[0] !== ''))
  return {
    stream: row.stream, record: row.record, kind: type.kind, no: String(record.values.caseNo ?? ''), on: isDay(day) ? day : null, rows: paths, shared: others.length > 0,
  }
}

export function typeNamed(deps: PushDeps, kind: string): RecordType | undefined {
  return own(deps.types, kind)
}
