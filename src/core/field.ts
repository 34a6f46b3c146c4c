import type { Day } from './period'

/** A choice: its wording, and its codes in other systems (司法部统计口径, GB/T 31000 …). Retired ones are read, never offered. */
export interface Option {
  readonly label: string
  readonly retired?: true
  readonly codes?: Readonly<Record<string, string>>
  /** Shorter or plainer wording for a button. */
  readonly short?: string
  /** Where the county put it; the type's own stand at 10, 20, 30 …, one of the county's without a place behind them all. */
  readonly order?: number
}
export type Options = Readonly<Record<string, Option>>

/** Field → values that fit. `''` stands for "not set". Used for `when`, figures, filters and compartments alike. */
export type Where = Readonly<Record<string, readonly string[]>>

interface Common {
  readonly label: string
  readonly hint?: string
  /** Shown, and required, only then. */
  readonly when?: Where
  /** Still read, never asked again. */
  readonly retired?: true
}
/**
 * What a personal value is: that decides how it is masked, how long it is kept and its row of the data inventory (domain/privacy*.ts).
 * `told`: what was said and agreed, which may hold anything of the others.
 */
export type PersonalClass = 'name' | 'phone' | 'address' | 'trait' | 'told'

/** Personal values are sealed at the server's door, masked where they are shown, and never counted or grouped by. */
interface Personal {
  readonly personal?: PersonalClass
}

export type PlainField =
  | (Common & Personal & { readonly kind: 'text'; readonly max: number; readonly lines?: number })
  | (Common & { readonly kind: 'count'; readonly unit: string; readonly max?: number })
  /** In fen; no fractions of a fen ever. */
  | (Common & { readonly kind: 'money' })
  /** `anyTime`: since when something is may lie as far back as it likes; a day on which something happened may not. */
  | (Common & { readonly kind: 'day'; readonly anyTime?: true })
  | (Common & { readonly kind: 'flag' })
  | (Common & {
      readonly kind: 'choice'
      readonly options: Options
      /** The county may add options of its own. */
      readonly open?: true
      /** A day field: before that day a figure reads this field as not yet set (在办). */
      readonly asOf?: string
    })
  | (Common & { readonly kind: 'choices'; readonly options: Options; readonly open?: true })
  | (Common & { readonly kind: 'place' })
  /** Id of another record of kind `to`. */
  | (Common & { readonly kind: 'ref'; readonly to: string })
  /**
   * Ids of attachments (core/media), personal like what they show: who may not see a picture does not learn its id. The bytes travel
   * apart from the record. Pictures unless `what` says otherwise.
   */
  | (Common & { readonly kind: 'media'; readonly most: number; readonly what?: 'voice' | 'files' })

export type RowFields = Readonly<Record<string, PlainField>>

export type Field =
  | PlainField
  /** Numbered by the server when the op is judged; stored with the op's outcome so that replay reproduces it. */
  | (Common & { readonly kind: 'serial' })
  /** Rows with ids of their own; retired, never deleted. */
  | (Common & { readonly kind: 'rows'; readonly fields: RowFields; readonly one: string })

export type Fields = Readonly<Record<string, Field>>

export interface Row {
  readonly values: Readonly<Record<string, PlainValue>>
  readonly retired?: true
}
export type Rows = Readonly<Record<string, Row>>
export type PlainValue = string | number | boolean | readonly string[]
export type Value = PlainValue | Rows
export type Values = Readonly<Record<string, Value>>

/** The static type of a field's value: `ValueOf<typeof dispute.fields.type>` is a union of its codes. */
export type ValueOf<F extends Field> = F extends { kind: 'text' | 'place' | 'ref' | 'serial' } ? string
  : F extends { kind: 'day' } ? Day
  : F extends { kind: 'count' | 'money' } ? number
  : F extends { kind: 'flag' } ? boolean
  : F extends { kind: 'choice' } ? CodeOf<F>
  : F extends { kind: 'choices' } ? readonly CodeOf<F>[]
  : F extends { kind: 'media' } ? readonly string[]
  : F extends { kind: 'rows' } ? Rows
  : never
type CodeOf<F> = F extends { open: true } ? string
  : F extends { options: infer O } ? keyof O & string
  : never

/** All values of a record type; every one may be missing while the record is being written. */
export type ValuesOf<S extends Fields> = { readonly [K in keyof S]?: ValueOf<S[K]> }

/** Fields a figure may filter or group by. A person, a free text or a personal field does not compile here. */
export type DimensionOf<S extends Fields> = {
  [K in keyof S]: S[K] extends { personal: PersonalClass } ? never
    : S[K] extends { kind: 'choice' | 'choices' | 'flag' } ? K
    : never
}[keyof S] & string

export function isPersonal(field: Field): boolean {
  return classOf(field) !== null
}

/** The class of a personal field, `media` for attachments; null where nothing is personal. Rows are asked cell by cell. */
export function classOf(field: Field): PersonalClass | 'media' | null {
  if (field.kind === 'media') return 'media'
  return field.kind === 'text' ? field.personal ?? null : null
}

/** Whether its rows are people: something personal stands in each. Such rows are counted, and never by what they say of somebody. */
export function holdsPeople(field: Field): boolean {
  return field.kind === 'rows' && Object.values(field.fields).some(isPersonal)
}

/** Rows that still count, in the order they were written. */
export function liveRows(value: Value | undefined): readonly (readonly [string, Row])[] {
  if (value === undefined || typeof value !== 'object' || Array.isArray(value)) return []
  return Object.entries(value as Rows)
    .filter(([, row]) => row.retired !== true)
    .sort(([a], [b]) => (isDated(a) === isDated(b) ? (a < b ? -1 : 1) : isDated(a) ? 1 : -1))
}

/** Ids of rows written on a device begin with their day (`nextRowId`). Those of an older register (`r001`) were there before them, though their letter sorts after. */
function isDated(id: string): boolean {
  return id < ':'
}

/** The codes of a value as a `Where` sees them; `['']` when nothing is set. */
export function codesOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return ['']
  if (Array.isArray(value)) return value.length === 0 ? [''] : (value as readonly string[])
  if (typeof value === 'object') return [liveRows(value).length === 0 ? '' : 'rows']
  return [String(value)]
}

export function fits(where: Where, values: Values): boolean {
  return Object.entries(where).every(([field, codes]) => codesOf(values[field]).some((code) => codes.includes(code)))
}
