import { unreachable } from './assert'
import { isId, isRowId } from './id'
import { isMediaId } from './media'
import { hasOwn, own } from './own'
import { isDay } from './period'
import type { Field, Options, PlainField, RowFields, Value } from './field'

/** Why a value can't stand in a field. */
export type ValueProblem = 'wrongKind' | 'tooLong' | 'outOfRange' | 'notAnOption' | 'notADay' | 'tooEarly' | 'brokenText' | 'tooManyRows' | 'serverOnly'

export const MAX_TEXT = 5000
const MAX_ROWS = 200
const MAX_CHOICES = 50
/** 100 亿元 in fen: above it a number is a typing error. */
const MAX_MONEY = 1_000_000_000_000
const MAX_COUNT = 10_000_000
/** Of what happened earlier no register was kept: before it a year is a typing error. */
const EARLIEST = '2000-01-01'

/** The options in force, the county's own included: of the field, or of a cell of its rows. Asked only where there are any. */
export type OptionsInForce = (cell?: string) => Options

/** What a phone and the server both ask before a value is stored. */
export function checkValue(field: Field, value: Value, options: OptionsInForce): ValueProblem | null {
  if (field.kind === 'serial') return 'serverOnly'
  if (field.kind === 'rows') return checkRows(field.fields, value, options)
  return checkPlain(field, value, options)
}

function checkPlain(field: PlainField, value: Value, options: () => Options): ValueProblem | null {
  switch (field.kind) {
    case 'text':
      if (typeof value !== 'string') return 'wrongKind'
      if (value.length > Math.min(field.max, MAX_TEXT)) return 'tooLong'
      return isBrokenText(value) ? 'brokenText' : null
    case 'count':
      return checkNumber(value, field.max ?? MAX_COUNT)
    case 'money':
      return checkNumber(value, MAX_MONEY)
    case 'day':
      return checkDay(value, field.anyTime)
    case 'flag':
      return typeof value === 'boolean' ? null : 'wrongKind'
    case 'choice':
      if (typeof value !== 'string') return 'wrongKind'
      return hasOwn(options(), value) ? null : 'notAnOption'
    case 'choices':
      if (!Array.isArray(value) || value.length > MAX_CHOICES) return 'wrongKind'
      return isEachAnOption(value, options()) ? null : 'notAnOption'
    case 'media':
      if (!Array.isArray(value) || !value.every(isMediaId)) return 'wrongKind'
      return value.length > field.most ? 'tooManyRows' : null
    case 'place':
    case 'ref':
      return isId(value) ? null : 'wrongKind'
    default:
      return unreachable(field)
  }
}

function checkDay(value: Value, anyTime = false): ValueProblem | null {
  if (!isDay(value)) return 'notADay'
  return value < EARLIEST && !anyTime ? 'tooEarly' : null
}

function isEachAnOption(codes: readonly unknown[], options: Options): boolean {
  return codes.every((code) => typeof code === 'string' && hasOwn(options, code))
}

function checkNumber(value: Value, max: number): ValueProblem | null {
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'wrongKind'
  return value < 0 || value > max ? 'outOfRange' : null
}

function checkRows(fields: RowFields, value: Value, options: OptionsInForce): ValueProblem | null {
  if (typeof value !== 'object' || Array.isArray(value)) return 'wrongKind'
  const rows = Object.entries(value)
  if (rows.length > MAX_ROWS) return 'tooManyRows'
  for (const [id, row] of rows) {
    if (!isRowId(id)) return 'wrongKind'
    for (const [name, cell] of Object.entries((row as { values: Readonly<Record<string, Value>> }).values)) {
      const field = own(fields, name)
      if (field === undefined) return 'wrongKind'
      const problem = checkPlain(field, cell, () => options(name))
      if (problem !== null) return problem
    }
  }
  return null
}

/**
 * NUL and lone surrogates: PostgreSQL refuses the first in text, and silently turns the second into U+FFFD,
 * which is a damaged record without an error.
 */
export function isBrokenText(text: string): boolean {
  return /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/.test(text)
}
