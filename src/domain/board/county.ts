import { must } from '../../core/assert'
import { own } from '../../core/own'
import { lastYear, type Day, type Period } from '../../core/period'
import { childrenOf, existsOn, type Place, type Places } from '../../core/place'
import type { Compared, Rate } from '../board'
import { ask, dueQuestions, slot, splitQuestions, type Answers, type BoardScope, type Questions } from './asking'
import { cellAt, numberCell, pairAt, SPLITS, splitsAt, type Cell, type Split, type SplitName } from './cells'
import { monthQuestions, monthsOf, type Months } from './months'

/** A county's board: its townships in administrative order. Below five across townships stands 少于5. */
export interface CountyBoard {
  readonly accepted: Compared
  readonly closed: Compared
  readonly success: Rate
  readonly open: Cell
  /** Only of a period that ends today. */
  readonly due: CountyDue | null
  readonly months: Months
  readonly splits: Readonly<Record<SplitName, Split>>
  readonly rows: readonly CountyRow[]
  /** 全县. */
  readonly total: CountyRow
}
/** Open disputes whose month completes within the week, and those of today and before. */
export interface CountyDue {
  readonly soon: Cell
  readonly today: Cell
  readonly past: Cell
}
export interface CountyRow {
  readonly id: string
  readonly name: string
  readonly cells: readonly CountyCell[]
}
export interface CountyCell {
  readonly cell: Cell
  /** The other number of a pair: 648/652. */
  readonly of: Cell | null
}

interface Column {
  readonly label: string
  readonly slot: 'now' | 'before'
  readonly figure: string
  readonly of?: string
}

const ACCEPTED = '纠纷.受理'
const CLOSED = '纠纷.调结'
const SUCCESS = '纠纷.成功'

export const COUNTY_COLUMNS: readonly Column[] = [
  { label: '受理', slot: 'now', figure: ACCEPTED },
  { label: '去年同期', slot: 'before', figure: ACCEPTED },
  { label: '调结', slot: 'now', figure: CLOSED },
  { label: '成功率', slot: 'now', figure: SUCCESS, of: CLOSED },
  { label: '书面协议', slot: 'now', figure: '纠纷.书面' },
  { label: '疑难', slot: 'now', figure: '纠纷.疑难' },
  { label: '在办', slot: 'now', figure: '纠纷.期末在办' },
  { label: '满一个月', slot: 'now', figure: '纠纷.满月未结' },
]

const BY_TOWNSHIP = { kind: 'place', level: 'township' } as const

export function countyQuestions({ place, today }: Pick<BoardScope, 'place' | 'today'>, period: Period): Questions {
  const before = lastYear(period)
  const due = dueQuestions(place, today)
  return {
    ...Object.fromEntries(COUNTY_COLUMNS.map(({ slot: name, figure }) => [`${name}:${figure}`, ask(figure, place, name === 'now' ? period : before, BY_TOWNSHIP)])),
    ...slot('before', [CLOSED, SUCCESS], place, before),
    ...monthQuestions(ACCEPTED, place, period),
    ...(period.to === today ? { 'due:soon': due.soon, 'due:today': due.today, 'due:past': due.past } : {}),
    ...splitQuestions(Object.values(SPLITS), place, period),
  }
}

export function readCounty(answers: Answers, { config, roots, today }: BoardScope): CountyBoard {
  const at = (name: string): Cell => cellAt(answers, name, 'few')
  const root = config.places.byId[roots[0] ?? '']
  const { period } = must(own(answers, `now:${ACCEPTED}`), 'the townships').query
  // A row more for a township of another time that has something of this one: the rows add up to the whole.
  const townships = townshipsOf(config.places, roots[0] ?? '', null).filter((township) => existsOn(township, period.to) || countsOf(answers, township.id))
  return {
    accepted: { now: at(`now:${ACCEPTED}`), before: at(`before:${ACCEPTED}`) },
    closed: { now: at(`now:${CLOSED}`), before: at(`before:${CLOSED}`) },
    success: { now: pairAt(answers, 'now', '纠纷.成功率', 'few'), before: pairAt(answers, 'before', '纠纷.成功率', 'few') },
    months: monthsOf(answers, today, 'few'),
    open: at('now:纠纷.期末在办'),
    due: answers['due:soon'] === undefined ? null : { soon: at('due:soon'), today: at('due:today'), past: at('due:past') },
    splits: splitsAt(answers, config, 'few'),
    rows: townships.map(({ id, name }) => ({ id, name, cells: COUNTY_COLUMNS.map((column) => cellsOf(column, (key) => townshipCell(answers, key, id))) })),
    total: { id: root?.id ?? '', name: `全${/(省|市|县|区|旗)$/.exec(root?.name ?? '')?.[1] ?? '县'}`, cells: COUNTY_COLUMNS.map((column) => cellsOf(column, at)) },
  }
}

/** Townships below a place in administrative order, however many levels lie between; `on` null: of whatever time. */
export function townshipsOf(places: Places, root: string, on: Day | null): readonly Place[] {
  return childrenOf(places, root).flatMap((child) => (child.level === 'township' ? (on === null || existsOn(child, on) ? [child] : []) : townshipsOf(places, child.id, on)))
}

function cellsOf(column: Column, cell: (key: string) => Cell): CountyCell {
  return { cell: cell(`${column.slot}:${column.figure}`), of: column.of === undefined ? null : cell(`${column.slot}:${column.of}`) }
}

function countsOf(answers: Answers, township: string): boolean {
  return COUNTY_COLUMNS.some(({ slot: name, figure }) => must(own(answers, `${name}:${figure}`), figure).groups.some(({ key, value }) => key === township && value > 0))
}

function townshipCell(answers: Answers, key: string, township: string): Cell {
  const { query, groups } = must(own(answers, key), key)
  return numberCell(groups.find((group) => group.key === township)?.value ?? 0, { ...query, by: null, place: township }, 'few')
}
