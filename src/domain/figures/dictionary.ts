import type { Config } from '../../core/config'
import { holdsPeople, type Field, type Values } from '../../core/field'
import type { Measure, Over } from '../../core/figure'
import { own } from '../../core/own'
import { conditionsIn } from '../../core/phrase/reference'
import type { RecordType } from '../../core/recordType'
import { FIGURES, PARTITIONS, VILLAGE_SPLITS } from '../figures'
import { ownFigure } from '../ownFigure'
import { REGISTRY } from '../registry'
import { counted, ratio, type Figures, type NamedFigure } from './named'
import { narrowFigure } from './narrow'
import { STOCKS, type Stock } from './over'
import type { Dictionary, FigureProblem } from './resolve'

/** The program's figures and those the county keeps of its own; one that can't be counted is a problem and no figure. */
export function dictionaryOf(config: Config): Dictionary {
  if (config.figures.length === 0) return { ...BUILT_IN, figures: FIGURES, problems: [] }
  const figures: Record<string, NamedFigure> = { ...FIGURES }
  const problems: FigureProblem[] = []
  // Ratios are of what is counted, whichever was written first.
  const inOrder = [...config.figures].sort((a, b) => Number(a.form === 'ratio') - Number(b.form === 'ratio'))
  for (const values of inOrder) {
    const read = readFigure(values, figures, config)
    const name = text(values.name)
    if (typeof read === 'string') problems.push({ name, say: read })
    else figures[name] = read
  }
  return { ...BUILT_IN, figures, problems }
}

const BUILT_IN = { partitions: PARTITIONS, villageSplits: VILLAGE_SPLITS }

/** One figure as a county wrote it, beside those there are already; or the sentence that says why it can't be counted. */
export function readFigure(values: Values, known: Figures, config: Config): NamedFigure | string {
  const name = text(values.name)
  if (!NAME.test(name) || /[且或]/.test(name)) return '名称要写成两段汉字，中间一个点，例如“纠纷.涉农”，里面不能有“且”“或”。'
  if (own(known, name) !== undefined || own(PARTITIONS, name) !== undefined || own(VILLAGE_SPLITS, name) !== undefined) return `已经有叫“${name}”的指标了，请换一个名称。`
  const [label, unit] = [text(values.label), text(values.unit)]
  if (label === '' || unit === '') return '叫法和量词都要写上。'
  return values.form === 'ratio' ? readRatio(values, known) : readCounted(values, config)
}

const NAME = /^[\u4e00-\u9fff]{1,10}\.[\u4e00-\u9fff]{1,14}$/

function readRatio(values: Values, known: Figures): NamedFigure | string {
  const [name, numerator, denominator] = [text(values.name), text(values.numerator), text(values.denominator)]
  for (const [side, part] of [['分子', numerator], ['分母', denominator]] as const) {
    if (part === name) return `${side}写的就是它自己，算不出来，请换一个指标。`
    const found = own(known, part)
    if (found === undefined) return `${side}“${part}”不是一个能数的指标，请从指标清单里选一个。`
    if (found.kind === 'ratio') return `${side}“${part}”本身是一个率，请换成一个数。`
  }
  return ratio(text(values.label), sentence(values) ?? `“${numerator}”占“${denominator}”的多少`, numerator, denominator)
}

function readCounted(values: Values, config: Config): NamedFigure | string {
  const kind = text(values.counts)
  const type = own(ownFigure.fields.counts.options, kind) === undefined ? undefined : own(REGISTRY, kind)
  if (type === undefined) return '请选数哪类台账。'
  const over = overOf(type, text(values.over))
  if (over === null) return '请选按什么时间算。'
  const measure = measureOf(type, values)
  if (measure === null) return '请选数哪一栏。'
  const conditions = text(values.filter) === '' ? [] : conditionsIn(text(values.filter))
  if (typeof conditions === 'string') return `“只数哪些”里，${conditions}`
  const narrowed = narrowFigure({ kind, where: {}, over, measure }, conditions, config, null)
  if ('kind' in narrowed) return `“只数哪些”里，${narrowed.say}`
  if (narrowed.place !== null || narrowed.month !== null) return '“只数哪些”里不能写地方和月份，请在报告里用的时候再写。'
  const { label } = ownFigure.fields.counts.options[kind as keyof typeof ownFigure.fields.counts.options]
  const definition = sentence(values) ?? `${label}里${text(values.filter) === '' ? '所有的' : `“${text(values.filter)}”的`}`
  const isMoney = measure.kind === 'sum' && own(type.fields, measure.field)?.kind === 'money'
  return counted(text(values.label), text(values.unit), definition, narrowed.figure, isMoney ? { inFen: true } : {})
}

/** What a figure of a kind may go by: days it may lie on, and what holds on the last day. */
export interface OverChoice {
  readonly code: string
  readonly label: string
  readonly over: Over
}
export function oversOf(type: RecordType): readonly OverChoice[] {
  const days = Object.entries(type.fields).flatMap(([field, { kind, label }]): readonly OverChoice[] => (kind === 'day' ? [{ code: field, label, over: { kind: 'flow', date: field } }] : []))
  const stocks = Object.entries(own<Readonly<Record<string, Stock>>>(STOCKS, type.kind) ?? {})
  return [...stocks.map(([code, { label, over }]) => ({ code: `stock.${code}`, label, over })), ...days]
}

function overOf(type: RecordType, code: string): Over | null {
  return oversOf(type).find((each) => each.code === code)?.over ?? null
}

/** What can be added up, gone through or told apart, by the path that `measured` keeps. */
export interface MeasuredChoice {
  readonly code: string
  readonly label: string
  readonly measure: Measure
}
export function measuresOf(type: RecordType, measure: string): readonly MeasuredChoice[] {
  return Object.entries(type.fields).flatMap(([name, field]): readonly MeasuredChoice[] => {
    switch (measure) {
      case 'sum':
        return field.kind === 'count' || field.kind === 'money' ? [{ code: name, label: field.label, measure: { kind: 'sum', field: name } }] : []
      case 'distinct':
        return isTold(field) ? [{ code: name, label: field.label, measure: { kind: 'distinct', field: name } }] : []
      case 'rows':
        return field.kind === 'rows' ? [
          { code: name, label: `${field.label}的条数`, measure: { kind: 'rows', rows: name, where: {}, sum: null } },
          ...Object.entries(field.fields).flatMap(([cell, { kind, label }]): readonly MeasuredChoice[] => (
            kind === 'count' && !holdsPeople(field) ? [{ code: `${name}.${cell}`, label: `${field.label}的${label}`, measure: { kind: 'rows', rows: name, where: {}, sum: cell } }] : [])),
        ] : []
      default:
        return []
    }
  })
}

function isTold(field: Field): boolean {
  return field.kind === 'place' || field.kind === 'ref'
}

function measureOf(type: RecordType, values: Values): Measure | null {
  const kind = text(values.measure)
  if (kind === '' || kind === 'count') return { kind: 'count' }
  return measuresOf(type, kind).find((each) => each.code === text(values.measured))?.measure ?? null
}

/** Without the full stop: definitions stand in lists. */
function sentence(values: Values): string | null {
  const written = text(values.definition).replace(/。$/, '')
  return written === '' ? null : written
}

function text(value: Values[string] | undefined): string {
  return typeof value === 'string' ? value.trim() : ''
}
