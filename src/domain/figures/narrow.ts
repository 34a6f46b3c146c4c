import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { Figure } from '../../core/figure'
import type { Narrowing } from '../../core/phrase/reference'
import { own } from '../../core/own'
import { nearestName } from '../../core/phrase/suggest'
import { isWithin, placeName, type Place } from '../../core/place'
import { REGISTRY } from '../registry'
import { dimensionsOf, type Choice, type Dimension } from './dimension'

/** A figure as asked for: of the whole report's place and period, unless narrowed. */
export interface Narrowed {
  readonly figure: Figure
  readonly place: string | null
  /** 1 to 12. */
  readonly month: number | null
}
export interface Misfit {
  readonly kind: 'problem'
  /** What is wrong and what may be written instead. */
  readonly say: string
}

const PLACE_WORDS = ['地方', '在哪']
const MONTH_WORDS = ['月份', '月']
const STAGE_WORDS = ['环节', '状态']

/** What the field is also called in reports. */
const ALIASES: Readonly<Record<string, string>> = {
  难度: '难易', 难易程度: '难易', 化解途径: '途径', 协议形式: '协议', 调解结果: '结果', 纠纷类型: '类型', 平台: '来源', 身份: '名目', 材料: '种类',
}

/** Applies what stands in the brackets, one condition after the other; the first that doesn't fit is told. */
export function narrowFigure(figure: Figure, conditions: readonly Narrowing[], config: Config, root: string | null): Narrowed | Misfit {
  let narrowed: Narrowed = { figure, place: null, month: null }
  for (const condition of conditions) {
    const next = narrowBy(narrowed, condition, config, root)
    if ('kind' in next) return next
    narrowed = next
  }
  return narrowed
}

function narrowBy(so: Narrowed, { field, values }: Narrowing, config: Config, root: string | null): Narrowed | Misfit {
  if (PLACE_WORDS.includes(field)) return narrowByPlace(so, values, config, root)
  if (MONTH_WORDS.includes(field)) return narrowByMonth(so, values)
  if (STAGE_WORDS.includes(field)) return problem(stageAdvice(so.figure.kind))
  const type = must(REGISTRY[so.figure.kind], `the type ${so.figure.kind}`)
  const dimensions = dimensionsOf(type, so.figure, config)
  const label = ALIASES[field] ?? field
  const dimension = dimensions.find((each) => each.label === field) ?? dimensions.find((each) => each.label === label)
  if (dimension === undefined) return unknownField(field, dimensions)
  const chosen: Choice[] = []
  for (const value of values) {
    const choice = dimension.choices.find(({ words }) => words[0] === value) ?? dimension.choices.find(({ words }) => words.includes(value))
    if (choice === undefined) return unknownValue(value, dimension)
    chosen.push(choice)
  }
  return keepOnly(so, dimension, chosen)
}

/** Every value that was written must be possible: one that the figure excludes already would silently say nothing. */
function keepOnly(so: Narrowed, dimension: Dimension, chosen: readonly Choice[]): Narrowed | Misfit {
  const { figure } = so
  const { measure } = figure
  const rows = dimension.of === 'rows' && measure.kind === 'rows' ? measure : null
  const before = (rows ?? figure).where[dimension.field]
  const lost = chosen.find(({ codes }) => before !== undefined && !codes.some((code) => before.includes(code)))
  if (lost !== undefined) return problem(`这个指标已经限定了“${dimension.label}”，和“${lost.words[0] ?? ''}”对不上，请去掉一个。`)
  const codes = chosen.flatMap((choice) => choice.codes).filter((code) => before === undefined || before.includes(code))
  const where = { ...(rows ?? figure).where, [dimension.field]: codes }
  return { ...so, figure: rows === null ? { ...figure, where } : { ...figure, measure: { ...rows, where } } }
}

function narrowByPlace(so: Narrowed, values: readonly string[], config: Config, root: string | null): Narrowed | Misfit {
  const [name, more] = values
  if (name === undefined || more !== undefined) return problem('“地方”一次只能写一个；几个地方的数请写成相加。')
  const { places } = config
  const inRoot = Object.values(places.byId).filter((place) => root === null || isWithin(places, place.id, root))
  const found = inRoot.filter((place) => place.name === name || placeName(places, place.id) === name)
  const [place, second] = found
  if (place === undefined) return unknown(`没有叫“${name}”的地方`, name, inRoot.map((each) => each.name))
  if (second !== undefined) return ambiguous(name, found, config)
  return { ...so, place: place.id }
}

function narrowByMonth(so: Narrowed, values: readonly string[]): Narrowed | Misfit {
  const month = Number(/^(\d{1,2})月?(?:份)?$/.exec(values[0] ?? '')?.[1])
  if (values.length !== 1 || !(month >= 1 && month <= 12)) return problem('“月份”请写一个月，例如 [月份=3月]；几个月的数请写成相加。')
  return { ...so, month }
}

/** A stage is what a record is at now; a report of a past year must not change when a record is archived. */
function stageAdvice(kind: string): string {
  const instead: Readonly<Record<string, string>> = { dispute: '，请用“结果”分，还没结的是“纠纷.期末在办”', matter: '，请用“结果”分，还没办完的是“说事.期末在办”' }
  return `“环节”是现在办到哪一步，不是期末的情况，报告里不能按它分${own(instead, kind) ?? ''}。`
}

function unknownField(field: string, dimensions: readonly Dimension[]): Misfit {
  const labels = [...new Set(dimensions.map((each) => each.label))]
  return problem(`这个指标不能按“${field}”分，可以按：${[...labels, '地方', '月份'].join('、')}。`)
}

function unknownValue(value: string, { label, choices }: Dimension): Misfit {
  const nearest = nearestName(value, choices.flatMap((choice) => choice.words))
  const offered = choices.map((choice) => choice.words[0]).join('、')
  return problem(`“${label}”里没有“${value}”${nearest === null ? '' : `，是不是“${nearest}”？`}${nearest === null ? '，' : ''}可以写：${offered}。`)
}

function ambiguous(name: string, found: readonly Place[], { places }: Config): Misfit {
  const full = [...new Set(found.map((place) => placeName(places, place.id)))]
  return problem(`叫“${name}”的地方有${found.length}个${full.length > 1 ? `，请写全：${full.join('、')}` : '，分不清是哪一个'}。`)
}

/** 没有叫…，是不是…？ */
function unknown(what: string, written: string, known: readonly string[]): Misfit {
  const nearest = nearestName(written, known)
  return problem(nearest === null ? `${what}。` : `${what}，是不是“${nearest}”？`)
}

export function problem(say: string): Misfit {
  return { kind: 'problem', say }
}
