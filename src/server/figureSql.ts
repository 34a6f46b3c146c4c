import { assert, unreachable } from '../core/assert'
import type { Figure, GroupBy, Measure } from '../core/figure'
import { holdsPeople } from '../core/field'
import { own } from '../core/own'
import type { Day, Period } from '../core/period'
import type { RecordType } from '../core/recordType'
import type { Sight } from '../domain/sight'
import { columnName, columnsOf, tableOf } from './columns'
import { countedStages, isEnd } from './dayIndexes'
import type { Sql, SqlValue } from './db'
import { everything, type Everything } from './everything'
import { sightSql } from './sightSql'
import { standing } from './versions'

type Fragment = SqlValue

/** For whom versions are counted. */
export type Eyes = Sight | Everything

/** Which versions: of which streams, within which places (null: all), as of which change (null: now). */
export interface Extent {
  readonly streams: readonly string[]
  readonly places: readonly string[] | null
  readonly at: number | null
}

/**
 * The one WHERE of a figure. The sum and the drill-down share it, so a number can't disagree with its records.
 * `checkFigure` has been asked before: every field named here is a typed column.
 */
export function figureWhere(sql: Sql, type: RecordType, figure: Figure, period: Period, extent: Extent): Fragment {
  const counted = sql`${extentWhere(sql, type, extent)} and ${memberWhere(sql, type, figure, period)}`
  return figure.over.kind === 'covered' ? sql`${counted} and ${coveredSql(sql, type, figure.over, period, counted)}` : counted
}

/** What every figure asks of a version: where and as of when it stands, and that it counts at all. */
export function extentWhere(sql: Sql, type: RecordType, { streams, places, at }: Extent): Fragment {
  const place = type.placed === null ? sql`v.record` : column(sql, type, type.placed)
  return sql`v.stream = any(${[...streams]}::uuid[])
    and ${standing(sql, at)}
    and ${sql.unsafe(countedStages(type, 'v.stage'))}
    and ${places === null ? sql`${place} is not null` : sql`${place} = any(${[...places]}::uuid[])`}`
}

/** What a figure over a period asks beside that, of one version by itself: `covered` also asks about the others. */
export function memberWhere(sql: Sql, type: RecordType, figure: Figure, period: Period): Fragment {
  return sql`${overWhere(sql, type, figure.over, [period])} ${inRow(sql, Object.entries(figure.where).map(([field, codes]) => sql`and ${fitsSql(sql, type, field, codes, period)}`))}`
}

/** Versions by whom they are counted for. `streams`: those the statement keeps to anyway. */
export function figureFrom(sql: Sql, type: RecordType, sight: Eyes, streams: Extent['streams'] | null = null): Fragment {
  return sql`from ${sql(tableOf(type))} v join (select 1) as seen on ${sightSql(sql, type, sight, streams)}`
}

/** What the figure adds up over rows, or over those that `fit`. `amount` is `amountSql`, or the name of a column that holds it. */
export function totalSql(sql: Sql, measure: Measure, amount: Fragment, fit: Fragment | null): Fragment {
  const those = fit === null ? sql`` : sql`filter (where ${fit})`
  switch (measure.kind) {
    case 'count':
      return sql`count(*) ${those}`
    case 'distinct':
      return sql`count(distinct ${amount}) ${those}`
    case 'sum':
    case 'rows':
      return sql`coalesce(sum(${amount}) ${those}, 0)::bigint`
    default:
      return unreachable(measure)
  }
}

/** What one version adds; for `distinct`, the value that is counted once. */
export function amountSql(sql: Sql, type: RecordType, measure: Measure): Fragment {
  switch (measure.kind) {
    case 'count':
      return sql`1`
    case 'sum':
    case 'distinct':
      return column(sql, type, measure.field)
    case 'rows': {
      const amount = measure.sum === null ? sql`count(*)` : sql`coalesce(sum((r ->> ${measure.sum})::bigint), 0)`
      const conditions = Object.entries(measure.where).map(([cell, codes]) => sql`and coalesce(r ->> ${cell}, '') = any(${[...codes]})`)
      return sql`(select ${amount} from jsonb_array_elements(coalesce(${column(sql, type, measure.rows)}, '[]'::jsonb)) r where true ${inRow(sql, conditions)})`
    }
    default:
      return unreachable(measure)
  }
}

/** The key a figure is split by, as text; '' is "not yet". A field of several choices stands in several groups. */
export function groupSql(sql: Sql, type: RecordType, figure: Figure, by: GroupBy, period: Period): Fragment {
  return keyTextSql(sql, by, keySql(sql, type, figure, by, period))
}

/** What tells the groups apart, in its own type: thousands of rows are sorted by it, and only what is left is made a text. */
export function keySql(sql: Sql, type: RecordType, figure: Figure, by: GroupBy, period: Period): Fragment {
  switch (by.kind) {
    case 'field': {
      const isMany = type.fields[by.field]?.kind === 'choices'
      if (isMany) return sql`unnest(case when cardinality(coalesce(${column(sql, type, by.field)}, '{}')) = 0 then array[''] else ${column(sql, type, by.field)} end)`
      return sql`coalesce(${valueAt(sql, type, by.field, period)}::text, '')`
    }
    case 'month':
      return sql`date_trunc('month', ${column(sql, type, figure.over.kind === 'flow' ? figure.over.date : figure.over.from)}::timestamp)`
    case 'place':
      // A record belongs to one township for ever, and no village moves to another: the township above its place is its stream.
      if (by.level === 'township' && type.stream === 'township') return sql`v.stream`
      return type.placed === null ? sql`v.record` : column(sql, type, type.placed)
    default:
      return unreachable(by)
  }
}

/** A key of `keySql`, or the name of a column that holds it, as text. */
export function keyTextSql(sql: Sql, by: GroupBy, key: Fragment): Fragment {
  switch (by.kind) {
    case 'field':
      return key
    case 'month':
      return sql`coalesce(to_char(${key}, 'YYYY-MM'), '')`
    case 'place':
      return sql`${key}::text`
    default:
      return unreachable(by)
  }
}

/** Records that any of the periods may mean; of one period, those it means. */
export function overWhere(sql: Sql, type: RecordType, over: Figure['over'], periods: readonly Period[]): Fragment {
  const [first, last] = [least(periods.map(({ from }) => from)), most(periods.map(({ to }) => to))]
  switch (over.kind) {
    case 'flow':
      return sql`${daySql(sql, type, over.date)} between ${first} and ${last}`
    case 'stock': {
      const from = column(sql, type, over.from)
      const until = endSql(sql, type, over.until)
      const held = least(periods.map(({ to }) => to))
      // Almost everything has begun, and little has not ended: `+ 0` keeps a plan made without the days from looking for the first.
      const hasBegun = over.sinceEver === true ? sql`(${from} is null or ${from} <= ${last})` : sql`${from} + 0 <= ${last}`
      return sql`${hasBegun} and ${over.untilCounts ? sql`${until} >= ${held}` : sql`${until} > ${held}`}`
    }
    case 'covered':
      return sql`${column(sql, type, over.from)} <= ${last} and ${column(sql, type, over.until)} >= ${first}`
    default:
      return unreachable(over)
  }
}

function least(days: readonly Day[]): Day {
  return days.reduce((a, b) => (a < b ? a : b))
}

function most(days: readonly Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b))
}

/** A day as its index has it (dayIndexes.ts); of a period's days the end that has not come is none. */
function daySql(sql: Sql, type: RecordType, field: string): Fragment {
  return isEnd(type, field) ? endSql(sql, type, field) : column(sql, type, field)
}

/** What holds without an end lies after every day. */
function endSql(sql: Sql, type: RecordType, field: string): Fragment {
  return sql`coalesce(${column(sql, type, field)}, 'infinity'::date)`
}

/**
 * No day of the period lies outside the spans of all that are counted; inside, `v` is each of these. A gap begins on the first day or on
 * the day after a span ends, so these days are all that have to be looked at.
 */
function coveredSql(sql: Sql, type: RecordType, over: Extract<Figure['over'], { kind: 'covered' }>, period: Period, counted: Fragment): Fragment {
  const [from, until] = [column(sql, type, over.from), column(sql, type, over.until)]
  return sql`not exists (
    select 1 from (
      select ${period.from}::date as day union select ${until} + 1 ${figureFrom(sql, type, WITHIN)} where ${counted} and ${until} < ${period.to}
    ) gap where not exists (select 1 ${figureFrom(sql, type, WITHIN)} where ${counted} and gap.day between ${from} and ${until}))`
}

/** Whether nothing is missing does not depend on who asks; that the figure may be asked is said where its rows are read. */
const WITHIN = everything('counting')

/** One condition of a figure: the field is a typed column, or the stage. */
export function fitsSql(sql: Sql, type: RecordType, field: string, codes: readonly string[], period: Period): Fragment {
  if (field === 'stage') return sql`v.stage = any(${[...codes]})`
  const list = [...codes]
  if (type.fields[field]?.kind === 'choices') {
    const isUnset = codes.includes('') ? sql`or cardinality(coalesce(${column(sql, type, field)}, '{}')) = 0` : sql``
    return sql`(${column(sql, type, field)} && ${list}::text[] ${isUnset})`
  }
  return sql`coalesce(${valueAt(sql, type, field, period)}::text, '') = any(${list})`
}

/** The value as it stood at the end of the period: a result reached later is "not yet". */
function valueAt(sql: Sql, type: RecordType, name: string, period: Period): Fragment {
  const field = own(type.fields, name)
  if (field?.kind !== 'choice' || field.asOf === undefined) return column(sql, type, name)
  return sql`case when ${column(sql, type, field.asOf)} <= ${period.to} then ${column(sql, type, name)} end`
}

/** Fragments one after another; the driver takes an empty list for a value. */
export function inRow(sql: Sql, fragments: readonly Fragment[]): Fragment {
  return fragments.reduce((row, fragment) => sql`${row} ${fragment}`, sql``)
}

export function column(sql: Sql, type: RecordType, field: string): Fragment {
  assert(columnsOf(type).some((known) => known.field === field), `${type.kind}.${field} is a typed column`)
  return sql`v.${sql(columnName(field))}`
}

/** Why a figure from outside can't be evaluated; null when it can. */
export function checkFigure(type: RecordType | undefined, figure: Figure, by: GroupBy | null): string | null {
  if (type === undefined) return '没有这种台账'
  const named = [...Object.keys(figure.where), ...overFields(figure), ...(by?.kind === 'field' ? [by.field] : [])]
  // Nothing is split by person, whoever asks (no rankings); how many heads there are is a number like any other.
  const people = by?.kind === 'field' && isPerson(type, by.field) ? by.field : undefined
  const bad = named.find((field) => field !== 'stage' && !isDimension(type, field)) ?? people ?? measureProblem(type, figure.measure)
  if (bad === null || bad === undefined) return null
  // A name of ours, or whatever somebody wrote in its place: a refusal never says what came with the question.
  const label = own(type.fields, bad)?.label
  return label === undefined ? '有一项是这种台账里没有的，不能用来统计' : `“${label}”不能用来统计`
}

function overFields({ over }: Figure): readonly string[] {
  return over.kind === 'flow' ? [over.date] : [over.from, over.until]
}

/** Whether records are narrowed to those of one person: a list of them may be, a number never. */
export function isOfPerson(type: RecordType, { where }: Figure): boolean {
  return Object.keys(where).some((field) => isPerson(type, field))
}

function isPerson(type: RecordType, name: string): boolean {
  const field = own(type.fields, name)
  return field?.kind === 'ref' && field.to === 'person'
}

/** Personal fields have no typed column, so nothing can be counted by them. */
function isDimension(type: RecordType, field: string): boolean {
  const kind = own(type.fields, field)?.kind
  return kind !== undefined && kind !== 'rows' && columnsOf(type).some((known) => known.field === field)
}

function measureProblem(type: RecordType, measure: Measure): string | null {
  switch (measure.kind) {
    case 'count':
      return null
    case 'sum': {
      const kind = own(type.fields, measure.field)?.kind
      return kind === 'count' || kind === 'money' ? null : measure.field
    }
    case 'distinct':
      return isDimension(type, measure.field) ? null : measure.field
    case 'rows': {
      const field = own(type.fields, measure.rows)
      if (field?.kind !== 'rows' || (holdsPeople(field) && (measure.sum !== null || Object.keys(measure.where).length > 0))) return measure.rows
      const sum = measure.sum === null ? undefined : own(field.fields, measure.sum)
      if (measure.sum !== null && sum?.kind !== 'count' && sum?.kind !== 'money') return measure.sum
      return Object.keys(measure.where).find((cell) => own(field.fields, cell)?.kind !== 'choice') ?? null
    }
    default:
      return unreachable(measure)
  }
}
