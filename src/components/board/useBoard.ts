import { useEffect, useMemo, useState } from 'react'
import { useFigures, type Figures } from '../../client/hooks'
import { answersOf, type Answers, type Questions } from '../../domain/board/asking'

export interface Counted<T> {
  /** null while nothing has come. */
  readonly board: T | null
  /** What is shown belongs to the period before: the new one is being counted. */
  readonly waiting: boolean
  readonly figures: Figures
}

/** One request for all questions; while others are asked, the last board stays in sight. `read` is pure. */
export function useBoard<T>(stream: string, questions: Questions, read: (answers: Answers) => T): Counted<T> {
  const figures = useFigures(stream, useMemo(() => Object.values(questions), [questions]))
  const fresh = useMemo(() => {
    const answers = answersOf(questions, figures.answer?.results)
    return answers === null ? null : read(answers)
  }, [questions, figures.answer, read])
  const [last, setLast] = useState<T | null>(null)
  useEffect(() => {
    if (fresh !== null) setLast(fresh)
  }, [fresh])
  return { board: fresh ?? (figures.problem === null ? last : null), waiting: fresh === null, figures }
}
