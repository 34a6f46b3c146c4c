import type { Change } from './changes'
import type { Values } from './field'
import type { Figure, Group, GroupBy } from './figure'
import type { MediaType } from './media'
import type { Conflict, Op, Refusal, StoredRecord } from './op'
import type { Day, Period } from './period'

/**
 * The wire. Old programs live for ever: a change here bumps PROTOCOL_VERSION with one line of history in docs/protocol.md,
 * and test/pins.test.ts fails until it does.
 */
export const PROTOCOL_VERSION = 1

/** An op as JSON text; above it the op goes to 需核对 instead of the wire. */
export const MAX_OP_BYTES = 48 * 1024
/** A phone's request; WeChat's cloud gateway takes 100 KiB. */
export const MAX_PHONE_REQUEST_BYTES = 64 * 1024
/** Above it the server answers 413 as a whole, and the phone halves its batch. */
export const MAX_REQUEST_BYTES = 256 * 1024
export const MAX_OPS_PER_PUSH = 50
export const MAX_RECORDS_PER_PULL = 250

export interface Push {
  readonly stream: string
  readonly ops: readonly Op[]
  /** How many ops this device still holds for the stream, these included: "尚有约 N 条未上传". */
  readonly waiting: number
}

export interface PushAnswer {
  readonly epoch: string
  readonly results: readonly OpResult[]
}

export type OpResult =
  | { readonly id: string; readonly kind: 'applied'; readonly n: number; readonly conflicts: readonly Conflict[]; readonly given: Values }
  /** Judged before; the same answer again, marked. */
  | { readonly id: string; readonly kind: 'duplicate'; readonly n: number; readonly conflicts: readonly Conflict[]; readonly given: Values }
  | { readonly id: string; readonly kind: 'rejected'; readonly refusal: Refusal }
  /** Nothing was decided; send it again. */
  | { readonly id: string; readonly kind: 'retry' }

/** Opaque to the phone. Carries, per stream, the epoch and the last change seen. */
export type Cursor = string

export interface Pull {
  /** null for a first pull. */
  readonly cursor: Cursor | null
  /** Per stream the ops still held, for the township's sum. */
  readonly waiting: number
  /** Changes of a stream in one page: on a slow line a phone asks for fewer than MAX_RECORDS_PER_PULL. */
  readonly most?: number
}

export interface PullAnswer {
  readonly cursor: Cursor
  /** True when there is more: pull again at once. */
  readonly more: boolean
  readonly streams: readonly StreamChanges[]
}

export interface StreamChanges {
  readonly stream: string
  readonly epoch: string
  /** The epoch changed or the scope grew: what the phone held of this stream is replaced by what follows. */
  readonly fresh: boolean
  /** Every change in (from, to] is either the `n` of a record below or inside `bare`: completeness can be proved. */
  readonly from: number
  readonly to: number
  readonly records: readonly StoredRecord[]
  /** Inclusive ranges of changes out of scope or superseded. */
  readonly bare: readonly (readonly [number, number])[]
  /** Records that left the scope: purge. */
  readonly gone: readonly string[]
}

/** On the socket; carries no data. */
export interface Poke {
  readonly stream: string
  readonly n: number
}

/** Who one is. `scope` are the places, `streams` what may be pulled or pushed. */
export interface Me {
  readonly person: string
  readonly name: string
  readonly county: string
  readonly grants: readonly Grant[]
  readonly roles: readonly string[]
  readonly unit: string | null
}
export interface Grant {
  readonly role: string
  readonly place: string
  /** The stream that place belongs to; the county's for a county role. */
  readonly stream: string
}

export interface Session {
  readonly me: Me
  /** Short code of the device: first half of every receipt code. */
  readonly device: string
  /** Opens the phone's sealed files: base64, 32 bytes. Same for the same person and county, whatever the device. */
  readonly journalKey: string
  readonly access: string
  readonly accessExpiresAt: string
  /** In weapp only; H5 gets an HttpOnly cookie. */
  readonly refresh: string | null
  readonly mode: 'demo' | 'county'
  /** What this program must at least be to pull; below it, it may still push its queue. */
  readonly minProtocol: number
}

/** One figure of a request. `place` null is the whole stream. `at` reads the past: the figure as of that change. */
export interface FigureQuery {
  readonly figure: Figure
  readonly period: Period
  readonly place: string | null
  /** The day by whose tree of places `place` is meant; absent: the period's last. A month of a year is drawn by the tree of the year. */
  readonly on?: Day
  readonly by: GroupBy | null
}

/** By which tree of places a question is meant. */
export function treeDayOf({ period, on }: Pick<FigureQuery, 'period' | 'on'>): Day {
  return on ?? period.to
}

/**
 * One moment of a county and one of its townships, as the last change of either stream: records are read as of the one, places and
 * wordings as of the other. What a frozen report counted is counted again at its `At`, for ever.
 */
export interface At {
  readonly town: number
  readonly county: number
}

export interface FiguresRequest {
  readonly stream: string
  readonly queries: readonly FigureQuery[]
  /** null: now. */
  readonly at: At | null
}

export interface FiguresAnswer {
  /** What it was counted at; of the county's own stream both changes are the same. */
  readonly at: At
  /** When the server read them, ISO. */
  readonly readAt: string
  readonly results: readonly { readonly value: number; readonly groups: readonly Group[] }[]
  /** What phones of the township last said they still hold. */
  readonly waiting: number
}

export interface DrillRequest {
  readonly stream: string
  readonly query: FigureQuery
  readonly at: At | null
  readonly offset: number
  readonly limit: number
}

/** figure = rows + hidden: protected rows are one line, 另有 N 件仅承办人可见. */
export interface DrillAnswer {
  readonly at: At
  readonly total: number
  readonly hidden: number
  /** In order of business date, newest first. Personal values only where the asker's role has them. */
  readonly records: readonly StoredRecord[]
}

/** GET /api/record/:stream/:id */
export interface RecordAnswer {
  readonly n: number
  readonly record: StoredRecord
}

/** GET /api/history/:stream/:id[?before=n]: the last ops of a record (before change `n`), oldest first. */
export interface HistoryAnswer {
  readonly entries: readonly HistoryEntry[]
  /** There are earlier ones. */
  readonly more: boolean
}
/** Ops of a page of history, and (as JSON text) how much one answer carries at most; one op is always told. */
export const MAX_HISTORY_ENTRIES = 200
export const MAX_HISTORY_BYTES = 400 * 1024

/** One op, told by what it did: everything that is different after it, whoever or whatever set it. */
export interface HistoryEntry {
  readonly n: number
  readonly op: string
  /** Id of the person who wrote it. */
  readonly by: string
  /** Short code of the device; `code-…` for a villager at the public page, `import-…` for a table. */
  readonly device: string
  /** The writer's clock; the server's, when it was judged. */
  readonly claimedAt: string
  readonly judgedAt: string
  /** The move it made; null: an edit. */
  readonly move: string | null
  /** Whether it created the record. */
  readonly creates: boolean
  /** The stage it led to, and whose the record was then. */
  readonly stage: string
  readonly handler: string | null
  /** Without personal values for whoever does not see them: then `masked` names the fields that changed all the same. */
  readonly changes: readonly Change[]
  readonly masked: readonly string[]
  readonly conflicts: readonly Conflict[]
}

/** POST /api/export/:stream: a table to take away. `what`: a kind of record (its register), 'statistics' or 'subsidies'. */
export interface ExportRequest {
  readonly what: string
  readonly period: Period
  /** null: the whole stream; a county's are all its townships. */
  readonly place: string | null
}
/** A file to take away: its address, good once, and the name to store it under. */
export interface FileLink {
  readonly url: string
  readonly name: string
}

/** `mediaId` of core/media: the SHA-256 of its bytes, in hex. What it is, and which record of the stream shows it. */
export interface MediaOffer {
  readonly stream: string
  readonly record: string
  readonly id: string
  readonly type: MediaType
  readonly size: number
}

/** POST /api/media with a `MediaOffer`, and POST /api/media/:stream/:id/:piece with the bytes and their CRC-32 (`x-crc32`, eight hex digits). */
export interface MediaState {
  readonly id: string
  /** Pieces the server still wants, ascending; none: it has all, and they were what the id says. */
  readonly missing: readonly number[]
}

/** POST /api/media/:stream/:id/link with `{ record }`, for whoever sees the personal values of that record: a one-time address of the picture. */
export type MediaLink =
  | { readonly kind: 'here'; readonly url: string; readonly type: MediaType }
  /** 影像待传: named by the record, not here yet; `since`: when the server first heard of it, ISO. */
  | { readonly kind: 'coming'; readonly since: string }

/** GET /api/media/:stream/missing: pictures of records one may see that the server has heard of and not got, oldest first. */
export interface MissingMediaList {
  readonly missing: readonly MissingMedia[]
}
export interface MissingMedia {
  readonly id: string
  readonly kind: string
  readonly record: string
  /** 影像待传 until MEDIA_MISSING_DAYS (core/media) later, then 影像缺失. ISO. */
  readonly since: string
}

/**
 * An op that its author can't put through, for somebody else to settle. Handed over by its author (转给…), or by the server when
 * the author's scope no longer reaches the township. Its content stays sealed on the server until then.
 */
export interface Handover {
  /** Of the op. */
  readonly id: string
  readonly stream: string
  readonly from: string
  /** null: in 待接收, for the township's dispatcher to take and for an admin to pass on. */
  readonly to: string | null
  readonly at: string
  /** null for an admin, who passes things on and sees no cases. */
  readonly op: Op | null
  readonly kind: string
  readonly place: string | null
  readonly refusal: Refusal
}

/** GET /api/handovers, for whoever asks. */
export interface HandoverList {
  /** Open: to the asker, and those of 待接收 the asker is answerable for. In the order they were written. */
  readonly handovers: readonly Handover[]
  /** The asker's own: open, or ended within the last month. Newest first. */
  readonly sent: readonly SentHandover[]
}
/** What became of what one handed over. `why`: the words of whoever declined it. */
export interface SentHandover extends Handover {
  readonly state: 'open' | 'taken' | 'declined'
  readonly endedBy: string | null
  readonly endedAt: string | null
  readonly why: string | null
}
/** POST /api/handover, by the op's author, again after it was declined too. Idempotent by the op's id; answers with its `HandoverState`. */
export interface HandOver {
  readonly stream: string
  readonly op: Op
  readonly refusal: Refusal
  readonly to: string | null
}
export interface HandoverState {
  readonly state: SentHandover['state']
}
/** POST /api/handover/:stream/:id. `taken`: `by` is the taker's own op, already in the taker's journal. Answers with the `HandoverState` it has then. */
export type HandoverEnd =
  | { readonly kind: 'passed'; readonly to: string }
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'declined'; readonly why: string }
/** GET /api/recipients/:stream?kind=…[&place=…]: who else in a township may write records of a kind (there). By role, then by name. */
export interface RecipientList {
  readonly recipients: readonly { readonly person: string; readonly name: string; readonly roles: readonly string[] }[]
}

/**
 * GET /api/devices: one's own; with `?stream=` those of a township (or of the county), for its dispatcher and admin. Only devices that
 * still hold something or have lost something: nothing is told of anybody else's.
 */
export interface DeviceList {
  readonly devices: readonly DeviceState[]
}
export interface DeviceState {
  readonly device: string
  readonly person: string
  readonly client: 'h5' | 'weapp'
  /** What it last said it still holds, and the day it said so. */
  readonly waiting: number
  readonly on: Day
  /** What it once held and later neither sent nor held: it was cleared, or put back to an older copy of itself. */
  readonly missing: number
  /** 挂失: it can no longer speak for anybody. */
  readonly revoked: boolean
}

/** Every failed request answers this. */
export interface Problem {
  readonly code: string
  readonly message: string
}
