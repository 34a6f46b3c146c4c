import { own } from '../../../core/own'
import { formOfLine, MARK_BEFORE, type Form } from '../../../core/phrase/lines'
import { SOURCES_TITLE } from '../sources'
import type { ReadParagraph } from './paragraphs'

/** One line of a template, and the paragraph of the file it comes from, 1 first. */
export interface MarkedLine {
  readonly text: string
  readonly paragraph: number
}

/**
 * Paragraphs as lines of a template. Title, 主送, 署名 and 日期 are known by their styles, and where a file has none, by where
 * they stand and what they look like.
 */
export function markedLines(all: readonly ReadParagraph[]): readonly MarkedLine[] {
  const paragraphs = beforeSources(all)
  const isOurs = paragraphs.some(({ style }) => OURS.has(style))
  const lines = paragraphs.flatMap((paragraph, at) => linesOf(paragraph, at, isOurs))
  if (isOurs) return lines
  const first = (form: Form): boolean => lines.some(({ text }) => formOfLine(text).form === form)
  const title = first('title') ? 0 : titleLines(lines)
  const to = first('to') ? -1 : toLine(lines, title)
  const date = first('date') ? -1 : dateLine(lines)
  const signature = first('signature') || date < 1 || !looksSigned(lines[date - 1]?.text ?? '') ? -1 : date - 1
  return lines.map(({ text, paragraph }, at) => {
    const form = at < title ? 'title' : at === to ? 'to' : at === date ? 'date' : at === signature ? 'signature' : null
    return { text: form === null ? text : MARK_BEFORE[form] + text, paragraph }
  })
}

interface Line extends MarkedLine {
  readonly isCentred: boolean
  readonly isRow: boolean
}

const FORMS: Readonly<Record<string, keyof typeof MARK_BEFORE>> = { title: 'title', '主送机关': 'to', '发文机关署名': 'signature', '成文日期': 'date' }
/** A file with such a style was written here: what its lines are is said by their styles alone. */
const OURS: ReadonlySet<string> = new Set(['公文正文', '主送机关', '发文机关署名', '成文日期'])
/** Of the paper, not of the text: they are set where the paper is. */
const FRAME: ReadonlySet<string> = new Set(['发文机关标志', '发文字号', '版记', '版记后'])

/** Of the paper, or of the table of sources behind a checking copy. */
export function isOwnTable({ style }: ReadParagraph): boolean {
  return FRAME.has(style) || style === '表格文字'
}

function beforeSources(paragraphs: readonly ReadParagraph[]): readonly ReadParagraph[] {
  const from = paragraphs.findIndex(({ style, text }) => style === 'title' && text === SOURCES_TITLE)
  return from < 0 ? paragraphs : paragraphs.slice(0, from)
}

/** In a file of somebody else a mark may have been typed before what its style says already. */
function linesOf({ text, style, isCentred, isRow }: ReadParagraph, at: number, isOurs: boolean): readonly Line[] {
  if (FRAME.has(style)) return []
  const form = isRow ? undefined : own(FORMS, style)
  // The lines of a title are broken by whoever sets it.
  const written = form === 'title' ? [text.replace(/\n/g, '')] : text.split('\n')
  return written.map(cleaned).filter((line) => line !== '').map((line) => (
    { text: form === undefined || (!isOurs && formOfLine(line).form === form) ? line : MARK_BEFORE[form] + line, paragraph: at + 1, isCentred, isRow }))
}

/** Braces of any width are half width; spaces that only look like some are spaces, and those at the ends are no text. */
function cleaned(line: string): string {
  return line.replace(/[｛{]{2}/g, '{{').replace(/[｝}]{2}/g, '}}').replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, '').replace(/\u00a0/g, ' ').trim()
}

/** How many lines at the top are the title: short ones without an end, centred, or the first alone. */
function titleLines(lines: readonly Line[]): number {
  let count = 0
  for (const { text, isCentred, isRow } of lines.slice(0, 6)) {
    const isTitle = !isRow && text.length <= 60 && !/[。；;：:]$/.test(text) && formOfLine(text).form === null && (isCentred || (count === 0 && lines.length > 1))
    if (!isTitle) break
    count += 1
  }
  return count
}

/** 县委、县人民政府：, at once below the title. */
function toLine(lines: readonly Line[], from: number): number {
  const text = lines[from]?.text ?? ''
  const isTo = text.length <= 80 && /[：:]$/.test(text) && !/[。；]|如下|以下/.test(text) && formOfLine(text).form === null
  return isTo && from > 0 ? from : -1
}

/** A line that is nothing but a day, among the last. */
function dateLine(lines: readonly Line[]): number {
  for (let at = lines.length - 1; at >= Math.max(1, lines.length - 4); at -= 1) {
    if (/^[\d０-９〇○Ｏ零一二三四五六七八九十]{4}\s*年.{1,4}月.{1,4}日$|^\{\{截至日(?:[|｜]年月日)?\}\}$/.test(lines[at]?.text ?? '')) return at
  }
  return -1
}

function looksSigned(text: string): boolean {
  return text.length > 1 && text.length <= 40 && !/[，。；：、,;:！？]$/.test(text) && formOfLine(text).form === null
}
