import { createHash } from 'node:crypto'
import { must } from '../core/assert'
import { fits, type Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import { addMonths, dayAt, type Day } from '../core/period'
import type { Places } from '../core/place'
import { MAX_RECORDS_PER_PULL, type Me, type Pull, type PullAnswer, type StreamChanges } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { CARRIES } from '../domain/carries'
import { TYPES } from '../domain/registry'
import { holdsRecords, isVisible, placesInScope, pulledKinds } from '../domain/role'
import { heldBy, heldThenBy, hiddenFrom, seenBy, type Sight } from '../domain/sight'
import type { PushDeps } from './batch'
import { columnName } from './columns'
import { decodeCursor, encodeCursor, type Position } from './cursor'
import type { Sql } from './db'
import { everything } from './everything'
import { figureFrom } from './figureSql'
import { recordOf, standing, versionColumns, versionsFrom, type VersionRow } from './versions'

/** How long done records stay on a phone; older ones are read on demand, and counts over them are the server's. */
const MONTHS_HELD = 24

/**
 * What changed since the cursor, read in one snapshot; every stream of the person's scope is named, changed or not. Every change
 * number in (from, to] is either the `n` of a record or inside `bare`, so that the phone can prove it has everything.
 */
export async function pull(deps: PushDeps, me: Me, request: Pull): Promise<PullAnswer> {
  const positions = decodeCursor(deps.vault, request.cursor)
  const most = Math.min(request.most ?? MAX_RECORDS_PER_PULL, MAX_RECORDS_PER_PULL)
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const next: Record<string, Position> = {}
    const streams: StreamChanges[] = []
    let isMore = false
    for (const stream of streamsOf(me)) {
      const read = await pullStream(deps, tx, { me, stream, most, position: positions[stream] })
      if (read === null) continue
      streams.push(read.changes)
      next[stream] = { epoch: read.changes.epoch, n: read.changes.to, scope: read.scope }
      isMore ||= read.more
    }
    return { cursor: encodeCursor(deps.vault, next), more: isMore, streams }
  })
}

/** The county's stream first: places and options are needed to show the rest. */
function streamsOf(me: Me): readonly string[] {
  const townships = me.grants.filter((grant) => holdsRecords(grant.role)).map((grant) => grant.stream)
  return [...new Set([me.county, ...townships])]
}

interface Read {
  readonly changes: StreamChanges
  readonly scope: string
  readonly more: boolean
}

interface Asked {
  readonly me: Me
  readonly stream: string
  /** Changes in the page. */
  readonly most: number
  readonly position: Position | undefined
}

async function pullStream(deps: PushDeps, tx: Sql, { me, stream, most, position }: Asked): Promise<Read | null> {
  const [row] = await tx<{ n: number; epoch: string; county: string; erased: number }[]>`select n, epoch, county, erased from stream where stream = ${stream}`
  if (row === undefined || row.county !== me.county) return null
  const config = await deps.configs.current(tx, row.county)
  const inScope = stream === row.county ? null : new Set<string>(placesInScope(me, config.places, stream))
  const scope = scopeMark(me, inScope, row.erased)
  const isFresh = position === undefined || position.epoch !== row.epoch || position.scope !== scope
  const from = isFresh ? 0 : Math.min(position.n, row.n)
  const changed = await tx<Change[]>`select n, kind, record from op where stream = ${stream} and n > ${from} order by n limit ${most}`
  // After a restore the counter stands far above the last change: when nothing later is left, the rest up to it is bare.
  const isRead = changed.length < most
  const to = isRead ? row.n : changed[changed.length - 1]?.n ?? from
  const seen: Seen = { me, inScope, places: config.places, since: addMonths(dayAt(deps.now()), -MONTHS_HELD), from, to }
  const { records, gone } = await readChanged(deps, tx, stream, changed, seen, isFresh)
  return {
    scope,
    more: to < row.n,
    changes: { stream, epoch: row.epoch, fresh: isFresh, from, to, records, gone, bare: bareRanges(from, to, records.map((record) => record.n).filter((n) => n > from)) },
  }
}

interface Change {
  readonly n: number
  readonly kind: string
  readonly record: string
}

interface Seen {
  readonly me: Me
  readonly places: Places
  /** null: the county's stream, all of it. */
  readonly inScope: ReadonlySet<string> | null
  /** Done records dated and changed before this day are not held. */
  readonly since: Day
  readonly from: number
  readonly to: number
}

async function readChanged(deps: PushDeps, tx: Sql, stream: string, changed: readonly Change[], seen: Seen, isFresh: boolean): Promise<Pick<StreamChanges, 'records' | 'gone'>> {
  const records: StoredRecord[] = []
  const gone: Left[] = []
  for (const kind of new Set(changed.map((change) => change.kind))) {
    const type = own(deps.types, kind)
    if (type === undefined || (seen.inScope === null && !pulledKinds().includes(kind))) continue
    const ids = [...new Set(changed.filter((change) => change.kind === kind).map((change) => change.record))]
    const rows = await tx<PulledRow[]>`select ${versionColumns(tx)}, v.changed_at ${versionsFrom(tx, type, sightOf(type, seen))}
      where v.stream = ${stream} and v.record = any(${ids}::uuid[]) and ${standing(tx, seen.to)}`
    const held = new Set<string>()
    for (const row of rows) {
      // A version made after `to` comes with its own page; until then this one is the newest the phone may see.
      const record = recordOf(deps, kind, row, seen.inScope !== null)
      if (!isHeld(type, record, row.changed_at, seen)) continue
      records.push(record)
      held.add(record.id)
    }
    if (!isFresh) gone.push(...ids.filter((id) => !held.has(id)).map((record) => ({ type, record })))
  }
  records.push(...await alsoOpened(deps, tx, stream, records, seen))
  const ordered = records.sort((a, b) => a.n - b.n)
  return { records: ordered, gone: await thoseSeenBefore(deps, tx, stream, [...gone, ...await alsoClosed(tx, stream, gone, seen)], seen) }
}

/** A record of a stream that the phone shall not hold any more. */
interface Left {
  readonly type: RecordType
  readonly record: string
}

/** The county's stream is everybody's; of a township's, what the phone may hold. */
function sightOf(type: RecordType, { me, places, inScope }: Seen): Sight {
  return inScope === null ? seenBy(me, type, places) : heldBy(me, type, places)
}

/**
 * What leads to records that were closed just now (a double, the matter a dispute came from) leaves with them, though nothing was written
 * to it.
 */
async function alsoClosed(tx: Sql, stream: string, closed: readonly Left[], { me, places, inScope }: Seen): Promise<readonly Left[]> {
  if (inScope === null) return []
  const found = new Map<string, Left>()
  let last = closed
  while (last.length > 0) {
    const next: Left[] = []
    for (const { from, link, to } of LINKS) {
      const ids = last.filter(({ type }) => type.kind === to).map(({ record }) => record)
      if (ids.length === 0) continue
      const rows = await tx<{ record: string }[]>`select v.record ${figureFrom(tx, from, hiddenFrom(me, from, places))}
        where v.stream = ${stream} and v.until is null and v.${tx(columnName(link))} = any(${ids}::uuid[])`
      next.push(...rows.map(({ record }) => ({ type: from, record })))
    }
    last = next.filter(({ record }) => !found.has(record) && !closed.some((each) => each.record === record))
    for (const each of last) found.set(each.record, each)
  }
  return [...found.values()]
}

/**
 * What leads to records that were closed at the cursor and are not now is seen again too, though nothing was written to it: it comes with
 * them, beside the page, under the number it has.
 */
async function alsoOpened(deps: PushDeps, tx: Sql, stream: string, records: readonly StoredRecord[], seen: Seen): Promise<readonly StoredRecord[]> {
  const found = new Map<string, StoredRecord>()
  let last = await reopened(tx, stream, records, seen)
  while (last.length > 0) {
    const next: StoredRecord[] = []
    for (const { from, link, to } of LINKS) {
      const ids = last.filter(({ kind }) => kind === to).map(({ id }) => id)
      if (ids.length === 0) continue
      const rows = await tx<PulledRow[]>`select ${versionColumns(tx)}, v.changed_at ${versionsFrom(tx, from, sightOf(from, seen))}
        where v.stream = ${stream} and v.${tx(columnName(link))} = any(${ids}::uuid[]) and ${standing(tx, seen.to)}`
      next.push(...rows.map((row) => ({ row, record: recordOf(deps, from.kind, row, true) })).filter(({ row, record }) => isHeld(from, record, row.changed_at, seen)).map(({ record }) => record))
    }
    last = next.filter(({ id }) => !found.has(id) && !records.some((record) => record.id === id))
    for (const record of last) found.set(record.id, record)
  }
  return [...found.values()]
}

/** Of the records, those that were closed at the cursor. */
async function reopened(tx: Sql, stream: string, records: readonly StoredRecord[], { inScope, from }: Seen): Promise<readonly StoredRecord[]> {
  if (inScope === null) return []
  const before: StoredRecord[] = []
  for (const type of new Set(LINKS.map(({ to }) => own<RecordType>(TYPES, to)))) {
    const now = records.filter(({ kind, n }) => kind === type?.kind && n > from)
    if (type?.protectedWhen === undefined || now.length === 0) continue
    const rows = await tx<{ record: string; data: Values }[]>`select v.record, v.data ${figureFrom(tx, type, everything('upkeep'))}
      where v.stream = ${stream} and v.record = any(${now.map(({ id }) => id)}::uuid[]) and v.since <= ${from} and v.until > ${from}`
    const closed = new Set(rows.filter(({ data }) => fits(type.protectedWhen ?? {}, data)).map(({ record }) => record))
    before.push(...now.filter(({ id }) => closed.has(id)))
  }
  return before
}

const LINKS = Object.entries(CARRIES).flatMap(([from, links]) =>
  Object.entries(links).map(([link, to]) => ({ from: must(own<RecordType>(TYPES, from), from), link, to })))

interface PulledRow extends VersionRow {
  readonly changed_at: string
}

function isHeld(type: RecordType, record: StoredRecord, changedAt: string, seen: Seen): boolean {
  if (seen.inScope === null) return true
  if (!isVisible(seen.me, type, seen.places, record)) return false
  const isDone = own(type.stages, record.stage)?.done === true
  const day = record.values[type.dated]
  return !isDone || changedAt.slice(0, 10) >= seen.since || (typeof day === 'string' && day >= seen.since)
}

/** Of the records now out of sight, those that were in sight at the cursor: only these ids may be told. */
async function thoseSeenBefore(deps: PushDeps, tx: Sql, stream: string, gone: readonly Left[], seen: Seen): Promise<readonly string[]> {
  const before: string[] = []
  for (const type of new Set(gone.map((each) => each.type))) {
    const ids = gone.filter((each) => each.type === type).map(({ record }) => record)
    const rows = await tx<PulledRow[]>`select ${versionColumns(tx)}, v.changed_at ${versionsFrom(tx, type, heldThenBy(seen.me, type, seen.places))}
      where v.stream = ${stream} and v.record = any(${ids}::uuid[]) and v.since <= ${seen.from} and (v.until is null or v.until > ${seen.from})`
    before.push(...rows.filter((row) => isHeld(type, recordOf(deps, type.kind, row, false), row.changed_at, seen)).map((row) => row.record))
  }
  return before
}

/** The inclusive ranges of (from, to] without the given numbers, which are in ascending order. */
export function bareRanges(from: number, to: number, present: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  let next = from + 1
  for (const n of [...present, to + 1]) {
    if (n > next) ranges.push([next, n - 1])
    next = n + 1
  }
  return ranges
}

/** Changes when the places, or the person's part in protected records, change: then the phone starts the stream anew. */
function scopeMark(me: Me, inScope: ReadonlySet<string> | null, erased: number): string {
  const places = inScope === null ? ['*'] : [...inScope].sort()
  return createHash('sha256').update(JSON.stringify([me.person, places, erased])).digest('base64url').slice(0, 16)
}
