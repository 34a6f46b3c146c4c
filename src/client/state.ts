import type { SignInAnswer } from '../core/accountWire'
import type { Config } from '../core/config'
import type { MediaType, MediaWhat } from '../core/media'
import type { MediaProblem } from '../core/mediaCheck'
import type { Values } from '../core/field'
import type { Conflict, Op, OpBody, Patch, Refusal, StoredRecord } from '../core/op'
import type { Day } from '../core/period'
import type { Me, Problem } from '../core/protocol'
import type { MediaRefusal } from './mediaStore'

/** What screens read and say: plain values. */

export interface WriteInput {
  readonly kind: string
  readonly record: string | null
  readonly stream?: string
  readonly body: OpBody
  /**
   * `n` of the record as it was shown when its form was opened: what somebody else changed after it was not seen, and will not
   * be overwritten. Without it, the record as it is shown at the moment of the call.
   */
  readonly base?: number
  readonly draft?: string
}
export type WriteAnswer =
  | { readonly kind: 'saved'; readonly record: string; readonly receipt: string; readonly op: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing was stored: the phone is full, or its storage does not answer. */
  | { readonly kind: 'notSaved'; readonly why: 'full' | 'broken' }

/** 用我的, 用现在的, 改一改, 不要了 (with the reason), 转给… (with the name of who has it now), 记到并入的那件 (its id). */
export type Way = 'mine' | 'stored' | { readonly set: Patch } | { readonly discard: string } | { readonly given: string } | { readonly onto: string }

export type SessionState =
  | { readonly kind: 'starting' }
  /** `notice`: a sentence for the sign-in page. `wechat`: whether WeChat is being asked who this is, and whether it knew nobody. */
  | { readonly kind: 'signedOut'; readonly notice: string | null; readonly wechat: 'unasked' | 'asking' | 'notBound' }
  | SignedIn
export interface SignedIn {
  readonly kind: 'signedIn'
  readonly me: Me
  readonly device: string
  readonly mode: 'demo' | 'county'
  /** Of whoever came in by a password. */
  readonly login: string | null
  /** Field roles hold records on the phone; the others read online. */
  readonly holdsRecords: boolean
  /** Sign in again to upload; capture goes on. */
  readonly expired: boolean
}

/** The ways in. `totp`: the six digits of the authenticator, once they were asked for. */
export type SignInWay =
  | { readonly kind: 'password'; readonly login: string; readonly password: string; readonly totp?: string }
  /** Who this phone's WeChat is bound to; nothing is typed. */
  | { readonly kind: 'wechat' }
  /** Ties this phone's WeChat to the person an administrator made the code for. */
  | { readonly kind: 'bind'; readonly code: string }
  /** A code that the person's own mini-program shows. */
  | { readonly kind: 'phoneCode'; readonly name: string; readonly code: string }
export type Entered =
  | { readonly kind: 'in' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'needsTotp' }
  /** The password is right, and something is to be done first: an authenticator learns its secret, or the password has served its time. */
  | Exclude<SignInAnswer, { readonly kind: 'session' }>
  | { readonly kind: 'notBound' }

export interface ViewState {
  readonly config: Config
  /** What the phone holds: what the server last said, with this person's own ops replayed over it. A new map with each change. */
  readonly records: ReadonlyMap<string, ShownRecord>
  /** Records read online on demand, with own ops over them; in no list and no count. */
  readonly borrowed: ReadonlyMap<string, ShownRecord>
  readonly version: number
  /** Person or unit id → name. */
  readonly names: ReadonlyMap<string, string>
}
/** `n` is the change of the server's version below the own ops; 0 when there is none yet. */
export interface ShownRecord extends StoredRecord {
  readonly stream: string
  readonly sync: SyncMark
  /** 回执号, e.g. K7M2QX-0013, while the phone still has the op that created it. */
  readonly receipt: string | null
  /** The writer's clock when it was entered, ISO. */
  readonly enteredAt: string | null
}
/** 存在手机 · 已上传 · 需核对 */
export type SyncMark = 'onPhone' | 'uploaded' | 'attention'

export interface SyncState {
  /** `unread`: nothing is known yet of what this phone holds. `outdated`: the program is too old to receive; it still hands in what it holds. */
  readonly status: 'unread' | 'idle' | 'working' | 'offline' | 'expired' | 'outdated'
  readonly waiting: number
  readonly oldestAt: string | null
  readonly attention: readonly AttentionItem[]
  /** Files of this person that cannot be opened; kept under another name, never deleted. */
  readonly unreadable: number
  readonly streams: readonly StreamState[]
  /** When push and pull last both succeeded, ISO. */
  readonly lastAt: string | null
  readonly media: MediaSync
}
/** Pictures of saved records that the server does not have; records never wait for them. */
export interface MediaSync {
  readonly waiting: number
  /** Of the waiting ones those that are no pictures, when there are any. */
  readonly others?: number
  /** Not to be sent as they are; kept on the phone for a month. */
  readonly refused: readonly { readonly id: string; readonly stream: string; readonly record: string; readonly why: MediaRefusal }[]
}
export interface StreamState {
  readonly stream: string
  /** Every change 1…upTo was received, when complete. */
  readonly upTo: number
  readonly complete: boolean
}
export interface AttentionItem {
  /** Of the op. */
  readonly id: string
  readonly op: Op
  readonly stream: string
  readonly receipt: string
  readonly reason: AttentionReason
}
export type AttentionReason =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** It took effect at change `n`, but these fields kept what somebody else had written meanwhile. */
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[]; readonly n: number }
  /** Waits for the refused op that would have created its record. */
  | { readonly kind: 'held'; readonly by: string }

/** `unreadable`: files in it that do not open. */
export type TakenIn =
  | { readonly kind: 'takenIn'; readonly ops: number; readonly unreadable: number }
  | { readonly kind: 'noJournal' | 'otherPerson' | 'notSaved' }

/** Without metadata, under the SHA-256 of what remains. */
export type KeptMedia =
  | { readonly kind: 'kept'; readonly id: string }
  /** Nothing was stored; a record without the picture can be saved all the same. */
  | { readonly kind: 'notKept'; readonly why: 'full' | 'broken' | MediaProblem }
export type ShownMedia =
  /** On this phone; `url` holds the picture itself. `sent`: the server has it too. */
  | { readonly kind: 'local'; readonly url: string; readonly type: MediaType; readonly sent: boolean }
  /** A path of the server, good once. */
  | { readonly kind: 'remote'; readonly url: string; readonly type: MediaType }
  /** 影像待传: another phone still has it. 影像缺失: it has not come for a week. */
  | { readonly kind: 'coming' | 'missing' | 'offline' }

export interface MediaDoor {
  /** Resolves once the attachment is safe on the phone: only then may a draft or an op name its id. `what`: the field it is for. */
  keep(bytes: Uint8Array, what?: MediaWhat): Promise<KeptMedia>
  /** For a record that shows it; in a form whose record is not yet saved only what this phone holds. */
  show(stream: string, record: string, id: string): Promise<ShownMedia>
}

/** A covered screen asks for a tap, or for a new sign-in; what lies under it stays as it is. */
export type LockState = 'open' | 'tap' | 'signIn'

export type Pokes = Readonly<Record<string, number>>
export interface Clock {
  readonly today: Day
  readonly visible: boolean
}

/** Forms being written; persisted half a second after the last change and when the program leaves the front. */
export interface Drafts {
  get(key: string): Draft | null
  /** `opened`: the record as the form showed it when it was opened; remembered with the first put. */
  put(key: string, values: Values, opened?: Opened): void
  drop(key: string): void
  /** Newest first. */
  list(): readonly Draft[]
  /** From where this window numbers new forms; another one begins elsewhere. */
  from(): number
  /** Why some of it could not be put on the phone and is only in memory; null: nothing is known to be. */
  unkept(): Unkept | null
  /** Runs after any change. */
  subscribe(run: () => void): () => void
}
/** What somebody changed after `n` was not seen by who filled the form: `n` goes to `write` as its base. */
export type Opened = Pick<ShownRecord, 'n' | 'values'>
export type Unkept = 'full' | 'broken'
export interface Draft {
  /** Of its form. */
  readonly key: string
  /** Of this writing: another one under the same key is another draft, and an op names the one it was made from. */
  readonly id: string
  readonly values: Values
  /** null for a record that did not exist yet. */
  readonly opened: Opened | null
  readonly savedAt: string
}
