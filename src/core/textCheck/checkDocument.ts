import { blockText, type Document, type Span } from '../document'
import type { Part, Template } from '../phrase/part'
import { problem, type Place, type Problem } from '../phrase/problem'
import { placesIn } from '../phrase/scan'
import { checkText } from './checkText'
import type { Stretch } from './finding'
import { checkNames } from './names'

/** A finding in what a template printed: the block it stands in, and the place in the template that printed what it is about. */
export interface PrintedProblem extends Problem {
  readonly block: number
}

/** The checks of a text on a filled template, each pointing back into the template. `people`: names of those the county knows. */
export function checkDocument(template: Template, document: Document, people: readonly string[] = []): readonly PrintedProblem[] {
  const texts = document.blocks.map(blockText)
  const starts: number[] = []
  let length = 0
  for (const text of texts) {
    starts.push(length)
    length += text.length + 1
  }
  const text = texts.join('\n')
  const written = writtenOf(template)
  return [...checkText(text), ...checkNames(text, people)].map((found) => {
    const block = starts.filter((start) => start <= found.at[0]).length - 1
    const from = starts[block] ?? 0
    const about = found.numbers.length === 0 ? [found] : found.numbers
    const stretches = about.map(({ at }): Stretch => [at[0] - from, at[1] - from])
    const places = stretches.flatMap((at) => placeOf(written, document, block, at) ?? [])
    const [first = NOWHERE] = places
    const end = Math.max(...[first, ...places].map((place) => place.end))
    return { ...problem(found.kind, { ...first, end }, found.say), block }
  })
}

/** Characters before a typed number by which it is found again. */
const MARGIN = 4
const NOWHERE: Place = { line: 1, start: 0, end: 0 }

interface WrittenPart {
  readonly part: Part
  readonly placeOf: (start: number, end: number) => Place
}

/** Its lines are found once, and only of a part that is asked for: a text with thousands of findings would be read once for each. */
function writtenOf(template: Template): readonly WrittenPart[] {
  return template.parts.flatMap(allParts).map((part) => {
    let found: WrittenPart['placeOf'] | null = null
    return { part, placeOf: (start, end) => (found ??= part.kind === 'text' ? placesIn(part.text, part.at) : () => part.at)(start, end) }
  })
}

/** Where the template printed it. Of one placeholder written several times, the one that was printed as many times before. */
function placeOf(written: readonly WrittenPart[], document: Document, block: number, at: Stretch): Place | null {
  const spans = document.blocks.slice(0, block + 1).flatMap(spansOf)
  const own = spansOf(document.blocks[block])
  const index = spans.length - own.length + spanAt(own, at[0])
  const span = spans[index]
  if (span === undefined) return null
  const before = spans.slice(0, index)
  if (span.kind === 'printed') {
    const sources = written.filter(({ part }) => part.kind !== 'text' && part.source === span.source)
    const earlier = before.filter((each) => each.kind === 'printed' && each.source === span.source).length
    return sources[Math.min(earlier, sources.length - 1)]?.part.at ?? null
  }
  const start = own.slice(0, spanAt(own, at[0])).reduce((sum, each) => sum + each.text.length, 0)
  const [from, to] = [at[0] - start, at[1] - start]
  const words = span.text.slice(Math.max(0, from - MARGIN), to)
  for (const { part, placeOf: placeIn } of written) {
    const found = part.kind === 'text' ? part.text.indexOf(words) : -1
    if (found >= 0) return placeIn(found + Math.min(from, MARGIN), found + words.length)
  }
  return null
}

function spansOf(block: Document['blocks'][number] | undefined): readonly Span[] {
  if (block === undefined) return []
  return block.kind === 'lead' ? [...block.heading, ...block.spans] : block.spans
}

function spanAt(spans: readonly Span[], offset: number): number {
  let end = 0
  return spans.findIndex((span) => (end += span.text.length) > offset)
}

function allParts(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'when':
      return [part, ...[...part.then, ...part.otherwise].flatMap(allParts)]
    case 'each':
      return [part, ...part.body.flatMap(allParts)]
    case 'text':
    case 'value':
    case 'broken':
      return [part]
  }
}
