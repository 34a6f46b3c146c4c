import { own } from '../../core/own'
import { isDay } from '../../core/period'
import { ancestry, within } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import type { LikelyAnswer, LikelyRequest, MergedAnswer } from '../../core/searchWire'
import { canBeSame, LIKELY, likelyDays, likelyPeriod, likeness, likenessOf, type Likeness } from '../../domain/likely'
import { mayRead, maySearch, seesPersonal } from '../../domain/role'
import { seenBy } from '../../domain/sight'
import { tokensOfWord } from '../blind'
import type { PushDeps } from '../batch'
import { column } from '../figureSql'
import { extentOf, groundOf, type Ground } from '../ground'
import { findRecord, type Read } from '../read'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from '../versions'
import { filterSql, tokensArray } from './conditions'

/** A village has few cases in two months; whatever is beyond is older and less alike. */
const MOST_COMPARED = 300
const MOST_TOLD = 3

/** What may be the same as what is being written: of its village and days, or with a name of it in those days, compared as a phone compares. */
export async function likely(deps: PushDeps, me: Me, request: LikelyRequest): Promise<Read<LikelyAnswer>> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = await groundOf(deps, tx, me.county, request.stream, null)
    const type = own(deps.types, request.kind)
    if (ground === null || type === undefined || ground.stream === ground.county) return { kind: 'notFound' }
    const right = maySearch(me, type, ground.config.places, ground.stream)
    if (right === 'no') return { kind: 'notFound' }
    if (!canBeSame(type) || !isDay(request.day)) return { kind: 'read', answer: { found: [] } }
    const names = right === 'personal' ? request.names : []
    const tokens = names.flatMap((name) => tokensOfWord(deps.vault, ground.county, name))
    const isNamed = tokens.length === 0 ? tx`false` : tx`exists (select 1 from blind_index b where b.stream = v.stream and b.record = v.record and b.token = any(${tokensArray(tokens)}::bytea[]))`
    const places = placesNear(ground, request.place)
    const day = column(tx, type, type.dated)
    const { from, to } = likelyPeriod(ground.config, request.day)
    const rows = await tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, seenBy(me, type, ground.config.places))}
      where ${filterSql(tx, type, extentOf(ground, type, null), {}, null)} and (${day} is null or ${day} between ${from} and ${to})
        and (v.v_place = any(${places}::uuid[]) or ${isNamed}) and v.record <> all(${request.id === null ? [] : [request.id]}::uuid[])
      order by ${day} desc nulls last, v.record desc limit ${MOST_COMPARED}`
    const mine: Likeness = { type: request.type, place: request.place, day: request.day, names, text: right === 'personal' ? request.text : '' }
    const found = rows.flatMap((row) => compared(deps, me, ground, type, row, mine)).sort((a, b) => b.score - a.score)
    return { kind: 'read', answer: { found: found.slice(0, MOST_TOLD) } }
  })
}

function compared(deps: PushDeps, me: Me, ground: Ground, type: RecordType, row: VersionRow, mine: Likeness): LikelyAnswer['found'] {
  const { places } = ground.config
  const bare = recordOf(deps, type.kind, row, false)
  if (!mayRead(me, type, places, bare)) return []
  const record = seesPersonal(me, type, places, bare) ? recordOf(deps, type.kind, row, true) : bare
  const score = likeness(places, likelyDays(ground.config), mine, likenessOf(type, record.values))
  return score < LIKELY ? [] : [{ record: { ...record, stream: row.stream }, score: Math.round(score) }]
}

/** Its village with all below it. */
function placesNear({ config }: Ground, place: string | null): string[] {
  if (place === null) return []
  const village = ancestry(config.places, place).find(({ level }) => level === 'village')
  return [...within(config.places, village?.id ?? place)]
}

/** What was merged into a record, for whoever may read both. */
export async function merged(deps: PushDeps, me: Me, stream: string, id: string): Promise<Read<MergedAnswer>> {
  const found = await findRecord(deps, me, stream, id)
  if (found === null) return { kind: 'notFound' }
  const { type, ground } = found
  if (!canBeSame(type)) return { kind: 'read', answer: { records: [] } }
  const { sql } = deps.db
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, seenBy(me, type, ground.config.places))}
    where v.stream = ${stream} and v.until is null and v.stage = 'merged' and v.v_merged_into = ${id} order by v.record`
  const records = rows.flatMap((row) => {
    const bare = recordOf(deps, type.kind, row, false)
    if (!mayRead(me, type, ground.config.places, bare)) return []
    return [{ ...(seesPersonal(me, type, ground.config.places, bare) ? recordOf(deps, type.kind, row, true) : bare), stream }]
  })
  return { kind: 'read', answer: { records } }
}
