import { periodOfKey, SPANS, type Span } from '../../../core/reportPeriod'
import { yearOf, type Day } from '../../../core/period'
import type { FrozenHead, ReportLine, ReportList } from '../../../core/reportWire'

/** A template of one period: the draft there is, and what was issued of it. */
export interface PeriodReports {
  readonly template: string
  readonly periodKey: string
  readonly name: string
  readonly label: string
  /** Null where a standing template has moved on and only what was issued is left. */
  readonly draft: ReportLine | null
  /** Newest first. */
  readonly frozen: readonly FrozenHead[]
}
export interface Year {
  readonly year: number
  readonly spans: readonly { readonly span: Span; readonly reports: readonly PeriodReports[] }[]
}

/** Newest year first; in it from the year down to the week, and of each the newest period first. */
export function yearsOf({ reports, frozen }: ReportList): readonly Year[] {
  const all = periodsOf(reports, frozen).flatMap((each) => {
    const period = periodOfKey(each.periodKey)
    return period === null ? [] : [{ ...each, span: period.span, from: period.period.from }]
  })
  const years = [...new Set(all.map(({ from }) => yearOf(from)))].sort((a, b) => b - a)
  return years.map((year) => {
    const ofYear = all.filter(({ from }) => yearOf(from) === year).sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
    return { year, spans: SPANS.flatMap((span) => spanOf(span, ofYear.filter((each) => each.span === span))) }
  })
}

function spanOf(span: Span, reports: readonly (PeriodReports & { readonly span: Span; readonly from: Day })[]): Year['spans'] {
  return reports.length === 0 ? [] : [{ span, reports: reports.map(({ span: _, from: __, ...rest }) => rest) }]
}

function periodsOf(reports: readonly ReportLine[], frozen: readonly FrozenHead[]): readonly PeriodReports[] {
  const of = ({ template, periodKey }: { readonly template: string; readonly periodKey: string }): readonly FrozenHead[] => (
    frozen.filter((head) => head.template === template && head.periodKey === periodKey))
  const drafts = reports.map((draft) => ({ template: draft.template, periodKey: draft.periodKey, name: draft.name, label: draft.label, draft, frozen: of(draft) }))
  const isLeft = (head: FrozenHead): boolean => !drafts.some(({ template, periodKey }) => template === head.template && periodKey === head.periodKey)
  const left = frozen.filter((head) => head.version === 1 && isLeft(head)).map((first) => {
    const heads = of(first)
    const { template, periodKey, name, label } = heads[0] ?? first
    return { template, periodKey, name, label, draft: null, frozen: heads }
  })
  return [...drafts, ...left]
}

/** What the law asks of last year's report while it is not issued; null when there is nothing to say. */
export function reminderOf(years: readonly Year[], today: Day): string | null {
  const last = yearOf(today) - 1
  const yearly = years.find(({ year }) => year === last)?.spans.find(({ span }) => span === 'year')?.reports ?? []
  if (yearly.length === 0 || yearly.some(({ frozen }) => frozen.length > 0)) return null
  const monthAndDay = today.slice(5)
  const when = monthAndDay < '03-01' ? '3月1日前报送县委、县政府，4月1日前向社会公开'
    : monthAndDay < '04-01' ? '报送的日子（3月1日前）过了，请尽快报送；4月1日前向社会公开'
      : '报送（3月1日前）和公开（4月1日前）的日子都过了，请尽快报送、公开'
  return `${last}年的年度报告还没有定稿。按《法治政府建设与责任落实督察工作规定》，${when}。`
}
