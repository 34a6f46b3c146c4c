import { Document as WordDocument, Footer, Packer, PageNumber, Paragraph, SectionType, AlignmentType, TextRun, type FileChild } from 'docx'
import { officialFonts } from '../../core/officialLayout'
import type { PaperBlock } from '../../domain/papers/layout'
import { finish, type Properties } from '../docx/finish'
import { style } from '../docx/styles'
import { paperChildren, type Standing } from './paperBlocks'
import { formPage } from './paperLayout'

/** A paper in a file: its blocks, or what was made for it. Each begins on a page of its own. */
export interface Sheet extends Standing {
  readonly blocks: readonly PaperBlock[]
  /** Behind the blocks. */
  readonly more?: readonly FileChild[]
}

/** Equal input gives equal bytes. `numbered`: from the sheet of this index on the pages carry numbers, from 1. */
export async function paperFile(sheets: readonly Sheet[], properties: Properties, numbered: number | null = null): Promise<Uint8Array> {
  const page = {
    size: { width: formPage.width, height: formPage.height },
    margin: { top: formPage.top, bottom: formPage.bottom, left: formPage.left, right: formPage.right, header: formPage.footer, footer: formPage.footer },
  }
  const parts = numbered === null ? [sheets] : [sheets.slice(0, numbered), sheets.slice(numbered)]
  const word = new WordDocument({
    sections: parts.filter((part) => part.length > 0).map((part, at) => ({
      properties: { type: SectionType.NEXT_PAGE, page: numbered !== null && at === parts.length - 1 ? { ...page, pageNumbers: { start: 1 } } : page },
      ...(numbered !== null && at === parts.length - 1 ? { footers: { default: NUMBER() } } : { footers: { default: EMPTY() } }),
      children: part.flatMap(({ blocks, more = [], ...standing }, sheet) => [...paperChildren(blocks, { ...standing, fresh: sheet > 0 }), ...more]),
    })),
  })
  return finish(new Uint8Array(await Packer.toBuffer(word)), officialFonts.gov, properties)
}

const EMPTY = (): Footer => new Footer({ children: [new Paragraph({ style: style.pageNumber })] })
const NUMBER = (): Footer => new Footer({
  children: [new Paragraph({ style: style.pageNumber, alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })] })],
})
