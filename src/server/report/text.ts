import type { Values } from '../../core/field'
import type { DraftText } from '../../core/reportWire'
import { textOfTemplate, wholeText } from '../../domain/template'

/** A template's text as it travels: its parts without their rows. */
export function draftTextOf(values: Values): DraftText {
  const { opening, chapters, closing } = textOfTemplate(values)
  return { opening, chapters: chapters.map(({ text }) => text), closing }
}

export function wholeDraft({ opening, chapters, closing }: DraftText): string {
  return wholeText({ opening, chapters: chapters.map((text) => ({ text })), closing })
}
