/** A report's text as the clerk keeps it: four chapters with figures by name. */
export interface DemoTemplate {
  readonly key: string
  readonly name: string
  readonly place: string | null
  readonly span: 'year'
  readonly year?: number
  readonly part1: string
  readonly part2: string
  readonly part3: string
  readonly part4: string
}

/** The text of a yearly report; its heading and its closing lines are alike everywhere. */
export type Chapters = Pick<DemoTemplate, 'part1' | 'part2' | 'part3' | 'part4'>

export function yearly(chapters: readonly [string, string, string, string], order: { readonly opening: string }): Chapters {
  const [part1, part2, part3, part4] = chapters
  return {
    part1: `${HEADING}\n${order.opening}\n${part1.trim()}`, part2: part2.trim(), part3: part3.trim(), part4: `${part4.trim()}\n${CLOSING}`,
  }
}

const HEADING = `# {{乡镇}}人民政府关于{{年度}}年度法治政府建设情况的报告
> 县委、县人民政府：`

const CLOSING = `@署名 {{乡镇}}人民政府
@日期 {{截至日}}`
