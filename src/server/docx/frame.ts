import {
  AlignmentType, BorderStyle, LineRuleType, Paragraph, RelativeVerticalPosition, Tab, Table, TableAnchorType, TableCell, TableLayoutType, TableRow, TabStopType,
  TextRun, VerticalAlignTable, WidthType, type FileChild, type IBorderOptions,
} from 'docx'
import { COPY_TO, SIGNER, type FrameParagraph } from '../../core/officialFrame'
import { officialGrid, officialMasthead, officialSizes } from '../../core/officialLayout'
import { gridWidths, mastheadLine, wordColophon, wordMasthead } from './layout'
import { style } from './styles'
import { textRun } from './textRun'

/** 版头 and 版记 in Word. */
export function frameParagraphs(paragraph: FrameParagraph): readonly FileChild[] {
  switch (paragraph.kind) {
    case 'organisation':
      return [organisation(paragraph)]
    case 'number':
      return [number(paragraph)]
    case 'colophon':
      // Word loses a floating table that no paragraph follows.
      return [colophon(paragraph), new Paragraph({ style: style.anchor })]
  }
}

type Frame<K extends FrameParagraph['kind']> = Extract<FrameParagraph, { kind: K }>

function organisation({ text, sizePt }: Frame<'organisation'>): Paragraph {
  const { line, above } = mastheadLine(sizePt)
  return new Paragraph({
    style: style.organisation,
    keepNext: true,
    spacing: { before: above, line, lineRule: LineRuleType.EXACT },
    children: [textRun(text, { sizePt })],
  })
}

/** The rule follows the indents of its paragraph, so the free places at its ends are made by tabs. */
function number({ number: written, signer }: Frame<'number'>): Paragraph {
  const { indent, colour } = officialMasthead
  const tab = (): TextRun => new TextRun({ children: [new Tab()] })
  return new Paragraph({
    style: style.number,
    keepNext: true,
    border: { bottom: { style: BorderStyle.SINGLE, size: wordMasthead.rule, space: wordMasthead.ruleSpace, color: colour } },
    ...(signer === '' ? { children: [textRun(written)] } : {
      alignment: AlignmentType.LEFT,
      tabStops: [{ type: TabStopType.LEFT, position: gridWidths(indent) }, { type: TabStopType.RIGHT, position: gridWidths(officialGrid.characters - indent) }],
      children: [tab(), textRun(written), tab(), textRun(SIGNER), textRun(signer, { character: style.signer })],
    }),
  })
}

/** Anchored to the foot of the 版心, as wide as it. */
function colophon({ copyTo, printer, printedOn }: Frame<'colophon'>): Table {
  const { width, indent } = wordColophon
  const hanging = COPY_TO.length * officialSizes.colophon * 20
  const rows = [
    ...(copyTo === '' ? [] : [new Paragraph({ style: style.colophon, indent: { left: indent + hanging, right: indent, hanging }, children: [textRun(COPY_TO + copyTo)] })]),
    new Paragraph({
      style: style.colophon,
      indent: { left: indent, right: indent },
      tabStops: [{ type: TabStopType.RIGHT, position: width - indent }],
      children: [textRun(printer), ...(printedOn === '' ? [] : [new TextRun({ children: [new Tab()] }), textRun(printedOn)])],
    }),
  ]
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [width],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      leftFromText: 0,
      rightFromText: 0,
    },
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: { top: rule(wordColophon.thick), bottom: rule(wordColophon.thick), insideHorizontal: rule(wordColophon.thin), left: NO_RULE, right: NO_RULE, insideVertical: NO_RULE },
    rows: rows.map((paragraph) => new TableRow({
      cantSplit: true,
      children: [new TableCell({ width: { size: width, type: WidthType.DXA }, verticalAlign: VerticalAlignTable.CENTER, children: [paragraph] })],
    })),
  })
}

const NO_RULE: IBorderOptions = { style: 'none', size: 0 }

function rule(size: number): IBorderOptions {
  return { style: BorderStyle.SINGLE, size, color: '000000' }
}
