import {
  AlignmentType, Bookmark, LineRuleType, Paragraph, SimpleField, Table, TableCell, TableLayoutType, TableRow, TextRun, HeightRule, VerticalAlignTable, WidthType,
  type FileChild, type IBorderOptions, type IParagraphOptions,
} from 'docx'
import { unreachable } from '../../core/assert'
import { BREAK } from '../../domain/papers/blank'
import type { FieldCell, PaperBlock, PaperRun } from '../../domain/papers/layout'
import { style } from '../docx/styles'
import { legal, textRun } from '../docx/textRun'
import { columnWidth, formColumns, formLine, formType, formWidth } from './paperLayout'

/** How a paper stands in its file. */
export interface Standing {
  /** Set large, in the middle of the page. */
  readonly cover?: boolean
  /** On a page of its own. */
  readonly fresh?: boolean
  /** What a list of contents calls the page it begins on. */
  readonly bookmark?: string
}

/** A paper's blocks as paragraphs and tables. Rows that follow each other make one table. */
export function paperChildren(blocks: readonly PaperBlock[], standing: Standing = {}): readonly FileChild[] {
  const children: FileChild[] = []
  for (let at = 0; at < blocks.length;) {
    const kind = blocks[at]?.kind
    let end = at + 1
    while (end < blocks.length && (kind === 'fields' || kind === 'row') && blocks[end]?.kind === kind) end += 1
    children.push(...childrenOf(blocks.slice(at, end), standing, at === 0))
    at = end
  }
  return children
}

function childrenOf(blocks: readonly PaperBlock[], standing: Standing, isFirst: boolean): readonly FileChild[] {
  const [block] = blocks
  const cover = standing.cover === true
  if (block === undefined) return []
  switch (block.kind) {
    case 'title':
      return [titleParagraph(block.text, cover, isFirst, isFirst ? standing : {})]
    case 'fields':
      return [fieldsTable(blocks.flatMap((each) => (each.kind === 'fields' ? [each.cells] : [])), cover), gap()]
    case 'row':
      return [ruledTable(blocks.flatMap((each) => (each.kind === 'row' ? [each.cells] : []))), gap()]
    case 'long':
      return block.text === null ? [labelParagraph(block.label), ruledLines(block.lines), gap()] : [labelParagraph(block.label), ...longParagraphs(block.text)]
    case 'to':
      return [text(block.runs, { alignment: AlignmentType.LEFT })]
    case 'paragraph':
      return [text(block.runs, { indent: { firstLine: 560 }, ...(block.runs.some(({ blank }) => blank > 0) ? { alignment: AlignmentType.LEFT } : {}) })]
    case 'signature':
      return [text(block.runs, { alignment: AlignmentType.RIGHT, keepNext: true, spacing: spaced(200), indent: { right: 280 } })]
    case 'date':
      return [text(block.runs, { alignment: AlignmentType.RIGHT, indent: { right: 280 } })]
    default:
      return unreachable(block)
  }
}

const spaced = (before = 0): NonNullable<IParagraphOptions['spacing']> => ({ before, line: formLine.text, lineRule: LineRuleType.EXACT })
/** Else WPS gives a line of its own height the room of whole lines. */
const FREE = { snapToGrid: false } as const

function titleParagraph(words: string, cover: boolean, isFirst: boolean, { fresh = false, bookmark }: Standing): Paragraph {
  const before = cover && isFirst ? 1_600 : 0
  const run = textRun(words, { sizePt: cover && !isFirst ? formType.coverTitle : formType.title })
  return new Paragraph({
    style: style.title, pageBreakBefore: fresh, children: [bookmark === undefined ? run : new Bookmark({ id: bookmark, children: [run] })],
    spacing: { before, after: cover && !isFirst ? 900 : 240, line: cover ? 800 : 560, lineRule: LineRuleType.EXACT },
  })
}

function text(runs: readonly PaperRun[], options: IParagraphOptions): Paragraph {
  return new Paragraph({ ...FREE, spacing: spaced(), alignment: AlignmentType.BOTH, ...options, children: runs.map(runOf) })
}

function runOf({ text: words, blank }: PaperRun): TextRun {
  if (blank === 0) return textRun(words, { sizePt: formType.text })
  return new TextRun({ text: '　'.repeat(blank), font: { hint: 'eastAsia' }, size: formType.text * 2, underline: {} })
}

function labelParagraph(label: string): Paragraph {
  return new Paragraph({ ...FREE, keepNext: true, alignment: AlignmentType.LEFT, spacing: spaced(80), children: [textRun(label, { sizePt: formType.text, character: style.lead })] })
}

function longParagraphs(value: string): readonly Paragraph[] {
  return value.split(BREAK).map((line) => text([{ text: line, blank: 0 }], { indent: { firstLine: 560 } }))
}

const NONE: IBorderOptions = { style: 'none', size: 0, color: 'auto' }
const RULE: IBorderOptions = { style: 'single', size: 4, color: '000000' }
const BARE = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }
const RULED = { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE }
const MARGINS = { top: 0, bottom: 0, left: 40, right: 40 }

function cellParagraph(words: string, sizePt: number, alignment: NonNullable<IParagraphOptions['alignment']> = AlignmentType.LEFT, keepNext = false): Paragraph {
  // A long value goes on over two lines of its cell; so the line is only at least this high.
  return new Paragraph({ ...FREE, alignment, keepNext, spacing: { line: 340, lineRule: LineRuleType.AT_LEAST }, children: words === '' ? [] : [textRun(words, { sizePt })] })
}

/** Labels, and beside each a cell ruled below: blanks end in line however long the names are. */
function fieldsTable(rows: readonly (readonly FieldCell[])[], cover: boolean): Table {
  return new Table({
    layout: TableLayoutType.FIXED, width: { size: columnWidth * formColumns, type: WidthType.DXA }, columnWidths: Array.from({ length: formColumns }, () => columnWidth),
    borders: BARE, margins: MARGINS,
    rows: rows.map((cells) => new TableRow({
      cantSplit: true, height: { value: cover ? formLine.coverRow : formLine.row, rule: HeightRule.ATLEAST },
      children: spansOf(cells, cover).flatMap(({ cell, label, value }) => [
        bare(label, cellParagraph(cell.label, formType.text, AlignmentType.LEFT)),
        bare(value, cellParagraph(cell.text === null ? '' : legal(cell.text), formType.text, cell.wide <= 6 ? AlignmentType.CENTER : AlignmentType.LEFT), true),
      ]),
    })),
  })
}

function bare(columnSpan: number, child: Paragraph, ruled = false): TableCell {
  return new TableCell({ columnSpan, width: { size: columnSpan * columnWidth, type: WidthType.DXA }, verticalAlign: VerticalAlignTable.BOTTOM, borders: { top: NONE, left: NONE, right: NONE, bottom: ruled ? RULE : NONE }, children: [child] })
}

/** How many columns each label and each blank takes: labels what they need, the rest shared by how wide the blanks want to be. */
function spansOf(cells: readonly FieldCell[], cover: boolean): readonly { readonly cell: FieldCell; readonly label: number; readonly value: number }[] {
  const perCharacter = (formType.text * 20) / columnWidth
  const labels = cells.map(({ label }, at) => Math.max(Math.ceil(label.length * perCharacter + 1.4), cover && at === 0 ? 13 : 0))
  const room = formColumns - labels.reduce((sum, label) => sum + label, 0)
  // A value longer than its blank asks for more of the row, so that a long name is not broken where a short date has room to spare.
  const wants = cells.map(({ wide, text: words }) => Math.max(wide, Math.min((words ?? '').length + 1, 20)))
  const all = wants.reduce((sum, want) => sum + want, 0)
  const shares = wants.map((want) => Math.max(2, Math.floor((room * want) / all)))
  const rest = room - shares.reduce((sum, share) => sum + share, 0)
  return cells.map((cell, at) => ({ cell, label: labels[at] ?? 1, value: (shares[at] ?? 1) + (at === cells.length - 1 ? rest : 0) }))
}

function ruledLines(lines: number): Table {
  return new Table({
    layout: TableLayoutType.FIXED, width: { size: formWidth, type: WidthType.DXA }, columnWidths: [formWidth], borders: BARE,
    rows: Array.from({ length: lines }, () => new TableRow({
      cantSplit: true, height: { value: formLine.ruled, rule: HeightRule.EXACT },
      children: [new TableCell({ borders: { top: NONE, left: NONE, right: NONE, bottom: RULE }, width: { size: formWidth, type: WidthType.DXA }, children: [cellParagraph('', formType.cell)] })],
    })),
  })
}

/** Widths of a ruled table by the number of its columns, in shares. */
const SHARES: Readonly<Record<number, readonly number[]>> = { 4: [3, 17, 4, 8], 6: [3, 10, 8, 6, 10, 3] }
/** Rows a list of contents has at least: more papers are added by hand. */
const FEWEST_ROWS = 16

/** Text, or the page a bookmark stands on: `text` until the program that opens it has counted. */
export type RuledCell = string | { readonly bookmark: string; readonly text: string }

/** The first row is its head. */
export function ruledTable(rows: readonly (readonly RuledCell[])[], fewest: number = FEWEST_ROWS): Table {
  const count = rows[0]?.length ?? 1
  const shares = SHARES[count] ?? Array.from({ length: count }, () => 1)
  const all = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((formWidth * share) / all))
  const padded: readonly (readonly RuledCell[])[] = [...rows, ...Array.from({ length: Math.max(0, fewest - rows.length) }, () => widths.map(() => ''))]
  return new Table({
    layout: TableLayoutType.FIXED, width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA }, columnWidths: widths, borders: RULED, margins: { ...MARGINS, left: 80, right: 80 },
    rows: padded.map((cells, row) => new TableRow({
      cantSplit: true, tableHeader: row === 0, height: { value: formLine.tableRow, rule: HeightRule.ATLEAST },
      children: cells.map((cell, at) => new TableCell({
        width: { size: widths[at] ?? 0, type: WidthType.DXA }, verticalAlign: VerticalAlignTable.CENTER,
        children: [ruledParagraph(cell, row === 0 || (shares[at] ?? 0) <= 4 ? AlignmentType.CENTER : AlignmentType.LEFT)],
      })),
    })),
  })
}

function ruledParagraph(cell: RuledCell, alignment: NonNullable<IParagraphOptions['alignment']>): Paragraph {
  if (typeof cell === 'string') return cellParagraph(legal(cell), formType.cell, alignment)
  return new Paragraph({ ...FREE, style: style.cell, alignment, children: [new SimpleField(`PAGEREF ${cell.bookmark} \\h`, cell.text)] })
}

/** Between two tables something must stand, or Word makes one of them. */
function gap(): Paragraph {
  return new Paragraph({ ...FREE, spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } })
}
