import type { Block, Span } from '../document'
import type { Piece } from './atoms'
import { dropClauses } from './clause'
import { problem, type Problem } from './problem'
import { isLineBreak, placesIn, type Token } from './scan'

export type Form = 'title' | 'to' | 'signature' | 'date' | 1 | 2 | 3 | 4

interface LineMark {
  readonly pattern: RegExp
  readonly form: Form
  /** What is printed of the mark, in the standard's way of writing it. */
  readonly printed: (text: string) => string
}

const ORDINAL = '[一二三四五六七八九十]{1,3}'

/** A mark counts only at the start of a line and only as literal text: what a placeholder prints makes no heading. */
const LINE_MARKS: readonly LineMark[] = [
  { pattern: /^[#＃]+\s*/, form: 'title', printed: () => '' },
  { pattern: /^[>＞]\s*/, form: 'to', printed: () => '' },
  { pattern: /^[@＠]署名[\s:：]*/, form: 'signature', printed: () => '' },
  { pattern: /^[@＠]日期[\s:：]*/, form: 'date', printed: () => '' },
  { pattern: new RegExp(`^(${ORDINAL})、\\s*`), form: 1, printed: (text) => `${text}、` },
  { pattern: new RegExp(`^[（(]\\s*(${ORDINAL})\\s*[）)]、?\\s*`), form: 2, printed: (text) => `（${text}）` },
  { pattern: /^([0-9]{1,2})\s*[.．。、]\s*(?![0-9])/, form: 3, printed: (text) => `${text}.` },
  { pattern: /^[（(]\s*([0-9]{1,2})\s*[）)]\s*/, form: 4, printed: (text) => `（${text}）` },
]

/** Filled text as blocks. Blank lines, and lines of which everything was dropped, are no blocks. */
export function toBlocks(pieces: readonly Piece[]): readonly Block[] {
  return splitLines(pieces).flatMap(lineToBlock)
}

/** What a line written by itself would be, and where its text begins behind a mark that is not printed. */
export function formOfLine(line: string): { readonly form: Form | null; readonly from: number } {
  for (const { pattern, form } of LINE_MARKS) {
    const found = pattern.exec(line)
    if (found !== null) return { form, from: typeof form === 'string' ? found[0].length : 0 }
  }
  return { form: null, from: 0 }
}

/** The mark by which a line becomes what a block is; '' for those whose number is part of the text. */
export const MARK_BEFORE: Readonly<Record<'title' | 'to' | 'signature' | 'date', string>> = { title: '# ', to: '> ', signature: '@署名 ', date: '@日期 ' }

/** A line that begins with @ but with no word that means something. */
export function unknownMarks(tokens: readonly Token[]): readonly Problem[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'text') return []
    const placeOf = placesIn(token.text, token.at)
    return [...token.text.matchAll(/(^|[\n\r])([^\S\n\r]*)([@＠]\S{0,10})/g)].flatMap((found) => {
      const [, lineBreak = '', indent = '', written = ''] = found
      const startsLine = lineBreak !== '' || token.at.start === 0
      if (!startsLine || /^.(署名|日期)/.test(written)) return []
      const start = found.index + lineBreak.length + indent.length
      const message = `没有“${written}”这种行，行首的“@”只能写“@署名”或“@日期”。`
      return [problem('unknown-mark', placeOf(start, start + written.length), message)]
    })
  })
}

function splitLines(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]]
  const put = (piece: Piece) => {
    const line = lines[lines.length - 1] ?? []
    const last = line[line.length - 1]
    if (piece.kind === 'text' && last?.kind === 'text') line[line.length - 1] = { kind: 'text', text: last.text + piece.text }
    else line.push(piece)
  }
  for (const piece of pieces) {
    if (piece.kind !== 'text') put(piece)
    else {
      let start = 0
      for (let at = 0; at <= piece.text.length; at += 1) {
        if (at < piece.text.length && !isLineBreak(piece.text.charAt(at))) continue
        if (at > start) put({ kind: 'text', text: piece.text.slice(start, at) })
        if (at < piece.text.length) lines.push([])
        start = at + 1
      }
    }
  }
  return lines
}

function lineToBlock(line: readonly Piece[]): readonly Block[] {
  const { form, printed, rest } = readMark(trimmedStart(line))
  const spans = trimmedEnd(dropClauses(rest))
  if (spans.length === 0) return []
  if (form === null) return [{ kind: 'paragraph', spans }]
  if (typeof form === 'string') return [{ kind: form, spans }]
  const marked = withPrefix(printed, spans)
  return [form === 2 ? headingOrLead(marked) : { kind: 'heading', level: form, spans: marked }]
}

function readMark(line: readonly Piece[]): { form: Form | null; printed: string; rest: readonly Piece[] } {
  const [first, ...others] = line
  if (first?.kind === 'text') {
    for (const mark of LINE_MARKS) {
      const found = mark.pattern.exec(first.text)
      if (found === null) continue
      const text = first.text.slice(found[0].length).trimStart()
      const rest: readonly Piece[] = text === '' ? others : [{ kind: 'text', text }, ...others]
      return { form: mark.form, printed: mark.printed(found[1] ?? ''), rest }
    }
  }
  return { form: null, printed: '', rest: line }
}

/** The heading reaches to the first 。 if more follows it. */
function headingOrLead(spans: readonly Span[]): Block {
  for (const [index, span] of spans.entries()) {
    const stop = span.kind === 'text' ? span.text.indexOf('。') : -1
    if (stop < 0) continue
    const heading = [...spans.slice(0, index), { kind: 'text', text: span.text.slice(0, stop + 1) } as const]
    const after = trimmedStart([{ kind: 'text', text: span.text.slice(stop + 1) }, ...spans.slice(index + 1)])
    if (after.length > 0) return { kind: 'lead', heading, spans: after }
    break
  }
  return { kind: 'heading', level: 2, spans }
}

function withPrefix(mark: string, spans: readonly Span[]): readonly Span[] {
  const [first, ...others] = spans
  // 1. before 5个村 would read as 1.5
  const prefix = mark.endsWith('.') && /^[0-9]/.test(first?.text ?? '') ? `${mark} ` : mark
  if (first?.kind === 'text') return [{ kind: 'text', text: prefix + first.text }, ...others]
  return [{ kind: 'text', text: prefix }, ...spans]
}

function trimmedStart<P extends Piece>(line: readonly P[]): readonly (P | Span)[] {
  const [first, ...others] = line
  if (first?.kind !== 'text') return line
  const text = first.text.trimStart()
  return text === '' ? others : [{ kind: 'text', text }, ...others]
}

function trimmedEnd(spans: readonly Span[]): readonly Span[] {
  const last = spans[spans.length - 1]
  if (last?.kind !== 'text') return spans
  const text = last.text.trimEnd()
  return text === '' ? spans.slice(0, -1) : [...spans.slice(0, -1), { kind: 'text', text }]
}
