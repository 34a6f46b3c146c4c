import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useClient, useSync } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import type { Values } from '../../../core/field'
import type { Day } from '../../../core/period'
import type { Problem } from '../../../core/protocol'
import type { ReportAnswer } from '../../../core/reportWire'
import { textOfTemplate } from '../../../domain/template'
import { partsOf, type TemplatePart } from '../../../domain/templatePlaces'
import { createAsker, type Asker } from './preview'
import { draftText } from './text'

export interface Preview {
  /** The last one that could be read, with the parts it was made of; kept while a newer one is awaited. */
  readonly shown: { readonly report: ReportAnswer; readonly parts: readonly TemplatePart[] } | null
  /** Why the newest text is not shown. */
  readonly problem: Problem | null
  again(): void
}

interface Question {
  readonly values: Values
  readonly report: ReportName
  readonly until: Day
}

/** The official page of what is being typed. `isThere`: the server knows the template by now. */
export function usePreview(report: ReportName, values: Values, until: Day, isThere: boolean): Preview {
  const client = useClient()
  const [shown, setShown] = useState<Preview['shown']>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asker = useRef<Asker<Question> | null>(null)
  const text = useMemo(() => draftText(values), [values])
  // What is printed does not change with its name or its fonts.
  const key = JSON.stringify([report, text, until])
  const hasAsked = useRef(false)
  const newest = useRef<Question>({ report, values, until })
  const ask = useCallback((waitMs: number): void => asker.current?.ask(newest.current, waitMs), [])

  useEffect(() => {
    newest.current = { report, values, until }
  })
  useEffect(() => {
    asker.current = createAsker<Question, ReportAnswer | Problem>(
      client.after,
      ({ report: name, values: of, until: day }) => client.online.preview(name, { until: day, text: draftText(of) }),
      ({ values: of }, answer) => {
        if (isProblem(answer)) return setProblem(answer)
        setProblem(null)
        setShown({ report: answer, parts: partsOf(textOfTemplate(of)) })
      },
    )
    hasAsked.current = false
    return () => asker.current?.close()
  }, [client])

  useEffect(() => {
    if (!isThere) return
    ask(hasAsked.current ? PAUSE_MS : 0)
    hasAsked.current = true
  }, [ask, client, key, isThere])
  // The signal is back.
  const { lastAt } = useSync()
  const isOffline = problem?.code === 'offline'
  useEffect(() => {
    if (isOffline) ask(PAUSE_MS)
  }, [ask, lastAt, isOffline])
  return { shown, problem, again: () => ask(0) }
}

/** After the last letter. */
const PAUSE_MS = 400
