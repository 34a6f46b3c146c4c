import type { Paper } from '../core/document'
import { liveRows, type Value, type Values } from '../core/field'

/** A report's text in the order in which it is read. */
export interface TemplateText {
  readonly opening: string
  readonly chapters: readonly Chapter[]
  readonly closing: string
}
export interface Chapter {
  /** Of its row. */
  readonly id: string
  readonly order: number
  readonly text: string
}

export function textOfTemplate(values: Values): TemplateText {
  const chapters = liveRows(values.chapters).map(([id, { values: cells }]): Chapter => ({ id, order: typeof cells.order === 'number' ? cells.order : 0, text: words(cells.text) }))
  // Two clerks may give the same order at once; the row written first then comes first.
  return { opening: words(values.opening), chapters: chapters.sort((a, b) => a.order - b.order), closing: words(values.closing) }
}

/** As the phrase language reads it. */
export function wholeText({ opening, chapters, closing }: Pick<TemplateText, 'opening' | 'closing'> & { readonly chapters: readonly Pick<Chapter, 'text'>[] }): string {
  return [opening, ...chapters.map((chapter) => chapter.text), closing].filter((part) => part.trim() !== '').join('\n')
}

/** How a template is to be printed. `organisation`: of the masthead, e.g. 柳湾乡人民政府. */
export function paperOf(values: Values, organisation: string): Paper {
  return {
    fonts: values.fonts === 'plain' ? 'plain' : 'gov',
    seal: values.unsealed !== true,
    masthead: values.masthead === true ? { organisation, number: words(values.number), signer: words(values.signer) } : null,
    colophon: values.colophon === true
      ? { copyTo: words(values.copyTo), printer: words(values.printer) || organisation, printedOn: typeof values.printedOn === 'string' ? values.printedOn : null }
      : null,
  }
}

function words(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}
