import { Document as WordDocument, Packer, type ICommentOptions, type Paragraph } from 'docx'
import { officialFonts, type OfficialFontSet } from '../../core/officialLayout'
import { finish, type Properties } from './finish'
import { wordFooter, wordLine, wordPage } from './layout'
import { pageNumberFooter } from './paragraphs'

export interface DocxOptions extends Properties {
  readonly fonts: OfficialFontSet
  /** Whether the paper copy will carry a seal: decides where 署名 and 成文日期 stand. */
  readonly seal: boolean
}

/** One section of official pages around the paragraphs. */
export async function wordFile(
  children: readonly Paragraph[],
  comments: readonly ICommentOptions[],
  options: DocxOptions,
): Promise<Uint8Array> {
  const fonts = officialFonts[options.fonts]
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
