import { must } from '../core/assert'
import type { Config } from '../core/config'
import { gatherPlaces, type Group } from '../core/figure'
import { own } from '../core/own'
import type { Day } from '../core/period'
import { isWithin, treeOn, type Places } from '../core/place'
import { treeDayOf, type At, type DrillAnswer, type DrillRequest, type FigureQuery, type FiguresAnswer, type FiguresRequest, type Me, type RecordAnswer } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { mayCount, mayList, mayRead, seesPersonal } from '../domain/role'
import { countedBy, hiddenFrom, seenBy, type Sight } from '../domain/sight'
import { guardedIn, published } from '../domain/suppress'
import type { PushDeps } from './batch'
import { columnName } from './columns'
import type { Sql } from './db'
import { everything, type Everything } from './everything'
import { checkFigure, figureFrom, figureWhere, isOfPerson } from './figureSql'
import { extentOf, groundOf, type Ground } from './ground'
import { readingsOf, type Question, type Spot, type Within } from './tally'
import { tallySql, type TallyRow } from './tallySql'
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
    if (isOfPerson(typeOfFigure(deps, query), query.figure)) return { kind: 'badFigure', say: '不按人统计。要看一个人经办的，请在台账里找。' }
  }
  return { kind: 'read', answer: await readQueries(deps, me.county, request.stream, request.queries, request.at, ofFigures(me)) }
}

/** For whom figures count, of one kind at one moment; `on`: the day whose tree they are counted by. */
export type Counting = (type: RecordType, ground: Ground, on: Day) => Sight | Everything

export function ofFigures(me: Me): Counting {
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
  if (queries.length === 0) return []
  const { readings, spots } = readingsOf(questionsIn(deps, ground, queries, counting))
  const rows: TallyRow[] = []
  for (let from = 0; from < readings.length; from += AT_ONCE) rows.push(...await tx<TallyRow[]>`${tallySql(tx, readings.slice(from, from + AT_ONCE), from)}`)
  const result = resultOf(rows)
  return queries.map((query, i) => {
    const counted = result(must(spots[i], 'an answer'))
    const answer = { value: counted.value, groups: atLevelOf(ground, query, counted.groups) }
    return guardedIn(deps.types, query.figure, query.by) ? published(answer) : answer
  })
}

/** Readings of one statement: a report's hundred questions are two round trips. */
const AT_ONCE = 40

/** Most questions of a screen are about the same places and days: these are walked once for each, not for every question. */
function questionsIn(deps: PushDeps, ground: Ground, queries: readonly FigureQuery[], counting: Counting): readonly Question[] {
  const treeByDay = new Map<Day, Places>()
  const trees: Places[] = []
  const known = new Map<string, Within>()
  return queries.map((query): Question => {
    const { place } = query
    const day = treeDayOf(query)
    const type = typeOfFigure(deps, query)
    const tree = treeByDay.get(day) ?? treeOn(ground.config.places, day)
    treeByDay.set(day, tree)
    const key = `${type.kind} ${place ?? ''} ${trees.includes(tree) ? trees.indexOf(tree) : trees.push(tree) - 1}`
    const within = known.get(key) ?? { type, extent: extentOf(ground, type, place, day), sight: counting(type, ground, day) }
    known.set(key, within)
    return { within, query }
  })
}

/** What the rows say of one question. In a reading of several figures a group that one of them has may be empty for the others. */
function resultOf(rows: readonly TallyRow[]): (spot: Spot) => { readonly value: number; readonly groups: readonly Group[] } {
  const byReading = new Map<string, TallyRow[]>()
  for (const row of rows) {
    const key = `${row.reading} ${row.split}`
    const known = byReading.get(key)
    if (known === undefined) byReading.set(key, [row])
    else known.push(row)
  }
  const sumAt = ({ sums }: TallyRow, member: number): number => must(sums[member], 'a sum')
  return ({ sum, groups }) => ({
    value: sumAt(must(byReading.get(`${sum.reading} -1`)?.[0], 'the sums'), sum.member),
    groups: groups === null ? [] : (byReading.get(`${groups.reading} ${groups.split}`) ?? [])
      .filter((row) => row.sums.length === 1 || sumAt(row, groups.member) > 0)
      .map((row) => ({ key: row.key ?? '', value: sumAt(row, groups.member) })),
  })
}

function atLevelOf({ config, stream }: Ground, query: FigureQuery, groups: readonly Group[]): readonly Group[] {
  const { by, place } = query
  return by?.kind === 'place' && by.level !== null ? gatherPlaces(groups, treeOn(config.places, treeDayOf(query)), by.level, place ?? stream) : groups
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
      const extent = extentOf(ground, type, query.place, treeDayOf(query))
      const where = figureWhere(tx, type, query.figure, query.period, extent)
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

export function queryProblem(deps: PushDeps, me: Me, ground: Ground, query: FigureQuery): ReadProblem | null {
  const type = own(deps.types, query.figure.kind)
  const say = checkFigure(type, query.figure, query.by)
  if (say !== null) return { kind: 'badFigure', say }
  const place = query.place ?? ground.stream
  const isInside = ground.stream === ground.county || isWithin(ground.config.places, place, ground.stream)
  return isInside && mayCount(me, ground.reach, place) ? null : NOT_FOUND
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
    const extent = extentOf(ground, type, query.place, treeDayOf(query))
    const where = figureWhere(tx, type, query.figure, query.period, extent)
    const [all] = await tx<{ total: number }[]>`select count(*)::bigint as total ${figureFrom(tx, type, ofFigures(me)(type, ground, treeDayOf(query)), extent.streams)} where ${where}`
    const rows = await tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, seenBy(me, type, ground.reach))} where ${where}
      order by v.${tx(columnName(type.dated))} desc nulls last, v.record desc`
    const closed = extent.at === null ? NO_RECORDS : await closedSince(tx, me, type, ground.reach, rows)
    const seen = rows.filter((row) => !closed.has(row.record) && mayRead(me, type, ground.reach, recordOf(deps, type.kind, row, false)))
    // Narrowed to one person, how many there are beside what is shown would tell whose the protected ones are.
    const hidden = isOfPerson(type, query.figure) ? 0 : must(all, 'a count').total - seen.length
    const page = seen.slice(request.offset, request.offset + request.limit)
    const records = page.map((row) => recordOf(deps, type.kind, row, seesPersonal(me, type, ground.reach, recordOf(deps, type.kind, row, false))))
    return { kind: 'read', answer: { at: ground.at, total: seen.length + hidden, hidden, records } }
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
