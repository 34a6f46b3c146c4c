import type { Config } from '../../../core/config'
import type { Narrowing } from '../../../core/phrase/reference'
import type { Fact } from '../../../core/phrase/fact'
import { own } from '../../../core/own'
import type { ReportFigure } from '../../../core/reportWire'
import { dimensionsOf } from '../../../domain/figures/dimension'
import { dictionaryOf } from '../../../domain/figures/dictionary'
import type { CountedFigure } from '../../../domain/figures/named'
import { resolveFigure, type Dictionary } from '../../../domain/figures/resolve'
import { waysFor, type Picked } from '../../../domain/placeholder'
import { REGISTRY } from '../../../domain/registry'

/** The dictionary as a clerk looks through it, and what of it a placeholder may say. */

export interface Entry {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly definition: string
}

/** What there is to pick from. */
export function figuresFor(config: Config): Dictionary {
  return dictionaryOf(config)
}

/** Splits come after the figures of their subject. */
export function entriesOf({ figures, partitions, villageSplits }: Dictionary): readonly Entry[] {
  const counted = Object.entries(figures).map(([name, { label, unit, definition }]) => ({ name, label, unit, definition }))
  const splits = Object.entries({ ...partitions, ...villageSplits }).flatMap(([name, { label, whole }]) => {
    const figure = own(figures, whole)
    return figure === undefined ? [] : [{ name, label: `${figure.label}${label}`, unit: figure.unit, definition: `${figure.definition}；${label}列出来，各部分相加就是总数` }]
  })
  const subjects = [...new Set(counted.map(({ name }) => subjectOf(name)))]
  const all = [...counted, ...splits]
  return [...subjects, ...splits.map(({ name }) => subjectOf(name)).filter((each) => !subjects.includes(each))]
    .filter((each, i, list) => list.indexOf(each) === i)
    .flatMap((subject) => all.filter(({ name }) => subjectOf(name) === subject))
}

/** 纠纷 of 纠纷.受理. */
export function subjectOf(name: string): string {
  return name.split('.')[0] ?? name
}

/** Those that have every word, names and labels before definitions. */
export function findEntries(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.trim().split(/[\s.．。]+/).filter((word) => word !== '')
  const has = (where: string): boolean => words.every((word) => where.includes(word))
  const named = entries.filter(({ name, label }) => has(`${name} ${label}`))
  return [...named, ...entries.filter((entry) => !named.includes(entry) && has(`${entry.name} ${entry.label} ${entry.definition}`))]
}

/** A field by which a figure may be narrowed, with its choices in words. */
export interface Narrower {
  readonly label: string
  readonly choices: readonly string[]
}

/** Only what the figure leaves open: a choice it has made already narrows nothing. Ticks come last. */
export function narrowersOf(name: string, config: Config, dictionary: Dictionary): readonly Narrower[] {
  const figure = countedBehind(name, dictionary)?.figure
  const type = figure === undefined ? undefined : own(REGISTRY, figure.kind)
  if (figure === undefined || type === undefined) return []
  const { measure } = figure
  const fields = dimensionsOf(type, figure, config).flatMap(({ label, of, field, choices }): readonly (Narrower & { readonly isFlag: boolean })[] => {
    const possible = own(of === 'rows' && measure.kind === 'rows' ? measure.where : figure.where, field)
    const open = choices.filter(({ codes }) => possible === undefined || codes.some((code) => possible.includes(code)))
    const words = open.flatMap((choice) => choice.words[0] ?? [])
    return words.length < 2 ? [] : [{ label, choices: words, isFlag: words[0] === '是' }]
  })
  const once = fields.filter(({ label }, i) => fields.findIndex((other) => other.label === label) === i)
  const narrowers = (isFlag: boolean): readonly Narrower[] => once.filter((each) => each.isFlag === isFlag).map(({ label, choices }) => ({ label, choices }))
  return [...narrowers(false), MONTHS, ...narrowers(true)]
}

const MONTHS: Narrower = { label: '月份', choices: Array.from({ length: 12 }, (_, i) => `${i + 1}月`) }

/** A figure as it is written at first: a split as a list, for that is the only way it can be. */
export function freshPick(name: string, { figures, partitions, villageSplits }: Dictionary): Picked {
  const split = own(partitions, name) ?? own(villageSplits, name)
  const unit = split === undefined ? '' : own(figures, split.whole)?.unit ?? ''
  return { name, narrow: [], styles: split === undefined ? [] : waysFor('list', unit).flatMap((style) => style ?? []).slice(0, 1) }
}

/** The condition with these values in place of those it had; none takes it away. */
export function withNarrowing(narrow: readonly Narrowing[], field: string, values: readonly string[]): readonly Narrowing[] {
  if (values.length === 0) return narrow.filter((each) => each.field !== field)
  const next = { field, values }
  return narrow.some((each) => each.field === field) ? narrow.map((each) => (each.field === field ? next : each)) : [...narrow, next]
}

/** What is wrong with a figure narrowed so, in words; null when it can be counted. `root`: the township. */
export function misfitOf(picked: { readonly name: string; readonly narrow: readonly Narrowing[] }, config: Config, dictionary: Dictionary, root: string): string | null {
  const resolved = resolveFigure(picked, config, { ...dictionary, root })
  return resolved.kind === 'problem' ? resolved.say : null
}

/** As the phrase language sees what was counted. */
export function factOf({ value, pair, parts }: ReportFigure): Fact {
  if (pair !== null) return { kind: 'ratio', numerator: pair[0], denominator: pair[1] }
  return parts.length > 0 ? { kind: 'list', items: parts } : { kind: 'number', value }
}

function countedBehind(name: string, { figures, partitions, villageSplits }: Dictionary): CountedFigure | undefined {
  const named = own(figures, (own(partitions, name) ?? own(villageSplits, name))?.whole ?? name)
  if (named?.kind !== 'ratio') return named
  const numerator = own(figures, named.numerator)
  return numerator?.kind === 'counted' ? numerator : undefined
}
