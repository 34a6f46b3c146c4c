import { Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType, type FileChild } from 'docx'
import { wordPage } from './layout'
import { style } from './styles'
import { textRun } from './textRun'

/** Where one printed number comes from, in the reader's words; '' for what there is nothing to say about. */
export interface FigureSource {
  /** As it is printed, e.g. 260余. */
  readonly printed: string
  /** 指标 in words, and by the name it is written with. */
  readonly label: string
  readonly name: string
  /** With its unit; 648/652 for a rate. */
  readonly exact: string
  /** The placeholder. */
  readonly written: string
  readonly definition: string
  /** What it is narrowed by, and over which time. */
  readonly narrowed: string
  readonly period: string
  /** How many records stand behind it, with 条. */
  readonly records: string
}

/** The lines of a comment. */
export function sourceLines(source: FigureSource): readonly string[] {
  const lines: readonly (readonly [string, string])[] = [
    ['指标', source.label === '' ? source.name : `${source.label}（${source.name}）`],
    ['准确数', source.exact],
    ['口径', source.definition],
    ['条件', source.narrowed],
    ['期间', source.period],
    ['记录', source.records],
    ['写法', source.written],
  ]
  return lines.flatMap(([word, text]) => (text === '' ? [] : [`${word}：${text}`]))
}

export const SOURCES_TITLE = '数据来源对照表'

/** On pages of its own, the head of the table on each. */
export function sourcesTable(sources: readonly FigureSource[]): readonly FileChild[] {
  return [
    new Paragraph({ style: style.title, pageBreakBefore: true, children: [textRun(SOURCES_TITLE)] }),
    new Paragraph({ style: style.text, children: [textRun('正文里每一个数的出处，按正文的先后排。只供核对，不随正文报送。')] }),
    new Table({
      width: { size: TOTAL, type: WidthType.DXA },
      columnWidths: COLUMNS.map(({ width }) => width),
      layout: TableLayoutType.FIXED,
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: COLUMNS.map(({ head, width }) => cell(width, [head])) }),
        ...sources.map((source) => new TableRow({ cantSplit: true, children: COLUMNS.map(({ width, lines }) => cell(width, lines(source))) })),
      ],
    }),
  ]
}

interface Column {
  readonly head: string
  readonly width: number
  readonly lines: (source: FigureSource) => readonly string[]
}

const COLUMNS: readonly Column[] = [
  { head: '印出的数', width: 1150, lines: ({ printed }) => [printed] },
  { head: '指标', width: 2200, lines: ({ label, name }) => [label, name] },
  { head: '准确数', width: 1250, lines: ({ exact }) => [exact] },
  { head: '写法', width: 1650, lines: ({ written }) => [written] },
  { head: '条件、期间', width: 1745, lines: ({ narrowed, period }) => [narrowed, period] },
  { head: '记录数', width: 850, lines: ({ records }) => [records] },
]
const TOTAL = wordPage.width - wordPage.left - wordPage.right

/** A cell has at least one paragraph, or Word refuses the file. */
function cell(width: number, lines: readonly string[]): TableCell {
  const shown = lines.filter((line) => line !== '')
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    children: (shown.length === 0 ? [''] : shown).map((line) => new Paragraph({ style: style.cell, children: [textRun(line)] })),
  })
}
