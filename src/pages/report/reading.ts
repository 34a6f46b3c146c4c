import { blockText, type Document, type Paper, type PrintedSpan, type Span } from '../../core/document'
import { isFrame, officialParagraphs, type OfficialParagraph } from '../../core/officialText'

/** A report as it is read: the paragraphs of the official page, numbered; figures and the checker's places find each other by these numbers. */
export interface Reading {
  readonly paragraphs: readonly OfficialParagraph[]
  /** Block of the document → paragraph; null for a block that shows nothing. */
  readonly paragraphByBlock: readonly (number | null)[]
  readonly headings: readonly Heading[]
}
export interface Heading {
  readonly level: 1 | 2
  readonly text: string
  readonly paragraph: number
}

export function readingOf(document: Document, paper: Paper): Reading {
  const paragraphs = officialParagraphs(document, paper)
  return { paragraphs, paragraphByBlock: paragraphsOfBlocks(document, paragraphs), headings: headingsOf(paragraphs) }
}

/** Blocks become paragraphs in order; blank lines and what the paper carries come in between, and titles one after the other are one. */
function paragraphsOfBlocks({ blocks }: Document, paragraphs: readonly OfficialParagraph[]): readonly (number | null)[] {
  const shown = paragraphs.flatMap((paragraph, at) => (isFrame(paragraph) ? [] : [at]))
  let next = -1
  let wasTitle = false
  return blocks.map((block) => {
    if (blockText(block).trim() === '') return null
    const isTitle = block.kind === 'title'
    if (!(isTitle && wasTitle)) next += 1
    wasTitle = isTitle
    return shown[next] ?? null
  })
}

function headingsOf(paragraphs: readonly OfficialParagraph[]): readonly Heading[] {
  return paragraphs.flatMap((paragraph, at): readonly Heading[] => {
    if (paragraph.kind === 'lead') return [{ level: 2, text: textOf(paragraph.heading), paragraph: at }]
    if (paragraph.kind !== 'heading' || paragraph.level > 2) return []
    return [{ level: paragraph.level === 1 ? 1 : 2, text: textOf(paragraph.spans), paragraph: at }]
  })
}

function textOf(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('')
}

/** A printed figure in its place: what a tap chooses. */
export interface Chosen {
  /** `idOf` its paragraph and span. */
  readonly id: string
  readonly span: PrintedSpan
}

export function figureId(paragraph: number, span: number): string {
  return `figure-${paragraph}-${span}`
}

export function paragraphId(paragraph: number): string {
  return `paragraph-${paragraph}`
}

/** Years and names are filled in too, but count nothing. */
export function opens(span: Span): span is PrintedSpan {
  return span.kind === 'printed' && span.figures.length > 0
}

/** What could not be filled prints 【？…】 and must not be overlooked. */
export function isBroken(span: Span): boolean {
  return span.kind === 'printed' && span.text.startsWith('【？')
}
