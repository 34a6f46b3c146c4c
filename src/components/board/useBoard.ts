import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useMemo, useState } from 'react'
import { useBoardFigures, type Figures } from '../../client/hooks'
import { answersOf, type Answers } from '../../domain/board/asking'
import { questionsOf, type BoardRequest } from '../../domain/board/request'

export interface Counted<T> {
  /** null while nothing has come. */
  readonly board: T | null
  /** What is shown belongs to the period before: the new one is being counted. */
  readonly waiting: boolean
  readonly figures: Figures
}

/** One request for all questions; while others are asked, the last board stays in sight. `read` is pure. */
export function useBoard<T>(stream: string, request: BoardRequest, read: (answers: Answers) => T): Counted<T> {
  const figures = useBoardFigures(stream, request, useIsOnTop())
  const fresh = useMemo(() => {
    const answers = answersOf(questionsOf(request), figures.answer?.results)
    return answers === null ? null : read(answers)
  }, [request, figures.answer, read])
  const [last, setLast] = useState<T | null>(null)
  useEffect(() => {
    if (fresh !== null) setLast(fresh)
  }, [fresh])
  return { board: fresh ?? (figures.problem === null ? last : null), waiting: fresh === null, figures }
}

/** Pages below the one on top stay as they are, and ask nothing. */
function useIsOnTop(): boolean {
  const [isOnTop, setOnTop] = useState(true)
  useDidShow(() => setOnTop(true))
  useDidHide(() => setOnTop(false))
  return isOnTop
}
