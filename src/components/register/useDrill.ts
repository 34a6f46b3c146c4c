import { useMemo, useState } from 'react'
import { useClient, useOnline, type OnlineAnswer } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { StoredRecord } from '../../core/op'
import type { DrillAnswer, DrillRequest } from '../../core/protocol'

export interface Drilled extends OnlineAnswer<DrillAnswer> {
  readonly records: readonly StoredRecord[]
  readonly hasMore: boolean
  more(): void
}

/** Rows the server gives at once. */
const STEP = 200

/** A figure's records, step by step; every later step is read as of the change of the first, so that nothing is missed or shown twice. */
export function useDrill(isUsed: boolean, request: Omit<DrillRequest, 'offset' | 'limit'>): Drilled {
  const client = useClient()
  const key = JSON.stringify(request)
  const first = useOnline(
    (from) => (isUsed ? from.online.drill({ ...request, offset: 0, limit: STEP }) : Promise.resolve(null)),
    [isUsed, key],
  )
  const { answer } = first
  const [later, setLater] = useState<{ readonly of: DrillAnswer | null; readonly records: readonly StoredRecord[] }>({ of: null, records: [] })
  const records = useMemo(() => [...(answer?.records ?? []), ...(later.of === answer ? later.records : [])], [answer, later])
  const more = async (of: DrillAnswer): Promise<void> => {
    const next = await client.online.drill({ ...request, at: request.at ?? of.at, offset: records.length, limit: STEP })
    if (!isProblem(next)) setLater({ of, records: [...records.slice(of.records.length), ...next.records] })
  }
  return {
    ...first,
    records,
    hasMore: answer !== null && records.length + answer.hidden < answer.total,
    more: () => {
      if (answer !== null) void more(answer)
    },
  }
}
