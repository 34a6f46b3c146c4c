import { must } from './assert'
import type { Block, Document, Masthead, Paper, Span } from './document'
import { blockText } from './document'
import { colophonParagraph, frameText, mastheadParagraphs, type FrameParagraph } from './officialFrame'
import { officialGrid, officialMasthead, officialSealed, officialTitle, officialUnsealed } from './officialLayout'
import { characterWidth, titleBreaks } from './titleBreaks'

/**
 * A document as it stands on the official page, before any file format: title lines, blank lines,
 * where the closing lines stand, what must stay with what follows.
 */
export type OfficialParagraph = { readonly keepWithNext: boolean } & (
  | { readonly kind: 'blank' }
  | { readonly kind: 'title'; readonly lines: readonly (readonly Span[])[] }
  | { readonly kind: 'to'; readonly spans: readonly Span[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly spans: readonly Span[] }
  | { readonly kind: 'lead'; readonly heading: readonly Span[]; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'signature' | 'date'; readonly spans: readonly Span[]; readonly place: ClosingPlace }
  | FrameParagraph
)

/**
 * Where a closing line stands: `left` 字 (28 to the 版心) are kept free, and the line starts there or is
 * centred in what remains up to the right edge. Said this way, 署名 and 成文日期 keep their places to each
 * other even in a face whose digits are not half as wide as its characters.
 */
export interface ClosingPlace {
  readonly align: 'start' | 'centre'
  readonly left: number
}

/**
 * Empty blocks vanish, white space at the ends of blocks is the clerk's and is dropped, consecutive
 * titles are the lines of one title, and 主送机关 ends in a full-width colon. 版记 comes last.
 */
export function officialParagraphs(document: Document, { seal, masthead, colophon }: Omit<Paper, 'fonts'>): readonly OfficialParagraph[] {
  const blocks = document.blocks.map(trimmed).filter((block) => blockText(block) !== '')
  const placed: OfficialParagraph[] = masthead === null ? [] : [...above(masthead, isTitle(blocks[0]))]
  let at = 0
  while (at < blocks.length) {
    const block = must(blocks[at], 'block')
    if (isTitle(block)) {
      const lines = takeWhile(blocks, at, isTitle)
      placed.push(...titleParagraphs(lines, at === 0))
      at += lines.length
    } else if (isClosing(block)) {
      const lines = takeWhile(blocks, at, isClosing)
      placed.push(...closingParagraphs(lines, seal))
      at += lines.length
    } else {
      placed.push(bodyParagraph(block, isClosing(blocks[at + 1])))
      at += 1
    }
  }
  return colophon === null ? placed : [...placed, { ...colophonParagraph(colophon), keepWithNext: false }]
}

/** Whether it stands on the page for the paper's sake and not because a block of the document is printed there. */
export function isFrame(paragraph: OfficialParagraph): boolean {
  return ['blank', 'organisation', 'number', 'colophon'].includes(paragraph.kind)
}

/** The characters on the page, a line for every paragraph, without the blank ones. */
export function officialText(paragraphs: readonly OfficialParagraph[]): string {
  return paragraphs.flatMap((paragraph) => {
    switch (paragraph.kind) {
      case 'blank': return []
      case 'title': return [paragraph.lines.map(spansText).join('')]
      case 'organisation':
      case 'number':
      case 'colophon':
        return frameText(paragraph)
      case 'lead': return [spansText(paragraph.heading) + spansText(paragraph.spans)]
      default: return [spansText(paragraph.spans)]
    }
  }).join('\n')
}

type Title = Extract<Block, { kind: 'title' }>
type Closing = Extract<Block, { kind: 'signature' | 'date' }>

function isTitle(block: Block | undefined): block is Title {
  return block?.kind === 'title'
}

function isClosing(block: Block | undefined): block is Closing {
  return block?.kind === 'signature' || block?.kind === 'date'
}

/** 版头; a title brings its own free lines. */
function above(masthead: Masthead, beforeTitle: boolean): readonly OfficialParagraph[] {
  const [organisation, number] = mastheadParagraphs(masthead)
  return [
    { ...organisation, keepWithNext: true },
    ...blankLines(officialMasthead.blankLines, true),
    { ...number, keepWithNext: true },
    ...blankLines(beforeTitle ? 0 : officialTitle.blankLinesAbove, true),
  ]
}

function titleParagraphs(blocks: readonly Title[], first: boolean): readonly OfficialParagraph[] {
  const above = first ? officialTitle.blankLinesAbove : 1
  return [
    ...blankLines(above, false),
    { kind: 'title', lines: blocks.flatMap((block) => titleLines(block.spans)), keepWithNext: true },
    ...blankLines(officialTitle.blankLinesBelow, true),
  ]
}

function titleLines(spans: readonly Span[]): readonly (readonly Span[])[] {
  let offset = 0
  const printed: [number, number][] = []
  for (const span of spans) {
    if (span.kind === 'printed') printed.push([offset, offset + span.text.length])
    offset += span.text.length
  }
  const starts = [0, ...titleBreaks(spansText(spans), printed)]
  return starts.map((start, line) => spansBetween(spans, start, starts[line + 1] ?? offset))
}

/** A last paragraph keeps the closing lines company, so that no page carries them alone (7.3.5.5). */
function bodyParagraph(block: Exclude<Block, Title | Closing>, beforeClosing: boolean): OfficialParagraph {
  switch (block.kind) {
    case 'to': return { kind: 'to', spans: withColon(block.spans), keepWithNext: true }
    // 1. with its text in one paragraph is a heading by its number alone: a row of such would be kept on one page.
    case 'heading': return { kind: 'heading', level: block.level, spans: block.spans, keepWithNext: beforeClosing || !goesOn(block) }
    case 'lead': return { kind: 'lead', heading: block.heading, spans: block.spans, keepWithNext: beforeClosing }
    case 'paragraph': return { kind: 'paragraph', spans: block.spans, keepWithNext: beforeClosing }
  }
}

function goesOn(block: Block): boolean {
  return /。./.test(blockText(block))
}

function closingParagraphs(blocks: readonly Closing[], seal: boolean): readonly OfficialParagraph[] {
  const widths: ClosingWidths = { signature: widest(blocks, 'signature'), date: widest(blocks, 'date') }
  return [
    ...blankLines(seal ? officialSealed.blankLines : officialUnsealed.blankLines, true),
    ...blocks.map((block, at): OfficialParagraph => ({
      kind: block.kind,
      spans: block.spans,
      place: seal ? sealedPlace(widths) : unsealedPlace(widths, block.kind),
      keepWithNext: at < blocks.length - 1,
    })),
  ]
}

interface ClosingWidths {
  readonly signature: number
  readonly date: number
}

/** 署名 centred over the date; a 署名 too long for that pushes the common centre to the left. */
function sealedPlace({ signature, date }: ClosingWidths): ClosingPlace {
  const box = Math.max(2 * officialSealed.dateRight + (date === 0 ? signature : date), signature)
  return { align: 'centre', left: Math.max(0, officialGrid.characters - box) }
}

function unsealedPlace({ signature, date }: ClosingWidths, kind: 'signature' | 'date'): ClosingPlace {
  const { signatureRight, dateShift, longDateRight } = officialUnsealed
  const start = officialGrid.characters - (date > signature
    ? longDateRight + date + dateShift
    : signatureRight + signature)
  return { align: 'start', left: Math.max(0, kind === 'date' ? start + dateShift : start) }
}

function blankLines(count: number, keepWithNext: boolean): readonly OfficialParagraph[] {
  return Array.from({ length: count }, () => ({ kind: 'blank', keepWithNext }))
}

function withColon(spans: readonly Span[]): readonly Span[] {
  const text = spansText(spans)
  const end = text.replace(/[:：\s]+$/, '').length
  return [...spansBetween(spans, 0, end), { kind: 'text', text: '：' }]
}

function trimmed(block: Block): Block {
  if (block.kind === 'lead') {
    return spansText(block.heading).trim() === ''
      ? { kind: 'paragraph', spans: trimmedSpans(block.spans) }
      : { kind: 'lead', heading: trimmedSpans(block.heading), spans: trimmedSpans(block.spans) }
  }
  return { ...block, spans: trimmedSpans(block.spans) }
}

function trimmedSpans(spans: readonly Span[]): readonly Span[] {
  const text = spansText(spans)
  const start = text.length - text.trimStart().length
  return spansBetween(spans, start, Math.max(start, text.trimEnd().length))
}

/** The part of the spans between two character offsets; a printed span keeps what it is when shortened. */
function spansBetween(spans: readonly Span[], from: number, to: number): readonly Span[] {
  let offset = 0
  const kept: Span[] = []
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, from - offset), Math.max(0, to - offset))
    offset += span.text.length
    if (text !== '') kept.push({ ...span, text })
  }
  return kept
}

function spansText(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('')
}

function widest(blocks: readonly Closing[], kind: Closing['kind']): number {
  return Math.max(0, ...blocks.map((block) => block.kind === kind ? characterWidth(blockText(block)) : 0))
}

function takeWhile<T extends Block>(
  blocks: readonly Block[],
  from: number,
  is: (block: Block | undefined) => block is T,
): readonly T[] {
  const taken: T[] = []
  for (let block = blocks[from + taken.length]; is(block); block = blocks[from + taken.length]) taken.push(block)
  return taken
}
