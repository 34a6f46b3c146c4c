import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { Figure } from '../../core/figure'
import { own } from '../../core/own'
import { addDays, monthPeriod, monthsIn, type Period } from '../../core/period'
import type { Reference } from '../../core/phrase/reference'
import { optionsOf } from '../../core/recordType'
import { FIGURES, PARTITIONS } from '../figures'
import { REGISTRY } from '../registry'
import type { CountedFigure, Figures, Partition, Partitions, RatioFigure } from './named'
import { narrowFigure, problem, unknown, type Misfit } from './narrow'

/** A counted figure ready to be asked for. */
export interface FigureSpec {
  readonly named: CountedFigure
  readonly figure: Figure
  /** null: the place the report is about. */
  readonly place: string | null
  /** null: the whole period. */
  readonly month: number | null
}

export type Resolved =
  | { readonly kind: 'counted'; readonly spec: FigureSpec }
  | { readonly kind: 'ratio'; readonly named: RatioFigure; readonly numerator: FigureSpec; readonly denominator: FigureSpec }
  | { readonly kind: 'split'; readonly partition: Partition; readonly spec: FigureSpec; readonly parts: readonly Part[] }
  | Misfit

/** One code of a split, in the order of the form; '' comes last. */
export interface Part {
  readonly code: string
  readonly label: string
}

export interface Dictionary {
  readonly figures: Figures
  readonly partitions: Partitions
  /** Names of places mean those below it; null: anywhere in the county. */
  readonly root: string | null
}

const OWN: Dictionary = { figures: FIGURES, partitions: PARTITIONS, root: null }

/** What a name with its narrowing stands for. A county's own figures come with the dictionary. */
export function resolveFigure(asked: Pick<Reference, 'name' | 'narrow'>, config: Config, dictionary: Dictionary = OWN): Resolved {
  const partition = own(dictionary.partitions, asked.name)
  if (partition !== undefined) return resolveSplit(partition, asked, config, dictionary)
  const named = own(dictionary.figures, asked.name)
  if (named === undefined) {
    return unknown(`没有叫“${asked.name}”的指标`, asked.name, [...Object.keys(dictionary.figures), ...Object.keys(dictionary.partitions)])
  }
  if (named.kind === 'counted') return resolveCounted(named, asked, config, dictionary)
  const numerator = resolvePart(named.numerator, asked, config, dictionary)
  const denominator = resolvePart(named.denominator, asked, config, dictionary)
  if (numerator.kind === 'problem') return numerator
  if (denominator.kind === 'problem') return denominator
  return { kind: 'ratio', named, numerator: numerator.spec, denominator: denominator.spec }
}

/**
 * The period a spec is asked over: cut to its month (the last one of that name), or the day before for 上年结转.
 * null when the period has no such month.
 */
export function periodOf(spec: FigureSpec, period: Period): Period | null {
  const month = spec.month === null ? period : monthWithin(period, spec.month)
  if (month === null || spec.named.before !== true) return month
  const eve = addDays(month.from, -1)
  return { from: eve, to: eve }
}

type Counted = { readonly kind: 'counted'; readonly spec: FigureSpec } | Misfit

function resolveCounted(named: CountedFigure, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Dictionary): Counted {
  const narrowed = narrowFigure(named.figure, asked.narrow, config, dictionary.root)
  return 'kind' in narrowed ? narrowed : { kind: 'counted', spec: { named, ...narrowed } }
}

function resolvePart(name: string, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Dictionary): Counted {
  const named = own(dictionary.figures, name)
  return named?.kind === 'counted' ? resolveCounted(named, asked, config, dictionary) : problem(`没有叫“${name}”的指标。`)
}

function resolveSplit(partition: Partition, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Dictionary): Resolved {
  const whole = resolvePart(partition.whole, asked, config, dictionary)
  if (whole.kind === 'problem') return whole
  const { field } = partition.by
  const type = must(REGISTRY[whole.spec.figure.kind], `the type ${whole.spec.figure.kind}`)
  const codes = [...Object.entries(optionsOf(config, type, field)), ['', { label: partition.unset }] as const]
  const possible = whole.spec.figure.where[field]
  const parts = codes.filter(([code]) => possible === undefined || possible.includes(code)).map(([code, option]) => ({ code, label: option.label }))
  return { kind: 'split', partition, spec: whole.spec, parts }
}

function monthWithin(period: Period, month: number): Period | null {
  const name = monthsIn(period).filter((each) => Number(each.slice(5)) === month).pop()
  if (name === undefined) return null
  const whole = monthPeriod(name)
  return { from: whole.from < period.from ? period.from : whole.from, to: whole.to > period.to ? period.to : whole.to }
}
