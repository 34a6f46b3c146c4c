import { parseTemplate } from '../../../core/phrase/template'
import type { Template } from '../../../core/phrase/part'
import { scan, type TagToken } from '../../../core/phrase/scan'
import { readTag } from '../../../core/phrase/tag'
import { edited, paragraphsOf, type Edit } from './paragraphs'

/** What one placeholder of a prepared part means: text to print, or a block over whole paragraphs or rows. */
export type Meaning =
  | { readonly kind: 'text'; readonly template: Template }
  | { readonly kind: 'each'; readonly list: string }
  /** Prints something when it holds. */
  | { readonly kind: 'when'; readonly template: Template }

export interface Prepared {
  readonly xml: string
  readonly meanings: readonly Meaning[]
  /** Blocks written in a way that only works inside one paragraph. */
  readonly misplaced: readonly { readonly paragraph: string; readonly at: number; readonly message: string }[]
}

/**
 * Every placeholder of a part is gathered from the runs WPS has split it over, and given a number: `{{7}}`, `{{#7}}`, `{{/}}`. A 若 or 每
 * that ends in its own paragraph is one text of the report's language; what reaches further is left to docxtemplater to repeat.
 */
export function prepare(xml: string, first: number): Prepared {
  const meanings: Meaning[] = []
  const misplaced: { paragraph: string; at: number; message: string }[] = []
  const number = (meaning: Meaning): number => first + meanings.push(meaning) - 1
  const edits = paragraphsOf(xml).map((paragraph, at) => {
    const tags = scan(paragraph.text).tokens.filter((token): token is TagToken => token.kind === 'tag')
    const regions = regionsOf(tags)
    const ofParagraph: Edit[] = []
    for (const tag of tags) {
      const region = regions.find(({ from, to }) => from <= tag.at.start && tag.at.end <= to)
      if (region !== undefined) {
        if (region.from === tag.at.start) ofParagraph.push({ ...region, text: `{{${number(textOf(paragraph.text.slice(region.from, region.to)))}}}` })
        continue
      }
      const read = readTag(tag, null)
      const put = (text: string): number => ofParagraph.push({ from: tag.at.start, to: tag.at.end, text })
      if (read.kind === 'part') put(`{{${number(textOf(paragraph.text.slice(tag.at.start, tag.at.end)))}}}`)
      else if (read.kind !== 'open') {
        if (read.kind === 'end') put('{{/}}')
        else misplaced.push({ paragraph: paragraph.text, at, message: '“否则”要和它的“若”“完”写在同一段里。隔着几段的，请写成两个“若”。' })
      } else if (read.part.kind === 'when') put(`{{#${number({ kind: 'when', template: parseTemplate(`{{${tag.content}}}有{{完}}`).template })}}}`)
      else {
        if (read.part.separator !== null) misplaced.push({ paragraph: paragraph.text, at, message: '“以…隔”只能用在一段里面：请把“每”和“完”写在同一段，或者去掉“以…隔”。' })
        put(`{{#${number({ kind: 'each', list: read.part.list?.name ?? '' })}}}`)
      }
    }
    return { paragraph, edits: ofParagraph }
  })
  return { xml: edited(xml, edits.filter((each) => each.edits.length > 0)), meanings, misplaced }
}

function textOf(source: string): Meaning {
  return { kind: 'text', template: parseTemplate(source).template }
}

/** The outermost 若…完 and 每…完 that end in this paragraph. */
function regionsOf(tags: readonly TagToken[]): readonly { readonly from: number; readonly to: number }[] {
  const open: number[] = []
  const closed: { from: number; to: number }[] = []
  for (const tag of tags) {
    const { kind } = readTag(tag, null)
    if (kind === 'open') open.push(tag.at.start)
    const from = kind === 'end' ? open.pop() : undefined
    if (from !== undefined) closed.push({ from, to: tag.at.end })
  }
  return closed.filter((one) => !closed.some((other) => other !== one && other.from <= one.from && one.to <= other.to))
}
