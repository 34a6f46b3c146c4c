import { must } from '../../core/assert'
import type { DirectoryKind } from '../../core/directoryWire'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { isDay } from '../../core/period'
import { ancestry, type Places } from '../../core/place'
import { optionLabel, type RecordType } from '../../core/recordType'
import type { Cell, Column } from '../xlsx/workbook'

/** The columns of a directory's file: fields of the record type in the order people write them, and last the id that finds the record again. */
export const DIRECTORY_FIELDS: Readonly<Record<DirectoryKind, readonly string[]>> = {
  place: ['name', 'level', 'parent', 'order', 'code', 'from', 'until'],
  unit: ['name', 'nature', 'place', 'order', 'from', 'until'],
  person: ['name', 'post', 'unit', 'place', 'phone', 'civilServant', 'from', 'until'],
}
export const ID_LABEL = '编号'

const WIDTHS: Readonly<Record<string, number>> = { name: 18, parent: 34, place: 34, unit: 22, post: 22, phone: 16, code: 16 }
const ID_WIDTH = 40

export function columnsFor(type: RecordType, fields: readonly string[]): readonly Column[] {
  const named = fields.map((name) => ({ label: must(own(type.fields, name), name).label, width: WIDTHS[name] ?? 14 }))
  return [...named, { label: ID_LABEL, width: ID_WIDTH }]
}

export function cellsFor(type: RecordType, fields: readonly string[], record: StoredRecord, places: Places, unitName: (id: string) => string): readonly Cell[] {
  return [...fields.map((name) => cellFor(type, name, record, places, unitName)), { kind: 'text', text: record.id }]
}

function cellFor(type: RecordType, name: string, { values }: StoredRecord, places: Places, unitName: (id: string) => string): Cell {
  const [field, value] = [must(own(type.fields, name), name), values[name]]
  if (value === undefined) return null
  if (name === 'parent' || field.kind === 'place') return text(pathName(places, String(value)))
  if (field.kind === 'ref') return text(unitName(String(value)))
  if (field.kind === 'choice') return text(optionLabel(field.options, value))
  if (field.kind === 'flag') return text(value === true ? '是' : '否')
  if (typeof value === 'number') return { kind: 'number', value }
  return isDay(value) && field.kind === 'day' ? { kind: 'day', day: value } : text(String(value))
}

/** From the township down, each step named: 磙子营乡/东片总支/东村. Alone, a name may mean several. */
export function pathName(places: Places, id: string): string {
  const path = ancestry(places, id)
  const below = path.filter(({ level }) => level !== 'county')
  return (below.length === 0 ? path : below).map(({ name }) => name).join('/')
}

function text(value: string): Cell {
  return { kind: 'text', text: value }
}
