import { must } from '../core/assert'
import type { Config } from '../core/config'
import { gatherPlaces, type Group } from '../core/figure'
import { own } from '../core/own'
import type { Day } from '../core/period'
import { isWithin, placesOf, treeOn, within, type Places } from '../core/place'
import type { At, DrillAnswer, DrillRequest, FigureQuery, FiguresAnswer, FiguresRequest, Me, RecordAnswer } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { mayCount, mayList, mayRead, seesPersonal } from '../domain/role'
import { countedBy, hiddenFrom, seenBy, type Sight } from '../domain/sight'
import { guardedIn, published } from '../domain/suppress'
import type { PushDeps } from './batch'
import { columnName } from './columns'
import type { Sql } from './db'
import { everything, type Everything } from './everything'
import { amountSql, checkFigure, figureFrom, figureWhere, groupSql, totalSql, type Extent } from './figureSql'
import { readCurrent, recordOf, versionColumns, versionsFrom, type VersionRow } from './versions'

/** A read that can't be answered: no such thing or not for this person (both alike), or a question that makes no sense. */
export type ReadProblem = { readonly kind: 'notFound' } | { readonly kind: 'badFigure'; readonly say: string }
export type Read<T> = { readonly kind: 'read'; readonly answer: T } | ReadProblem

const NOT_FOUND: ReadProblem = { kind: 'notFound' }

/** All figures of a request in one snapshot: tiles, tables and sentences of one screen agree to the unit. */
export async function figures(deps: PushDeps, me: Me, request: FiguresRequest): Promise<Read<FiguresAnswer>> {
  const ground = await groundOf(deps, deps.db.sql, me.county, request.stream, request.at)
  if (ground === null) return NOT_FOUND
  for (const query of request.queries) {
    const problem = queryProblem(deps, me, ground, query)
    if (problem !== null) return problem
  }
  return { kind: 'read', answer: await readQueries(deps, me.county, request.stream, request.queries, request.at, ofFigures(me)) }
}

/** For whom figures count, of one kind at one moment; `on`: the day whose tree they are counted by. */
export type Counting = (type: RecordType, ground: Ground, on: Day) => Sight | Everything

function ofFigures(me: Me): Counting {
  return (type, { reach, config }, on) => countedBy(me, type, [...new Set([reach, config.places, treeOn(config.places, on)])])
}

/** Of questions the program asked itself, for somebody who may read the whole report. */
export const ofReports: Counting = () => everything('counting')

/** In one snapshot; that they may be asked is known. */
export async function readQueries(deps: PushDeps, county: string, stream: string, queries: readonly FigureQuery[], at: At | null, counting: Counting): Promise<FiguresAnswer> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = must(await groundOf(deps, tx, county, stream, at), 'the stream that is counted')
    const results = await countIn(deps, tx, ground, queries, counting)
    return { at: ground.at, readAt: new Date(deps.now()).toISOString(), results, waiting: await waitingOf(tx, stream) }
  })
}

/** In the order of the questions, which are known to make sense; the transaction is the snapshot. */
export async function countIn(deps: PushDeps, tx: Sql, ground: Ground, queries: readonly FigureQuery[], counting: Counting): Promise<FiguresAnswer['results']> {
  const totals: number[] = []
  for (let from = 0; from < queries.length; from += AT_ONCE) totals.push(...await readTotals(deps, tx, ground, queries.slice(from, from + AT_ONCE), counting))
  const groups = await Promise.all(queries.map((query) => readGroups(deps, tx, ground, query, counting)))
  return queries.map(({ figure, by }, at) => {
    const counted = { value: totals[at] ?? 0, groups: groups[at] ?? [] }
    return guardedIn(deps.types, figure, by) ? published(counted) : counted
  })
}

/** Records that figures count, as one snapshot holds them: those the reader may get, and how many there are. */
export interface RowsRead {
  readonly config: Config
  readonly rows: readonly VersionRow[]
  readonly total: number
  readonly totalByStream: Readonly<Record<string, number>>
}

/** All records such questions count, in the order of their days; null when they are more than `most`. The questions share no record. */
export async function readRows(deps: PushDeps, me: Me, stream: string, queries: readonly FigureQuery[], most: number): Promise<RowsRead | null> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = must(await groundOf(deps, tx, me.county, stream, null), 'the stream that is read')
    const rows: VersionRow[] = []
    const totalByStream: Record<string, number> = {}
    for (const query of queries) {
      const type = must(own(deps.types, query.figure.kind), 'the type of a figure')
      const date = query.figure.over.kind === 'flow' ? query.figure.over.date : query.figure.over.from
      const where = figureWhere(tx, type, query.figure, query.period, extentOf(ground, type, query.place, query.period.to))
      const sums = await tx<{ stream: string; total: number }[]>`select v.stream, count(*)::bigint as total ${figureFrom(tx, type, everything('counting'))} where ${where} group by v.stream`
      for (const sum of sums) totalByStream[sum.stream] = (totalByStream[sum.stream] ?? 0) + sum.total
      if (totalIn(totalByStream) > most) return null
      rows.push(...await tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, seenBy(me, type, ground.reach))} where ${where}
        order by v.${tx(columnName(date))} nulls first, v.record`)
    }
    return { config: ground.config, rows, total: totalIn(totalByStream), totalByStream }
  })
}

function totalIn(totalByStream: Readonly<Record<string, number>>): number {
  return Object.values(totalByStream).reduce((sum, total) => sum + total, 0)
}

/** The stream a question is about, as of one moment, with the county's places as they were then. */
export interface Ground {
  readonly stream: string
  readonly county: string
  readonly config: Config
  readonly at: At
  /** Versions are chosen by a change that has passed; null where nothing has changed since, and the current ones are read. */
  readonly past: { readonly town: number | null; readonly county: number | null }
  /** By which it is decided who may see what: today's tree, whatever moment is asked for; a place that is no longer in it stands where it stood. */
  readonly reach: Places
}

/** Null for a stream of another county, and for a moment that has not come yet. */
export async function groundOf(deps: PushDeps, sql: Sql, county: string, stream: string, at: At | null): Promise<Ground | null> {
  const [row] = await sql<{ n: number; county: string }[]>`select n, county from stream where stream = ${stream}`
  if (row === undefined || row.county !== county) return null
  const current = await deps.configs.current(sql, county)
  const now = { town: row.n, county: current.n }
  if (at === null) return { stream, county, config: current, at: now, past: { town: null, county: null }, reach: current.places }
  if (at.town > now.town || at.county > now.county) return null
  const isCountyNow = at.county === now.county
  const past = { town: at.town === now.town ? null : at.town, county: isCountyNow ? null : at.county }
  const config = isCountyNow ? current : await deps.configs.asOf(sql, county, at.county)
  return { stream, county, config, at, past, reach: isCountyNow ? current.places : reachOf(current.places, config.places) }
}

/** A group that was put under another village is no longer of those who work in the first, at whatever moment they say they look. */
function reachOf(now: Places, then: Places): Places {
  return placesOf([...Object.values(then.byId).filter(({ id }) => own(now.byId, id) === undefined), ...Object.values(now.byId)])
}

function queryProblem(deps: PushDeps, me: Me, ground: Ground, query: FigureQuery): ReadProblem | null {
  const type = own(deps.types, query.figure.kind)
  const say = checkFigure(type, query.figure, query.by)
  if (say !== null) return { kind: 'badFigure', say }
  const place = query.place ?? ground.stream
  const isInside = ground.stream === ground.county || isWithin(ground.config.places, place, ground.stream)
  return isInside && mayCount(me, ground.reach, place) ? null : NOT_FOUND
}

/**
 * Configuration (places, people) lies in the county's stream and is narrowed by place; a county's figure reads all its townships. What lies below
 * the place is what lay there at the end of the day `on`; null: today.
 */
export function extentOf(ground: Ground, type: RecordType, place: string | null, on: Day | null = null): Extent {
  const { past } = ground
  const root = place ?? ground.stream
  const { places } = ground.config
  const ids = within(on === null ? places : treeOn(places, on), root)
  if (type.stream === 'county') return { streams: [ground.county], places: ids, at: past.county }
  if (ground.stream !== ground.county) return { streams: [ground.stream], places: root === ground.stream ? null : ids, at: past.town }
  // A county's figure reads all its townships as they are: no one change number stands for all of them.
  return { streams: townshipsOf(ground, ids), places: root === ground.county ? null : ids, at: null }
}

function townshipsOf({ config }: Ground, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => config.places.byId[id]?.level === 'township')
}

/** Figures of one statement: a report's hundred questions are three round trips. */
const AT_ONCE = 40

/** The sums of some figures, in their order. */
async function readTotals(deps: PushDeps, sql: Sql, ground: Ground, queries: readonly FigureQuery[], counting: Counting): Promise<readonly number[]> {
  const sums = queries.map((query, at) => {
    const type = typeOfFigure(deps, query)
    const { measure } = query.figure
    const where = figureWhere(sql, type, query.figure, query.period, extentOf(ground, type, query.place, query.period.to))
    return sql`select ${at}::int as at, ${totalSql(sql, measure, amountSql(sql, type, measure))} as value ${figureFrom(sql, type, counting(type, ground, query.period.to))} where ${where}`
  })
  const [first, ...others] = sums
  if (first === undefined) return []
  const rows = await sql<{ at: number; value: number }[]>`${others.reduce((all, next) => sql`${all} union all ${next}`, first)}`
  const valueAt = new Map(rows.map(({ at, value }) => [at, value]))
  return queries.map((_, at) => must(valueAt.get(at), 'a sum'))
}

async function readGroups(deps: PushDeps, sql: Sql, ground: Ground, query: FigureQuery, counting: Counting): Promise<readonly Group[]> {
  if (query.by === null) return []
  const type = typeOfFigure(deps, query)
  const extent = extentOf(ground, type, query.place, query.period.to)
  const { by } = query
  const where = figureWhere(sql, type, query.figure, query.period, extent)
  const { measure } = query.figure
  const groups = await sql<{ key: string; value: number }[]>`
    select key, ${totalSql(sql, measure, sql`amount`)} as value
    from (select ${groupSql(sql, type, query.figure, by, query.period)} as key, ${amountSql(sql, type, measure)} as amount
      ${figureFrom(sql, type, counting(type, ground, query.period.to))} where ${where}) g group by key`
  if (by.kind !== 'place' || by.level === null) return groups.map(({ key, value }) => ({ key, value }))
  return gatherPlaces(groups, treeOn(ground.config.places, query.period.to), by.level, query.place ?? ground.stream)
}

export function typeOfFigure(deps: PushDeps, { figure }: FigureQuery): RecordType {
  return must(own(deps.types, figure.kind), 'the type of a checked figure')
}

/** The records a figure counted: the same WHERE without the sum. Protected ones are a number, not rows. */
export async function drill(deps: PushDeps, me: Me, request: DrillRequest): Promise<Read<DrillAnswer>> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = await groundOf(deps, tx, me.county, request.stream, request.at)
    if (ground === null) return NOT_FOUND
    const { query } = request
    const problem = queryProblem(deps, me, ground, query)
    if (problem !== null) return problem
    const type = typeOfFigure(deps, query)
    if (!mayList(me, type)) return NOT_FOUND
    // How many rows are hidden would tell to the one what is told in steps of five.
    if (guardedIn(deps.types, query.figure, query.by)) return { kind: 'badFigure', say: '这个数是保护未成年人、家暴当事人的，只给个大概，不能点开看是哪些。' }
    const extent = extentOf(ground, type, query.place, query.period.to)
    const where = figureWhere(tx, type, query.figure, query.period, extent)
    const [all] = await tx<{ total: number }[]>`select count(*)::bigint as total ${figureFrom(tx, type, ofFigures(me)(type, ground, query.period.to))} where ${where}`
    const rows = await tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, seenBy(me, type, ground.reach))} where ${where}
      order by v.${tx(columnName(type.dated))} desc nulls last, v.record desc`
    const closed = extent.at === null ? NO_RECORDS : await closedSince(tx, me, type, ground.reach, rows)
    const { total } = must(all, 'a count')
    const seen = rows.filter((row) => !closed.has(row.record) && mayRead(me, type, ground.reach, recordOf(deps, type.kind, row, false)))
    const page = seen.slice(request.offset, request.offset + request.limit)
    const records = page.map((row) => recordOf(deps, type.kind, row, seesPersonal(me, type, ground.reach, recordOf(deps, type.kind, row, false))))
    return { kind: 'read', answer: { at: ground.at, total, hidden: total - seen.length, records } }
  })
}

const NO_RECORDS: ReadonlySet<string> = new Set()

/** Records that are protected from the reader now: what was written before they were shows nothing of them either. */
async function closedSince(sql: Sql, me: Me, type: RecordType, places: Places, rows: readonly VersionRow[]): Promise<ReadonlySet<string>> {
  if (type.protectedWhen === undefined) return NO_RECORDS
  const closed = new Set<string>()
  for (const stream of new Set(rows.map((row) => row.stream))) {
    const current = await readCurrent(sql, type, stream, rows.filter((row) => row.stream === stream).map((row) => row.record), hiddenFrom(me, type, places))
    for (const row of current) closed.add(row.record)
  }
  return closed
}

/** One record as it is now, with personal values only where the reader's role has them. */
export async function readRecord(deps: PushDeps, me: Me, stream: string, id: string): Promise<Read<RecordAnswer>> {
  const found = await findRecord(deps, me, stream, id)
  if (found === null) return NOT_FOUND
  const { type, row, ground } = found
  const bare = recordOf(deps, type.kind, row, false)
  return { kind: 'read', answer: { record: recordOf(deps, type.kind, row, seesPersonal(me, type, ground.config.places, bare)), n: ground.at.town } }
}

export interface Found {
  readonly type: RecordType
  readonly row: VersionRow
  readonly ground: Ground
  readonly sight: Sight
}

/** Null also for whoever may not read it: nobody learns what exists. */
export async function findRecord(deps: PushDeps, me: Me, stream: string, id: string): Promise<Found | null> {
  const { sql } = deps.db
  const ground = await groundOf(deps, sql, me.county, stream, null)
  const [op] = await sql<{ kind: string }[]>`select kind from op where stream = ${stream} and record = ${id} and n is not null limit 1`
  const type = op === undefined ? undefined : own(deps.types, op.kind)
  if (ground === null || type === undefined || !mayList(me, type)) return null
  const sight = seenBy(me, type, ground.config.places)
  const [row] = await readCurrent(sql, type, stream, [id], sight)
  if (row === undefined) return null
  const isReadable = mayRead(me, type, ground.config.places, recordOf(deps, type.kind, row, false))
  return isReadable ? { type, row, ground, sight } : null
}

async function waitingOf(sql: Sql, stream: string): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`select coalesce(sum(waiting), 0)::bigint as waiting from device_waiting where stream = ${stream}`
  return row?.waiting ?? 0
}
