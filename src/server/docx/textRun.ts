import { TextRun } from 'docx'

/** `character` is the character style it is set in, `broken` puts a new line first, `sizePt` overrides the size of its style. */
export interface Look {
  readonly character?: string
  readonly broken?: boolean
  readonly sizePt?: number
}

/** The east Asian hint keeps “ ” — … · in the Chinese face; digits and letters are Latin all the same. */
export function textRun(text: string, { character, broken, sizePt }: Look = {}): TextRun {
  return new TextRun({
    text: legal(text),
    font: { hint: 'eastAsia' },
    ...(character === undefined ? {} : { style: character }),
    ...(broken === true ? { break: 1 } : {}),
    ...(sizePt === undefined ? {} : { size: sizePt * 2 }),
  })
}

/** Without what XML cannot carry: one such character and Word refuses the whole file. */
export function legal(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')
}
