import type { Config } from '../../core/config'
import type { Options, PlainField } from '../../core/field'
import type { ImportTarget } from '../../core/importing'
import { own } from '../../core/own'
import { fieldAt, optionsOf, type RecordType } from '../../core/recordType'
import { HEADER_WORDS, ROW_COLUMNS } from '../../domain/importWords'
import { numberShape } from '../../domain/numbering'
import type { Kind } from '../../domain/registry'

/** Where a column of a file may go, with all that is known of it. */
export interface Target {
  readonly key: string
  readonly label: string
  readonly words: readonly string[]
  readonly field: PlainField
  /** The field of the record, and the cell when that is one of rows. */
  readonly name: string
  readonly cell: string | null
  /** The columns of one kind of row: `side = applicant`. */
  readonly row: { readonly by: string; readonly code: string } | null
  readonly options: Options
  readonly must: boolean
  /** Of the official number: a column goes there by what stands in it, not by its header, which other registers use for their own. */
  readonly shape?: RegExp
}

/** The number by which a record is the same wherever it is written. It is read to know a row by; a new record gets its own from the server. */
export const OFFICIAL_NO = 'caseNo'

/** Links to other cases and the reasons of later moves are no columns of a register. */
const NOT_IMPORTED = ['withdrawReason', 'sendBackReason', 'extensionAsked', 'extendTo', 'extendReason', 'extendRefusal', 'reworked', 'compartment']

export function targetsOf(type: RecordType, config: Config): readonly Target[] {
  const needed = new Set(Object.values(type.moves).filter(({ from }) => from.length === 0).flatMap(({ needs }) => needs ?? []))
  return Object.entries(type.fields).flatMap(([name, field]): readonly Target[] => {
    if (field.retired === true || NOT_IMPORTED.includes(name)) return []
    if (field.kind !== 'rows') {
      const made = targetOf(type, config, name, null, null, field.label)
      return made === null ? [] : [{ ...made, must: needed.has(name) && field.when === undefined }]
    }
    const cells = Object.entries(field.fields).flatMap(([cell, { label }]) => {
      const isName = cell === 'name'
      return targetOf(type, config, name, cell, null, isName ? field.label : `${field.label}：${label}`) ?? []
    })
    return [...cells, ...columnsPerRow(type, config, name)]
  })
}

function columnsPerRow(type: RecordType, config: Config, name: string): readonly Target[] {
  const columns = ROW_COLUMNS[type.kind as Kind]
  const field = own(type.fields, name)
  if (columns === undefined || columns.rows !== name || field?.kind !== 'rows') return []
  return Object.entries(optionsOf(config, type, `${name}.${columns.by}`)).filter(([, option]) => option.retired !== true).flatMap(([code, { label }]) =>
    Object.entries(field.fields).filter(([cell]) => cell !== columns.by).flatMap(([cell, { label: what }]) =>
      targetOf(type, config, name, cell, { by: columns.by, code }, cell === 'name' ? label : `${label}：${what}`) ?? []))
}

function targetOf(type: RecordType, config: Config, name: string, cell: string | null, row: Target['row'], label: string): Target | null {
  const field = fieldAt(type, cell === null ? name : `${name}.${cell}`)
  if (field === undefined || field.kind === 'rows' || field.kind === 'media') return null
  if (field.kind === 'serial') return name === OFFICIAL_NO ? numberTarget(type, label) : null
  if (field.kind === 'ref' && field.to !== 'person' && field.to !== 'unit') return null
  const key = cell === null ? name : row === null ? `${name}.${cell}` : `${name}[${row.code}].${cell}`
  const words = own(HEADER_WORDS[type.kind as Kind] ?? {}, key) ?? []
  return { key, label, words, field, name, cell, row, options: optionsOf(config, type, cell === null ? name : `${name}.${cell}`), must: false }
}

function numberTarget(type: RecordType, label: string): Target | null {
  const shape = numberShape(`${type.kind}.${OFFICIAL_NO}`)
  return shape === null ? null : {
    key: OFFICIAL_NO, label: `${label}（本系统的）`, words: [], field: { kind: 'text', label, max: 60 }, name: OFFICIAL_NO, cell: null, row: null, options: {}, must: false, shape,
  }
}

/** As the page needs it. */
export function shownTarget({ key, label, must, field, options, shape }: Target): ImportTarget {
  const isOption = field.kind === 'choice' || field.kind === 'choices'
  const choices = isOption ? Object.entries(options).filter(([, option]) => option.retired !== true).map(([code, option]) => ({ code, label: option.label })) : []
  return { key, label, must, value: shape !== undefined ? 'serial' : isOption ? 'option' : valueOf(field), choices }
}

function valueOf({ kind }: PlainField): ImportTarget['value'] {
  switch (kind) {
    case 'choice':
    case 'choices':
      return 'option'
    case 'media':
      return 'text'
    default:
      return kind
  }
}
