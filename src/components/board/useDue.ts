import { useMemo } from 'react'
import { useConfig, useOnline, useRecords } from '../../client/hooks'
import type { StoredRecord } from '../../core/op'
import { isCountedBy } from '../../core/figure'
import { isDay, type Day } from '../../core/period'
import { isWithin } from '../../core/place'
import type { FigureQuery } from '../../core/protocol'
import { typeOf } from '../../domain/registry'

export interface DueRow {
  readonly record: StoredRecord
  readonly due: Day
}

/** Read at once; the list shows the first of them by day. */
const MOST = 200

/**
 * Records of a due figure by the day they are due: from the server for who reads online, again whenever the figures moved (`n`), else
 * from the phone. `hidden` is what only its handler may see; null rows while nothing has come.
 */
export function useDue(stream: string, query: FigureQuery | null, n: number, isLocal: boolean): { readonly rows: readonly DueRow[] | null; readonly hidden: number } {
  const { places } = useConfig()
  const key = JSON.stringify(query)
  const isAsked = query !== null && !isLocal
  const { answer } = useOnline(
    (client) => (isAsked ? client.online.drill({ stream, query, at: null, offset: 0, limit: MOST }) : Promise.resolve(null)),
    [isAsked, stream, key, n],
  )
  const held = useRecords({ kinds: isLocal && query !== null ? [query.figure.kind] : [] })
  const rows = useMemo(() => {
    const asked = JSON.parse(key) as FigureQuery | null
    const type = asked === null ? undefined : typeOf(asked.figure.kind)
    if (asked === null || type === undefined) return null
    const inPlace = (id: string): boolean => asked.place === null || isWithin(places, id, asked.place)
    const records = isLocal ? held.rows.filter((record) => record.stream === stream && isCountedBy(type, asked.figure, asked.period, inPlace, record)) : answer?.records
    return records === undefined ? null : byDue(records)
  }, [key, isLocal, held.rows, answer, places, stream])
  return { rows, hidden: isLocal ? 0 : answer?.hidden ?? 0 }
}

function byDue(records: readonly StoredRecord[]): readonly DueRow[] {
  return records
    .flatMap((record) => (isDay(record.values.dueOn) ? [{ record, due: record.values.dueOn }] : []))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.record.id < b.record.id ? -1 : 1))
}
