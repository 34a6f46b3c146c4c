import type { Day } from '../../core/period'
import { monthsBetween, timeFields, withYears, type TimeFields } from '../../domain/rollup'
import type { Sql, SqlValue } from '../db'
import { everything } from '../everything'
import { column, figureFrom } from '../figureSql'
import { standing } from '../versions'

interface Span {
  readonly first: Day | null
  readonly last: Day | null
  readonly isOpen: boolean
}

/**
 * Periods in which anything counted may have changed after change `n` of a stream: the spans of all versions that stood at `n` or came since,
 * of the records that ops after `n` are about. Nothing is noted when a record is written; what is to be made again follows from the changes.
 */
export async function periodsTouched(tx: Sql, stream: string, n: number, today: Day): Promise<readonly string[]> {
  const months: string[] = []
  for (const time of timeFields()) {
    const spans = await tx<Span[]>`select distinct ${spanSql(tx, time)} ${figureFrom(tx, time.type, everything('counting'))}
      join (select distinct record from op where stream = ${stream} and n > ${n} and kind = ${time.type.kind}) o on o.record = v.record
      where v.stream = ${stream} and (v.until is null or v.until > ${n})`
    months.push(...spans.flatMap((span) => monthsOf(span, today)))
  }
  return withYears(months)
}

/** Every period there can be anything in: from the earliest day of all of the streams' records to today. */
export async function periodsEver(tx: Sql, streams: readonly string[], today: Day): Promise<readonly string[]> {
  const firsts: Day[] = []
  for (const time of timeFields()) {
    const [row] = await tx<{ first: Day | null }[]>`select min(${leastSql(tx, time)}) as first ${figureFrom(tx, time.type, everything('counting'))}
      where v.stream = any(${[...streams]}::uuid[]) and ${standing(tx, null)}`
    if (row?.first !== undefined && row.first !== null) firsts.push(row.first)
  }
  return withYears(monthsBetween(firsts.sort()[0] ?? today, today, today))
}

function monthsOf({ first, last, isOpen }: Span, today: Day): readonly string[] {
  return first === null || last === null ? [] : monthsBetween(first, isOpen && last < today ? today : last, today)
}

/** Whole months: a stream's thousand ops come down to a few rows. */
function spanSql(sql: Sql, time: TimeFields): SqlValue {
  const isOpen = time.open.reduce<SqlValue>((any, field) => sql`${any} or ${column(sql, time.type, field)} is null`, sql`false`)
  return sql`date_trunc('month', ${leastSql(sql, time)})::date as first, date_trunc('month', ${extremeSql(sql, time, 'greatest')})::date as last, (${isOpen}) as "isOpen"`
}

function leastSql(sql: Sql, time: TimeFields): SqlValue {
  return extremeSql(sql, time, 'least')
}

function extremeSql(sql: Sql, { type, days }: TimeFields, which: 'least' | 'greatest'): SqlValue {
  const [first, ...others] = days.map((day) => column(sql, type, day))
  const all = others.reduce<SqlValue>((row, day) => sql`${row}, ${day}`, first ?? sql`null`)
  return which === 'least' ? sql`least(${all})` : sql`greatest(${all})`
}
