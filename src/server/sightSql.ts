import { unreachable } from '../core/assert'
import type { Where } from '../core/field'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import { CARRIES } from '../domain/carries'
import { homeField, RAISED } from '../domain/role'
import type { Clause, Sight } from '../domain/sight'
import { columnName, columnsOf, tableNamed } from './columns'
import type { Sql, SqlValue } from './db'
import type { Everything } from './everything'

/**
 * What a version `v` must be for a reader to get it. In every statement that names a version table, by `versionsFrom` or `figureFrom`.
 * `streams`: those the statement keeps to; whoever counts all there is in them is not asked again of every version.
 */
export function sightSql(sql: Sql, type: RecordType, sight: Sight | Everything, streams: readonly string[] | null = null): SqlValue {
  if (sight.kind === 'everything') return sql`true`
  if (sight.protected === 'counted' && streams !== null && sight.clauses.some((clause) => holdsAll(clause, streams))) return sql`true`
  const places = anyOf(sql, sight.clauses.map((clause) => clauseSql(sql, type, sight, clause)))
  switch (sight.protected) {
    case 'counted':
      return places
    case 'own':
      return sql`(${places} and ${openTo(sql, type, sight.person, true)})`
    case 'ownAlone':
      return sql`(${places} and ${openTo(sql, type, sight.person, false)})`
    case 'othersOnly':
      return sql`(${places} and not ${openTo(sql, type, sight.person, true)})`
    default:
      return unreachable(sight.protected)
  }
}

function holdsAll(clause: Clause, streams: readonly string[]): boolean {
  return clause.reach === 'places' && clause.places === null && streams.every((stream) => clause.streams.includes(stream))
}

function clauseSql(sql: Sql, type: RecordType, sight: Sight, { streams, places, reach }: Clause): SqlValue {
  const home = homeField(type)
  const at = hasColumn(type, home) ? sql`v.${sql(columnName(home))}` : sql`v.record`
  const inPlaces = places === null ? sql`` : sql`and ${at} = any(${[...places]}::uuid[])`
  return sql`(v.stream = any(${[...streams]}::uuid[]) ${inPlaces} and ${reachSql(sql, type, sight, reach)})`
}

function reachSql(sql: Sql, type: RecordType, { person, unit }: Sight, reach: Clause['reach']): SqlValue {
  const is = (field: string, value: string): SqlValue => (hasColumn(type, field) ? sql`coalesce(v.${sql(columnName(field))}::text = ${value}, false)` : sql`false`)
  switch (reach) {
    case 'places':
      return sql`true`
    case 'named':
      return is('handler', person)
    case 'raised':
      return anyOf(sql, RAISED.fields.map((field) => is(field, RAISED.level)))
    case 'own': {
      const ofUnit = unit === null ? [] : ['leadUnit', 'unit', 'transferUnit'].map((field) => is(field, unit))
      const helps = unit === null || !hasColumn(type, 'helpers') ? [] : [sql`coalesce(v.${sql(columnName('helpers'))} @> ${sql.json([{ unit }])}, false)`]
      return anyOf(sql, [sql`v.created_by = ${person}`, is('handler', person), ...ofUnit, ...helps])
    }
    default:
      return unreachable(reach)
  }
}

/** Whether the compartment of the record, and of what it leads to if that is asked, lets the person in. Never null. */
function openTo(sql: Sql, type: RecordType, person: string, isWalked: boolean): SqlValue {
  if (type.protectedWhen === undefined) return sql`true`
  const links = isWalked ? Object.keys(own(CARRIES, type.kind) ?? {}) : []
  const unlinked = links.reduce((all, link) => sql`${all} and v.${sql(columnName(link))} is null`, sql`true`)
  const led = links.length === 0 ? sql`true` : sql`((${unlinked}) or not ${leadsToClosed(sql, type, person)})`
  return sql`(${isTheirs(sql, 'v', person)} or (not ${isProtected(sql, 'v', type.protectedWhen)} and ${led}))`
}

/**
 * A double is as closed as the case it was put together with, a matter as the dispute it became, and the other way round: whatever is
 * about the same people. The way is walked to its end; a circle ends it too.
 */
function leadsToClosed(sql: Sql, type: RecordType, person: string): SqlValue {
  const stepsFrom = (kind: string, from: SqlValue): readonly SqlValue[] =>
    Object.entries(own(CARRIES, kind) ?? {}).map(([link, to]) => sql`select ${to}::text as kind, ${from}.${sql(columnName(link))} as record`)
  const onwards = Object.keys(CARRIES).flatMap((kind) => stepsFrom(kind, sql`b`).map((step) =>
    sql`${step} from ${sql(tableNamed(kind))} b where w.kind = ${kind} and b.stream = v.stream and b.record = w.record and b.until is null`))
  const closed = Object.entries(CARRIES).map(([kind]) => sql`(w.kind = ${kind} and exists (select 1 from ${sql(tableNamed(kind))} b
    where b.stream = v.stream and b.record = w.record and b.until is null and ${isProtected(sql, 'b', type.protectedWhen ?? {})} and not ${isTheirs(sql, 'b', person)}))`)
  return sql`exists (with recursive way (kind, record) as (
      select s.kind, s.record from (${allOf(sql, stepsFrom(type.kind, sql`v`))}) s where s.record is not null
      union select n.kind, n.record from way w cross join lateral (${allOf(sql, onwards)}) n where n.record is not null)
    select 1 from way w where ${anyOf(sql, closed)})`
}

function isTheirs(sql: Sql, alias: 'v' | 'b', person: string): SqlValue {
  return sql`(${sql(alias)}.created_by = ${person} or coalesce(${sql(alias)}.${sql(columnName('handler'))}::text = ${person}, false))`
}

function isProtected(sql: Sql, alias: 'v' | 'b', where: Where): SqlValue {
  const all = Object.entries(where).reduce((every, [field, codes]) => sql`${every} and coalesce(${sql(alias)}.${sql(columnName(field))}::text, '') = any(${[...codes]})`, sql`true`)
  return sql`(${all})`
}

function hasColumn(type: RecordType, field: string): boolean {
  return columnsOf(type).some((known) => known.field === field)
}

function anyOf(sql: Sql, conditions: readonly SqlValue[]): SqlValue {
  const [first, ...others] = conditions
  return first === undefined ? sql`false` : sql`(${others.reduce((all, next) => sql`${all} or ${next}`, first)})`
}

function allOf(sql: Sql, selects: readonly SqlValue[]): SqlValue {
  const [first, ...others] = selects
  return first === undefined ? sql`select null::text as kind, null::uuid as record` : others.reduce((all, next) => sql`${all} union all ${next}`, first)
}
