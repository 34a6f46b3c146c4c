import { useMemo, useState } from 'react'
import { useClient, useOnline, type OnlineAnswer } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { searchDoor } from '../../client/search'
import type { SearchAnswer, SearchRequest } from '../../core/searchWire'
import { usePaused } from '../usePaused'

export interface Searched extends OnlineAnswer<SearchAnswer> {
  readonly records: SearchAnswer['records']
  readonly hasMore: boolean
  more(): void
}

export type Search = Omit<SearchRequest, 'stream' | 'after' | 'limit'>

/** Rows the server gives at once. */
const STEP = 100
/** While somebody types, only what they stop at is asked. */
const PAUSE = 250

/** Records found on the server, page by page; what comes late for an earlier question is dropped. */
export function useSearch(isUsed: boolean, stream: string, search: Search): Searched {
  const client = useClient()
  const wanted = JSON.stringify({ stream, search })
  const asked = usePaused(wanted, search.text === '' ? 0 : PAUSE)
  const first = useOnline(
    (from) => (isUsed ? searchDoor(from, stream).search({ ...(JSON.parse(asked) as { search: Search }).search, after: null, limit: STEP }) : Promise.resolve(null)),
    [isUsed, asked],
  )
  const { answer } = first
  const [later, setLater] = useState<{ readonly of: SearchAnswer | null; readonly pages: readonly SearchAnswer[]; readonly isReading: boolean }>({ of: null, pages: [], isReading: false })
  const pages = useMemo(() => (later.of === answer ? later.pages : []), [later, answer])
  const records = useMemo(() => [answer?.records ?? [], ...pages.map((page) => page.records)].flat(), [answer, pages])
  const next = (pages[pages.length - 1] ?? answer)?.next ?? null
  const more = async (): Promise<void> => {
    if (answer === null || next === null || (later.of === answer && later.isReading)) return
    setLater({ of: answer, pages, isReading: true })
    const page = await searchDoor(client, stream).search({ ...(JSON.parse(asked) as { search: Search }).search, after: next, limit: STEP })
    // What was found anew meanwhile has pages of its own.
    setLater((now) => (now.of === answer ? { of: answer, pages: isProblem(page) ? pages : [...pages, page], isReading: false } : now))
  }
  return { ...first, loading: first.loading || asked !== wanted, records, hasMore: next !== null, more: () => void more() }
}
