import { lastYear, yearOf, type Period } from '../core/period'
import { ask, boardPeriod, counted, dueQuestions, named, slot, splitQuestions, type Answers, type BoardScope, type Questions } from './board/asking'
import { cellAt, pairAt, SPLITS, splitsAt, type Cell, type Pair, type Split, type SplitName } from './board/cells'
import { monthQuestions, monthsOf, type Months } from './board/months'
import { placeBoard, type PlaceBoard } from './board/places'

/** A township's board, or a field worker's own counts: every number with the question that opens it. */
export interface Board {
  readonly accepted: Compared
  readonly closed: Compared
  readonly success: Rate
  /** 期末在办, and what of the time before was carried into the period. */
  readonly open: Cell
  readonly carried: Cell
  /** Only of a period that ends today. */
  readonly due: Due | null
  /** 本月 and 今天 beside the year. */
  readonly shorter: readonly Shorter[]
  readonly months: Months
  readonly places: PlaceBoard | null
  readonly splits: Readonly<Record<SplitName, Split>>
  readonly sums: readonly Sum[]
}
export interface Compared {
  readonly now: Cell
  readonly before: Cell
}
export interface Rate {
  readonly now: Pair
  readonly before: Pair
}
export interface Due {
  /** Past their month or due within the week: what the list shows. */
  readonly all: Cell
  readonly soon: Cell
  readonly today: Cell
  readonly past: Cell
}
export interface Shorter {
  readonly span: 'month' | 'day'
  readonly period: Period
  readonly accepted: Cell
  readonly closed: Cell
  readonly success: Pair
}
export interface Sum {
  readonly title: string
  readonly lines: readonly SumLine[]
}
export type SumLine =
  | { readonly kind: 'counted'; readonly label: string; readonly unit: string; readonly now: Cell; readonly before: Cell | null }
  | { readonly kind: 'rate'; readonly label: string; readonly now: Pair }

const ACCEPTED = '纠纷.受理'
const CLOSED = '纠纷.调结'
const RATE = '纠纷.成功率'
const TILES = [ACCEPTED, CLOSED, '纠纷.成功'] as const

const SUMS: readonly { readonly title: string; readonly figures: readonly string[] }[] = [
  { title: '群众说事', figures: ['说事.受理', '说事.办结', '说事.转纠纷', '说事.满意率', '说事.期末在办', '说事.到期未结'] },
  { title: '普法和排查', figures: ['普法.场次', '普法.人次', '普法.资料', '学法.场次', '学法.人次', '排查.次数'] },
]

/** All questions of the board. `shorter` adds 本月 and 今天. */
export function boardQuestions({ place, today }: Pick<BoardScope, 'place' | 'today'>, period: Period, shorter: boolean): Questions {
  const before = lastYear(period)
  const due = dueQuestions(place, today)
  return {
    ...slot('now', TILES, place, period),
    ...slot('before', TILES, place, before),
    'now:纠纷.期末在办': ask('纠纷.期末在办', place, period),
    'now:纠纷.上年结转': ask('纠纷.上年结转', place, period),
    ...(period.to === today ? { 'due:all': due.all, 'due:soon': due.soon, 'due:today': due.today, 'due:past': due.past } : {}),
    ...(shorter ? { ...slot('month', TILES, place, boardPeriod('month', today)), ...slot('day', TILES, place, boardPeriod('day', today)) } : {}),
    ...monthQuestions(ACCEPTED, place, period),
    places: ask(ACCEPTED, place, period, { kind: 'place', level: null }),
    ...splitQuestions(Object.values(SPLITS), place, period),
    ...sumQuestions(place, period, before),
  }
}

export function readBoard(answers: Answers, scope: BoardScope): Board {
  const { config, today } = scope
  const at = (name: string): Cell => cellAt(answers, name, 'exact')
  return {
    accepted: { now: at(`now:${ACCEPTED}`), before: at(`before:${ACCEPTED}`) },
    closed: { now: at(`now:${CLOSED}`), before: at(`before:${CLOSED}`) },
    success: { now: pairAt(answers, 'now', RATE, 'exact'), before: pairAt(answers, 'before', RATE, 'exact') },
    open: at('now:纠纷.期末在办'),
    carried: at('now:纠纷.上年结转'),
    due: answers['due:all'] === undefined ? null : { all: at('due:all'), soon: at('due:soon'), today: at('due:today'), past: at('due:past') },
    shorter: answers[`month:${ACCEPTED}`] === undefined ? [] : (['month', 'day'] as const).map((span) => ({
      span, period: boardPeriod(span, today), accepted: at(`${span}:${ACCEPTED}`), closed: at(`${span}:${CLOSED}`), success: pairAt(answers, span, RATE, 'exact'),
    })),
    months: monthsOf(answers, today, 'exact'),
    places: placeBoard(answers, scope),
    splits: splitsAt(answers, config, 'exact'),
    sums: SUMS.map(({ title, figures }) => ({ title, lines: figures.map((name) => sumLine(answers, name)) })),
  }
}

/** Whether anything at all was recorded in the period or the year before: an empty board says what will stand there. */
export function isBlank({ accepted, closed, open, months, sums }: Board): boolean {
  const cells = [accepted.now, closed.now, open, ...months.rows.flatMap(({ now, before }) => (now === null ? [before] : [now, before]))]
  return cells.every(({ value }) => value === 0) && sums.every(({ lines }) => lines.every((line) => (line.kind === 'counted' ? line.now : line.now.whole).value === 0))
}

function sumQuestions(place: string | null, period: Period, before: Period): Questions {
  const figures = [...new Set(SUMS.flatMap((sum) => sum.figures.flatMap(countedNames)))]
  return { ...slot('sum', figures, place, period), ...slot('sumBefore', figures.filter(isFlow), place, before) }
}

function countedNames(name: string): readonly string[] {
  const figure = named(name)
  return figure.kind === 'ratio' ? [figure.numerator, figure.denominator] : [name]
}

function sumLine(answers: Answers, name: string): SumLine {
  const figure = named(name)
  if (figure.kind === 'ratio') return { kind: 'rate', label: figure.label, now: pairAt(answers, 'sum', name, 'exact') }
  const before = isFlow(name) ? cellAt(answers, `sumBefore:${name}`, 'exact') : null
  return { kind: 'counted', label: figure.label, unit: figure.unit, now: cellAt(answers, `sum:${name}`, 'exact'), before }
}

/** What holds on a day has no "same time last year" that means much beside it. */
function isFlow(name: string): boolean {
  return counted(name).figure.over.kind === 'flow'
}

/** 去年同期 of a period that is not this year's: the year by its number; of one that goes over a turn of the year no single number is right. */
export function beforeWord(period: Period, today: string): string {
  if (yearOf(period.from) !== yearOf(period.to)) return '上年同期'
  return yearOf(period.to) === yearOf(today) ? '去年同期' : `${yearOf(period.to) - 1}年同期`
}
