import { useOnline } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import type { Problem, ReportAnswer } from '../../../core/protocol'
import { periodAt, periodBefore, periodOfKey, type ReportPeriod } from '../../../core/reportPeriod'

export interface EarlierText {
  readonly report: ReportAnswer
  /** What it is, in words: 2025年，定稿. */
  readonly label: string
}

/** The text of the period before: as it was issued, or else what that period's own template, or this one, tells of it. */
export function useLastYear(report: ReportName): { readonly earlier: EarlierText | null; readonly problem: Problem | null; readonly loading: boolean } {
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
    if (frozen !== undefined) {
      const text = await online.frozen(stream, frozen.id)
      return isProblem(text) ? text : { report: text, label: `${frozen.label}，定稿第 ${frozen.version} 版` }
    }
    const others = list.reports.filter((line) => line.periodKey === before.key && line.template !== template)
    const told = others.find((line) => line.own) ?? others.find((line) => line.name === name)
    const read = await online.report({ stream, template: told?.template ?? template, period: before.key }, null)
    if (isProblem(read)) return read.code === 'notFound' ? { code: 'notFound', message: `${before.label}没有这样的报告，没有可以对照的。` } : read
    return { report: read, label: told === undefined ? `${before.label}，没有定稿，这是现在的稿按${before.label}的台账印的` : `${before.label}，没有定稿` }
  }, [stream, template, period])
  return { earlier: answer, problem, loading }
}

/** Of a year the year before; of a shorter time the same of last year, so that seasons stand beside seasons. A week has only the one before. */
function comparedWith(now: ReportPeriod): ReportPeriod {
  if (now.span === 'year' || now.span === 'week') return periodBefore(now)
  const { from } = now.period
  return periodAt(now.span, `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`)
}
