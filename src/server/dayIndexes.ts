import { assert } from '../core/assert'
import { uncountedStages, type RecordType } from '../core/recordType'
import { own } from '../core/own'
import { FIGURES, PARTITIONS } from '../domain/figures'
import type { CountedFigure } from '../domain/figures/named'
import { columnsOf, tableOf } from './columns'

/** An index of the current versions of a kind by one business day. It holds whatever the dictionary's counts over that day look at, so that no count reads a record. */
export interface DayIndex {
  readonly name: string
  readonly key: string
  /** Columns that stand in it beside the key. */
  readonly include: readonly string[]
  /** Which versions it holds. */
  readonly where: string
}

export function dayIndexesOf(type: RecordType): readonly DayIndex[] {
  const days = columnsOf(type).filter(({ field, sqlType }) => sqlType === 'date' && (field === type.dated || figuresOver(type, field).length > 0))
  return days.map(({ field, name }) => ({
    name: `${tableOf(type)}_on_${name}`,
    key: isEnd(type, field) ? `coalesce(${name}, 'infinity'::date)` : name,
    // An index by an expression is read alone only where the column itself stands in it too.
    include: includedIn(type, field).filter((each) => each !== name || isEnd(type, field)),
    // Where most records have no day of the kind, writing them costs nothing.
    where: `until is null and ${countedStages(type, 'stage')}${field === type.dated || isEnd(type, field) ? '' : ` and ${name} is not null`}`,
  }))
}

/** Of a version: that its stage counts at all. As it stands in the indexes, which hold no others. */
export function countedStages(type: RecordType, stage: string): string {
  const uncounted = uncountedStages(type)
  return uncounted.length === 0 ? 'true' : `${stage} <> all ('{${uncounted.map(plainWord).join(',')}}'::text[])`
}

/** A name of the record type's own, written into a statement as it is. */
function plainWord(word: string): string {
  assert(/^\w+$/.test(word), `${word} is a plain word`)
  return word
}

/** Whether something holds until this day: what has none yet then lies after every day. */
export function isEnd({ kind }: RecordType, field: string): boolean {
  return ENDS.has(`${kind} ${field}`)
}
const ENDS: ReadonlySet<string> = new Set(Object.values(FIGURES).flatMap((named) =>
  (named.kind === 'counted' && named.figure.over.kind === 'stock' ? [`${named.figure.kind} ${named.figure.over.until}`] : [])))

/** The stage, the place, and whatever a figure over the day filters, is split by or adds up, with the day such a value counts from. */
function includedIn(type: RecordType, day: string): readonly string[] {
  const figures = figuresOver(type, day)
  const named = figures.flatMap(([name, { figure }]) => [
    ...Object.keys(figure.where), ...(figure.measure.kind === 'sum' || figure.measure.kind === 'distinct' ? [figure.measure.field] : []), ...(figure.over.kind === 'flow' ? [] : [figure.over.from, figure.over.until]),
    ...Object.values(PARTITIONS).flatMap(({ whole, by }) => (whole === name ? [by.field] : [])),
  ])
  const fields = new Set([...(type.placed === null ? [] : [type.placed]), day, ...named.flatMap((field) => [field, ...asOf(type, field)])])
  return ['stage', ...columnsOf(type).flatMap(({ field, name, sqlType }) => (fields.has(field) && sqlType !== 'jsonb' && sqlType !== 'text[]' ? [name] : []))]
}

function asOf(type: RecordType, name: string): readonly string[] {
  const field = own(type.fields, name)
  return field?.kind === 'choice' && field.asOf !== undefined ? [field.asOf] : []
}

/** Figures whose records are found by that day: what flows on it, and what holds until it. */
function figuresOver(type: RecordType, day: string): readonly (readonly [string, CountedFigure])[] {
  return Object.entries(FIGURES).flatMap(([name, named]) => {
    if (named.kind !== 'counted' || named.figure.kind !== type.kind) return []
    const { over } = named.figure
    return (over.kind === 'flow' ? over.date : over.until) === day ? [[name, named] as const] : []
  })
}
