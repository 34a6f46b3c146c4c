import { useMemo } from 'react'
import { useConfig, useOnline } from '../../../client/hooks'
import type { Config } from '../../../core/config'
import type { StoredRecord } from '../../../core/op'
import type { Problem } from '../../../core/protocol'
import type { OwnFigureList } from '../../../core/reportWire'

export interface OwnFigures {
  /** null: not read yet. */
  readonly records: readonly StoredRecord[] | null
  /** With the county's own figures, once they are read: a phone's configuration has none. */
  readonly config: Config
  readonly problem: Problem | null
  again(): void
}

export function useOwnFigures(): OwnFigures {
  const config = useConfig()
  const { answer, problem, again } = useOnline(({ online }) => online.get<OwnFigureList>('/api/own-figures'), [])
  const records = answer?.figures ?? null
  const whole = useMemo(() => (records === null ? config : { ...config, figures: records.map(({ values }) => values) }), [config, records])
  return { records, config: whole, problem, again }
}
