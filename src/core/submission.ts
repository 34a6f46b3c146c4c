import type { StoredRecord } from './op'
import type { FileLink } from './protocol'

/** The wire of 对接: handing records over to a superior's system in its own layout, and taking its numbers back. */

/** GET /api/submission/:stream: the county's profiles for kinds the asker hands over here. */
export interface ProfileList {
  readonly profiles: readonly ProfileHead[]
}
export interface ProfileHead {
  readonly id: string
  readonly name: string
  readonly system: string
  readonly kind: string
  /** Columns that name a field nobody has, in words; while there are any, nothing is handed over. */
  readonly wrong: readonly string[]
}

/** GET /api/submission/:stream/:profile */
export interface SubmissionState {
  readonly profile: ProfileHead
  /** Never handed over, and changed since. */
  readonly fresh: number
  readonly changed: number
  /** Withdrawn or merged after they were handed over: the superior's system has to be told by hand. */
  readonly withdrawn: readonly string[]
  /** 未录入: without a number of that system. The first few hundred, newest first. */
  readonly missing: number
  readonly missingRecords: readonly StoredRecord[]
  /** Protected ones, which never stand in a file. */
  readonly hidden: number
  readonly batches: readonly SubmissionBatch[]
}
export interface SubmissionBatch {
  readonly id: string
  readonly person: string
  readonly at: string
  readonly records: number
}

/** POST /api/submission/:stream/:profile/export with `{ again }`: what is new or changed as one batch, or an earlier batch once more. */
export interface SubmissionFile extends FileLink {
  readonly batch: string
  readonly records: number
}

/** POST /api/submission/:stream/:profile/receipt with the file as bytes, then …/receipt/:file with `{ ours, theirs }`. */
export interface Receipt {
  readonly file: string
  readonly columns: readonly { readonly at: number; readonly letter: string; readonly header: string; readonly samples: readonly string[] }[]
  readonly rows: number
  /** Columns that look like our number and theirs; null: to be chosen. */
  readonly ours: number | null
  readonly theirs: number | null
}
export interface ReceiptTaken {
  readonly written: number
  /** Had that number already. */
  readonly same: number
  readonly remarks: readonly { readonly row: number; readonly say: string }[]
}
