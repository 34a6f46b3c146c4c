import { Document as WordDocument, Packer, type FileChild, type ICommentOptions } from 'docx'
import type { Paper } from '../../core/document'
import { officialFonts } from '../../core/officialLayout'
import { finish, type Properties } from './finish'
import { wordFooter, wordLine, wordPage } from './layout'
import { pageNumberFooter } from './paragraphs'

export interface DocxOptions extends Properties {
  readonly paper: Paper
}

/** One section of official pages around the paragraphs. */
export async function wordFile(
  children: readonly FileChild[],
  comments: readonly ICommentOptions[],
  options: DocxOptions,
): Promise<Uint8Array> {
  const fonts = officialFonts[options.paper.fonts]
  const { width, height, top, right, bottom, left } = wordPage
  const word = new WordDocument({
    evenAndOddHeaderAndFooters: true,
    ...(comments.length === 0 ? {} : { comments: { children: comments } }),
    sections: [{
      properties: {
        page: { size: { width, height }, margin: { top, right, bottom, left, header: top / 2, footer: wordFooter } },
        grid: { type: 'lines', linePitch: wordLine.text },
      },
      footers: { default: pageNumberFooter('odd'), even: pageNumberFooter('even') },
      children,
    }],
  })
  return finish(new Uint8Array(await Packer.toBuffer(word)), fonts, options)
}
