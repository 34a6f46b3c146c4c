import type { Day } from './period'

/** POST /api/trail: lines of the trail of a county, the latest first. Null: not narrowed. */
export interface TrailAsk {
  readonly from: Day | null
  readonly to: Day | null
  readonly person: string | null
  readonly action: string | null
  /** A record, or whatever else a line is about: then the trail of it alone, with the phones that fetched it. */
  readonly subject: string | null
  readonly after: TrailMark | null
  readonly limit: number
}

/** Where a line stands among all of a county's. */
export interface TrailMark {
  readonly at: string
  readonly stream: string
  readonly chain: string
  readonly a: number
}

/** Ids and codes only. `chain` audit: done; reading: seen, or wanted to be seen. */
export interface TrailLine extends TrailMark {
  readonly actor: string | null
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

export interface TrailAnswer {
  readonly lines: readonly TrailLine[]
  readonly next: TrailMark | null
  /** Names of the people who act and of places; of nobody else. */
  readonly names: Readonly<Record<string, string>>
}

/** One chain that does not hold, at its first line that does not. */
export interface BrokenChain {
  readonly stream: string
  readonly chain: string
  readonly a: number
  readonly damage: string
}

/** GET /api/trail/check: the last verification; POST starts one. */
export interface TrailCheckState {
  readonly running: boolean
  readonly last: TrailCheck | null
}

export interface TrailCheck {
  readonly at: string
  readonly by: string | null
  readonly lines: number
  /** Anchors compared, and the day of the latest (null: there are none). */
  readonly anchors: number
  readonly anchored: string | null
  readonly broken: readonly BrokenChain[]
  /** Anchor files that are not what was written. */
  readonly wrongAnchors: readonly string[]
}

