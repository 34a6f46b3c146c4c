import { officialColophon, officialGrid, officialMasthead, officialPage, officialPageNumber, officialSizes, officialTitle } from '../../core/officialLayout'

/** Word's units: twentieths of a point (twips) for lengths, half points for type. */
export const wordPage = {
  width: twips(officialPage.width),
  height: twips(officialPage.height),
  top: twips(officialPage.top),
  right: twips(officialPage.right),
  bottom: twips(officialPage.bottom),
  left: twips(officialPage.left),
} as const

export const wordLine = {
  text: points(officialGrid.linePt),
  title: points(officialTitle.linePt),
  /** Exact, so that the dashes of the page number stand where `footer` puts them, whatever the font. */
  pageNumber: points(18),
  colophon: points(officialColophon.linePt),
  cell: points(14),
  letterSpacing: points(officialGrid.letterSpacingPt),
} as const

/** 发文机关标志 of a size: the height of its line, and what stands free above it so that the type begins where it should. */
export function mastheadLine(sizePt: number): { readonly line: number; readonly above: number } {
  const line = points(sizePt * officialMasthead.lineFactor)
  return { line, above: twips(officialMasthead.top) - Math.round((line - points(sizePt)) / 2) }
}

/** The line of 发文字号 ends with its type: the red rule is measured from there. Word counts the gap in whole points. */
export const wordMasthead = {
  numberLine: points(officialSizes.text + 2),
  numberAbove: points(officialGrid.linePt - officialSizes.text - 2),
  ruleSpace: Math.round((officialMasthead.ruleGap / 25.4) * 72) - 1,
  /** Eighths of a point. */
  rule: officialMasthead.rulePt * 8,
} as const

/** Rules of 版记, eighths of a point. */
export const wordColophon = {
  thick: Math.round((officialColophon.thick / 25.4) * 72 * 8),
  thin: Math.round((officialColophon.thin / 25.4) * 72 * 8),
  indent: officialColophon.indent * points(officialSizes.colophon),
  width: wordPage.width - wordPage.left - wordPage.right,
} as const

/**
 * From the edge of the paper to the lower edge of the page number's line: its dashes, in the middle
 * of the line, are to be 7 mm below the 版心.
 */
export const wordFooter = twips(officialPage.bottom - officialPageNumber.gap) - wordLine.pageNumber / 2

export const wordSize = {
  text: halfPoints(officialSizes.text),
  title: halfPoints(officialSizes.title),
  pageNumber: halfPoints(officialSizes.pageNumber),
  colophon: halfPoints(officialSizes.colophon),
  /** Comments and tables of the checking copy: 五号, as Word sets them itself. */
  comment: 21,
} as const

/** First-line indents, by the size of the type, which is how Word's own "2 characters" are measured. */
export function typeWidths(count: number): number {
  return count * points(officialSizes.text)
}

/** Distances across the 版心, by the 28 places of its lines. */
export function gridWidths(count: number): number {
  return Math.round((count * (wordPage.width - wordPage.left - wordPage.right)) / officialGrid.characters)
}

export const pageNumberIndent = officialPageNumber.outerIndent * points(officialSizes.pageNumber)

function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

function points(count: number): number {
  return Math.round(count * 20)
}

function halfPoints(count: number): number {
  return count * 2
}
