import { useOnline } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import type { Problem } from '../../../core/protocol'
import type { DraftText, ReportAnswer } from '../../../core/reportWire'
import { periodAt, periodBefore, periodOfKey, type ReportPeriod } from '../../../core/reportPeriod'

export interface EarlierText {
  readonly report: ReportAnswer
  readonly title: string
  /** What it is, in words: 2025年，定稿第 1 版. */
  readonly label: string
}

/** The text of the period before: as it was issued, else its own draft, else today's text with the numbers of then. */
export function useLastYear(report: ReportName, text: DraftText): { readonly earlier: EarlierText | null; readonly problem: Problem | null; readonly loading: boolean } {
  const { stream, template, period } = report
  const { answer, problem, loading } = useOnline(async ({ online }): Promise<EarlierText | Problem | null> => {
    const now = periodOfKey(period)
    if (now === null) return null
    const before = comparedWith(now)
    const list = await online.reports(stream)
    if (isProblem(list)) return list
    const { name } = list.reports.find((line) => line.template === template) ?? { name: '' }
    const issued = list.frozen.filter(({ periodKey }) => periodKey === before.key)
    const frozen = issued.find((head) => head.template === template) ?? issued.find((head) => head.name === name) ?? issued[0]
    if (frozen !== undefined) return labelled(await online.frozen(stream, frozen.id), `${frozen.label}，定稿第 ${frozen.version} 版`)
    const lines = list.reports.filter((line) => line.periodKey === before.key && line.span === now.span)
    const other = lines.find((line) => line.template !== template && line.own)
    if (other !== undefined) return labelled(await online.report({ stream, template: other.template, period: before.key }, null), `${before.label}，没有定稿`)
    const host = lines.find((line) => line.template === template) ?? lines[0]
    if (host === undefined) return { code: 'notFound', message: `没有找到${before.label}的报告，没有可以对照的。` }
    return labelled(await online.preview({ stream, template: host.template, period: before.key }, { until: null, text }), `没有存下${before.label}的稿，这是现在的文字按那时的台账印的`, before.label)
  }, [stream, template, period])
  return { earlier: answer, problem, loading }
}

function labelled(report: ReportAnswer | Problem, label: string, title?: string): EarlierText | Problem {
  return isProblem(report) ? report : { report, label, title: title ?? report.name }
}

/** Of a year the year before; of a shorter time the same of last year, so that seasons stand beside seasons. A week has only the one before. */
function comparedWith(now: ReportPeriod): ReportPeriod {
  if (now.span === 'year' || now.span === 'week') return periodBefore(now)
  const { from } = now.period
  return periodAt(now.span, `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`)
}
