import { must } from '../../core/assert'
import { own } from '../../core/own'
import type { Day } from '../../core/period'
import type { RecordType } from '../../core/recordType'
import { DUE_RULES, type DueRule } from '../../domain/dueRules'
import type { Sight } from '../../domain/sight'
import { columnName } from '../columns'
import type { Sql, SqlValue } from '../db'
import type { Everything } from '../everything'
import { extentOf, type Ground } from '../ground'
import { standing, versionColumns, versionsFrom, type VersionRow } from '../versions'

/**
 * Records of a kind that may have something due by a day: never fewer than `dueOf` finds, and few more. A deadline is never before the day it
 * runs from, so that day is asked for here, and `dueOf` alone says when it is.
 */
export async function mayBeDue(sql: Sql, ground: Ground, type: RecordType, place: string | null, until: Day, sight: Sight | Everything): Promise<readonly VersionRow[]> {
  const { streams, places } = extentOf(ground, type, place)
  const rules = DUE_RULES.filter(({ kind }) => kind === type.kind)
  const [first, ...others] = rules.map((rule) => ruleSql(sql, type, rule, until))
  const any = others.reduce((all, next) => sql`${all} or ${next}`, must(first, 'a rule of the kind'))
  const at = sql`v.${sql(columnName(must(type.placed, 'a placed kind')))}`
  return sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, sight)}
    where v.stream = any(${[...streams]}::uuid[]) and ${standing(sql, null)} and (${any})
      and ${places === null ? sql`true` : sql`${at} = any(${[...places]}::uuid[])`}`
}

function ruleSql(sql: Sql, type: RecordType, { stages, where = {}, day }: DueRule, until: Day): SqlValue {
  const column = (name: string): SqlValue => sql`v.${sql(columnName(name))}`
  const began = day.kind === 'lastRow' ? sql`true` : sql`coalesce(${day.fields.map(column).reduce((all, next) => sql`${all}, ${next}`)}) <= ${until}`
  const conditions = Object.entries(where).filter(([name]) => own(type.fields, name)?.kind !== 'rows').map(([name, codes]) => sql`and coalesce(${column(name)}::text, '') = any(${[...codes]})`)
  return sql`(v.stage = any(${[...stages]}) and ${began} ${conditions.reduce((all, next) => sql`${all} ${next}`, sql``)})`
}

