import type { PersonalClass } from './field'
import type { Day, Period } from './period'

/** Somebody saw personal values of a record whole: what of it, never the values. Kept on the phone until the server has it. */
export interface RevealNote {
  readonly id: string
  readonly stream: string
  readonly record: string
  readonly kind: string
  readonly classes: readonly PersonalClass[]
  /** null: one's own, nobody is asked why. */
  readonly reason: string | null
  /** The phone's clock, ISO. */
  readonly at: string
}

/** POST /api/reveals; taken once, however often it is sent. */
export interface RevealsIn {
  readonly reveals: readonly RevealNote[]
}
export const MAX_REVEALS = 50

/** 个人信息请求: 查阅、复制, 更正, 删除. */
export type RequestKind = 'copy' | 'correct' | 'erase'
/** `proposed`: somebody else has to say yes. */
export type RequestState = 'open' | 'proposed' | 'done' | 'declined'

/** POST /api/personal-requests/:stream. */
export interface RequestIn {
  readonly kind: RequestKind
  /** Whose data; as the person writes it. */
  readonly name: string
  readonly contact: string
  /** How it was made sure that it is this person, or somebody who may act for them. */
  readonly proof: string
  readonly ask: string
}

export interface PersonalRequest extends Pick<RequestIn, 'kind' | 'name'> {
  readonly id: string
  readonly stream: string
  readonly state: RequestState
  readonly takenOn: Day
  readonly dueOn: Day
  readonly takenBy: string
  readonly proposedBy: string | null
  readonly endedOn: Day | null
  /** For who proposes; whoever approves sees a masked name and how much it is about. */
  readonly contact: string
  readonly proof: string
  readonly ask: string
  readonly outcome: string
  /** What is proposed to be destroyed. */
  readonly records: readonly NamedRecord[]
}

/** GET /api/personal-requests/:stream. */
export interface RequestList {
  readonly role: 'proposes' | 'approves'
  readonly requests: readonly PersonalRequest[]
}

/** A record that names the person, without a word of what it tells. */
export interface NamedRecord {
  readonly stream: string
  readonly record: string
  readonly kind: string
  readonly no: string
  readonly on: Day | null
  /** Rows of people that have the name. */
  readonly rows: readonly string[]
  /** Somebody else is named beside: only the person's own is blanked, the record's key stays. */
  readonly shared: boolean
}

/** POST …/:id/find. `closed`: protected ones, whose handler alone looks into them; those of another person of the name are for who asks to tell. */
export interface NamedRecords {
  readonly records: readonly NamedRecord[]
  readonly closed: number
}

/** POST …/:id/act; what it did, or a sentence why not. */
export type RequestAct =
  | { readonly act: 'propose'; readonly records: readonly { readonly stream: string; readonly record: string; readonly rows: readonly string[] }[] }
  | { readonly act: 'approve' }
  | { readonly act: 'decline'; readonly why: string }
  | { readonly act: 'finish'; readonly outcome: string }

/** GET /api/retention/:stream: how many lie put away, how many of them are over their years, and what was proposed of them. */
export interface RetentionAnswer {
  readonly role: 'proposes' | 'approves'
  readonly away: number
  readonly due: number
  readonly destructions: readonly DestructionHead[]
  /** Tables of more than fifty people that somebody wants to take away: for who approves. */
  readonly bulk: readonly BulkHead[]
}
export interface BulkHead {
  readonly stream: string
  readonly id: string
  readonly person: string
  readonly what: string
  readonly place: string
  readonly period: Period
  readonly people: number
}
export interface DestructionHead {
  readonly stream: string
  readonly id: string
  readonly state: 'proposed' | 'done' | 'declined'
  readonly records: number
  readonly proposedBy: string
  readonly proposedOn: Day
  readonly endedOn: Day | null
}
export interface DestructionAct {
  readonly act: 'approve' | 'decline'
}
