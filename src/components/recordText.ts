import type { Config } from '../core/config'
import { classOf, codesOf, fits, liveRows, type Field, type Option, type Options, type PersonalClass, type Row, type Value, type Values } from '../core/field'
import { whatOf } from '../core/namedMedia'
import { own } from '../core/own'
import { isDay, dayText, type Day } from '../core/period'
import { placeName } from '../core/place'
import { optionsOf, type RecordType } from '../core/recordType'
import { MEDIA_WORDS } from '../domain/mediaWords'
import { masked, maskName } from '../domain/privacyMask'
import { moneyText } from './money'

/** What reading a record needs beside the record itself. */
export interface Reading {
  readonly config: Config
  /** Person or unit id → name. */
  readonly names: ReadonlyMap<string, string>
  readonly today: Day
}

/** The wording for a button or a list: the short one where there is one. */
export function shortLabel(option: Option): string {
  return option.short ?? option.label
}

/** The shorter wording, for a title that shares its line. */
function titleLabel({ label, short = label }: Option): string {
  return short.length < label.length ? short : label
}

/** 陈某和吴某; 沈某等 6 人; '' when nobody is named. */
export function namesOf(value: Value | undefined, cell = 'name', mask = true): string {
  const names = liveRows(value).map(([, row]) => String(row.values[cell] ?? '')).filter((name) => name !== '')
  const shown = mask ? names.map(maskName) : names
  const [first, second] = shown
  if (first === undefined) return ''
  if (second === undefined) return first
  if (shown.length > 2) return mask ? `${first}等\u00a0${shown.length}\u00a0人` : shown.join('、')
  return mask ? `${first}和${second}` : `${first}、${second}`
}

/** The day a record stands under in a list; one that has none yet stands under the day it was entered. */
export function listedDay(type: RecordType, { values, enteredAt }: { readonly values: Values; readonly enteredAt?: string | null }): Day | null {
  const day = values[type.dated]
  if (isDay(day)) return day
  const entered = (enteredAt ?? '').slice(0, 10)
  return isDay(entered) ? entered : null
}

/** Handled by named people only; lists show no word of it. */
export function isProtected(type: RecordType, values: Values): boolean {
  return type.protectedWhen !== undefined && fits(type.protectedWhen, values)
}

/** The line of a list: 邻里・陈某和吴某. */
export function titleOf(type: RecordType, values: Values, reading: Reading): string {
  if (isProtected(type, values)) return `${type.label}（只许承办人看）`
  const parts = type.title.map((name) => titlePart(type, name, values, reading)).filter((part) => part !== '')
  return parts.slice(0, 2).join('・') || type.label
}

/**
 * Above the record itself: a text stands there only where it fits whole, for the page has room for it below. `told`: fields of that kind,
 * not to be said again.
 */
export function headingOf(type: RecordType, values: Values, reading: Reading): { readonly text: string; readonly told: readonly string[] } {
  if (isProtected(type, values)) return { text: type.label, told: [] }
  const isText = (name: string): boolean => own(type.fields, name)?.kind === 'text'
  const isCut = (name: string): boolean => isText(name) && titlePart(type, name, values, reading) !== String(values[name] ?? '').trim().replace(/。$/, '')
  const names = type.title.filter((name) => !isCut(name) && titlePart(type, name, values, reading) !== '').slice(0, 2)
  return { text: names.map((name) => titlePart(type, name, values, reading)).join('・') || type.label, told: names.filter(isText) }
}

function titlePart(type: RecordType, name: string, values: Values, reading: Reading): string {
  const field = own(type.fields, name)
  const value = values[name]
  if (field === undefined || value === undefined) return ''
  if (field.kind === 'rows') return namesOf(value)
  if (field.kind === 'text') return excerpt(String(value), TITLE_LENGTH)
  if (field.kind === 'choice') {
    const option = own(optionsOf(reading.config, type, name), String(value))
    return option === undefined ? String(value) : titleLabel(option)
  }
  return valueText(type, name, field, value, reading)
}

const TITLE_LENGTH = 16

/** In a few words what it was about; the line itself shows what it has room for. */
export function clauseOf(text: string): string {
  return excerpt(text, CLAUSE)
}
const CLAUSE = 24

/** The first clause of a text. */
export function excerpt(text: string, max: number): string {
  const first = text.trim().split(/[，。；！？,.;!?\n]/)[0] ?? ''
  const letters = [...first]
  return letters.length <= max ? first : `${letters.slice(0, max - 1).join('')}…`
}

/** A stored value as one reads it; '' when there is nothing. Rows are counted. */
export function valueText(type: RecordType, path: string, field: Field, value: Value | undefined, reading: Reading): string {
  if (value === undefined || value === '') return ''
  switch (field.kind) {
    case 'text':
    case 'serial':
      return String(value)
    case 'count':
      return `${String(value)}${field.unit === '' ? '' : ` ${field.unit}`}`
    case 'money':
      return typeof value === 'number' ? moneyText(value) : ''
    case 'day':
      return isDay(value) ? dayText(value, reading.today) : ''
    case 'flag':
      return value === true ? '是' : '否'
    case 'choice':
    case 'choices':
      return codesOf(value).map((code) => labelOf(optionsOf(reading.config, type, path), code)).join('、')
    case 'place':
      return placeName(reading.config.places, String(value))
    case 'ref':
      return reading.names.get(String(value)) ?? ''
    case 'media':
      return Array.isArray(value) && value.length > 0 ? `${value.length} ${MEDIA_WORDS[whatOf(field)].unit}` : ''
    case 'rows':
      return `${liveRows(value).length} ${field.one.startsWith('一次') ? '次' : '项'}`
  }
}

function labelOf(options: Options, code: string): string {
  return own(options, code)?.label ?? code
}

/** One row as a sentence of its cells. `shows`: which personal cells of one line stand whole; the others are masked. */
export function rowText(type: RecordType, name: string, row: Row, reading: Reading, shows: (kind: PersonalClass) => boolean = everything): string {
  const field = own(type.fields, name)
  if (field?.kind !== 'rows') return ''
  const cells = Object.entries(field.fields).filter(([, cell]) => cell.kind !== 'day')
  return cells
    .map(([cell, cellField]) => {
      const text = cellText(type, `${name}.${cell}`, cellField, row.values[cell], reading)
      const kind = maskedClass(cellField)
      return kind === null || shows(kind) ? text : masked(kind, text)
    })
    .filter((text) => text !== '')
    // A text brings its own full stop, and goes on here.
    .map((text, i, all) => (i < all.length - 1 ? text.replace(/[。，；]+$/, '') : text))
    .join('，')
}

/** The class of a value that is masked until somebody asks; texts of several lines are the record itself. */
export function maskedClass(field: Field): PersonalClass | null {
  const kind = classOf(field)
  return kind === null || kind === 'media' || (field.kind === 'text' && field.lines !== undefined) ? null : kind
}

/** Of these fields, the classes of which something is set and stands masked. */
export function maskedIn(type: RecordType, names: readonly string[], values: Values): readonly PersonalClass[] {
  const found = names.flatMap((name): readonly (PersonalClass | null)[] => {
    const field = own(type.fields, name)
    if (field?.kind === 'rows') return maskedCells(field, values[name])
    return field === undefined || (values[name] ?? '') === '' ? [] : [maskedClass(field)]
  })
  return [...new Set(found)].filter((kind): kind is PersonalClass => kind !== null)
}

export function maskedCells(field: Extract<Field, { kind: 'rows' }>, value: Value | undefined): readonly PersonalClass[] {
  const rows = liveRows(value).map(([, row]) => row.values)
  const found = Object.entries(field.fields).flatMap(([cell, cellField]) => {
    const kind = maskedClass(cellField)
    return kind !== null && rows.some((cells) => (cells[cell] ?? '') !== '') ? [kind] : []
  })
  return [...new Set(found)]
}

/** A tick in a row says what it is of; one that is not set says nothing. */
function cellText(type: RecordType, path: string, field: Field, value: Value | undefined, reading: Reading): string {
  if (field.kind === 'flag') return value === true ? field.label : ''
  return valueText(type, path, field, value, reading)
}

function everything(): boolean {
  return true
}
