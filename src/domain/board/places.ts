import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import { treeDayOf, type FigureQuery } from '../../core/protocol'
import { own } from '../../core/own'
import { ancestry, childrenOf, existsOn, treeOn, type Places } from '../../core/place'
import { REGISTRY } from '../registry'
import type { Answers, BoardScope } from './asking'
import { cellOf, numberCell, type Cell } from './cells'

/** Rows in administrative order, never by value; a 总支 is a heading with its sum. */
export interface PlaceBoard {
  /** What the rows are: 村, 组, 地方. */
  readonly word: string
  /** How many of them there are. */
  readonly count: number
  readonly whole: Cell
  readonly sections: readonly PlaceSection[]
}
export interface PlaceSection {
  readonly id: string
  readonly heading: { readonly name: string; readonly cell: Cell } | null
  readonly rows: readonly PlaceRow[]
}
export interface PlaceRow {
  readonly id: string
  readonly name: string
  readonly cell: Cell
  /** Recorded at a place above the rows itself: 乡直接办. */
  readonly isDirect: boolean
}

/** A level that only gathers: its children are the rows. */
const GATHERING = 'branch'
const REST = 'rest'

/** Null when nothing stands below. The question is asked by the place as recorded, so that rows and the rest add up to the whole. */
export function placeBoard(answers: Answers, { config, roots }: BoardScope): PlaceBoard | null {
  const answered = must(own(answers, 'places'), 'the places')
  const places = treeOn(config.places, treeDayOf(answered.query))
  const query: FigureQuery = { ...answered.query, by: null }
  const outlines = outlinesOf(places, roots)
  const tally = tallyOf(places, answered.groups, outlines)
  const valueOf = (id: string): number => tally.get(id)?.value ?? 0
  const isShown = (id: string): boolean => valueOf(id) > 0 || existsOn(must(places.byId[id], 'a row'), query.period.to)
  const sections = outlines.map(({ id, isHeading, rows }): PlaceSection => {
    const shown = rows.filter(isShown).map((row) => ({ id: row, name: must(places.byId[row], 'a row').name, isDirect: false, cell: numberCell(valueOf(row), { ...query, place: row }, 'exact') }))
    const all = isHeading && valueOf(id) > 0 ? [...shown, directRow(id, `${must(places.byId[id], 'a heading').name}直接办`)] : shown
    const sum = all.reduce((total, row) => total + row.cell.value, 0)
    return { id, heading: isHeading ? { name: must(places.byId[id], 'a heading').name, cell: numberCell(sum, { ...query, place: id }, 'exact') } : null, rows: all }
  })
  const count = sections.reduce((sum, { rows }) => sum + rows.filter((row) => !row.isDirect).length, 0)
  if (count === 0) return null
  const rest: readonly PlaceSection[] = valueOf(REST) === 0 ? [] : [{ id: REST, heading: null, rows: [directRow(REST, restName(places, roots))] }]
  return { word: wordOf(config, outlines.flatMap(({ rows }) => rows)), count, whole: cellOf(answered, 'exact'), sections: [...sections, ...rest] }

  function directRow(id: string, name: string): PlaceRow {
    const placed = must(own(REGISTRY, query.figure.kind)?.placed, 'a placed type')
    const figure = { ...query.figure, where: { ...query.figure.where, [placed]: tally.get(id)?.recordedAt ?? [] } }
    return { id: `${id}:direct`, name, isDirect: true, cell: numberCell(valueOf(id), { ...query, figure }, 'exact') }
  }
}

interface Outline {
  readonly id: string
  readonly isHeading: boolean
  readonly rows: readonly string[]
}

/** Every child, also one that has ended: what was recorded there stays in sight. */
function outlinesOf(places: Places, roots: readonly string[]): readonly Outline[] {
  const [root, second] = roots
  if (root === undefined) return []
  if (second !== undefined) return [{ id: root, isHeading: false, rows: roots.filter((id) => places.byId[id] !== undefined) }]
  const outlines: { id: string; isHeading: boolean; rows: string[] }[] = []
  for (const child of childrenOf(places, root)) {
    const below = child.level === GATHERING ? childrenOf(places, child.id) : []
    const last = outlines[outlines.length - 1]
    if (below.length > 0) outlines.push({ id: child.id, isHeading: true, rows: below.map(({ id }) => id) })
    else if (last?.isHeading === false) last.rows.push(child.id)
    else outlines.push({ id: child.id, isHeading: false, rows: [child.id] })
  }
  return outlines
}

/** Values by the row they belong to, by the heading above it, or by REST; with the places they were recorded at. */
function tallyOf(places: Places, groups: readonly { readonly key: string; readonly value: number }[], outlines: readonly Outline[]) {
  const homes = new Set(outlines.flatMap(({ id, isHeading, rows }) => (isHeading ? [id, ...rows] : rows)))
  const tally = new Map<string, { value: number; recordedAt: string[] }>()
  for (const { key, value } of groups) {
    const path = ancestry(places, key).map(({ id }) => id)
    const home = path.reverse().find((id) => homes.has(id)) ?? REST
    const entry = tally.get(home) ?? { value: 0, recordedAt: [] }
    entry.value += value
    entry.recordedAt.push(key)
    tally.set(home, entry)
  }
  return tally
}

/** 乡直接办, 村直接办; 别处 when the rows are a person's own places. */
function restName(places: Places, roots: readonly string[]): string {
  const [root, second] = roots
  const name = root === undefined || second !== undefined ? undefined : places.byId[root]?.name
  if (name === undefined) return '别处'
  return `${/(街道|乡|镇|村|社区|总支|片区)$/.exec(name)?.[1] ?? name}直接办`
}

const WORDS: Readonly<Record<string, string>> = { township: '乡镇', branch: '总支', village: '村', group: '组', microGrid: '微网格' }

function wordOf({ places }: Config, rows: readonly string[]): string {
  const levels = new Set(rows.map((id) => places.byId[id]?.level ?? ''))
  const [level = '', second] = [...levels]
  return second === undefined ? WORDS[level] ?? '地方' : '地方'
}
