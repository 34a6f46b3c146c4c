import type { Figure, GroupBy, Over } from '../../core/figure'

interface Described {
  /** As a heading: 调解成功. */
  readonly label: string
  /** Measure word of the count: 件, 人次. */
  readonly unit: string
  /** What is counted by which date, in one sentence a clerk understands. */
  readonly definition: string
}

/** A figure by the name a report calls it: 纠纷.成功. */
export type NamedFigure = CountedFigure | RatioFigure

export interface CountedFigure extends Described {
  readonly kind: 'counted'
  readonly figure: Figure
  /** The partition it is a part of, by name. */
  readonly partOf?: string
  /** Told for the day before the period begins: 上年结转. */
  readonly before?: true
  /** The value is in fen and is printed in yuan. */
  readonly inFen?: true
}

/** Pair of counted figures. Never stored or typed as a rate; nothing is said when the denominator is 0. */
export interface RatioFigure extends Described {
  readonly kind: 'ratio'
  readonly numerator: string
  readonly denominator: string
}

export type Figures = Readonly<Record<string, NamedFigure>>

/**
 * A figure split by one field: the parts add up to the whole, because every record has one code of the field, or none yet.
 * All parts share the whole's business date.
 */
export interface Partition {
  readonly label: string
  readonly whole: string
  readonly by: Extract<GroupBy, { readonly kind: 'field' }>
  /** What records without a code are called: 在办. */
  readonly unset: string
}
export type Partitions = Readonly<Record<string, Partition>>

/** A figure split by village, in administrative order and never by size; what lies above the villages is a part of its own. */
export interface VillageSplit {
  readonly label: string
  readonly whole: string
}
export type VillageSplits = Readonly<Record<string, VillageSplit>>

export function counted(
  label: string, unit: string, definition: string, figure: Figure, more: Pick<CountedFigure, 'partOf' | 'before' | 'inFen'> = {},
): CountedFigure {
  return { kind: 'counted', label, unit, definition, figure, ...more }
}

export function ratio(label: string, definition: string, numerator: string, denominator: string): RatioFigure {
  return { kind: 'ratio', label, unit: '%', definition, numerator, denominator }
}

export function split(label: string, whole: string, field: string, unset: string): Partition {
  return { label, whole, by: { kind: 'field', field }, unset }
}

export function flow(date: string): Over {
  return { kind: 'flow', date }
}
