import type { Span } from '../../../core/reportPeriod'

/** A report's text as the clerk keeps it: an opening, chapters and a closing, with figures by name. */
export interface DemoTemplate extends Text {
  readonly key: string
  readonly name: string
  readonly place: string | null
  readonly span: Span
  readonly year?: number
}

export interface Text {
  readonly opening: string
  readonly chapters: readonly string[]
  readonly closing: string
}

/** The text of a yearly report; its heading and its closing lines are alike everywhere. */
export function yearly(chapters: readonly string[], order: { readonly opening: string }): Text {
  return { opening: `${HEADING}\n${order.opening}`, chapters: chapters.map((chapter) => chapter.trim()), closing: CLOSING }
}

const HEADING = `# {{乡镇}}人民政府关于{{年度}}年度法治政府建设情况的报告
> 县委、县人民政府：`

const CLOSING = `@署名 {{乡镇}}人民政府
@日期 {{截至日}}`
