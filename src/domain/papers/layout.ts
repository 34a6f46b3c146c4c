import type { Block, Document, Span } from '../../core/document'
import { fill } from '../../core/phrase/fill'
import { parseTemplate } from '../../core/phrase/template'
import type { Facts } from '../../core/phrase/fact'
import { assert } from '../../core/assert'
import { BLANK, BREAK } from './blank'
import { namesFor, roomFor } from './facts'
import type { Paper } from './papers'

/** A paper as it stands on the page, before any file format. */
export type PaperBlock =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'fields'; readonly cells: readonly FieldCell[] }
  /** A value of sentences under its label; `text` null leaves `lines` ruled lines. */
  | { readonly kind: 'long'; readonly label: string; readonly text: string | null; readonly lines: number }
  | { readonly kind: 'to' | 'paragraph' | 'signature' | 'date'; readonly runs: readonly PaperRun[] }
  /** A row of a ruled table. */
  | { readonly kind: 'row'; readonly cells: readonly string[] }

/** A label and its ruled blank; `text` null: for the pen. `wide` in characters, more when the value asks for it. */
export interface FieldCell {
  readonly label: string
  readonly text: string | null
  readonly wide: number
}
export interface PaperRun {
  readonly text: string
  /** So many characters are left for the pen. */
  readonly blank: number
}

/** The standard form of a paper, filled. What is not known leaves a blank; the texts are ours, so nothing else can go wrong. */
export function layOut(paper: Paper, facts: Facts): readonly PaperBlock[] {
  const { template, problems } = parseTemplate(paper.text)
  assert(problems.length === 0, `the text of ${paper.title}: ${problems[0]?.message ?? ''}`)
  const filled = fill(template, facts, namesFor(paper))
  const wrong = filled.problems.find(({ level }) => level === 'error')
  assert(wrong === undefined, `${paper.title}: ${wrong?.message ?? ''}`)
  return blocksOf(paper, filled.document)
}

/** The characters of a block, with 口 for a blank: previews and tests read it. */
export function textOf(block: PaperBlock): string {
  switch (block.kind) {
    case 'title':
      return block.text
    case 'fields':
      return block.cells.map(({ label, text }) => `${label}${text ?? '＿＿'}`).join('　')
    case 'long':
      return `${block.label}${block.text ?? '＿＿'}`.replaceAll(BREAK, '\n')
    case 'row':
      return block.cells.join('│')
    default:
      return block.runs.map(({ text, blank }) => (blank > 0 ? '＿＿' : text)).join('')
  }
}

function blocksOf(paper: Paper, { blocks }: Document): readonly PaperBlock[] {
  return blocks.map((block) => blockOf(paper, block))
}

function blockOf(paper: Paper, block: Block): PaperBlock {
  const spans = block.kind === 'lead' ? [...block.heading, ...block.spans] : block.spans
  if (block.kind === 'title') return { kind: 'title', text: onOneLine(spans.map(({ text }) => (text === BLANK ? '　　　　' : text)).join('')) }
  if (block.kind === 'signature' || block.kind === 'date' || block.kind === 'to') return { kind: block.kind, runs: runsOf(paper, spans) }
  if (spans.some((span) => span.kind === 'text' && span.text.includes(BAR))) {
    return { kind: 'row', cells: onOneLine(spans.map(({ text }) => text).join('')).split(BAR).map((cell) => cell.trim()) }
  }
  const cells = cellsOf(paper, spans)
  return longOf(paper, spans) ?? (cells === null ? { kind: 'paragraph', runs: runsOf(paper, spans) } : { kind: 'fields', cells })
}

/** A label that ends in a colon, and behind it one value of sentences. */
function longOf(paper: Paper, [label, value, ...others]: readonly Span[]): PaperBlock | null {
  if (label?.kind !== 'text' || value?.kind !== 'printed' || others.length > 0 || !label.text.endsWith('：')) return null
  const { lines } = roomFor(paper, value.source)
  return lines === 0 ? null : { kind: 'long', label: label.text, text: knownText(value.text), lines }
}

function runsOf(paper: Paper, spans: readonly Span[]): readonly PaperRun[] {
  return spans.map((span) => (span.text === BLANK && span.kind === 'printed' ? { text: '', blank: roomFor(paper, span.source).wide } : { text: onOneLine(span.text), blank: 0 }))
}

/** Only a value that stands under its label keeps its lines. */
function onOneLine(text: string): string {
  return text.replaceAll(BREAK, ' ')
}

function knownText(text: string): string | null {
  return text === BLANK ? null : text
}
const BAR = '│'
const LONGEST_LABEL = 16

/** Label and value, label and value …; null for a sentence. */
function cellsOf(paper: Paper, spans: readonly Span[]): readonly FieldCell[] | null {
  const cells: FieldCell[] = []
  for (let at = 0; at < spans.length; at += 2) {
    const [label, value] = [spans[at], spans[at + 1]]
    if (label?.kind !== 'text' || value?.kind !== 'printed' || label.text.length > LONGEST_LABEL || /[。，]/.test(label.text)) return null
    cells.push({ label: label.text, text: knownText(onOneLine(value.text)), wide: roomFor(paper, value.source).wide })
  }
  return cells
}
