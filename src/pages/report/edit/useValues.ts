import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import type { Day } from '../../../core/period'
import type { Problem } from '../../../core/protocol'
import type { ReportAnswer, ReportFigure } from '../../../core/reportWire'
import { createAsker, type Asker } from './preview'

export type FigureByKey = Readonly<Record<string, ReportFigure>>

/** What figures count in the report's own period, by `referenceKey`. Asked together and once each, as one text that only names them. */
export function useValues(report: ReportName, until: Day, keys: readonly string[]): FigureByKey {
  const client = useClient()
  const [known, setKnown] = useState<FigureByKey>({})
  const asker = useRef<Asker<readonly string[]> | null>(null)
  const { stream, template, period } = report

  useEffect(() => {
    setKnown({})
    asker.current = createAsker<readonly string[], ReportAnswer | Problem>(
      client.after,
      (asked) => client.online.preview({ stream, template, period }, { until, text: { opening: '', chapters: [asked.map((key) => `{{${key}}}`).join('\n')], closing: '' } }),
      (_, answer) => {
        if (!isProblem(answer)) setKnown((before) => ({ ...before, ...answer.figureByKey }))
      },
    )
    return () => asker.current?.close()
  }, [client, stream, template, period, until])

  const missing = keys.filter((key) => known[key] === undefined)
  const list = JSON.stringify(missing)
  useEffect(() => {
    if (missing.length > 0) asker.current?.ask(missing, PAUSE_MS)
  }, [list]) // eslint-disable-line react-hooks/exhaustive-deps
  return known
}

/** While a search is being typed nothing is asked. */
const PAUSE_MS = 250
