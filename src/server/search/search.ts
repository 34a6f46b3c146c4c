import { must } from '../../core/assert'
import { own } from '../../core/own'
import { initialsOf } from '../../core/pinyin/initials'
import { isWithin } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { createWording, isSought, meets, recordWords, soughtIn } from '../../core/searchText'
import { MOST_OPENED, type SearchAnswer, type SearchPlace, type SearchRequest } from '../../core/searchWire'
import { maySearch, seesPersonal } from '../../domain/role'
import { hiddenFrom, seenBy } from '../../domain/sight'
import type { PushDeps } from '../batch'
import type { Sql, SqlValue } from '../db'
import { checkFigure, column } from '../figureSql'
import { extentOf, groundOf, type Ground } from '../ground'
import type { Read } from '../read'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from '../versions'
import { filterSql, wordsSql } from './conditions'

/**
 * Records by words and conditions, in one snapshot. Open to whoever may read all records of the kind below the place (`maySearch`): what
 * is found, and how many, tells nothing such a person could not list. Protected records are not found by words at all, unless the asker
 * is their handler; without words they are a number.
 */
export async function search(deps: PushDeps, me: Me, request: SearchRequest): Promise<Read<SearchAnswer>> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = await groundOf(deps, tx, me.county, request.stream, null)
    const type = own(deps.types, request.kind)
    if (ground === null || type === undefined) return { kind: 'notFound' }
    const problem = whereProblem(type, request)
    if (problem !== null) return { kind: 'badFigure', say: problem }
    const root = request.place ?? ground.stream
    const isInside = ground.stream === ground.county || isWithin(ground.config.places, root, ground.stream)
    const right = isInside ? maySearch(me, type, ground.config.places, root) : 'no'
    if (right === 'no') return { kind: 'notFound' }
    const asked: Asked = { deps, tx, me, ground, type, request, right, conditions: filterSql(tx, type, extentOf(ground, type, request.place), request.where, request.period) }
    return { kind: 'read', answer: request.told && right === 'personal' && isSought(soughtIn(request.text)) ? await openAndLook(asked) : await look(asked) }
  })
}

interface Asked {
  readonly deps: PushDeps
  readonly tx: Sql
  readonly me: Me
  readonly ground: Ground
  readonly type: RecordType
  readonly request: SearchRequest
  readonly right: 'open' | 'personal'
  readonly conditions: SqlValue
}

function whereProblem(type: RecordType, { where }: SearchRequest): string | null {
  const guarded = Object.keys(type.protectedWhen ?? {}).find((name) => own(where, name) !== undefined)
  if (guarded !== undefined) return `“${type.fields[guarded]?.label ?? guarded}”不能用来找`
  return checkFigure(type, { kind: type.kind, where, over: { kind: 'flow', date: type.dated }, measure: { kind: 'count' } }, null)
}

async function look(asked: Asked): Promise<SearchAnswer> {
  const { deps, tx, me, ground, type, request, right } = asked
  const sought = soughtIn(request.text)
  const where = isSought(sought) ? sql(asked, wordsSql(deps, tx, ground, type, sought, right === 'personal')) : asked.conditions
  const page = await readPage(asked, where, request.limit + 1)
  const records = page.slice(0, request.limit)
  const [sum] = request.after === null ? await tx<{ total: number }[]>`select count(*)::bigint as total ${versionsFrom(tx, type, seenBy(me, type, ground.config.places))} where ${where}` : []
  const hidden = isSought(sought) ? 0 : tellable(request, await hiddenIn(asked))
  return {
    n: ground.at.town, records: records.map((row) => told(asked, row)), hidden, opened: null,
    next: page.length > request.limit ? placeOf(type, records[records.length - 1]) : null,
    total: sum === undefined ? null : sum.total + hidden,
  }
}

/** Opens the newest that fit the conditions and looks through all their words, as a phone does: the same function decides. */
async function openAndLook(asked: Asked): Promise<SearchAnswer> {
  const { tx, me, ground, type, request, conditions } = asked
  const newest = await readPage({ ...asked, request: { ...request, after: null } }, conditions, MOST_OPENED)
  const [sum] = await tx<{ total: number }[]>`select count(*)::bigint as total ${versionsFrom(tx, type, seenBy(me, type, ground.config.places))} where ${conditions}`
  const wording = createWording(ground.config)
  const sought = soughtIn(request.text)
  const found = newest.map((row) => told(asked, row)).filter((record) => meets(sought, recordWords(wording, type, record.values, initialsOf)))
  const from = request.after === null ? 0 : found.findIndex(({ id }) => id === request.after?.id) + 1
  const records = found.slice(from, from + request.limit)
  const last = records[records.length - 1]
  return {
    n: ground.at.town, records, hidden: 0, total: request.after === null ? found.length : null,
    next: last !== undefined && from + records.length < found.length ? { day: dayOf(type, last.values), id: last.id } : null,
    opened: { records: newest.length, of: must(sum, 'a count').total },
  }
}

/**
 * How many more there are, of a whole list. Narrowed by conditions they are not told, few or many: by taking one number from another one
 * would find out, a question at a time, what a protected record is.
 */
function tellable({ where, period }: SearchRequest, hidden: number): number {
  return period === null && Object.keys(where).length === 0 ? hidden : 0
}

async function hiddenIn({ tx, me, ground, type, conditions }: Asked): Promise<number> {
  if (type.protectedWhen === undefined) return 0
  const [sum] = await tx<{ total: number }[]>`select count(*)::bigint as total ${versionsFrom(tx, type, hiddenFrom(me, type, ground.config.places))} where ${conditions}`
  return must(sum, 'a count').total
}

async function readPage({ tx, me, ground, type, request }: Asked, where: SqlValue, most: number): Promise<readonly VersionRow[]> {
  const day = tx`coalesce(${column(tx, type, type.dated)}, '-infinity'::date)`
  const { after } = request
  const later = after === null ? tx`` : tx`and (${day}, v.record) < (${after.day ?? '-infinity'}::date, ${after.id}::uuid)`
  return tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, seenBy(me, type, ground.config.places))}
    where ${where} ${later} order by ${day} desc, v.record desc limit ${most}`
}

function told({ deps, me, ground, type }: Asked, row: VersionRow): SearchAnswer['records'][number] {
  const bare = recordOf(deps, type.kind, row, false)
  const record = seesPersonal(me, type, ground.config.places, bare) ? recordOf(deps, type.kind, row, true) : bare
  return { ...record, stream: row.stream }
}

function placeOf(type: RecordType, row: VersionRow | undefined): SearchPlace | null {
  return row === undefined ? null : { day: dayOf(type, row.data), id: row.record }
}

function dayOf(type: RecordType, values: VersionRow['data']): string | null {
  const day = values[type.dated]
  return typeof day === 'string' ? day : null
}

function sql({ tx, conditions }: Asked, words: SqlValue): SqlValue {
  return tx`${conditions} and ${words}`
}
