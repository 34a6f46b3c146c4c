import { dayOfSerial } from './day'
import type { Cell, SheetCells } from './workbook'
import type { Target } from './targets'

/** The register inside a sheet: what stands above it and below it is parted off, merged blocks are filled. */
export interface Table {
  readonly name: string
  readonly headerRow: number
  readonly columns: readonly Column[]
  readonly lines: readonly Line[]
  readonly title: string
  readonly notes: readonly string[]
  readonly from1904: boolean
}
export interface Column {
  readonly at: number
  readonly letter: string
  readonly header: string
}
export interface Line {
  readonly row: number
  readonly cells: ReadonlyMap<number, Cell>
  /** Columns whose value was taken over from a merged block's first row. */
  readonly filled: readonly number[]
}

/** Words compared without what people add to them: full width, blanks, brackets with a unit, stars of must-fill columns. */
export function bare(text: string): string {
  return text.normalize('NFKC').replace(/\([^)]*\)|\[[^\]]*\]/g, '').replace(/[\s*:：、,，.。_\-—/]+/g, '').toLowerCase()
}

/** How well a header names a target: 0 not at all. The same word is more than a word inside another. */
export function likeness(header: string, { label, words }: Pick<Target, 'label' | 'words'>): number {
  const mine = bare(header)
  if (mine === '') return 0
  const known = [label, ...words].map(bare)
  if (known[0] === mine) return 4
  if (known.includes(mine)) return 3
  return known.some((word) => word.length >= 2 && mine.includes(word)) ? 1 : 0
}

const HEADER_WITHIN = 15

/** The line that names most targets; of two alike the lower one, since headers of two lines are finest below. */
export function findHeader(sheet: SheetCells, targets: readonly Target[]): number {
  let best = { row: sheet.rows.find(({ cells }) => cells.size > 1)?.row ?? sheet.rows[0]?.row ?? 1, score: 1 }
  for (const { row, cells } of filledIn(sheet).slice(0, HEADER_WITHIN)) {
    const texts = new Set([...cells.values()].map(({ text }) => text))
    const score = [...texts].filter((text) => targets.some((target) => likeness(text, target) >= 3)).length
    if (score >= best.score && score > 1) best = { row, score }
  }
  return best.row
}

const TOTAL = /^(合计|总计|小计|共计|累计|本页合计)/
const SIGNED = /^(填表|制表|填报|审核|负责人|单位负责人|联系电话|备注|注|说明|审批)(人|单位|日期|时间)?[:：]/

export function tableOf(sheet: SheetCells, headerRow: number): Table {
  const lines = filledIn(sheet)
  const header = lines.find(({ row }) => row === headerRow)
  const columns = [...(header?.cells ?? [])].filter(([, { text }]) => text !== '').map(([at, { text }]) => ({ at, letter: letterOf(at), header: text.replace(/\s+/g, '') })).sort((a, b) => a.at - b.at)
  const below = lines.filter(({ row }) => row > headerRow)
  const totals = below.filter((line) => TOTAL.test(firstText(line)))
  const signed = below.filter((line) => SIGNED.test(firstText(line)))
  const known = new Set(columns.map(({ at }) => at))
  const data = below.filter((line) => !totals.includes(line) && !signed.includes(line) && [...line.cells.keys()].some((at) => known.has(at)))
  return { name: sheet.name, headerRow, columns, lines: data, title: titleOf(lines, headerRow), notes: notesOf(data, totals, signed), from1904: sheet.from1904 }
}

/** Up to three values of a column, as a person reads them: a day is no count of days. */
export function samplesOf({ lines, from1904 }: Table, at: number): readonly string[] {
  const texts = lines.slice(0, 30).flatMap(({ cells }) => textOf(cells.get(at), from1904))
  return [...new Set(texts)].slice(0, 3).map((text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text))
}

function textOf(cell: Cell | undefined, from1904: boolean): readonly string[] {
  if (cell === undefined || cell.text === '') return []
  return [(cell.serial === undefined ? null : dayOfSerial(cell.serial, from1904)) ?? cell.text]
}

/** 1 → A, 27 → AB: 0 is column A. */
export function letterOf(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : `${letterOf(Math.floor(at / 26) - 1)}${last}`
}

function titleOf(lines: readonly Line[], headerRow: number): string {
  return lines.filter(({ row }) => row < headerRow).map(firstText).join(' ')
}

function firstText({ cells }: Line): string {
  const first = Math.min(...cells.keys())
  const text = (cells.get(first)?.text ?? '').replace(/\s+/g, '')
  // 合计 often stands behind the empty column of numbers, or merged over several.
  return text === '' ? ([...cells.values()][0]?.text ?? '').replace(/\s+/g, '') : text
}

function notesOf(data: readonly Line[], totals: readonly Line[], signed: readonly Line[]): readonly string[] {
  const formulas = data.filter(({ cells }) => [...cells.values()].some(({ isFormula }) => isFormula === true))
  const merged = data.filter(({ filled }) => filled.length > 0)
  return [
    ...(formulas.length === 0 ? [] : [`${rowsText(formulas)}有公式，用的是文件里存着的值。`]),
    ...(merged.length === 0 ? [] : [`${rowsText(merged)}有合并的格子，合并块里每一行都用同一个值。`]),
    ...(totals.length === 0 ? [] : [`${rowsText(totals)}是合计，没有算进来。`]),
    ...(signed.length === 0 ? [] : [`${rowsText(signed)}是填表说明，没有算进来。`]),
  ]
}

function rowsText(lines: readonly Line[]): string {
  const shown = lines.slice(0, 5).map(({ row }) => row).join('、')
  return lines.length > 5 ? `第 ${shown} 行等 ${lines.length} 行` : `第 ${shown} 行`
}

/** Cells of merged blocks take the block's value. Only rows where something stands anyway: a block over a million empty lines adds nothing. */
function filledIn({ rows, merges }: SheetCells): readonly Line[] {
  const byRow = new Map(rows.map(({ row, cells }) => [row, { row, cells: new Map(cells), filled: [] as number[] }]))
  let work = 0
  for (const { firstRow, lastRow, firstColumn, lastColumn } of merges) {
    const value = byRow.get(firstRow)?.cells.get(firstColumn)
    if (value === undefined) continue
    for (let row = firstRow; row <= Math.min(lastRow, firstRow + MOST_MERGED); row += 1) {
      const line = byRow.get(row)
      for (let at = firstColumn; at <= Math.min(lastColumn, firstColumn + MOST_MERGED_COLUMNS); at += 1) {
        work += 1
        if (work > MOST_FILLED) return [...byRow.values()]
        if (line === undefined || (row === firstRow && at === firstColumn) || line.cells.has(at)) continue
        line.cells.set(at, value)
        if (row !== firstRow) line.filled.push(at)
      }
    }
  }
  return [...byRow.values()]
}

const MOST_MERGED = 20_000
const MOST_MERGED_COLUMNS = 200
/** What honest files never reach: a hostile one names a thousand blocks over the whole sheet. */
const MOST_FILLED = 1_000_000
