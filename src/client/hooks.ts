import { createContext, useContext } from 'react'
import type { Config } from '../core/config'
import type { Where } from '../core/field'
import type { Day, Period } from '../core/period'
import type { FigureQuery, FiguresAnswer, Problem } from '../core/protocol'
import type { Client, Draft, SessionState, ShownRecord, SyncState } from './client'
import { must } from '../core/assert'

const ClientContext = createContext<Client | null>(null)

export const ClientProvider = ClientContext.Provider

export function useClient(): Client {
  return must(useContext(ClientContext), 'ClientProvider above this component')
}

export interface RecordsQuery {
  readonly kinds: readonly string[]
  readonly where?: Where
  /** Looked for in place names, surnames of the parties, words of the record and case numbers. */
  readonly text?: string
  /** That place and everything below it. */
  readonly place?: string
  /** By the `dated` day of each record's type. */
  readonly period?: Period
  readonly limit?: number
}
export interface RecordRows {
  /** Newest `dated` first. */
  readonly rows: readonly ShownRecord[]
  readonly total: number
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
export interface OnlineAnswer<T> {
  readonly answer: T | null
  readonly problem: Problem | null
  readonly loading: boolean
  again(): void
}

export declare function useSession(): SessionState
export declare function useConfig(): Config
export declare function useNames(): ReadonlyMap<string, string>
/** From what the phone holds, or borrowed from the server by `online.record`; null when it is neither. */
export declare function useRecord(id: string): ShownRecord | null
export declare function useRecords(query: RecordsQuery): RecordRows
export declare function useSync(): SyncState
/** Newest first. */
export declare function useDrafts(): readonly Draft[]
export declare function useToday(): Day
export declare function useFigures(stream: string, queries: readonly FigureQuery[], at?: number): Figures
/** `ask` runs again when `deps` change; a late answer of earlier deps is ignored. */
export declare function useOnline<T>(ask: (client: Client) => Promise<T | Problem>, deps: readonly unknown[]): OnlineAnswer<T>
