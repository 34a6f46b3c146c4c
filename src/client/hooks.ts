import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { must } from '../core/assert'
import type { Config } from '../core/config'
import type { Day } from '../core/period'
import type { Initials } from '../core/pinyin/initials'
import type { FigureQuery, FiguresAnswer, Problem } from '../core/protocol'
import type { Client, Draft, LockState, RecordRows, RecordsQuery, SessionState, ShownRecord, SyncState } from './client'
import { keepReading } from './keepReading'
import { isProblem } from './online'

export type { RecordRows, RecordsQuery } from './find'

const ClientContext = createContext<Client | null>(null)

export const ClientProvider = ClientContext.Provider

export function useClient(): Client {
  return must(useContext(ClientContext), 'ClientProvider above this component')
}

export function useSession(): SessionState {
  return useStore(useClient().session)
}

export function useConfig(): Config {
  return useStore(useClient().view, (view) => view.config)
}

/** Person or unit id → name. */
export function useNames(): ReadonlyMap<string, string> {
  return useStore(useClient().view, (view) => view.names)
}

/** From what the phone holds, or borrowed from the server by `online.record`; null when it is neither. Draws again only when that record changes. */
export function useRecord(id: string): ShownRecord | null {
  return useStore(useClient().view, (view) => view.records.get(id) ?? view.borrowed.get(id) ?? null)
}

/** `initials`, when given, always the same function. */
/** Whether the phone itself holds the record; one it was lent is as old as its last reading. */
export function useIsHeld(id: string): boolean {
  return useStore(useClient().view, (view) => view.records.has(id))
}

/** Whether somebody is signed in and what the phone holds of theirs is there to see. */
export function useIsOpen(): boolean {
  const client = useClient()
  const isShown = useStore(client.view, (view) => view.version > 0)
  return useStore(client.session, (session) => session.kind === 'signedIn') && isShown
}

/** Moves when somebody wrote in the township; 0 as long as nobody has said so. */
export function usePoke(stream: string): number {
  return useStore(useClient().pokes, (pokes) => pokes[stream] ?? 0)
}

export function useRecords(query: RecordsQuery, initials?: Initials): RecordRows {
  const client = useClient()
  const records = useStore(client.view, (view) => view.records)
  const key = JSON.stringify(query)
  // `key` stands for the query: callers write it in place, a new object with each drawing.
  return useMemo(() => client.find(JSON.parse(key) as RecordsQuery, initials), [client, records, key, initials]) // eslint-disable-line react-hooks/exhaustive-deps
}

/** Whether the screen is covered, and what opens it. */
export function useLock(): LockState {
  return useStore(useClient().lock)
}

export function useSync(): SyncState {
  return useStore(useClient().sync)
}

/** Newest first. */
export function useDrafts(): readonly Draft[] {
  const { drafts } = useClient()
  return useSyncExternalStore(drafts.subscribe, drafts.list)
}

/** In Shanghai; moves on at midnight and when the program comes to the front. */
export function useToday(): Day {
  return useStore(useClient().clock, (clock) => clock.today)
}

export interface OnlineAnswer<T> {
  readonly answer: T | null
  readonly problem: Problem | null
  readonly loading: boolean
  again(): void
}

/** `ask` runs again when `deps` change or by `again`; a late answer to an earlier question is ignored. Keeps the last answer while asking anew. */
export function useOnline<T>(ask: (client: Client) => Promise<T | Problem>, deps: readonly unknown[]): OnlineAnswer<T> {
  const client = useClient()
  const [round, setRound] = useState(0)
  const [state, setState] = useState<Omit<OnlineAnswer<T>, 'again'>>({ answer: null, problem: null, loading: true })
  useEffect(() => {
    let isLate = false
    setState((before) => ({ ...before, loading: true }))
    void ask(client).then((answer) => {
      if (isLate) return
      if (isProblem(answer)) setState((before) => ({ ...before, problem: answer, loading: false }))
      else setState({ answer, problem: null, loading: false })
    })
    return () => {
      isLate = true
    }
  }, [client, round, ...deps]) // eslint-disable-line react-hooks/exhaustive-deps
  return { ...state, again: () => setRound((before) => before + 1) }
}

export interface Figures {
  readonly answer: FiguresAnswer | null
  readonly problem: Problem | null
  /** When the answer was read, ISO. */
  readonly at: string | null
  /** The last reading failed: what is shown is older. */
  readonly stale: boolean
  /** Counted on this phone, over what this phone holds. */
  readonly local: boolean
}

/**
 * Field roles: counted on the phone with every change. Online roles: read on the server, again within two seconds of a poke and
 * every twenty while the program is at the front. `at` reads the past, which only the server knows.
 */
export function useFigures(stream: string, queries: readonly FigureQuery[], at?: number): Figures {
  const client = useClient()
  const isLocal = useStore(client.session, (session) => session.kind === 'signedIn' && session.holdsRecords) && at === undefined
  const key = JSON.stringify({ stream, queries, at: at ?? null })
  const counted = useCounted(client, key, isLocal)
  const read = useRead(client, key, isLocal)
  return isLocal ? counted : read
}

function useCounted(client: Client, key: string, isLocal: boolean): Figures {
  const version = useStore(client.view, (view) => (isLocal ? view.version : 0))
  return useMemo(() => {
    const answer = isLocal ? client.count(JSON.parse(key) as Parameters<Client['count']>[0]) : null
    return { answer, problem: null, at: answer?.readAt ?? null, stale: false, local: true }
  }, [client, key, isLocal, version]) // eslint-disable-line react-hooks/exhaustive-deps
}

function useRead(client: Client, key: string, isLocal: boolean): Figures {
  // Kept with its question: an answer to other questions is never shown under these, not even for one drawing.
  const [read, setRead] = useState({ key, figures: NOTHING_READ })
  useEffect(() => {
    if (isLocal) return undefined
    return keepReading(client, async () => {
      const answer = await client.online.figures(JSON.parse(key) as Parameters<Client['count']>[0])
      if (isProblem(answer)) {
        return () => setRead((last) => {
          const before = last.key === key ? last.figures : NOTHING_READ
          return { key, figures: { ...before, problem: answer, stale: before.answer !== null } }
        })
      }
      return () => setRead({ key, figures: { answer, problem: null, at: answer.readAt, stale: false, local: false } })
    })
  }, [client, key, isLocal])
  return read.key === key ? read.figures : NOTHING_READ
}

const NOTHING_READ: Figures = { answer: null, problem: null, at: null, stale: false, local: false }
