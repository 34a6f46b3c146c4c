import { must } from '../../core/assert'
import type { DirectoryKind } from '../../core/directoryWire'
import { isPersonal } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { clockAt, dayAt, dayText } from '../../core/period'
import { childrenOf, placeName, type Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { createMoves, mayEdit, seesPersonal } from '../../domain/role'
import { seenBy } from '../../domain/sight'
import type { PushDeps } from '../batch'
import { readKinds } from '../configStore'
import type { Sql } from '../db'
import { noteOnTrail } from '../trail'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from '../versions'
import { rowsOf, xlsxOf } from '../xlsx/workbook'
import { cellsFor, columnsFor, DIRECTORY_FIELDS } from './sheet'

export interface DirectoryFile {
  readonly bytes: Uint8Array
  readonly name: string
}

/**
 * The places, units or people one keeps, as a table to work on and to bring back; `isEmpty`: its heads alone. Null for whoever keeps none. One with
 * telephone numbers in it stands on the trail before anybody gets it.
 */
export async function exportDirectory(deps: PushDeps, me: Me, kind: DirectoryKind, isEmpty: boolean): Promise<DirectoryFile | null> {
  const type = must(own(deps.types, kind), kind)
  if (createMoves(me, type).length === 0) return null
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const records = isEmpty ? [] : inOrder(kind, places, await keptBy(deps, deps.db.sql, me, type, places))
  const units = new Map((await readKinds(deps, deps.db.sql, me.county, ['unit'])).map(({ id, values }) => [id, String(values.name ?? '')]))
  const isSeen = records.every((record) => seesPersonal(me, type, places, record))
  const fields = DIRECTORY_FIELDS[kind].filter((name) => isSeen || !isPersonal(must(own(type.fields, name), name)))
  const sheet = {
    name: type.label, title: `${type.label}名录`, notes: [note(deps, me), HOW[kind]], columns: columnsFor(type, fields), closing: [],
    rows: rowsOf(records.map((record) => cellsFor(type, fields, record, places, (id) => units.get(id) ?? ''))),
  }
  const bytes = await xlsxOf([sheet])
  if (!isEmpty) {
    const detail = { what: kind, rows: records.length, personal: fields.some((name) => isPersonal(must(own(type.fields, name), name))) }
    await noteOnTrail(deps, me.county, { actor: me.person, action: 'exported', subject: me.county, detail })
  }
  const home = me.grants.find(({ role }) => role === 'admin')?.place ?? me.county
  return { bytes, name: `${placeName(places, home)}${type.label}名录${isEmpty ? '（空表）' : ''}.xlsx` }
}

/** Current records of a kind that the person may change, with their personal values where those may be seen. */
export async function keptBy(deps: PushDeps, sql: Sql, me: Me, type: RecordType, places: Places): Promise<readonly StoredRecord[]> {
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, seenBy(me, type, places))}
    where v.stream = ${me.county} and v.until is null and v.stage = 'kept' order by v.record`
  return rows.flatMap((row): readonly StoredRecord[] => {
    const bare = recordOf(deps, type.kind, row, false)
    if (!mayEdit(me, type, places, bare)) return []
    return [seesPersonal(me, type, places, bare) ? recordOf(deps, type.kind, row, true) : bare]
  })
}

const HOW: Readonly<Record<DirectoryKind, string>> = {
  place: '上级写全：乡镇/总支/村。改名、移动、撤并请在“地方”页里办，写明从哪天起；这张表用来添新的、改次序和区划代码。不要动“编号”一列，新添的留空。',
  unit: '“在哪”写全：乡镇/村。不要动“编号”一列，新添的留空；空着的格子不会清掉原来的内容。',
  person: '“在哪”写全：乡镇/村；“单位”写名录里的名称。不要动“编号”一列，新添的留空；空着的格子不会清掉原来的内容。',
}

function note({ now }: PushDeps, me: Me): string {
  const today = dayAt(now())
  return `${me.name} ${today.slice(0, 4)}年${dayText(today)} ${clockAt(now())} 从说事簿导出`
}

/** Places from the top down in administrative order, so that a file can be read line by line; others by where they belong. */
function inOrder(kind: DirectoryKind, places: Places, records: readonly StoredRecord[]): readonly StoredRecord[] {
  const rank = new Map<string, number>()
  const walk = (id: string): void => {
    if (rank.has(id)) return
    rank.set(id, rank.size)
    for (const child of childrenOf(places, id)) walk(child.id)
  }
  for (const { id, parent } of Object.values(places.byId)) if (parent === null) walk(id)
  const at = ({ id, values }: StoredRecord): number => rank.get(kind === 'place' ? id : String(values.place ?? '')) ?? -1
  return [...records].sort((a, b) => at(a) - at(b) || Number(a.values.order ?? 0) - Number(b.values.order ?? 0) || (a.id < b.id ? -1 : 1))
}
