import { useMemo } from 'react'
import { useConfig, useOnline } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { At } from '../../core/protocol'
import type { ReportFigure } from '../../core/reportWire'
import { answersOf } from '../../domain/board/asking'
import { partQuestions, sumsOf, type Sum } from '../../domain/figureParts'

export interface FigureFacts {
  readonly sums: readonly Sum[]
  /** Counted, but shown to their handlers only. */
  readonly hidden: number
}

const NONE: FigureFacts = { sums: [], hidden: 0 }

/** What the report does not carry for every figure: its splits and what is hidden, as of the same change. */
export function useFigureFacts(stream: string, figure: ReportFigure | null, at: At): FigureFacts {
  const config = useConfig()
  const questions = useMemo(() => (figure === null ? {} : partQuestions(figure)), [figure])
  const { answer } = useOnline(async ({ online }) => {
    if (figure === null) return null
    const queries = Object.values(questions)
    const [counted, drilled] = await Promise.all([
      queries.length === 0 ? null : online.figures({ stream, queries, at }),
      online.drill({ stream, query: figure.query, at, offset: 0, limit: 1 }),
    ])
    return { key: figure.key, results: counted === null || isProblem(counted) ? [] : counted.results, hidden: isProblem(drilled) ? 0 : drilled.hidden }
  }, [stream, figure?.key, at.town, at.county])
  return useMemo(() => {
    if (answer === null || answer.key !== figure?.key) return NONE
    const answers = answersOf(questions, answer.results)
    return { sums: answers === null ? [] : sumsOf(answers, config), hidden: answer.hidden }
  }, [answer, figure, questions, config])
}
