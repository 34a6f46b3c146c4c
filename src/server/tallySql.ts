import { must } from '../core/assert'
import type { Sql, SqlValue } from './db'
import { amountSql, extentWhere, figureFrom, figureWhere, inRow, keySql, keyTextSql, memberWhere, overWhere, totalSql } from './figureSql'
import { isMany, type Member, type Reading } from './tally'

/** One row of a reading: the sums of its members, in their order; of all its records (`split` -1, no key), or of one group of one of its splits. */
export interface TallyRow {
  readonly reading: number
  readonly split: number
  readonly key: string | null
  readonly sums: readonly number[]
}

/** Rows of some readings, the first of which stands at `first` in their list. */
export function tallySql(sql: Sql, readings: readonly Reading[], first: number): SqlValue {
  return readings.map((reading, i) => readingSql(sql, reading, first + i)).reduce((all, next) => sql`${all} union all ${next}`)
}

function readingSql(sql: Sql, reading: Reading, at: number): SqlValue {
  const { within: { type }, members, splits } = reading
  const from = fromSql(sql, reading)
  const fits = members.map((member) => (fitsAll(member, members) ? null : memberWhere(sql, type, member.figure, member.period)))
  const amounts = members.map(({ figure: { measure } }) => amountSql(sql, type, measure))
  if (splits.length === 0) {
    const sums = members.map(({ figure: { measure } }, i) => totalSql(sql, measure, amounts[i] ?? null, fits[i] ?? null))
    return sql`select ${at}::int as reading, -1 as split, null::text as key, array[${listed(sql, sums)}]::bigint[] as sums ${from}`
  }
  const { figure } = must(members[0], 'a member')
  const named = (letter: string) => (_: unknown, i: number): SqlValue => sql`${sql(`${letter}${i}`)}`
  const [keys, added, fit] = [splits.map(named('k')), members.map(named('a')), members.map(named('f'))]
  const columns = [
    ...splits.map(({ by, period }, i) => sql`${keySql(sql, type, figure, by, period)} as ${keys[i] ?? null}`),
    ...amounts.map((amount, i) => sql`${amount} as ${added[i] ?? null}`),
    ...fits.flatMap((where, i) => (where === null ? [] : [sql`(${where}) as ${fit[i] ?? null}`])),
  ]
  const sums = members.map(({ figure: { measure } }, i) => totalSql(sql, measure, added[i] ?? null, fits[i] === null ? null : fit[i] ?? null))
  const texts = splits.map(({ by }, i) => keyTextSql(sql, by, keys[i] ?? null))
  const chosen = (values: readonly SqlValue[]): SqlValue => inRow(sql, values.map((value, i) => sql`when grouping(${keys[i] ?? null}) = 0 then ${value}`))
  // Split by a field of several choices a record stands in several groups, and the groups add up to more than there is.
  const whole = splits.some(({ by }) => isMany(type, by)) ? [] : [sql`()`]
  return sql`select ${at}::int as reading, (case ${chosen(splits.map((_, i) => sql`${i}::int`))} else -1 end) as split, (case ${chosen(texts)} end) as key,
      array[${listed(sql, sums)}]::bigint[] as sums
    from (select ${listed(sql, columns)} ${from}) g group by grouping sets (${listed(sql, [...whole, ...keys.map((key) => sql`(${key})`)])})`
}

/** Alone, a figure says which records are read; of several, each says which of them it counts. */
function fromSql(sql: Sql, { within: { type, extent, sight }, members }: Reading): SqlValue {
  const { figure, period } = must(members[0], 'a member')
  const where = members.length === 1
    ? figureWhere(sql, type, figure, period, extent)
    : sql`${extentWhere(sql, type, extent)} and ${overWhere(sql, type, figure.over, members.map((member) => member.period))}`
  return sql`${figureFrom(sql, type, sight, extent.streams)} where ${where}`
}

/** Whether it counts whatever is read. */
function fitsAll({ figure, period }: Member, members: readonly Member[]): boolean {
  if (members.length === 1) return true
  const isWidest = members.every((other) => (figure.over.kind === 'flow' ? period.from <= other.period.from && other.period.to <= period.to : other.period.to === period.to))
  return isWidest && Object.keys(figure.where).length === 0
}

function listed(sql: Sql, parts: readonly SqlValue[]): SqlValue {
  return parts.reduce((all, next) => sql`${all}, ${next}`)
}
