import { must } from '../core/assert'
import type { Config } from '../core/config'
import type { Figure } from '../core/figure'
import type { Fact } from '../core/phrase/fact'
import { fill } from '../core/phrase/fill'
import type { Template } from '../core/phrase/part'
import { inReadingOrder, type Problem } from '../core/phrase/problem'
import { namesUsed, parseTemplate } from '../core/phrase/template'
import { typedNumbers } from '../core/phrase/typedNumbers'
import { lastYear, yearOf, type Period } from '../core/period'
import { treeOn } from '../core/place'
import type { FigureQuery, FiguresAnswer } from '../core/protocol'
import type { FilledReport, ReportFigure, ReportScope } from '../core/reportWire'
import { checkDocument } from '../core/textCheck/checkDocument'
import { own } from '../core/own'
import { dictionaryOf } from './figures/dictionary'
import { namesOf, periodOf, resolveFigure, type FigureSpec, type Resolved } from './figures/resolve'
import { blocksOf } from './problemPlace'
import { guardedIn, publishedText } from './suppress'
import { REGISTRY } from './registry'
import { withTicks } from './tick'

/** A template read, with the questions its figures ask. Nothing has been counted yet. */
export interface ReportPlan {
  /** As the clerk wrote it. */
  readonly text: string
  readonly template: Template
  readonly problems: readonly Problem[]
  readonly scope: ReportScope
  readonly wantByKey: Readonly<Record<string, Want>>
  /** Why a name with its narrowing could not be asked for. */
  readonly refusalByKey: Readonly<Record<string, string>>
  /** All names there are, to suggest from. */
  readonly known: readonly string[]
}

/** One name with its narrowing: the queries that answer it, this period's and last year's in the same order. */
interface Want {
  readonly resolved: Exclude<Resolved, { kind: 'problem' }>
  readonly now: readonly FigureQuery[]
  readonly before: readonly FigureQuery[]
}

export function planReport(text: string, scope: ReportScope, today: Config): ReportPlan {
  // Places as the period knew them: one that was renamed since stands under its old name.
  const config = { ...today, places: treeOn(today.places, scope.period.to) }
  const { template, problems } = parseTemplate(text)
  const dictionary = dictionaryOf(config)
  const wantByKey: Record<string, Want> = {}
  const refusalByKey: Record<string, string> = {}
  for (const reference of namesUsed(template)) {
    if (wantByKey[reference.key] !== undefined || own(refusalByKey, reference.key) !== undefined || variable(scope, reference.name) !== undefined) continue
    const resolved = resolveFigure(reference, config, { ...dictionary, root: scope.place })
    if (resolved.kind === 'problem') refusalByKey[reference.key] = resolved.say
    else wantByKey[reference.key] = { resolved, now: queriesOf(resolved, scope, scope.period), before: queriesOf(resolved, scope, lastYear(scope.period)) }
  }
  const known = [...namesOf(dictionary), ...VARIABLES]
  return { text, template, problems, scope, wantByKey, refusalByKey, known }
}

/** All questions of a plan, to be asked in one snapshot; `answer` is given back in the same order. */
export function questionsOf(plan: ReportPlan): readonly FigureQuery[] {
  return Object.values(plan.wantByKey).flatMap((want) => [...want.now, ...want.before])
}

/** `people`: names that are to be confirmed before the text is made public, beside those it can be told by their office. */
export function fillReport(plan: ReportPlan, answers: FiguresAnswer['results'], people: readonly string[] = []): FilledReport {
  const factByKey: Record<string, Fact> = {}
  const figureByKey: Record<string, ReportFigure> = {}
  let next = 0
  const take = (count: number): FiguresAnswer['results'] => answers.slice(next, (next += count))
  for (const [key, want] of Object.entries(plan.wantByKey)) {
    const [now, before] = [take(want.now.length), take(want.before.length)]
    const figure = figureOf(key, want, now, before)
    figureByKey[key] = figure
    factByKey[key] = factOf(want.resolved, figure)
  }
  const filled = fill(plan.template, (reference) => own(factByKey, reference.key) ?? variable(plan.scope, reference.name), plan.known)
  const { document } = filled
  const blockOf = blocksOf(plan.text, document)
  const inTemplate = [...plan.problems, ...typedNumbers(plan.template), ...told(plan, filled.problems)].map((each) => ({ ...each, block: blockOf(each) }))
  const problems = inReadingOrder([...inTemplate, ...checkDocument(plan.template, document, people)])
  return { document, problems: withTicks(plan.text, problems), figureByKey }
}

/** The dictionary knows better than the language why a name stands for nothing; variables and fields of a loop's items only the language knows. */
function told({ template, refusalByKey, known }: ReportPlan, problems: readonly Problem[]): readonly Problem[] {
  const keyByStart = new Map(namesUsed(template)
    .filter(({ loop, name }) => loop === null && (name.includes('.') || known.some((each) => each.startsWith(`${name}.`)))).map((reference) => [reference.start, reference.key]))
  return problems.map((each) => {
    const say = each.kind === 'unknown-name' || each.kind === 'unknown-narrowing' ? own(refusalByKey, keyByStart.get(each.start) ?? '') : undefined
    return say === undefined ? each : { ...each, message: say }
  })
}

function queriesOf(resolved: Want['resolved'], scope: ReportScope, period: Period): readonly FigureQuery[] {
  switch (resolved.kind) {
    case 'counted':
      return [queryOf(resolved.spec, scope, period, null)]
    case 'ratio':
      return [queryOf(resolved.numerator, scope, period, null), queryOf(resolved.denominator, scope, period, null)]
    case 'split':
      return [queryOf(resolved.spec, scope, period, resolved.by)]
  }
}

function queryOf(spec: FigureSpec, scope: ReportScope, period: Period, by: FigureQuery['by']): FigureQuery {
  // A month the period does not have counts nothing: no record fits an option that does not exist.
  const asked = periodOf(spec, period)
  const place = spec.place ?? scope.place
  const figure = asked === null ? { ...spec.figure, where: { ...spec.figure.where, stage: [] } } : ofWhole(spec.figure, place)
  return { figure, period: asked ?? period, place, by }
}

/** What one village confirms is not confirmed for the township. */
function ofWhole(figure: Figure, place: string): Figure {
  const { placed } = must(REGISTRY[figure.kind], `the type ${figure.kind}`)
  return figure.over.kind === 'covered' && placed !== null ? { ...figure, where: { ...figure.where, [placed]: [place] } } : figure
}

function figureOf(key: string, { resolved, now }: Want, answers: FiguresAnswer['results'], before: FiguresAnswer['results']): ReportFigure {
  const named = resolved.kind === 'split' ? resolved.spec.named : resolved.kind === 'ratio' ? resolved.named : resolved.spec.named
  const scale = named.kind === 'counted' && named.inFen === true ? 100 : 1
  const valueAt = (results: FiguresAnswer['results'], index: number): number => (results[index]?.value ?? 0) / scale
  const groups = new Map((answers[0]?.groups ?? []).map((group) => [group.key, group.value]))
  const [query] = now
  if (query === undefined) throw new Error('broken invariant: a figure asks at least one question')
  return {
    key,
    label: resolved.kind === 'split' ? `${named.label}${resolved.label}` : named.label,
    unit: named.unit,
    definition: named.definition,
    value: valueAt(answers, 0),
    pair: resolved.kind === 'ratio' ? [valueAt(answers, 0), valueAt(answers, 1)] : null,
    lastYear: valueAt(before, 0),
    pairLastYear: resolved.kind === 'ratio' ? [valueAt(before, 0), valueAt(before, 1)] : null,
    query,
    parts: resolved.kind === 'split' ? resolved.parts.map((part) => ({ label: part.label, value: groups.get(part.code) ?? 0 })) : [],
  }
}

function factOf(resolved: Want['resolved'], figure: ReportFigure): Fact {
  // Told in steps of five, as words: a template can neither add it to others nor take it from them.
  if (guardedIn(REGISTRY, figure.query.figure, figure.query.by)) {
    if (resolved.kind === 'split') return { kind: 'text', text: figure.parts.map(({ label, value }) => `${label}${publishedText(value)}`).join('、') }
    return { kind: 'text', text: figure.pair === null ? publishedText(figure.value) : '不单列' }
  }
  if (resolved.kind === 'split') return { kind: 'list', items: figure.parts }
  if (figure.pair !== null) return { kind: 'ratio', numerator: figure.pair[0], denominator: figure.pair[1] }
  return { kind: 'number', value: figure.value }
}

const VARIABLES = ['年度', '上年度', '下年度', '期间', '起日', '截至日', '乡镇'] as const

/** What a template may say without counting. Years are text: nobody adds or rounds them. */
function variable(scope: ReportScope, name: string): Fact | undefined {
  const year = yearOf(scope.period.from)
  switch (name as (typeof VARIABLES)[number]) {
    case '年度':
      return { kind: 'text', text: String(year) }
    case '上年度':
      return { kind: 'text', text: String(year - 1) }
    case '下年度':
      return { kind: 'text', text: String(year + 1) }
    case '期间':
      return { kind: 'text', text: scope.label }
    case '起日':
      return { kind: 'day', day: scope.period.from }
    case '截至日':
      return { kind: 'day', day: scope.period.to }
    case '乡镇':
      return { kind: 'text', text: scope.placeName }
    default:
      return undefined
  }
}
