import { CODE_ALPHABET } from './codeWire'
import type { Day } from './period'

/** 投诉建议: from anybody, signed in or not, without a name; an answer is found again by a code that was shown once. */

export const COMPLAINT_KINDS = ['complaint', 'suggestion', 'personal'] as const
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number]
/** new: nobody has taken it up; taken: somebody sees to it; answered. */
export type ComplaintState = 'new' | 'taken' | 'answered'

/** POST /api/feedback, from anybody. `contact` may stay empty. */
export interface Complain {
  readonly kind: ComplaintKind
  readonly text: string
  readonly contact: string
}
/** `code` stands nowhere else: whoever loses it cannot ask without having been signed in. */
export interface Complained {
  readonly receipt: string
  readonly code: string
  readonly dueOn: Day
}

/** POST /api/feedback/answer with a code, from anybody: in the body, as addresses are written down on the way. GET /api/feedback/mine: those of the caller. */
export interface ComplaintTold {
  readonly receipt: string
  readonly kind: ComplaintKind
  readonly state: ComplaintState
  readonly receivedOn: Day
  readonly dueOn: Day
  readonly replies: readonly { readonly on: Day; readonly text: string }[]
}
export interface MyComplaints {
  readonly complaints: readonly ComplaintTold[]
}

/** GET /api/complaints: the inbox, unanswered first, by the day they are due. */
export interface ComplaintHead {
  readonly id: string
  readonly receipt: string
  readonly kind: ComplaintKind
  readonly state: ComplaintState
  readonly receivedOn: Day
  readonly dueOn: Day
}
export interface ComplaintList {
  readonly complaints: readonly ComplaintHead[]
}

/** GET /api/complaints/:id, and what POST there answers. Who sent it is not told to anybody. */
export interface Complaint extends ComplaintHead {
  readonly text: string
  readonly contact: string
  readonly acts: readonly { readonly act: 'take' | 'reply'; readonly person: string; readonly on: Day; readonly text: string }[]
}
export type ComplaintAct =
  | { readonly act: 'take' }
  | { readonly act: 'reply'; readonly text: string }

export const MOST_IN_COMPLAINT = 1000
export const MOST_IN_CONTACT = 60

/** 31^12 > 2^59, behind a limit of tries. */
export const COMPLAINT_CODE_LENGTH = 12

/** What somebody typed as a code: without spaces and dashes, in capitals; null when it is none. */
export function complaintCodeFrom(typed: string): string | null {
  const code = typed.slice(0, 60).normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === COMPLAINT_CODE_LENGTH && [...code].every((sign) => CODE_ALPHABET.includes(sign)) ? code : null
}

/** GET /api/holidays/:year: the State Council's arrangement as the setting is written; null: not known when the program was built. */
export interface OfficialHolidays {
  readonly year: number
  readonly text: string | null
}
