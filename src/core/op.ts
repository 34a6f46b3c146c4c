import type { Rows, PlainValue, Value, Values } from './field'
import type { Day } from './period'
import type { Author } from './recordType'
import type { Written } from './written'
import type { ValueProblem } from './check'

/** One thing a person did to one record. The only way a record changes, imports and corrections included. */
export interface Op {
  readonly id: string
  readonly device: string
  /** 1, 2, 3 … without gaps per device and stream: ops of one device take effect in this order. */
  readonly seq: number
  /** SCHEMA_VERSION of the program that wrote it. */
  readonly schema: number
  readonly kind: string
  readonly record: string
  /** The change number of the record's version its author had seen; 0 for none. */
  readonly base: number
  readonly body: OpBody
  /** The phone's clock, ISO. Shown, never used for order. */
  readonly claimedAt: string
}

export type OpBody =
  | { readonly kind: 'create'; readonly move: string; readonly set: Patch; readonly rows?: RowPatches }
  | { readonly kind: 'edit'; readonly set: Patch; readonly rows?: RowPatches }
  | { readonly kind: 'move'; readonly move: string; readonly set: Patch; readonly rows?: RowPatches }

/** null clears a field. */
export type Patch = Readonly<Record<string, Exclude<Value, Rows> | null>>
/** rows field → row id → cells, or retire. */
export type RowPatches = Readonly<Record<string, Readonly<Record<string, RowPatch>>>>
export interface RowPatch {
  readonly set?: Readonly<Record<string, PlainValue | null>>
  readonly retire?: true
}

/** A record as one change left it. */
export interface StoredRecord {
  readonly id: string
  readonly kind: string
  readonly stage: string
  readonly values: Values
  readonly written: Written
  /** The change that made this version. */
  readonly n: number
  /** The person who entered it (录入人); who handled it (经办人) is a field. */
  readonly createdBy: string
}

/** What the judge knows beside the record and the op. */
export interface Judgement {
  readonly n: number
  readonly author: Author
  /** The judge's own day in Shanghai. */
  readonly today: Day
  /** Numbers the server gives (serial fields). */
  readonly given?: Values
}

/** A field that somebody else changed meanwhile: the stored value stays, both are shown to the author. */
export interface Conflict {
  readonly path: string
  readonly mine: PlainValue | null
  readonly stored: PlainValue | null
}

export type Outcome =
  | { readonly kind: 'applied'; readonly record: StoredRecord; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'rejected'; readonly refusal: Refusal }

/** Why an op was refused. Every code has a sentence in domain/words.ts. */
export type Refusal =
  | { readonly code: 'unknownKind' | 'unknownMove' | 'unknownOp' | 'noRecord' | 'recordExists' | 'wrongStream' }
  | { readonly code: 'unknownField'; readonly field: string }
  | { readonly code: 'badValue'; readonly field: string; readonly problem: ValueProblem }
  | { readonly code: 'missing'; readonly fields: readonly string[] }
  | { readonly code: 'rule'; readonly say: string }
  /** The stage has passed meanwhile, or the record is closed for edits. */
  | { readonly code: 'stageMoved' | 'stageClosed'; readonly stage: string }
  /** A move is never merged: a field it sets was changed by somebody else. */
  | { readonly code: 'changedMeanwhile'; readonly conflicts: readonly Conflict[] }
  | { readonly code: 'notAllowed' | 'outOfScope' | 'unknownPlace' | 'tooLarge' | 'badOp' }
  /** The op's id is known with another content, or its place in the device's order is taken: a copied phone. */
  | { readonly code: 'otherContent' | 'seqTaken' }
  /** Written on a phone that was reported lost, and never received from it: its author has to say that it is really theirs. */
  | { readonly code: 'deviceRevoked' }
export type RefusalCode = Refusal['code']
