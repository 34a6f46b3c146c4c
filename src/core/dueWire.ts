import type { StoredRecord } from './op'
import type { Day } from './period'

/** POST /api/due: what is due in a township, or, with the county's stream, in all of them. */
export interface DueRequest {
  readonly stream: string
  /** me: what waits for the asker; all: what the asker may look into, whoever it waits for. */
  readonly who: 'me' | 'all'
  /** Due on this day or before. */
  readonly until: Day
  /** Narrowed to a place, a unit it was given to, a kind of deadline; null: not narrowed. */
  readonly place: string | null
  readonly unit: string | null
  readonly key: string | null
  readonly offset: number
  /** 0 asks for the counts alone. */
  readonly limit: number
}

/** By day, never by person or village. */
export interface DueAnswer {
  readonly today: Day
  /** Kinds of deadline among all that is due, before `key` and `unit` narrow it, in the order of a case. */
  readonly kinds: readonly DueKind[]
  /** Units among the same. */
  readonly units: readonly string[]
  readonly total: number
  /** Protected records with something due, of which the asker sees no more; never narrowed by kind or unit, which would tell what they are. */
  readonly hidden: number
  readonly rows: readonly DueRow[]
}
export interface DueKind {
  readonly key: string
  readonly what: string
  readonly count: number
}
export interface DueRow {
  readonly stream: string
  /** Without personal values where the asker's role has none. */
  readonly record: StoredRecord
  readonly key: string
  readonly what: string
  readonly why: string
  readonly due: Day
  /** The one move that sees to it; null where there are several, or none for the asker. */
  readonly move: string | null
  /** The asker may 督办 it. */
  readonly urge: boolean
}
