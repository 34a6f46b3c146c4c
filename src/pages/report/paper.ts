import type { Paper } from '../../core/document'
import {
  officialColophon, officialFirstLine, officialFonts, officialGrid, officialMasthead, officialPage, officialPageNumber, officialSizes, officialSubstitutes, officialTitle, type OfficialFonts,
} from '../../core/officialLayout'

/** The page of GB/T 9704-2012 as style sheets: for the page on the screen and for paper. All lengths come from the layout the .docx has too. */

/** So many faces of the same kind, the named one first; digits and letters in the Latin face. */
function faces(name: string): string {
  const second = officialSubstitutes[name]
  const third = second === undefined ? undefined : officialSubstitutes[second]
  const named = [LATIN, name, second, third].filter((each) => each !== undefined)
  return `${named.map((each) => `'${each}'`).join(', ')}, serif`
}

/** Only its digits and letters: the quotation marks of Chinese text stay in the Chinese face. */
const LATIN = 'Official Latin'
const { linePt, characters, lines, letterSpacingPt } = officialGrid
const { width, height, top, right, bottom, left } = officialPage

/** Room between two pages that lie side by side. */
const GAP_MM = 60
const TEXT_MM = width - left - right

export const paper = {
  widthMm: width,
  heightMm: height,
  /** From the left edge of one page's text to that of the next. */
  pitchMm: TEXT_MM + GAP_MM,
} as const

export function paperCss(set: Paper['fonts']): string {
  const fonts = officialFonts[set]
  return `
@font-face { font-family: '${LATIN}'; src: local('${fonts.latin}'), local('TimesNewRomanPSMT'), local('Liberation Serif'), local('Tinos'); unicode-range: U+20-7E; }
.paper-page { position: relative; width: ${width}mm; height: ${height}mm; }
.paper-window { position: absolute; left: ${left}mm; top: ${top}mm; width: ${TEXT_MM}mm; height: ${lines * linePt}pt; overflow: hidden; overflow: clip; }
.paper-text { height: ${lines * linePt}pt; columns: ${TEXT_MM}mm; column-gap: ${GAP_MM}mm; column-fill: auto; orphans: 1; widows: 1;
  font: ${officialSizes.text}pt/${linePt}pt ${faces(fonts.text)}; letter-spacing: ${letterSpacingPt}pt; text-align: justify;
  line-break: strict; text-spacing-trim: space-all; text-autospace: no-autospace; font-variant-numeric: normal; font-synthesis: none; }
.paper-text .op-paragraph, .paper-text .op-heading, .paper-text .op-lead { text-indent: ${officialFirstLine * officialSizes.text}pt; }
.paper-text .op-blank { height: ${linePt}pt; }
.paper-text .op-title { font: ${officialSizes.title}pt/${officialTitle.linePt}pt ${faces(fonts.title)}; text-align: center; break-inside: avoid; }
.paper-text .op-heading-1 { font-family: ${faces(fonts.heading1)}; }
.paper-text .op-heading-2, .paper-text .op-run-in { font-family: ${faces(fonts.heading2)}; }
.paper-text .op-keep { break-after: avoid; }
.paper-number { position: absolute; top: calc(${top}mm + ${lines * linePt}pt + ${officialPageNumber.gap}mm - 9pt); font: ${officialSizes.pageNumber}pt/18pt ${faces(fonts.pageNumber)}; }
.paper-number-odd { right: calc(${right}mm + ${officialPageNumber.outerIndent * officialSizes.pageNumber}pt); }
.paper-number-even { left: calc(${left}mm + ${officialPageNumber.outerIndent * officialSizes.pageNumber}pt); }
${frameCss(fonts)}`
}

/** 版头 and 版记. `--mark` is the size of the 发文机关标志, `--foot` what is free above 版记 at the foot of the last page. */
function frameCss(fonts: OfficialFonts): string {
  const { top: markTop, lineFactor, indent, ruleGap, rulePt, colour } = officialMasthead
  const numberLine = officialSizes.text + 2
  const inset = indent * (officialSizes.text + letterSpacingPt)
  const footInset = officialColophon.indent * officialSizes.colophon
  return `
.paper-text .op-organisation { padding-top: calc(${markTop}mm - var(--mark) * ${(lineFactor - 1) / 2}); font-family: ${faces(fonts.title)}; font-size: var(--mark); line-height: ${lineFactor};
  letter-spacing: 0; text-align: center; color: #${colour}; break-inside: avoid; }
.paper-text .op-number { padding: ${linePt - numberLine}pt 0 calc(${ruleGap}mm - 1pt); border-bottom: ${rulePt}pt solid #${colour}; line-height: ${numberLine}pt; text-align: center; }
.paper-text .op-number-signed { display: flex; justify-content: space-between; padding-left: ${inset}pt; padding-right: ${inset}pt; }
.paper-text .op-signer { font-family: ${faces(fonts.heading2)}; }
.paper-text .op-colophon { padding-top: var(--foot, 0); font-size: ${officialSizes.colophon}pt; line-height: ${officialColophon.linePt}pt; letter-spacing: 0; break-inside: avoid; }
.paper-text .op-colophon-lines { border: solid; border-width: ${officialColophon.thick}mm 0; }
.paper-text .op-copy, .paper-text .op-printer { display: flex; padding: 0 ${footInset}pt; }
.paper-text .op-copy + .op-printer { border-top: ${officialColophon.thin}mm solid; }
.paper-text .op-printer { justify-content: space-between; }
.paper-text .op-copy-word { flex: none; }
`
}

/** For printing: real pages with their numbers, odd ones right, even ones left. */
export function paperPrintCss(set: Paper['fonts']): string {
  const fonts = officialFonts[set]
  return `
@page { size: ${width}mm ${height}mm; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; }
${numberBox(fonts, 'right')}
${numberBox(fonts, 'left')}
@media print {
  .paper-desk .paper-page, .paper-desk .paper-window { position: static; width: auto; height: auto; overflow: visible; }
  .paper-desk .paper-text { height: auto; columns: auto; }
  .paper-desk .paper-number { display: none; }
}
`
}

function numberBox(fonts: OfficialFonts, side: 'left' | 'right'): string {
  const { dash, outerIndent, gap } = officialPageNumber
  const font = `font: ${officialSizes.pageNumber}pt ${faces(fonts.pageNumber)}`
  return `@page :${side} { @bottom-${side} { content: '${dash} ' counter(page) ' ${dash}'; vertical-align: top; padding-top: ${gap}mm; padding-${side}: ${outerIndent * officialSizes.pageNumber}pt; ${font}; } }`
}

/** Left free, in places of the line: where a closing line stands. */
export function closingIndent(places: number): string {
  return `${(places * 100) / characters}%`
}
