import type { Colophon, Masthead } from './document'
import { officialGrid, officialMasthead, officialSizes } from './officialLayout'
import { dayText, yearOf } from './period'
import { characterWidth } from './titleBreaks'

/** What stands around a text that is sent upward: words of the paper, not of the report. */
export type FrameParagraph =
  /** 发文机关标志, in red; `sizePt` lets it stand on one line. */
  | { readonly kind: 'organisation'; readonly text: string; readonly sizePt: number }
  /** 发文字号 over the red rule, in the middle, or at the left with 签发人 at the right. */
  | { readonly kind: 'number'; readonly number: string; readonly signer: string }
  /** 版记; `copyTo` and `printedOn` as they are printed, '' for none. */
  | { readonly kind: 'colophon'; readonly copyTo: string; readonly printer: string; readonly printedOn: string }

export const SIGNER = '签发人：'
export const COPY_TO = '抄送：'

export function mastheadParagraphs({ organisation, number, signer }: Masthead): readonly [FrameParagraph, FrameParagraph] {
  const text = organisation.trim().replace(/(?:文件)?$/, '文件')
  return [
    { kind: 'organisation', text, sizePt: sizeOf(text) },
    { kind: 'number', number: numberText(number), signer: signer.trim().replace(/^签发人\s*[：:]\s*/, '') },
  ]
}

export function colophonParagraph({ copyTo, printer, printedOn }: Colophon): FrameParagraph {
  const bare = copyTo.trim().replace(/^抄送\s*[：:]\s*/, '').replace(/[。.\s]+$/, '')
  return {
    kind: 'colophon',
    copyTo: bare === '' ? '' : `${bare}。`,
    printer: printer.trim(),
    printedOn: printedOn === null ? '' : `${yearOf(printedOn)}年${dayText(printedOn)}印发`,
  }
}

/** The lines of it, as a reader has them. */
export function frameText(paragraph: FrameParagraph): readonly string[] {
  switch (paragraph.kind) {
    case 'organisation': return [paragraph.text]
    case 'number': return [paragraph.number + (paragraph.signer === '' ? '' : SIGNER + paragraph.signer)].filter((line) => line !== '')
    case 'colophon': return [paragraph.copyTo === '' ? '' : COPY_TO + paragraph.copyTo, paragraph.printer + paragraph.printedOn].filter((line) => line !== '')
  }
}

/** 〔〕 around the year, whatever brackets were at hand (7.2.5). */
function numberText(written: string): string {
  return written.trim().replace(/[[［【(（〔]\s*(\d{4})\s*[\]］】)）〕]/, '〔$1〕')
}

function sizeOf(text: string): number {
  const { mostPt, leastPt } = officialMasthead
  const across = officialGrid.characters * (officialSizes.text + officialGrid.letterSpacingPt)
  return Math.max(leastPt, Math.min(mostPt, Math.floor(across / Math.max(1, characterWidth(text)))))
}
