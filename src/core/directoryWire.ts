import type { StoredRecord } from './op'

/** What the pages of places, units, people and grants ask beside what every phone has. */

export type DirectoryKind = 'place' | 'unit' | 'person'

/** Grants within the caller's own reach: no phone holds them. */
export interface GrantList {
  readonly grants: readonly StoredRecord[]
}

/** What hangs on a place, as numbers: told before it ends. */
export interface PlaceDepends {
  readonly people: number
  readonly units: number
  /** Roles held there today. */
  readonly grants: number
  /** Disputes and matters that are not done yet. */
  readonly open: number
  /** Records of any kind, ever. */
  readonly records: number
}

export interface RowSay {
  /** As the spreadsheet numbers it. */
  readonly row: number
  readonly say: string
}

/** A file as it was read; nothing is written. */
export interface DirectoryTrial {
  readonly file: string
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly badRows: number
  readonly bad: readonly RowSay[]
  /** What would be added or changed, the first of them. */
  readonly told: readonly RowSay[]
}

export interface DirectoryTaken {
  readonly applied: number
  readonly refused: readonly RowSay[]
}
