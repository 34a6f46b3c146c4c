import type { Place } from '../core/phrase/problem'
import { wholeText, type TemplateText } from './template'

/** One piece of a template that is written by itself: the opening, a chapter (by its row's id), the closing. */
export interface TemplatePart {
  readonly id: string
  readonly text: string
}

/** UTF-16 offsets into the text of one part, `end` exclusive. */
export interface PartPlace {
  readonly part: string
  readonly start: number
  readonly end: number
}

export const OPENING = 'opening'
export const CLOSING = 'closing'

/** In the order in which they are read. */
export function partsOf({ opening, chapters, closing }: TemplateText): readonly TemplatePart[] {
  return [{ id: OPENING, text: opening }, ...chapters.map(({ id, text }) => ({ id, text })), { id: CLOSING, text: closing }]
}

/** Where a place of the whole text (`wholeText`) was written. One that reaches over several parts is cut to the first; null beyond the text. */
export function placeInParts(parts: readonly TemplatePart[], { start, end }: Pick<Place, 'start' | 'end'>): PartPlace | null {
  for (const { id, from, text } of stretches(parts)) {
    if (start <= from + text.length) return { part: id, start: Math.max(0, start - from), end: Math.min(text.length, Math.max(start, end) - from) }
  }
  return null
}

/** The line of the whole text (1-based) that an offset into a part lies in; null for a part that says nothing. */
export function lineInWhole(parts: readonly TemplatePart[], part: string, offset: number): number | null {
  const found = stretches(parts).find(({ id }) => id === part)
  if (found === undefined) return null
  return wholeOf(parts).slice(0, found.from + Math.min(offset, found.text.length)).split(LINE_END).length
}

export function wholeOf(parts: readonly TemplatePart[]): string {
  return wholeText({ opening: '', chapters: parts, closing: '' })
}

const LINE_END = /\r\n|\n|\r/

/** The parts that stand in the whole text, each with where it begins there. */
function stretches(parts: readonly TemplatePart[]): readonly (TemplatePart & { readonly from: number })[] {
  let from = 0
  return parts.filter(({ text }) => text.trim() !== '').map((part) => {
    const placed = { ...part, from }
    from += part.text.length + 1
    return placed
  })
}
