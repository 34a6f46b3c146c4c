import { must } from './assert'
import type { Block, Document, Span } from './document'
import { blockText } from './document'
import { officialSealed, officialTitle, officialUnsealed } from './officialLayout'
import { characterWidth, titleBreaks } from './titleBreaks'

/**
 * A document as it stands on the official page, before any file format: title lines, blank lines,
 * who is set how far from the right edge, what must stay with what follows.
 */
export type OfficialParagraph = { readonly keepWithNext: boolean } & (
  | { readonly kind: 'blank' }
  | { readonly kind: 'title'; readonly lines: readonly (readonly Span[])[] }
  | { readonly kind: 'to'; readonly spans: readonly Span[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly spans: readonly Span[] }
  | { readonly kind: 'lead'; readonly heading: readonly Span[]; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  /** `right` is the distance from the right edge of the 版心 in 字; may be a fraction, never negative. */
  | { readonly kind: 'signature' | 'date'; readonly spans: readonly Span[]; readonly right: number }
)

export interface OfficialOptions {
  /** Whether the paper copy will carry a seal: decides where 署名 and 成文日期 stand. */
  readonly seal: boolean
}

/**
 * Empty blocks vanish, white space at the ends of blocks is the clerk's and is dropped, consecutive
 * titles are the lines of one title, and 主送机关 ends in a full-width colon.
 */
export function officialParagraphs(document: Document, options: OfficialOptions): readonly OfficialParagraph[] {
  const blocks = document.blocks.map(trimmed).filter((block) => blockText(block) !== '')
  const placed: OfficialParagraph[] = []
  let at = 0
  while (at < blocks.length) {
    const block = must(blocks[at], 'block')
    if (isTitle(block)) {
      const lines = takeWhile(blocks, at, isTitle)
      placed.push(...titleParagraphs(lines, at === 0))
      at += lines.length
    } else if (isClosing(block)) {
      const lines = takeWhile(blocks, at, isClosing)
      placed.push(...closingParagraphs(lines, options.seal))
      at += lines.length
    } else {
      placed.push(bodyParagraph(block, isClosing(blocks[at + 1])))
      at += 1
    }
  }
  return placed
}

/** The characters on the page, a line for every paragraph, without the blank ones. */
export function officialText(paragraphs: readonly OfficialParagraph[]): string {
  return paragraphs.flatMap((paragraph) => {
    switch (paragraph.kind) {
      case 'blank': return []
      case 'title': return [paragraph.lines.map(spansText).join('')]
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
    case 'heading': return { kind: 'heading', level: block.level, spans: block.spans, keepWithNext: true }
    case 'lead': return { kind: 'lead', heading: block.heading, spans: block.spans, keepWithNext: beforeClosing }
    case 'paragraph': return { kind: 'paragraph', spans: block.spans, keepWithNext: beforeClosing }
  }
}

function closingParagraphs(blocks: readonly Closing[], seal: boolean): readonly OfficialParagraph[] {
  const distances = seal ? sealedDistances(blocks) : unsealedDistances(blocks)
  return [
    ...blankLines(seal ? officialSealed.blankLines : officialUnsealed.blankLines, true),
    ...blocks.map((block, at): OfficialParagraph => ({
      kind: block.kind,
      spans: block.spans,
      right: distances[at] ?? 0,
      keepWithNext: at < blocks.length - 1,
    })),
  ]
}

/** Each 署名 is centred over the date; when one is too long for that, all move left together. */
function sealedDistances(blocks: readonly Closing[]): readonly number[] {
  const date = blocks.find((block) => block.kind === 'date')
  const distances = blocks.map((block) => date === undefined || block.kind === 'date'
    ? officialSealed.dateRight
    : officialSealed.dateRight + (width(date) - width(block)) / 2)
  const beyond = Math.min(0, ...distances)
  return distances.map((distance) => distance - beyond)
}

function unsealedDistances(blocks: readonly Closing[]): readonly number[] {
  const { signatureRight, dateShift, longDateRight } = officialUnsealed
  const date = blocks.find((block) => block.kind === 'date')
  const signature = [...blocks].reverse().find((block) => block.kind === 'signature')
  return blocks.map((block) => {
    if (date === undefined || signature === undefined) return signatureRight
    const longer = width(date) - width(signature)
    if (block.kind === 'date') return longer > 0 ? longDateRight : signatureRight - dateShift - longer
    return block === signature && longer > 0 ? longDateRight + dateShift + longer : signatureRight
  })
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

function width(block: Closing): number {
  return characterWidth(spansText(block.spans))
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
