import type { Config } from '../../core/config'
import { codesOf, liveRows, type PlainField, type PlainValue, type RowFields, type Value } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { dayText, isDay, type Day } from '../../core/period'
import { optionsOf, type RecordType } from '../../core/recordType'
import { ROW_COLUMNS } from '../../domain/importWords'
import type { DayStyle, Profile, ProfileColumn } from '../../domain/profile'
import type { Kind } from '../../domain/registry'
import { fullName } from '../exports/registerSheet'
import { cellText, spelledText } from '../xlsx/cellText'
import { finishXlsx } from '../xlsx/finish'
import { writeXlsx } from '../xlsx/write'
import { pathOf, type Path } from './columns'

/** What stands in one cell of the superior's table. */
export type SubmissionCell = null | string | number | { readonly day: Day }

export interface Words {
  readonly config: Config
  readonly names: ReadonlyMap<string, string>
}

/** Of a coded profile. */
export function rowOf(type: RecordType, profile: Profile, record: StoredRecord, words: Words): readonly SubmissionCell[] {
  return profile.columns.map((column) => cellOf(type, column, record, words))
}

function cellOf(type: RecordType, column: ProfileColumn, record: StoredRecord, words: Words): SubmissionCell {
  if (column.field === null) return column.fixed === '' ? null : column.fixed
  if (column.field === 'id') return record.id
  if (column.field === 'stage') return own(type.stages, record.stage)?.label ?? record.stage
  const path = pathOf(column.field)
  const field = path === null ? undefined : own(type.fields, path.name)
  if (path === null || field === undefined) return null
  const value = record.values[path.name]
  if (field.kind === 'rows') return rowsCell(type, field.fields, path, value, column, words)
  return value === undefined ? emptyOf(column) : plainCell(type, path.name, field, value as PlainValue, column, words)
}

/** The cells of one kind of row (all applicants), one after the other. */
function rowsCell(type: RecordType, fields: RowFields, { name, code, cell }: Path, value: Value | undefined, column: ProfileColumn, words: Words): SubmissionCell {
  const field = cell === null ? undefined : own(fields, cell)
  if (cell === null || field === undefined) return null
  const by = ROW_COLUMNS[type.kind as Kind]?.by ?? ''
  const cells = liveRows(value).filter(([, row]) => code === null || row.values[by] === code).flatMap(([, row]) => {
    const each = row.values[cell]
    return each === undefined ? [] : [plainCell(type, `${name}.${cell}`, field, each, column, words)]
  })
  const [only] = cells
  return cells.length < 2 ? (only ?? emptyOf(column)) : cells.map(textOf).join('、')
}

/** A fixed text beside a field stands where the field is empty. */
function emptyOf({ fixed }: ProfileColumn): SubmissionCell {
  return fixed === '' ? null : fixed
}

function plainCell(type: RecordType, path: string, field: PlainField | { readonly kind: 'serial' }, value: PlainValue, column: ProfileColumn, { config, names }: Words): SubmissionCell {
  switch (field.kind) {
    case 'text':
    case 'serial':
      return String(value)
    case 'count':
      return Number(value)
    case 'money':
      return Number(value) / 100
    case 'flag':
      return value === true ? '是' : '否'
    case 'day':
      return isDay(value) ? dayCell(value, column.dayStyle) : null
    case 'choice':
    case 'choices': {
      const options = optionsOf(config, type, path)
      return codesOf(value).filter((code) => code !== '').map((code) => codeText(options, code, column.codes)).join('、')
    }
    case 'place':
      return fullName(config, String(value))
    case 'ref':
      return names.get(String(value)) ?? null
    case 'media':
      return Array.isArray(value) ? value.length : null
  }
}

/** In the superior's code; an option without one keeps its name, which a reader at least understands. */
function codeText(options: ReturnType<typeof optionsOf>, code: string, system: string | null): string {
  const option = own(options, code)
  const label = option?.label ?? code
  return system === null ? label : (own(option?.codes ?? {}, system) ?? label)
}

function dayCell(day: Day, style: DayStyle): SubmissionCell {
  const [year = '', month = '', date = ''] = day.split('-')
  switch (style) {
    case 'real':
      return { day }
    case 'dash':
      return day
    case 'slash':
      return `${year}/${Number(month)}/${Number(date)}`
    case 'chinese':
      return `${year}年${dayText(day)}`
    case 'compact':
      return `${year}${month}${date}`
  }
}

function textOf(cell: SubmissionCell): string {
  if (cell === null) return ''
  return typeof cell === 'object' ? cell.day : String(cell)
}

/** Exactly the superior's layout: one line of headings and the rows, nothing above and nothing below. No cell is ever a formula. */
export async function submissionXlsx(profile: Profile, rows: readonly (readonly SubmissionCell[])[]): Promise<Uint8Array> {
  const head = profile.columns.map(({ header }) => written(header))
  const name = sheetName(profile.sheet)
  const sheet = {
    options: { sheet: name, columns: profile.columns.map(() => ({ width: 18 })), stickyRowsCount: 1 },
    rows: rows.length + 1,
    rowAt: (row: number) => (row === 0 ? head : (rows[row - 1] ?? []).map(written)),
  }
  return finishXlsx(await writeXlsx([sheet], { fontFamily: '宋体', fontSize: 11 }), [{ sheet: name, row: 1 }])
}

/** Without what Excel takes in no name of a sheet: some signs, a quote at an end, more than 31 units. */
function sheetName(wanted: string): string {
  const name = cellText(wanted).replace(/[\\/?*[\]:\s]+/g, ' ').slice(0, 31).replace(/^[' ]+|[' ]+$/g, '')
  return name === '' ? 'Sheet1' : name
}

function written(cell: SubmissionCell): { value?: string | number | Date; format?: string } {
  if (cell === null) return {}
  if (typeof cell === 'number') return { value: cell }
  if (typeof cell === 'object') return { value: new Date(`${cell.day}T00:00:00Z`), format: 'yyyy-mm-dd' }
  const clean = cellText(cell)
  return clean === '' ? {} : { value: spelledText(clean) }
}
