import { useOnline, type OnlineAnswer } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import type { FrozenHead } from '../../../core/reportWire'

/** What was issued of a template and period, newest first. */
export function useIssued({ stream, template, period }: ReportName): OnlineAnswer<readonly FrozenHead[]> {
  return useOnline(async ({ online }) => {
    const list = await online.reports(stream)
    return isProblem(list) ? list : list.frozen.filter((head) => head.template === template && head.periodKey === period)
  }, [stream, template, period])
}
