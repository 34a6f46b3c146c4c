import { CommentRangeEnd, CommentRangeStart, CommentReference, Paragraph, TextRun, type ICommentOptions } from 'docx'
import type { Document, PrintedSpan } from '../../core/document'
import { officialParagraphs } from '../../core/officialText'
import { textRun, wordParagraph, type SpanWriter } from './paragraphs'
import { style } from './styles'
import { wordFile, type DocxOptions } from './wordFile'

/**
 * 核对稿: the same pages with a comment on everything a placeholder printed. `comments` gives the
 * lines of one comment: 指标, 准确数, 写法, as the reader's words have them; none, and there is no comment.
 */
export function checkingDocx(
  document: Document,
  options: DocxOptions,
  comments: (figure: PrintedSpan) => readonly string[],
): Promise<Uint8Array> {
  const written: ICommentOptions[] = []
  const write: SpanWriter = (spans, look) => spans.flatMap((span, at) => {
    const run = textRun(span.text, at === 0 ? look : { ...look, broken: false })
    const lines = span.kind === 'printed' ? comments(span) : []
    if (lines.length === 0) return [run]
    const id = written.length
    written.push({
      id,
      author: '核对',
      initials: '核',
      date: new Date(options.createdAt),
      children: lines.map((line) => new Paragraph({ style: style.comment, children: [textRun(line)] })),
    })
    return [
      new CommentRangeStart(id),
      run,
      new CommentRangeEnd(id),
      new TextRun({ style: style.commentMark, children: [new CommentReference(id)] }),
    ]
  })
  const paragraphs = officialParagraphs(document, options).map((paragraph) => wordParagraph(paragraph, write))
  return wordFile(paragraphs, written, options)
}
