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

  // As text: a list is another one with each drawing.
  const missing = JSON.stringify(keys.filter((key) => known[key] === undefined))
  useEffect(() => {
    if (missing !== NONE) asker.current?.ask(JSON.parse(missing) as readonly string[], PAUSE_MS)
  }, [missing])
  return known
}

const NONE = JSON.stringify([])
/** While a search is being typed nothing is asked. */
const PAUSE_MS = 250
