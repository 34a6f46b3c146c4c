import type { CellObject, Row } from 'write-excel-file/node'
import type { Day } from '../../core/period'
import { cellText, spelledText } from './cellText'
import { finishXlsx } from './finish'
import { linesOf } from './lines'
import { writeXlsx, type PlannedSheet } from './write'

/** Numbers stay numbers and days days, so that Excel and WPS add and sort them; money is shown in 元 with two decimals. */
export type Cell =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fen'; readonly fen: number }
  | { readonly kind: 'day'; readonly day: Day }

export interface Column {
  readonly label: string
  /** In letters; a Chinese character is two. */
  readonly width: number
}

/** Rows are made one by one when they are written: thousands of them must not keep the server from answering. */
export interface Rows {
  readonly count: number
  readonly at: (row: number) => readonly Cell[]
}

export function rowsOf(rows: readonly (readonly Cell[])[]): Rows {
  return { count: rows.length, at: (row) => rows[row] ?? [] }
}

/** One table with what is said above and below it. */
export interface Sheet {
  readonly name: string
  readonly title: string
  /** Period, place, who took it away and when. */
  readonly notes: readonly string[]
  readonly columns: readonly Column[]
  readonly rows: Rows
  /** Rows set in bold: totals. */
  readonly strong?: ReadonlySet<number>
  readonly closing: readonly string[]
}

/** An .xlsx of A4 lying across, the head of each table frozen and on every page. No cell is ever a formula. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const written = await writeXlsx(sheets.map(sheetOf), { fontFamily: '宋体', fontSize: POINTS })
  return finishXlsx(written, sheets.map(({ name, notes }) => ({ sheet: name, row: notes.length + 2 })))
}

/** `numberFormat`s of SpreadsheetML. */
const FORMATS = { number: '#,##0', fen: '#,##0.00', day: 'yyyy-mm-dd' } as const
const FRAME = { borderStyle: 'thin', borderColor: '#999999' } as const
const HEAD = { ...FRAME, fontWeight: 'bold', backgroundColor: '#E8EEF4', align: 'center', alignVertical: 'center', wrap: true } as const
const TITLE = { fontWeight: 'bold', fontSize: 16 } as const

function sheetOf({ name, title, notes, columns, rows, strong, closing }: Sheet): PlannedSheet {
  const above: Row[] = [[text(title, TITLE)], ...notes.map((note) => [text(note, {})]), columns.map(({ label }) => text(label, HEAD))]
  const below: Row[] = closing.map((line) => [text(line, {})])
  return {
    options: { sheet: name, orientation: 'landscape', columns: columns.map(({ width }) => ({ width })), stickyRowsCount: above.length },
    rows: above.length + rows.count + below.length,
    rowAt(at) {
      const i = at - above.length
      if (i >= 0 && i < rows.count) return tallEnough(rows.at(i).map((cell) => written(cell, strong?.has(i) === true ? STRONG : BODY)), columns)
      return above[at] ?? below[i - rows.count] ?? []
    },
  }
}

const POINTS = 11
const LINE_POINTS = 15
const MOST_POINTS = 409

/** Programs differ in whether they open a row as tall as its text: it is told. */
function tallEnough(row: readonly CellObject[], columns: readonly Column[]): Row {
  const lines = Math.max(1, ...row.map(({ value }, i) => (typeof value === 'string' ? linesOf(value, columns[i]?.width ?? 0) : 1)))
  const [first, ...others] = row
  return lines === 1 ? [...row] : [{ ...first, height: Math.min(MOST_POINTS, lines * LINE_POINTS) }, ...others]
}

const BODY = { ...FRAME, alignVertical: 'top' } as const
const STRONG = { ...BODY, fontWeight: 'bold' } as const

function written(cell: Cell, style: CellObject): CellObject {
  switch (cell?.kind) {
    case undefined:
      return style
    case 'text':
      return text(cell.text, { ...style, wrap: true })
    case 'number':
      return { ...style, value: cell.value, format: FORMATS.number }
    case 'fen':
      return { ...style, value: cell.fen / 100, format: FORMATS.fen }
    case 'day':
      return { ...style, value: new Date(`${cell.day}T00:00:00Z`), format: FORMATS.day }
  }
}

/** A value that is a string becomes a string cell; only a cell of the type 'Formula', which nothing here makes, is a formula. */
function text(value: string, style: CellObject): CellObject {
  const clean = cellText(value)
  return clean === '' ? style : { ...style, value: spelledText(clean) }
}
