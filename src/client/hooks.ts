import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { must } from '../core/assert'
import type { BoardAnswer } from '../core/boardWire'
import type { Config } from '../core/config'
import type { Day } from '../core/period'
import type { Initials } from '../core/pinyin/initials'
import type { FiguresAnswer, Problem } from '../core/protocol'
import { questionsOf, type BoardRequest } from '../domain/board/request'
import type { Client, Draft, LockState, Opening, RecordRows, RecordsQuery, SessionState, ShownRecord, SyncState } from './client'
import { keepReading } from './keepReading'
import { isProblem } from './online'
import type { ViewState } from './state'

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

/** Whether the phone itself holds the record; one it was lent is as old as its last reading. */
export function useIsHeld(id: string): boolean {
  return useStore(useClient().view, (view) => view.records.has(id))
}

export function useOpening(): Opening {
  return useStore(useClient().opening)
}

/** Whether somebody is signed in and what the phone holds of theirs is there to see. */
export function useIsOpen(): boolean {
  const client = useClient()
  const isOpen = useStore(client.opening, (opening) => opening === 'open')
  return useStore(client.session, (session) => session.kind === 'signedIn') && isOpen
}

/** Moves when somebody wrote in the township; 0 as long as nobody has said so. */
export function usePoke(stream: string): number {
  return useStore(useClient().pokes, (pokes) => pokes[stream] ?? 0)
}

/** `initials`, when given, always the same function. */
export function useRecords(query: RecordsQuery, initials?: Initials): RecordRows {
  const client = useClient()
  // `key` stands for the query: callers write it in place, a new object with each drawing.
  const key = JSON.stringify(query)
  return useDerived(client, recordsOf, useCallback(() => client.find(JSON.parse(key) as RecordsQuery, initials), [client, key, initials]))
}

const recordsOf = (view: ViewState): unknown => view.records

/** What is worked out of the view: anew when that part of it is another, or `work` is. Neither function is made with each drawing. */
function useDerived<T>(client: Client, part: (view: ViewState) => unknown, work: () => T): T {
  const read = useMemo(() => {
    let known: { readonly part: unknown; readonly result: T } | null = null
    return (): T => {
      const now = part(client.view.getState())
      if (known === null || known.part !== now) known = { part: now, result: work() }
      return known.result
    }
  }, [client, part, work])
  return useSyncExternalStore(client.view.subscribe, read)
}

/** Whether the screen is covered, and what opens it. */
export function useLock(): LockState {
  return useStore(useClient().lock)
}

export function useSync(): SyncState {
  return useStore(useClient().sync)
}

/** Everything this person may hold is on the phone; before that, what is due and what was last cannot be known. */
export function useIsWhole(): boolean {
  const { streams } = useSync()
  return streams.length > 0 && streams.every(({ complete }) => complete)
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
export function useOnline<T>(ask: (client: Client) => Promise<T | Problem>, deps: readonly (string | number | boolean | null | undefined)[]): OnlineAnswer<T> {
  const client = useClient()
  const key = JSON.stringify(deps)
  // Asked is always as of the last drawing; what decides when is the key alone.
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  const [round, setRound] = useState(0)
  const [state, setState] = useState<{ readonly of: string | null; readonly answer: T | null; readonly problem: Problem | null }>({ of: null, answer: null, problem: null })
  const question = `${round} ${key}`
  useEffect(() => {
    let isLate = false
    void latest.current(client).then((answer) => {
      if (isLate) return
      setState((before) => (isProblem(answer) ? { of: question, answer: before.answer, problem: answer } : { of: question, answer, problem: null }))
    })
    return () => {
      isLate = true
    }
  }, [client, question])
  // With the very drawing that asks something else: a list between two questions does not say that there is nothing.
  return { answer: state.answer, problem: state.problem, loading: state.of !== question, again: () => setRound((before) => before + 1) }
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
 * Field roles: counted on the phone with every change. Online roles: read on the server, again within two seconds of a poke and now and then
 * while they are shown (`isShown`).
 */
export function useBoardFigures(stream: string, request: BoardRequest, isShown: boolean): Figures {
  const client = useClient()
  const isLocal = useStore(client.session, (session) => session.kind === 'signedIn' && session.holdsRecords)
  const key = JSON.stringify({ stream, request })
  const counted = useCounted(client, key, isLocal)
  const read = useRead(client, key, isLocal, isShown)
  return isLocal ? counted : read
}

interface Asked {
  readonly stream: string
  readonly request: BoardRequest
}

function useCounted(client: Client, key: string, isLocal: boolean): Figures {
  const count = useCallback((): Figures => {
    const { stream, request } = JSON.parse(key) as Asked
    const answer = isLocal ? client.count({ stream, queries: Object.values(questionsOf(request)), at: null }) : null
    return { answer, problem: null, at: answer?.readAt ?? null, stale: false, local: true }
  }, [client, key, isLocal])
  return useDerived(client, isLocal ? versionOf : nothingOf, count)
}

const versionOf = (view: ViewState): unknown => view.version
/** Who reads online counts nothing here. */
const nothingOf = (): unknown => null

function useRead(client: Client, key: string, isLocal: boolean, isShown: boolean): Figures {
  // Kept with its question: an answer to other questions is never shown under these, not even for one drawing.
  const [read, setRead] = useState({ key, figures: NOTHING_READ })
  const last = useRef<Heard | null>(null)
  useEffect(() => {
    if (isLocal || !isShown) return undefined
    const { stream, request } = JSON.parse(key) as Asked
    return keepReading(client, async () => {
      const before = last.current?.key === key ? last.current : null
      const answer = await client.online.board(stream, request, before?.answer ?? null)
      if (isProblem(answer)) {
        return {
          went: 'wrong', ...(answer.waitMs === undefined ? {} : { waitMs: answer.waitMs }),
          show: () => setRead((shown) => {
            const figures = shown.key === key ? shown.figures : NOTHING_READ
            return { key, figures: { ...figures, problem: answer, stale: figures.answer !== null } }
          }),
        }
      }
      const heard = answer === null ? before : { key, answer, at: client.now() }
      return {
        went: 'well',
        show() {
          if (heard === null) return
          last.current = heard
          // What still stands is as of now, which is as much later by the server's clock as by the phone's.
          const at = new Date(Date.parse(heard.answer.readAt) + client.now() - heard.at).toISOString()
          setRead({ key, figures: { answer: heard.answer, problem: null, at, stale: false, local: false } })
        },
      }
    })
  }, [client, key, isLocal, isShown])
  return read.key === key ? read.figures : NOTHING_READ
}

/** An answer, to which question, and when it came by the phone's clock. */
interface Heard {
  readonly key: string
  readonly answer: BoardAnswer
  readonly at: number
}

const NOTHING_READ: Figures = { answer: null, problem: null, at: null, stale: false, local: false }
