import type { Where } from '../../core/field'
import { own } from '../../core/own'
import type { Period } from '../../core/period'
import { initialsOf } from '../../core/pinyin/initials'
import { uncountedStages, type RecordType } from '../../core/recordType'
import { createWording, meetsLetters, type Sought, type Wording } from '../../core/searchText'
import { tokensOfWord } from '../blind'
import { columnName } from '../columns'
import type { Sql, SqlValue } from '../db'
import { column, fitsSql, inRow, type Extent } from '../figureSql'
import type { Ground } from '../ground'
import type { RecordDeps } from '../versions'
import { standing } from '../versions'

/** Every record has this day, also one not yet accepted; lists are ordered by it here as everywhere. */
export const EVER: Period = { from: '1990-01-01', to: '2100-12-31' }

/** The conditions of a search without its words. Withdrawn and merged ones only when a stage was chosen. */
export function filterSql(sql: Sql, type: RecordType, extent: Extent, where: Where, period: Period | null): SqlValue {
  const place = type.placed === null ? sql`v.record` : column(sql, type, type.placed)
  const stages = own(where, 'stage') === undefined ? sql`and v.stage <> all(${[...uncountedStages(type)]})` : sql``
  const dated = period === null ? sql`` : sql`and ${datedSql(sql, type, period)}`
  return sql`v.stream = any(${[...extent.streams]}::uuid[]) and ${standing(sql, null)} ${stages} ${dated}
    and ${extent.places === null ? sql`true` : sql`${place} = any(${[...extent.places]}::uuid[])`}
    ${inRow(sql, Object.entries(where).map(([field, codes]) => sql`and ${fitsSql(sql, type, field, codes, period ?? EVER)}`))}`
}

/** As `registerDay` has it; written so that the indexes of both days are of use. */
function datedSql(sql: Sql, type: RecordType, { from, to }: Period): SqlValue {
  const day = column(sql, type, type.dated)
  const isIn = sql`${day} between ${from} and ${to}`
  return type.undated === undefined ? isIn : sql`(${isIn} or (${day} is null and ${column(sql, type, type.undated)} between ${from} and ${to}))`
}

/** The words of a search, each met somewhere. `named`: also by names, which only those ask by who see them in every record found. */
export function wordsSql(deps: RecordDeps, sql: Sql, ground: Ground, type: RecordType, sought: Sought, named: boolean): SqlValue {
  const wording = createWording(ground.config)
  const met = (word: string): SqlValue => {
    const ways = [...openWays(sql, ground, type, wording, word), ...(named ? namedWays(deps, sql, ground, word) : [])]
    return sql`(false ${inRow(sql, ways.map((way) => sql`or ${way}`))})`
  }
  const all = (words: readonly string[]): SqlValue => sql`(true ${inRow(sql, words.map((word) => sql`and ${met(word)}`))})`
  const { number } = sought
  if (number === null || own(type.fields, 'caseNo') === undefined) return all(sought.words)
  return sql`(v.data ->> 'caseNo' ~ ${`${number.year}[^0-9]{1,3}${number.no}`} and ${all(sought.beside)})`
}

/** Numbers, places, options and words that are not personal. Never by what says that a record is protected: a row found would tell. */
function openWays(sql: Sql, ground: Ground, type: RecordType, wording: Wording, word: string): readonly SqlValue[] {
  const meets = (texts: readonly string[], by: (letters: string) => boolean): boolean => texts.some((text) => text.toLowerCase().includes(word) || initialsOf(text).some(by))
  const isLetters = /^[a-z][a-z0-9]*$/.test(word)
  const places = type.placed === null ? [] : Object.keys(ground.config.places.byId).filter((id) => meets(wording.places(id), (letters) => meetsLetters(word, ` ${letters}`)))
  const guarded = Object.keys(type.protectedWhen ?? {})
  const fields = Object.entries(type.fields).flatMap(([name, field]): readonly SqlValue[] => {
    if (guarded.includes(name)) return []
    if (field.kind === 'serial' || (field.kind === 'text' && field.personal === undefined)) return [sql`v.data ->> ${name} ilike ${`%${literal(word)}%`}`]
    if (field.kind !== 'choice' && field.kind !== 'choices') return []
    const codes = Object.entries(wording.options(type, name)).filter(([, labels]) => meets(labels, (letters) => isLetters && letters.startsWith(word))).map(([code]) => code)
    if (codes.length === 0) return []
    const at = sql`v.${sql(columnName(name))}`
    return [field.kind === 'choices' ? sql`${at} && ${codes}::text[]` : sql`${at} = any(${codes})`]
  })
  return [...fields, ...(places.length === 0 ? [] : [sql`v.${sql(columnName(type.placed ?? ''))} = any(${places}::uuid[])`])]
}

/** A record whose key is destroyed is found by no name, even while its hashes are still there. */
function namedWays(deps: RecordDeps, sql: Sql, ground: Ground, word: string): readonly SqlValue[] {
  const tokens = tokensOfWord(deps.vault, ground.county, word)
  if (tokens.length === 0) return []
  return [sql`(k.wrapped is not null and exists (select 1 from blind_index b where b.stream = v.stream and b.record = v.record and b.token = any(${tokensArray(tokens)}::bytea[])))`]
}

/** As PostgreSQL writes an array of bytes. */
export function tokensArray(tokens: readonly Buffer[]): string {
  return `{${tokens.map((token) => `"\\\\x${token.toString('hex')}"`).join(',')}}`
}

/** A word is looked for as it stands: its % and _ mean themselves. */
function literal(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&')
}
