import { must } from '../../core/assert'
import { EMPTY_CONFIG, type Config } from '../../core/config'
import type { Figure, GroupBy } from '../../core/figure'
import { own } from '../../core/own'
import { addDays, monthPeriod, monthsIn, type Period } from '../../core/period'
import type { Reference } from '../../core/phrase/reference'
import { childrenOf, type Place, type Places } from '../../core/place'
import { fieldLabel, optionsOf } from '../../core/recordType'
import { REGISTRY } from '../registry'
import { guessName } from './guess'
import type { CountedFigure, Figures, Partition, Partitions, RatioFigure, VillageSplit, VillageSplits } from './named'
import { narrowFigure, problem, type Misfit } from './narrow'

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
  | { readonly kind: 'split'; readonly label: string; readonly by: GroupBy; readonly spec: FigureSpec; readonly parts: readonly Part[] }
  | Misfit

/** One code of a split, in the order of the form, '' last; or one village, in administrative order, what lies above them last. */
export interface Part {
  readonly code: string
  readonly label: string
}

/** Names and what they stand for: the program's and the county's own. */
export interface Dictionary {
  readonly figures: Figures
  readonly partitions: Partitions
  readonly villageSplits: VillageSplits
  /** The county's own that can't be counted, and why. */
  readonly problems: readonly FigureProblem[]
}
export interface FigureProblem {
  readonly name: string
  /** A Chinese sentence: what is wrong and what to do. */
  readonly say: string
}

/** Where a name is asked: names of places mean those below `root`; null: anywhere in the county. */
export interface Ground extends Dictionary {
  readonly root: string | null
}

/** Every name there is, in the order a clerk looks through them. */
export function namesOf({ figures, partitions, villageSplits }: Dictionary): readonly string[] {
  return [figures, partitions, villageSplits].flatMap((names) => Object.keys(names))
}

/** What a name with its narrowing stands for. */
export function resolveFigure(asked: Pick<Reference, 'name' | 'narrow'>, config: Config, dictionary: Ground): Resolved {
  const partition = own(dictionary.partitions, asked.name)
  if (partition !== undefined) return resolveSplit(partition, asked, config, dictionary)
  const byVillage = own(dictionary.villageSplits, asked.name)
  if (byVillage !== undefined) return resolveVillages(byVillage, asked, config, dictionary)
  const named = own(dictionary.figures, asked.name)
  if (named === undefined) {
    const broken = dictionary.problems.find((each) => each.name === asked.name)
    if (broken !== undefined) return problem(`县里自定的指标“${asked.name}”现在数不了：${broken.say}`)
    const guess = guessName(asked.name, namesOf(dictionary))
    return problem(`没有叫“${asked.name}”的指标，${guess === null ? '请从指标清单里选一个。' : `是不是“${guess}”？`}`)
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

function resolveCounted(named: CountedFigure, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Ground): Counted {
  const narrowed = narrowFigure(named.figure, asked.narrow, config, dictionary.root)
  if ('kind' in narrowed) return narrowed
  const unsaid = isVague(narrowed.figure)
  return unsaid === null ? { kind: 'counted', spec: { named, ...narrowed } } : problem(unsaid)
}

/** Two things confirmed for half of the time each are not one thing confirmed for all of it. */
function isVague({ kind, over, where }: Figure): string | null {
  const type = must(REGISTRY[kind], `the type ${kind}`)
  const subject = must(type.title[0], 'what a confirmation is of')
  if (over.kind !== 'covered' || where[subject]?.length === 1) return null
  const label = fieldLabel(type, subject)
  return `这个指标要写明一种“${label}”，例如 [${label}=${Object.values(optionsOf(EMPTY_CONFIG, type, subject))[0]?.label ?? ''}]；几种的请用“且”连起来。`
}

function resolvePart(name: string, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Ground): Counted {
  const named = own(dictionary.figures, name)
  return named?.kind === 'counted' ? resolveCounted(named, asked, config, dictionary) : problem(`没有叫“${name}”的指标。`)
}

function resolveSplit(partition: Partition, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Ground): Resolved {
  const whole = resolvePart(partition.whole, asked, config, dictionary)
  if (whole.kind === 'problem') return whole
  const { field } = partition.by
  const type = must(REGISTRY[whole.spec.figure.kind], `the type ${whole.spec.figure.kind}`)
  const codes = [...Object.entries(optionsOf(config, type, field)), ['', { label: partition.unset }] as const]
  const possible = whole.spec.figure.where[field]
  const parts = codes.filter(([code]) => possible === undefined || possible.includes(code)).map(([code, option]) => ({ code, label: option.label }))
  return { kind: 'split', label: partition.label, by: partition.by, spec: whole.spec, parts }
}

function resolveVillages({ label, whole: name }: VillageSplit, asked: Pick<Reference, 'narrow'>, config: Config, dictionary: Ground): Resolved {
  const whole = resolvePart(name, asked, config, dictionary)
  if (whole.kind === 'problem') return whole
  const root = whole.spec.place ?? dictionary.root
  if (root === null) return problem('按村分，要在一个乡镇的报告里。')
  const villages = villagesOf(config.places, root).map(({ id, name: village }) => ({ code: id, label: village }))
  const parts = villages.some(({ code }) => code === root) ? villages : [...villages, { code: root, label: '乡镇本级' }]
  return { kind: 'split', label, by: { kind: 'place', level: 'village' }, spec: whole.spec, parts }
}

/** In administrative order, also those that were merged away: a record stays where it was written. A circle in bad data ends the walk. */
function villagesOf(places: Places, root: string, above: readonly string[] = []): readonly Place[] {
  const place = places.byId[root]
  if (place?.level === 'village') return [place]
  return above.includes(root) ? [] : childrenOf(places, root).flatMap(({ id }) => villagesOf(places, id, [...above, root]))
}

function monthWithin(period: Period, month: number): Period | null {
  const name = monthsIn(period).filter((each) => Number(each.slice(5)) === month).pop()
  if (name === undefined) return null
  const whole = monthPeriod(name)
  return { from: whole.from < period.from ? period.from : whole.from, to: whole.to > period.to ? period.to : whole.to }
}
