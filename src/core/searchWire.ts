import type { Where } from './field'
import type { StoredRecord } from './op'
import type { Period } from './period'

/**
 * POST /api/search: records of a township (or, for a county's roles, of all its townships) by words and conditions, newest business date
 * first. `text` meets numbers, places, options, words that are not personal, and, where the asker sees them, names of the parties, whole
 * or by their first letters; what was told lies sealed and is only looked through when `told` is set.
 */
export interface SearchRequest {
  readonly stream: string
  readonly kind: string
  readonly text: string
  /** Fields, and `stage`. */
  readonly where: Where
  /** null: the whole stream. */
  readonly place: string | null
  /** By the kind's own day; null: whenever. */
  readonly period: Period | null
  /** Also opens what was told, of the newest `MOST_OPENED` that fit the conditions and that the asker may see opened. */
  readonly told: boolean
  /** The last row one has; null for the first page. Pages follow each other by date and id, so that none is shown twice. */
  readonly after: SearchPlace | null
  readonly limit: number
}

/** Where a row stands in the order: its business date (null: none yet) and its id. */
export interface SearchPlace {
  readonly day: string | null
  readonly id: string
}

export interface SearchAnswer {
  /** The change of the stream it was read at. */
  readonly n: number
  /** Personal values only where the asker's role has them. */
  readonly records: readonly (StoredRecord & { readonly stream: string })[]
  /** null: this was the last page. */
  readonly next: SearchPlace | null
  /** All that fit; null on later pages. */
  readonly total: number | null
  /** Protected ones among them, a number only. 0 when there are words: what is found by its words is told by its words. */
  readonly hidden: number
  /** With `told`: how many were opened, of how many that fit the conditions. */
  readonly opened: { readonly records: number; readonly of: number } | null
}

export const MOST_OPENED = 2000

/**
 * POST /api/search/likely: what may be the same as something that is being written. Names go in the body and are never kept; the answer
 * holds only what the asker may read, likeliest first.
 */
export interface LikelyRequest {
  readonly stream: string
  readonly kind: string
  /** The record that is being written, when it has one already. */
  readonly id: string | null
  readonly place: string | null
  readonly type: string | null
  readonly day: string | null
  readonly names: readonly string[]
  readonly text: string
}
export interface LikelyAnswer {
  readonly found: readonly { readonly record: StoredRecord & { readonly stream: string }; readonly score: number }[]
}

/** GET /api/merged/:stream/:id: the records that were merged into one, as far as the asker may read them. */
export interface MergedAnswer {
  readonly records: readonly (StoredRecord & { readonly stream: string })[]
}
