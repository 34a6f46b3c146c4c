import { atLevel, treeOn, within, type Places } from '../core/place'
import { treeDayOf, type FigureQuery } from '../core/protocol'
import type { PushDeps } from './batch'
import { tableOf } from './columns'
import type { Sql, SqlValue } from './db'
import { everything } from './everything'
import { amountSql, figureFrom, figureWhere, groupSql } from './figureSql'
import { extentOf, type Ground } from './ground'
import { typeOfFigure } from './read'

/** A record that a figure counts otherwise at one moment than at another; of a moment that does not count it, null. */
export interface Moved {
  readonly stream: string
  readonly record: string
  /** Changes that made the versions counted. */
  readonly then: number | null
  readonly now: number | null
  /** Whether the record was there at the earlier moment at all. */
  readonly wasKnown: boolean
}

/**
 * Which records make the difference between a figure then and now: counted at one of the moments only, adding another amount, or standing
 * in another group. Both sides are the figure's own WHERE, each with the places of its moment, so what is told here is what is counted.
 */
export async function movedRecords(deps: PushDeps, sql: Sql, then: Ground, now: Ground, query: FigureQuery): Promise<readonly Moved[]> {
  const type = typeOfFigure(deps, query)
  const at = type.stream === 'county' ? then.at.county : then.at.town
  return sql<Moved[]>`
    select d.stream, d.record, d."then", d."now", (d."then" is not null or exists (
      select 1 from ${sql(tableOf(type))} k where k.stream = d.stream and k.record = d.record and k.since <= ${at})) as "wasKnown"
    from (
      select coalesce(t.stream, c.stream) as stream, coalesce(t.record, c.record) as record, t.since as "then", c.since as "now"
      from (${counted(deps, sql, then, query)}) t full join (${counted(deps, sql, now, query)}) c on c.stream = t.stream and c.record = t.record
      where t.since is null or c.since is null or t.amount is distinct from c.amount or t.groups is distinct from c.groups) d`
}

/** Every record a figure counts at a moment, with what it adds and the groups it stands in. */
function counted(deps: PushDeps, sql: Sql, ground: Ground, query: FigureQuery): SqlValue {
  const { figure, period, by, place } = query
  const type = typeOfFigure(deps, query)
  const where = figureWhere(sql, type, figure, period, extentOf(ground, type, place, treeDayOf(query)))
  const group = by === null ? sql`''` : groupSql(sql, type, figure, by, period)
  const key = by?.kind === 'place' && by.level !== null ? gathered(sql, treeOn(ground.config.places, treeDayOf(query)), place ?? ground.stream, by.level, group) : group
  return sql`select stream, record, since, amount, array_agg(key order by key) as groups
    from (select v.stream, v.record, v.since, (${amountSql(sql, type, figure.measure)})::text as amount, ${key} as key ${figureFrom(sql, type, everything('counting'))} where ${where}) g
    group by stream, record, since, amount`
}

/** The place of a level above a record's own, as `gatherPlaces` (core/figure) gathers them: a group put under another village takes its records along. */
function gathered(sql: Sql, places: Places, root: string, level: string, place: SqlValue): SqlValue {
  const ids = within(places, root)
  const above = ids.map((id) => atLevel(places, id, level)?.id ?? root)
  return sql`coalesce((select p.above from unnest(${[...ids]}::text[], ${above}::text[]) as p (id, above) where p.id = ${place}), ${root}::text)`
}
