import { isPersonal } from '../../core/field'
import { own } from '../../core/own'
import { isDay } from '../../core/period'
import { atLevel } from '../../core/place'
import type { RecordType } from '../../core/recordType'
import type { StoredRecord } from '../../core/op'
import { namesOf, valueText, type Reading } from '../recordText'
import { filterFields } from './filters'

export interface Column {
  readonly name: string
  readonly label: string
  /** Numbers stand right. */
  readonly isNumber: boolean
}

/** First and last are always there. */
export interface Columns {
  readonly first: Column
  readonly last: Column
  readonly between: readonly Column[]
  /** Shown until somebody chooses otherwise. */
  readonly usual: readonly string[]
}

const MOST_USUAL = 6

/** Parts of a title that no chip narrows by: whom, what, and the person of a 名册. */
const TITLED: readonly string[] = ['rows', 'text', 'ref']

/** Number or day first, the stage last, between them where, whom, and what the chips narrow by. */
export function columnsOf(type: RecordType): Columns {
  const hasNumber = own(type.fields, 'caseNo') !== undefined
  const names = [
    ...(hasNumber ? [type.dated] : []),
    ...(type.placed === null ? [] : [type.placed]),
    ...type.title.filter((name) => TITLED.includes(own(type.fields, name)?.kind ?? '')),
    ...filterFields(type),
    ...Object.entries(type.fields).filter(([, { kind }]) => kind === 'count' || kind === 'money' || kind === 'day' || kind === 'serial').map(([name]) => name),
    ...['externalNo', 'handler', 'leadUnit'].filter((name) => own(type.fields, name) !== undefined),
  ]
  const first = columnOf(type, hasNumber ? 'caseNo' : type.dated)
  const between = [...new Set(names)].filter((name) => name !== first.name).map((name) => columnOf(type, name))
  return { first, last: { name: 'stage', label: '办到哪', isNumber: false }, between, usual: between.slice(0, MOST_USUAL).map(({ name }) => name) }
}

function columnOf(type: RecordType, name: string): Column {
  const field = own(type.fields, name)
  return { name, label: (field?.label ?? name).replace(/日期$/, ''), isNumber: field?.kind === 'count' || field?.kind === 'money' }
}

/** Parties and told things: what some roles never receive. */
export function isWhom(type: RecordType, name: string): boolean {
  const field = own(type.fields, name)
  return field !== undefined && (field.kind === 'rows' || isPersonal(field))
}

/** What rows of a list do not share, and each therefore has to say. */
export interface Spread {
  readonly numbers: boolean
  readonly townships: boolean
}

/** 124 stands for one case only among numbers of one township and year. `isCounty`: the list is of many townships, whatever its first rows are. */
export function spreadOf(rows: readonly StoredRecord[], isCounty: boolean): Spread {
  const heads = new Set(rows.flatMap(({ values: { caseNo } }) => (typeof caseNo === 'string' ? [caseNo.replace(NUMBER, '')] : [])))
  return { numbers: isCounty || heads.size > 1, townships: isCounty }
}
const NUMBER = /\d+号$/
const SHORT = /^.*?(\d+)号$/
const TOGETHER: Spread = { numbers: false, townships: false }

/** A cell as text; days short, people masked. */
export function cellText(type: RecordType, name: string, { values, stage }: StoredRecord, reading: Reading, spread: Spread = TOGETHER): string {
  if (name === 'stage') return own(type.stages, stage)?.label ?? stage
  const field = own(type.fields, name)
  const value = values[name]
  if (field === undefined || value === undefined) return '—'
  if (field.kind === 'rows') return namesOf(value) || '—'
  if (field.kind === 'day' && isDay(value)) return value.startsWith(reading.today.slice(0, 4)) ? value.slice(5) : value
  if (name === 'caseNo') return spread.numbers ? String(value) : String(value).replace(SHORT, '$1')
  if (field.kind === 'place' && spread.townships) return townshipBefore(reading, String(value)) + valueText(type, name, field, value, reading)
  return valueText(type, name, field, value, reading) || '—'
}

/** 磙子营乡 before 东村一组; '' of the township itself, which the name is already. */
function townshipBefore({ config }: Reading, id: string): string {
  const township = atLevel(config.places, id, 'township')
  return township === null || township.id === id ? '' : township.name
}
