import type { Paper } from './document'

/**
 * The page of an official document (GB/T 9704-2012), once for every target: .docx, preview, print.
 * The clause is named where the standard gives the value, "computed" where it follows from others,
 * "custom" where the standard is silent and government offices have a habit.
 * Lengths are millimetres, type is points, 字 and 行 are the standard's own units (3.1, 3.2).
 */

/** 5.1 A4; 5.2.1 天头 37, 订口 28, 版心 156 × 225. The right and lower margins are what is left. */
export const officialPage = {
  width: 210,
  height: 297,
  top: 37,
  left: 28,
  right: 26,
  bottom: 35,
} as const

/** 5.2.3: 22 lines a page, 28 characters a line, filling the 版心. */
export const officialGrid = {
  lines: 22,
  characters: 28,
  /** Computed: 225 mm is 637.8 pt; 22 × 28.95 = 636.9 fits, 22 × 29 = 638 does not. */
  linePt: 28.95,
  /** Computed: 156 mm is 442.2 pt; 28 × 16 = 448 does not fit, 28 × (16 − 0.25) = 441 does. */
  letterSpacingPt: -0.25,
} as const

/** 字号 in points. 5.2.2 text 3号; 7.3.1 title 2号; 7.4.2 版记 4号; 7.5 page number 4号. */
export const officialSizes = {
  text: 16,
  title: 22,
  colophon: 14,
  pageNumber: 14,
} as const

/** 7.2, 版头: for what is sent upward (上行文). */
export const officialMasthead = {
  /** 7.2.4: from the upper edge of the 版心 to that of the 发文机关标志. */
  top: 35,
  /** Custom: 初号 at most, and so small that a long name stays on one line; below 二号 it may take two. */
  mostPt: 42,
  leastPt: 22,
  /** Custom: the line is higher than its type by this factor. */
  lineFactor: 1.25,
  /** 7.2.5: 发文字号 and 签发人 two lines below. */
  blankLines: 2,
  /** 7.2.5, 7.2.6: from either edge, when there is a 签发人; 发文字号 alone stands in the middle. */
  indent: 1,
  /** 7.2.7: from 发文字号 to the rule, which is as wide as the 版心. */
  ruleGap: 4,
  /** Custom. */
  rulePt: 1,
  colour: 'ff0000',
} as const

/** 7.4, 版记: the last thing on the last page. */
export const officialColophon = {
  /** 7.4.1: the first and the last rule, and those between, in millimetres. */
  thick: 0.35,
  thin: 0.25,
  /** 7.4.2, 7.4.3: from either edge, in characters of its own size. */
  indent: 1,
  /** Custom. */
  linePt: 28,
} as const

/** 7.3.1. */
export const officialTitle = {
  /** Under the red rule of a 版头; without one the two lines stand under the upper margin. */
  blankLinesAbove: 2,
  /** 7.3.2: 主送机关 (without one, the text) one line below. */
  blankLinesBelow: 1,
  /** Custom: 2号 needs more than the 28.95 pt of the text. */
  linePt: 32,
  /** Computed: 442.2 pt / 21.75 pt. */
  charactersPerLine: 20,
} as const

/** 7.3.3: each paragraph and heading starts two characters in. */
export const officialFirstLine = 2

/** 7.3.5.1, with a seal. */
export const officialSealed = {
  /** Computed: a 42 mm seal reaching to half a line below the text has its centre a little above
      the middle of 署名 and 成文日期 when two lines are left free, as the clause asks. */
  blankLines: 2,
  dateRight: 4,
} as const

/** 7.3.5.2, without a seal. */
export const officialUnsealed = {
  blankLines: 1,
  signatureRight: 2,
  /** The date starts this much to the right of the 署名 … */
  dateShift: 2,
  /** … unless it is the longer one: then it ends this far from the edge and the 署名 gives way. */
  longDateRight: 2,
} as const

/** 7.5: — 1 —, odd pages right, even pages left. */
export const officialPageNumber = {
  dash: '—',
  /** From the edge of the 版心 on the outer side, in characters of the page number's own size. */
  outerIndent: 1,
  /** From the lower edge of the 版心 to the dashes. */
  gap: 7,
} as const

/** Which names the file asks for: those of government PCs, or those every Windows and WPS has. */
export type OfficialFontSet = Paper['fonts']

export interface OfficialFonts {
  /** 7.3.1 小标宋. */
  readonly title: string
  /** 7.3.3 黑体, first level. */
  readonly heading1: string
  /** 7.3.3 楷体, second level. */
  readonly heading2: string
  /** 5.2.2 仿宋, text and the levels below. */
  readonly text: string
  /** 7.5 宋体. */
  readonly pageNumber: string
  /** Custom: digits and letters inside the text. */
  readonly latin: string
}

export const officialFonts: Readonly<Record<OfficialFontSet, OfficialFonts>> = {
  gov: {
    title: '方正小标宋简体',
    heading1: '黑体',
    heading2: '楷体_GB2312',
    text: '仿宋_GB2312',
    pageNumber: '宋体',
    latin: 'Times New Roman',
  },
  plain: {
    title: '方正小标宋_GBK',
    heading1: '黑体',
    heading2: '楷体',
    text: '仿宋',
    pageNumber: '宋体',
    latin: 'Times New Roman',
  },
}

/** The nearest face a PC without the named one may have. */
export const officialSubstitutes: Readonly<Record<string, string>> = {
  '方正小标宋简体': '方正小标宋_GBK',
  '方正小标宋_GBK': '方正小标宋简体',
  '仿宋_GB2312': '仿宋',
  '楷体_GB2312': '楷体',
  '仿宋': 'FangSong',
  '楷体': 'KaiTi',
  '黑体': 'SimHei',
  '宋体': 'SimSun',
}
