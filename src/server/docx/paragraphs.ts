import { AlignmentType, Footer, PageNumber, Paragraph, TextRun, type FileChild, type IParagraphOptions, type ParagraphChild } from 'docx'
import { unreachable } from '../../core/assert'
import type { Span } from '../../core/document'
import type { FrameParagraph } from '../../core/officialFrame'
import { officialPageNumber } from '../../core/officialLayout'
import type { ClosingPlace, OfficialParagraph } from '../../core/officialText'
import { frameParagraphs } from './frame'
import { gridWidths, pageNumberIndent } from './layout'
import { style } from './styles'
import { textRun, type Look } from './textRun'

/** Turns spans into runs; `character` is the character style they are set in, `broken` puts a new line first. */
export type SpanWriter = (spans: readonly Span[], look: Look) => readonly ParagraphChild[]

/** 正式稿: what was counted looks like what was written, down to the runs of the file. */
export const writePlain: SpanWriter = (spans, look) => [textRun(spans.map((span) => span.text).join(''), look)]

/** Of most kinds one; 版记 is a table and what Word wants behind it. */
export function wordParagraphs(paragraph: OfficialParagraph, write: SpanWriter): readonly FileChild[] {
  switch (paragraph.kind) {
    case 'organisation':
    case 'number':
    case 'colophon':
      return frameParagraphs(paragraph)
    default:
      return [wordParagraph(paragraph, write)]
  }
}

function wordParagraph(paragraph: Exclude<OfficialParagraph, FrameParagraph>, write: SpanWriter): Paragraph {
  const keepNext = paragraph.keepWithNext
  switch (paragraph.kind) {
    case 'blank':
      return new Paragraph({ keepNext })
    case 'title':
      return new Paragraph({
        style: style.title,
        keepNext,
        keepLines: true,
        children: paragraph.lines.flatMap((line, at) => write(line, { broken: at > 0 })),
      })
    case 'to':
      return new Paragraph({ style: style.to, keepNext, children: [...write(paragraph.spans, {})] })
    case 'heading':
      return new Paragraph({ style: style.headings[paragraph.level], keepNext, children: [...write(paragraph.spans, {})] })
    case 'lead':
      return new Paragraph({
        style: style.text,
        keepNext,
        children: [...write(paragraph.heading, { character: style.lead }), ...write(paragraph.spans, {})],
      })
    case 'paragraph':
      return new Paragraph({ style: style.text, keepNext, children: [...write(paragraph.spans, {})] })
    case 'signature':
    case 'date':
      return new Paragraph({ style: style[paragraph.kind], keepNext, ...placed(paragraph.place), children: [...write(paragraph.spans, {})] })
    default:
      return unreachable(paragraph)
  }
}

/**
 * A date beside a 署名 of its own length ends at the very edge; the room beyond it keeps 日 on the line
 * where the digits come out wider than they should.
 */
function placed({ align, left }: ClosingPlace): Pick<IParagraphOptions, 'alignment' | 'indent'> {
  const indent = { left: gridWidths(left) }
  return align === 'centre'
    ? { alignment: AlignmentType.CENTER, indent }
    : { alignment: AlignmentType.LEFT, indent: { ...indent, right: -gridWidths(2) } }
}

/** — 1 —, on odd pages towards the right edge, on even pages towards the left. */
export function pageNumberFooter(side: 'odd' | 'even'): Footer {
  const { dash } = officialPageNumber
  return new Footer({
    children: [new Paragraph({
      style: style.pageNumber,
      alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
      indent: side === 'odd' ? { right: pageNumberIndent } : { left: pageNumberIndent },
      children: [new TextRun({
        font: { hint: 'eastAsia' },
        children: [`${dash} `, PageNumber.CURRENT, ` ${dash}`],
      })],
    })],
  })
}
