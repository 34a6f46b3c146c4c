import { useState } from 'react'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { Day } from '../../../core/period'
import type { Problem } from '../../../core/protocol'
import type { FrozenHead, ReportAnswer, ReportProblem } from '../../../core/reportWire'
import { untickedOf } from '../../../domain/tick'

export interface Freezing {
  readonly errors: readonly ReportProblem[]
  readonly remarks: readonly ReportProblem[]
  /** Remarks nobody answers for yet. */
  readonly left: readonly ReportProblem[]
  /** The server's no, to what is shown now. */
  readonly refused: Problem | null
  readonly isRunning: boolean
  isTicked(problem: ReportProblem): boolean
  tick(problem: ReportProblem): void
  /** Null when it was refused. `after`: the newest version there is, 0 for none. */
  freeze(after: number): Promise<FrozenHead | null>
}

/** 定稿 of what is shown. Ticks belong to their places in the text and stay while it is counted anew. */
export function useFreezing(stream: string, report: ReportAnswer, until: Day): Freezing {
  const client = useClient()
  const [ticks, setTicks] = useState<readonly string[]>([])
  const [isRunning, setRunning] = useState(false)
  const [refusal, setRefusal] = useState<{ readonly report: ReportAnswer; readonly problem: Problem } | null>(null)
  const remarks = report.problems.filter(({ level }) => level === 'remark')
  const isTicked = ({ tick }: ReportProblem): boolean => ticks.includes(tick)
  return {
    errors: report.problems.filter(({ level }) => level === 'error'),
    remarks,
    left: untickedOf(report.problems, ticks),
    refused: refusal?.report === report ? refusal.problem : null,
    isRunning,
    isTicked,
    tick: (problem) => setTicks(isTicked(problem) ? ticks.filter((tick) => tick !== problem.tick) : [...ticks, problem.tick]),
    async freeze(after) {
      setRunning(true)
      setRefusal(null)
      const { template, periodKey, at } = report
      const answer = await client.online.freeze(stream, { template, periodKey, until, at, ticks: remarks.filter(isTicked).map(({ tick }) => tick), after })
      setRunning(false)
      if (!isProblem(answer)) return answer
      setRefusal({ report, problem: answer.code === 'offline' ? { ...answer, message: UNANSWERED } : answer })
      return null
    },
  }
}

/** It may have been done all the same; then the next try is told so, because a version was issued meanwhile. */
const UNANSWERED = '没有信号，还不知道定没定成。有信号请再点一次，不会定出两份。'
