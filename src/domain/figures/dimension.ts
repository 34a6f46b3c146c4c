import type { Config } from '../../core/config'
import type { Field, Options } from '../../core/field'
import type { Figure } from '../../core/figure'
import { optionsOf, type RecordType } from '../../core/recordType'

/** What a figure may be narrowed by, and the words for it. */
export interface Dimension {
  readonly label: string
  /** Whether it narrows the record or the rows the figure adds up. */
  readonly of: 'record' | 'rows'
  readonly field: string
  /** In the order of the form; each word of a code that a clerk may write, the official one first. */
  readonly choices: readonly Choice[]
}
export interface Choice {
  readonly words: readonly string[]
  readonly codes: readonly string[]
}

const UNSET: Choice = { words: ['没填', '还没定', '在办'], codes: [''] }
const FLAG: readonly Choice[] = [{ words: ['是'], codes: ['true'] }, { words: ['否'], codes: ['', 'false'] }]

/** Choices and flags only: a person, a free text or a personal value narrows nothing. */
export function dimensionsOf(type: RecordType, figure: Figure, config: Config): readonly Dimension[] {
  const { measure } = figure
  const rows = measure.kind === 'rows' ? type.fields[measure.rows] : undefined
  const cells = measure.kind === 'rows' && rows?.kind === 'rows'
    ? Object.entries(rows.fields).flatMap(([cell, field]) => dimensionOf('rows', cell, field, optionsOf(config, type, `${measure.rows}.${cell}`)))
    : []
  const fields = Object.entries(type.fields).flatMap(([name, field]) => dimensionOf('record', name, field, optionsOf(config, type, name)))
  return [...cells, ...fields]
}

function dimensionOf(of: Dimension['of'], name: string, field: Field, options: Options): readonly Dimension[] {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return [{ label: field.label, of, field: name, choices: [...Object.entries(options).map(([code, option]) => choiceOf(field.options, code, option)), UNSET] }]
    case 'flag':
      return [{ label: field.label, of, field: name, choices: FLAG }]
    default:
      return []
  }
}

/** A template written before the county changed a wording still means the same, so the type's own words stay readable. */
function choiceOf(basic: Options, code: string, option: Options[string]): Choice {
  const original = basic[code]
  const words = [option.label, option.short, original?.label, original?.short, withoutBrackets(option.label)]
  return { words: [...new Set(words.flatMap((word) => word ?? []))], codes: [code] }
}

/** 组(网格) is also written 组. */
function withoutBrackets(label: string): string {
  return label.replace(/[(（].*[)）]$/, '')
}
