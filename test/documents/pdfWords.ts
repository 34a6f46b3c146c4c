import { execFileSync } from 'node:child_process'

/** Millimetres from the upper left corner of the page. */
export interface Word {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The words of a PDF as they are drawn. */
export function measured(pdf: string): readonly Word[] {
  const html = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' })
  const millimetres = (points: string | undefined): number => (Number(points) / 72) * 25.4
  return html.split('<page ').slice(1).flatMap((xml, page) =>
    [...xml.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)].map(
      ([, left, top, right, bottom, text = '']) => ({
        page: page + 1,
        text,
        left: millimetres(left),
        right: millimetres(right),
        top: millimetres(top),
        bottom: millimetres(bottom),
      }),
    ))
}
