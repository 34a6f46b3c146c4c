import type { Config } from '../../../core/config'
import type { Values } from '../../../core/field'
import { conditionsIn, referenceKey, type Narrowing } from '../../../core/phrase/reference'
import type { FigureQuery, FiguresAnswer } from '../../../core/protocol'
import { percentText } from '../../../core/phrase/numberWords'
import type { Period } from '../../../core/period'
import { must } from '../../../core/assert'
import { own } from '../../../core/own'
import { dictionaryOf, measuresOf, oversOf, readFigure } from '../../../domain/figures/dictionary'
import type { CountedFigure, Figures, NamedFigure } from '../../../domain/figures/named'
import { ownFigure } from '../../../domain/ownFigure'
import { REGISTRY } from '../../../domain/registry'
import { narrowersOf, type Narrower } from '../edit/picking'
import type { Choice } from '../../../components/Chip'

/** A figure as it is being written: texts and codes of the record type's own fields. */
export type Draft = Readonly<Record<keyof typeof ownFigure.fields, string>>

const NAMES = Object.keys(ownFigure.fields) as readonly (keyof Draft)[]

export function draftOf(values: Values): Draft {
  const texts = NAMES.map((name) => [name, typeof values[name] === 'string' ? values[name] : ''])
  return { ...(Object.fromEntries(texts) as Draft), form: values.form === 'ratio' ? 'ratio' : 'counted', measure: typeof values.measure === 'string' ? values.measure : 'count' }
}

/** What is written down: of the other form nothing, and nothing empty. */
export function valuesOf(draft: Draft): Values {
  const left: readonly (keyof Draft)[] = draft.form === 'ratio' ? ['counts', 'over', 'measure', 'measured', 'filter', 'from'] : ['numerator', 'denominator', 'from']
  return Object.fromEntries(NAMES.filter((name) => !left.includes(name) && draft[name].trim() !== '').map((name) => [name, draft[name].trim()]))
}

/** A choice that another one rests on takes what rested on it along. */
export function withCounts(draft: Draft, counts: string): Draft {
  return { ...draft, counts, over: '', measured: '', filter: '' }
}

export function oversFor({ counts }: Draft): readonly Choice[] {
  const type = own(REGISTRY, counts)
  return type === undefined ? [] : oversOf(type).map(({ code, label }) => ({ code, text: label }))
}

export function measuresFor({ counts, measure }: Draft): readonly Choice[] {
  const type = own(REGISTRY, counts)
  return type === undefined ? [] : measuresOf(type, measure).map(({ code, label }) => ({ code, text: label }))
}

/** The figure a draft stands for beside those there are, or what is wrong with it. `others`: the county's own without this one. */
export function readDraft(draft: Draft, others: readonly Values[], config: Config): { readonly figure: NamedFigure | string; readonly known: Figures } {
  const known = dictionaryOf({ ...config, figures: others }).figures
  return { figure: readFigure(valuesOf(draft), known, config), known }
}

const DRAFT = '草稿.草稿'

/** By what the draft may be narrowed, whatever else of it is still missing. */
export function narrowersFor(draft: Draft, config: Config): readonly Narrower[] {
  const figure = readFigure({ ...valuesOf(draft), name: DRAFT, label: DRAFT, unit: '件', filter: '' }, {}, config)
  if (typeof figure === 'string' || figure.kind === 'ratio') return []
  return narrowersOf(DRAFT, config, { figures: { [DRAFT]: figure }, partitions: {}, villageSplits: {}, problems: [] }).filter(({ label }) => label !== '月份')
}

export function narrowingOf({ filter }: Draft): readonly Narrowing[] {
  const conditions = filter.trim() === '' ? [] : conditionsIn(filter)
  return typeof conditions === 'string' ? [] : conditions
}

/** As a report writes it between brackets. */
export function filterText(narrow: readonly Narrowing[]): string {
  return narrow.length === 0 ? '' : referenceKey({ name: '', narrow }).slice(1, -1)
}

/** What has to be asked to show its value: a figure, or the two of a ratio. */
export function queriesFor(figure: NamedFigure, known: Figures, period: Period): readonly FigureQuery[] {
  return countedOf(figure, known).map((counted) => ({ figure: counted.figure, period, place: null, by: null }))
}

export function valueWords(figure: NamedFigure, known: Figures, results: FiguresAnswer['results']): string {
  const [first, second] = countedOf(figure, known).map((counted, at) => (results[at]?.value ?? 0) / (counted.inFen === true ? 100 : 1))
  if (figure.kind === 'counted') return `${first ?? 0}${figure.unit}`
  const [part, whole] = [first ?? 0, second ?? 0]
  if (whole === 0 || part > whole) return `${part}/${whole}`
  return `${part}/${whole}，${percentText(part, whole, 2)}`
}

function countedOf(figure: NamedFigure, known: Figures): readonly CountedFigure[] {
  if (figure.kind === 'counted') return [figure]
  return [figure.numerator, figure.denominator].map((name) => {
    const counted = must(own(known, name), name)
    if (counted.kind !== 'counted') throw new Error(`broken invariant: ${name} is a ratio of a ratio`)
    return counted
  })
}
