import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import { codesOf, isPersonal, liveRows, type Field, type PlainField, type Value } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { isDay } from '../../core/period'
import { ancestry } from '../../core/place'
import { optionLabel, optionsOf, type RecordType } from '../../core/recordType'
import { registerColumns, type RegisterColumn } from '../../domain/registers'
import type { Cell, Column, Rows } from '../xlsx/workbook'

/** A record as its reader may see it. */
export interface Shown {
  readonly record: StoredRecord
  /** Whether its personal values were read. */
  readonly personal: boolean
}

export interface Words {
  readonly config: Config
  /** Of people, units and records that are named by others. */
  readonly names: ReadonlyMap<string, string>
}

interface RegisterTable {
  readonly columns: readonly Column[]
  readonly rows: Rows
}

/** 序号, 编号, 状态 and the form's fields. Personal columns stand only where the reader may see them of some record, and say so of the others. */
export function registerTable(type: RecordType, shown: readonly Shown[], words: Words): RegisterTable {
  const seesAny = shown.some(({ personal }) => personal)
  const columns = registerColumns(type).filter(({ personal }) => !personal || seesAny)
  const first = columns.findIndex(({ name }) => name === 'caseNo') + 1
  const before = columns.slice(0, first)
  const after = columns.slice(first)
  const cells = (some: readonly RegisterColumn[], each: Shown): readonly Cell[] => some.map((column) => cellOf(type, column, each, words))
  return {
    columns: [{ label: '序号', width: 6 }, ...before.map(columnOf), { label: '状态', width: 10 }, ...after.map(columnOf)],
    rows: {
      count: shown.length,
      at(row) {
        const each = must(shown[row], 'a row')
        return [{ kind: 'number', value: row + 1 }, ...cells(before, each), said(own(type.stages, each.record.stage)?.label ?? each.record.stage), ...cells(after, each)]
      },
    },
  }
}

const NOT_SHOWN = '（不在您能看的范围里）'

function cellOf(type: RecordType, { name, field, personal }: RegisterColumn, { record, personal: seen }: Shown, words: Words): Cell {
  if (personal && !seen) return said(NOT_SHOWN)
  const value = record.values[name]
  if (value === undefined) return null
  switch (field.kind) {
    case 'count':
      return typeof value === 'number' ? { kind: 'number', value } : null
    case 'money':
      return typeof value === 'number' ? { kind: 'fen', fen: value } : null
    case 'day':
      return isDay(value) ? { kind: 'day', day: value } : null
    case 'media':
      return { kind: 'number', value: Array.isArray(value) ? value.length : 0 }
    default:
      return said(textOf(type, name, field, value, words))
  }
}

/** Any value as words; rows one under the other, each cell under its name. */
function textOf(type: RecordType, path: string, field: Field, value: Value, words: Words): string {
  switch (field.kind) {
    case 'text':
    case 'serial':
    case 'day':
      return String(value)
    case 'count':
      return `${String(value)}${field.unit}`
    case 'money':
      return `${(Number(value) / 100).toFixed(2)}元`
    case 'flag':
      return value === true ? '是' : '否'
    case 'choice':
    case 'choices':
      return codesOf(value).filter((code) => code !== '').map((code) => optionLabel(optionsOf(words.config, type, path), code)).join('、')
    case 'place':
      return fullName(words.config, String(value))
    case 'ref':
      return words.names.get(String(value)) ?? ''
    case 'media':
      return `${Array.isArray(value) ? value.length : 0}张`
    case 'rows':
      return rowsText(type, path, field, value, words)
  }
}

function rowsText(type: RecordType, path: string, field: Extract<Field, { kind: 'rows' }>, value: Value, words: Words): string {
  const lines = liveRows(value).map(([, row]) => Object.entries(field.fields).flatMap(([cell, cellField]: [string, PlainField]) => {
    const cellValue = row.values[cell]
    const text = cellValue === undefined ? '' : textOf(type, `${path}.${cell}`, cellField, cellValue, words)
    return text === '' ? [] : [`${cellField.label}：${text}`]
  }).join('，'))
  return lines.length < 2 ? (lines[0] ?? '') : lines.map((line, i) => `${i + 1}. ${line}`).join('\n')
}

/** From the township down: 磙子营乡东村一组. */
export function fullName({ places }: Config, id: string): string {
  const path = ancestry(places, id)
  const named = path.length > 1 ? path.filter(({ level }) => level !== 'county') : path
  return named.map(({ name }) => name).join('') || '（地方已不在名录）'
}

function said(text: string): Cell {
  return text === '' ? null : { kind: 'text', text }
}

function columnOf({ label, field }: RegisterColumn): Column {
  return { label, width: Math.max(widthOf(field), Math.min(24, label.length * 2 + 2)) }
}

function widthOf(field: Field): number {
  switch (field.kind) {
    case 'rows':
      return 40
    case 'text':
      return field.lines === undefined && !isPersonal(field) ? 18 : 40
    case 'place':
      return 26
    case 'serial':
      return 20
    case 'money':
      return 14
    default:
      return 12
  }
}
