import type { Field, Fields, Options, Value, Values, Where } from './field'
import type { Config } from './config'
import { hasOwn, own } from './own'
import { isDay, type Day } from './period'

/**
 * A record type is data: from it come types, form, reading view, validation, columns, sealing, masking, what figures may
 * count, table headers, the data dictionary and the random values of tests. Fields, options, stages and moves are added
 * or retired, never renamed or retyped, so that every op ever recorded can be applied for ever.
 */
export interface RecordType {
  readonly kind: string
  readonly label: string
  /** Where its records live: in a township's stream, or in the county's, as configuration. */
  readonly stream: 'township' | 'county'
  readonly fields: Fields
  readonly stages: Readonly<Record<string, Stage>>
  readonly moves: Readonly<Record<string, Move>>
  /** Conditions across fields, checked after every op. */
  readonly rules?: readonly Rule[]
  /** The day field lists are ordered and months are cut by. */
  readonly dated: string
  /** By which day the record stands in its register until it has that one. Figures never ask it. */
  readonly undated?: string
  /** The place field that decides township, scope and figures; null for configuration. */
  readonly placed: string | null
  /** The fields that make a line of a list, in order; the first that is set is its title. */
  readonly title: readonly string[]
  /** Records whose details only their handlers see (家暴, 未成年人). */
  readonly protectedWhen?: Where
  /** Values nobody typed: filled on create and move for fields still unset. Pure; no clock, no world. */
  readonly defaults?: (values: Values, author: Author, config: Config) => Values
  /** Values that follow from others for as long as nobody chose otherwise: asked after every op, edits too. Each may build on those before it. */
  readonly follows?: Follows
}

/** By field, in this order: what it is by the other values; undefined while nothing follows. Pure; no clock, no world. */
export type Follows = Readonly<Record<string, (values: Values, config: Config) => Value | undefined>>

export interface Stage {
  readonly label: string
  /** Records in this stage count in no figure (作废, 已合并). */
  readonly uncounted?: true
  /** Fields may no longer be edited; only moves lead on. */
  readonly closed?: true
  /** Nothing is left to do. */
  readonly done?: true
}

export interface Move {
  readonly label: string
  /** Stages it leads from; `[]` creates the record. */
  readonly from: readonly string[]
  /** Stage it leads to; `same` keeps the stage. */
  readonly to: string
  /** A field that says which stage it goes back to (set by `stage` when it was left); `to` when it says nothing. */
  readonly back?: string
  /** Offered only while the record fits (an agreement can only be kept where there is one). */
  readonly when?: Where
  /** Fields asked by its form, in order. */
  readonly asks: readonly string[]
  /** Fields that must be set afterwards. */
  readonly needs?: readonly string[]
  /** Fields it sets by itself, in this order: a fixed code, the day of the op, … */
  readonly sets?: Readonly<Record<string, SetBy>>
  /** Serial fields the server numbers, where the record fits their `when`. */
  readonly gives?: readonly string[]
  /** The one thing to do next comes first; `quiet` moves stand under 更多. */
  readonly quiet?: true
  /** The sentence in the history: "受理" → "3月5日 张某 受理". */
  readonly past: string
}

export type SetBy =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  /** The day of judgement, unless the op names a day. */
  | { readonly kind: 'today' }
  | { readonly kind: 'copy'; readonly field: string }
  | { readonly kind: 'clear' }
  /** Cleared where it is no longer asked: nobody could take it away on a form that does not show it. */
  | { readonly kind: 'unasked' }
  /** The stage it was in, for a way back. */
  | { readonly kind: 'stage' }
  /** The last day of a limit in working days after another day; `setting` is the county's number of them, narrowed by the code of `by`. */
  | { readonly kind: 'workdays'; readonly after: string; readonly setting: string; readonly by?: string; readonly days: number }

export type Rule =
  | { readonly kind: 'order'; readonly first: string; readonly then: string; readonly say: string }
  | { readonly kind: 'needs'; readonly when: Where; readonly fields: readonly string[]; readonly say: string }
  | { readonly kind: 'excludes'; readonly when: Where; readonly not: Where; readonly say: string }
  | { readonly kind: 'notFuture'; readonly field: string; readonly say: string }
  /** Codes in rising order: `high` must stand above `low`. */
  | { readonly kind: 'rises'; readonly low: string; readonly high: string; readonly order: readonly string[]; readonly say: string }
  /** Days in rows of `rows` do not lie before the day `after`, and need it. */
  | { readonly kind: 'rowsOrder'; readonly rows: string; readonly cell: string; readonly after: string; readonly say: string }
  | { readonly kind: 'atMost'; readonly field: string; readonly max: string; readonly say: string }

/** Who did it, as far as records may depend on it: the person, and what the person is (人民调解员, 网格员 …). */
export interface Author {
  readonly person: string
  readonly roles: readonly string[]
  readonly unit: string | null
}

export type Registry = Readonly<Record<string, RecordType>>

/** The options in force for a field, or for a cell of its rows: the type's own, reworded, retired or extended by the county. */
export function optionsOf(config: Config, type: RecordType, name: string, cell?: string): Options {
  const path = cell === undefined ? name : `${name}.${cell}`
  const field = fieldAt(type, path)
  const basic = field !== undefined && 'options' in field ? field.options : {}
  const county = own(config.options, `${type.kind}.${path}`)
  return county === undefined ? basic : mergeOptions(basic, county)
}

/** A field by name, or a cell of a rows field by `rows.cell`. */
export function fieldAt(type: RecordType, path: string): Field | undefined {
  const [name = '', cell] = path.split('.')
  const field = own(type.fields, name)
  if (cell === undefined) return field
  return field?.kind === 'rows' ? own(field.fields, cell) : undefined
}

function mergeOptions(basic: Options, county: Options): Options {
  const merged: Record<string, Options[string]> = { ...basic }
  for (const [code, option] of Object.entries(county)) {
    const { short, ...ours } = own(basic, code) ?? { label: '' }
    // A shorter wording goes with its own label, and not with another.
    merged[code] = { ...ours, ...(short === undefined || option.label !== ours.label ? {} : { short }), ...option }
  }
  if (Object.values(county).every(({ order }) => order === undefined)) return merged
  const orders = optionOrders(basic, merged)
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (orders[a] ?? 0) - (orders[b] ?? 0)))
}

/** Where each option stands: as the county put it, or by the type's own order. */
export function optionOrders(basic: Options, options: Options): Readonly<Record<string, number>> {
  const codes = Object.keys(basic)
  return Object.fromEntries(Object.entries(options).map(([code, { order }]) => [code, order ?? (hasOwn(basic, code) ? 10 * (codes.indexOf(code) + 1) : BEHIND_ALL)]))
}
const BEHIND_ALL = 100_000

export function isCounted(type: RecordType, stage: string): boolean {
  return own(type.stages, stage)?.uncounted !== true
}

/** Stages that count, for SQL. */
export function uncountedStages(type: RecordType): readonly string[] {
  return Object.keys(type.stages).filter((stage) => !isCounted(type, stage))
}

/** The day by which a record is looked for in its register; null while it has neither. */
export function registerDay({ dated, undated = dated }: RecordType, values: Values): Day | null {
  const day = own(values, dated) ?? own(values, undated)
  return isDay(day) ? day : null
}

export function fieldLabel(type: RecordType, name: string): string {
  return own(type.fields, name)?.label ?? name
}

/** The wording of one code, or the code itself when nobody knows it any more. */
export function optionLabel(options: Options, code: Value | undefined): string {
  return typeof code === 'string' ? (own(options, code)?.label ?? code) : ''
}

/**
 * Serial fields that an op may be given: those of its move; of an edit (without a move) those that leading into the stage gives, for what it
 * makes of a record is what a move could have made of it.
 */
export function givenBy(type: RecordType, move: string | null, stage: string): readonly string[] {
  if (move !== null) return own(type.moves, move)?.gives ?? []
  return [...new Set(Object.values(type.moves).flatMap(({ to, gives }) => (to === stage ? gives ?? [] : [])))]
}
