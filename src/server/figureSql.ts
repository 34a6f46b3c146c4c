import { assert, unreachable } from '../core/assert'
import type { Figure, GroupBy, Measure } from '../core/figure'
import { own } from '../core/own'
import type { Period } from '../core/period'
import { uncountedStages, type RecordType } from '../core/recordType'
import type { Sight } from '../domain/sight'
import { columnName, columnsOf, tableOf } from './columns'
import type { Sql, SqlValue } from './db'
import { everything, type Everything } from './everything'
import { sightSql } from './sightSql'
import { standing } from './versions'

type Fragment = SqlValue

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
  const counted = eachWhere(sql, type, figure, period, extent)
  return figure.over.kind === 'covered' ? sql`${counted} and ${coveredSql(sql, type, figure.over, period, counted)}` : counted
}

/** Of one version by itself: `covered` also asks about the others. */
function eachWhere(sql: Sql, type: RecordType, figure: Figure, period: Period, extent: Extent): Fragment {
  const { streams, places, at } = extent
  const place = type.placed === null ? sql`v.record` : column(sql, type, type.placed)
  return sql`v.stream = any(${[...streams]}::uuid[])
    and ${standing(sql, at)}
    and v.stage <> all(${[...uncountedStages(type)]})
    and ${places === null ? sql`${place} is not null` : sql`${place} = any(${[...places]}::uuid[])`}
    and ${overSql(sql, type, figure, period)}
    ${inRow(sql, Object.entries(figure.where).map(([field, codes]) => sql`and ${fitsSql(sql, type, field, codes, period)}`))}`
}

/** Versions by whom they are counted for. */
export function figureFrom(sql: Sql, type: RecordType, sight: Sight | Everything): Fragment {
  return sql`from ${sql(tableOf(type))} v join (select 1) as seen on ${sightSql(sql, type, sight)}`
}

/** What the figure adds up over the rows of its WHERE. `amount` is `amountSql`, or the name of a column that holds it. */
export function totalSql(sql: Sql, measure: Measure, amount: Fragment): Fragment {
  return measure.kind === 'distinct' ? sql`count(distinct ${amount})::bigint` : sql`coalesce(sum(${amount}), 0)::bigint`
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

/** The key a figure is split by; '' is "not yet". A field of several choices stands in several groups. */
export function groupSql(sql: Sql, type: RecordType, figure: Figure, by: GroupBy, period: Period): Fragment {
  switch (by.kind) {
    case 'field': {
      const isMany = type.fields[by.field]?.kind === 'choices'
      if (isMany) return sql`unnest(case when cardinality(coalesce(${column(sql, type, by.field)}, '{}')) = 0 then array[''] else ${column(sql, type, by.field)} end)`
      return sql`coalesce(${valueAt(sql, type, by.field, period)}::text, '')`
    }
    case 'month':
      return sql`coalesce(to_char(${column(sql, type, figure.over.kind === 'flow' ? figure.over.date : figure.over.from)}, 'YYYY-MM'), '')`
    case 'place':
      return type.placed === null ? sql`v.record::text` : sql`${column(sql, type, type.placed)}::text`
    default:
      return unreachable(by)
  }
}

function overSql(sql: Sql, type: RecordType, figure: Figure, period: Period): Fragment {
  const { over } = figure
  switch (over.kind) {
    case 'flow':
      return sql`${column(sql, type, over.date)} between ${period.from} and ${period.to}`
    case 'stock': {
      const from = column(sql, type, over.from)
      const until = column(sql, type, over.until)
      const hasBegun = over.sinceEver === true ? sql`(${from} is null or ${from} <= ${period.to})` : sql`${from} <= ${period.to}`
      const holds = over.untilCounts ? sql`${until} >= ${period.to}` : sql`${until} > ${period.to}`
      return sql`${hasBegun} and (${until} is null or ${holds})`
    }
    case 'covered':
      return sql`${column(sql, type, over.from)} <= ${period.to} and ${column(sql, type, over.until)} >= ${period.from}`
    default:
      return unreachable(over)
  }
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
  const bad = named.find((field) => field !== 'stage' && !isDimension(type, field)) ?? measureProblem(type, figure.measure)
  if (bad === null || bad === undefined) return null
  // A name of ours, or whatever somebody wrote in its place: a refusal never says what came with the question.
  const label = own(type.fields, bad)?.label
  return label === undefined ? '有一项是这种台账里没有的，不能用来统计' : `“${label}”不能用来统计`
}

function overFields({ over }: Figure): readonly string[] {
  return over.kind === 'flow' ? [over.date] : [over.from, over.until]
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
      if (field?.kind !== 'rows') return measure.rows
      const sum = measure.sum === null ? undefined : own(field.fields, measure.sum)
      if (measure.sum !== null && sum?.kind !== 'count' && sum?.kind !== 'money') return measure.sum
      return Object.keys(measure.where).find((cell) => own(field.fields, cell)?.kind !== 'choice') ?? null
    }
    default:
      return unreachable(measure)
  }
}
