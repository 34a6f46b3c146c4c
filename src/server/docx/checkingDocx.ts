import { CommentRangeEnd, CommentRangeStart, CommentReference, Paragraph, TextRun, type ICommentOptions } from 'docx'
import type { Document, PrintedSpan } from '../../core/document'
import { officialParagraphs } from '../../core/officialText'
import { wordParagraphs, type SpanWriter } from './paragraphs'
import { sourceLines, sourcesTable, type FigureSource } from './sources'
import { style } from './styles'
import { textRun } from './textRun'
import { wordFile, type DocxOptions } from './wordFile'

/**
 * 核对稿: the same pages with a comment on every figure, and behind them the table of all their sources. `sourcesOf` gives
 * one source for every figure that went into what was printed; none, and there is no comment.
 */
export function checkingDocx(
  document: Document,
  options: DocxOptions,
  sourcesOf: (figure: PrintedSpan) => readonly FigureSource[],
): Promise<Uint8Array> {
  const written: ICommentOptions[] = []
  const all: FigureSource[] = []
  const write: SpanWriter = (spans, look) => spans.flatMap((span, at) => {
    const run = textRun(span.text, at === 0 ? look : { ...look, broken: false })
    const sources = span.kind === 'printed' ? sourcesOf(span) : []
    if (sources.length === 0) return [run]
    all.push(...sources)
    const id = written.length
    written.push({
      id,
      author: '核对',
      initials: '核',
      date: new Date(options.createdAt),
      children: sources.flatMap(sourceLines).map((line) => new Paragraph({ style: style.comment, children: [textRun(line)] })),
    })
    return [
      new CommentRangeStart(id),
      run,
      new CommentRangeEnd(id),
      new TextRun({ style: style.commentMark, children: [new CommentReference(id)] }),
    ]
  })
  const pages = officialParagraphs(document, options.paper).flatMap((paragraph) => wordParagraphs(paragraph, write))
  return wordFile(all.length === 0 ? pages : [...pages, ...sourcesTable(all)], written, options)
}
