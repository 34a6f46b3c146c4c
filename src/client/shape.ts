import type { SignInAnswer } from '../core/accountWire'
import { isId } from '../core/id'
import type { MediaLink, MediaState, Problem, PullAnswer, PushAnswer, Session } from '../core/protocol'

/**
 * Whether what came back is what was asked for. A captive portal, a proxy or half an answer is none of these, decides nothing
 * and removes nothing. Only the frame is checked: values inside come from a server that is believed once it speaks the language.
 */

type Raw = Readonly<Record<string, unknown>>

/** null for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function asProblem(raw: unknown): Problem | null {
  return isObject(raw) && typeof raw.code === 'string' && typeof raw.message === 'string' ? { code: raw.code, message: raw.message } : null
}

export function asPushAnswer(raw: unknown): PushAnswer | null {
  if (!isObject(raw) || typeof raw.epoch !== 'string' || !isListOf(raw.results, isResult)) return null
  return raw as unknown as PushAnswer
}

export function asPullAnswer(raw: unknown): PullAnswer | null {
  if (!isObject(raw) || typeof raw.cursor !== 'string' || typeof raw.more !== 'boolean') return null
  const isWhole = isListOf(raw.streams, isStream) && raw.streams.length > 0
  return isWhole ? (raw as unknown as PullAnswer) : null
}

export function asSession(raw: unknown): Session | null {
  if (!isObject(raw) || !isObject(raw.me)) return null
  const { me } = raw
  const isMe = typeof me.person === 'string' && typeof me.county === 'string' && typeof me.name === 'string' && isListOf(me.grants, isObject) && Array.isArray(me.roles)
  const isWhole = typeof raw.device === 'string' && typeof raw.journalKey === 'string' && typeof raw.access === 'string' && typeof raw.minProtocol === 'number'
  return isMe && isWhole ? (raw as unknown as Session) : null
}

/** What a right password may bring instead of a session: something to do first. */
export function asFirstStep(raw: unknown): Exclude<SignInAnswer, { readonly kind: 'session' }> | null {
  if (!isObject(raw)) return null
  const isSecret = raw.kind === 'setUpTotp' && typeof raw.secret === 'string' && typeof raw.uri === 'string'
  const isTicket = raw.kind === 'newPassword' && typeof raw.ticket === 'string' && typeof raw.until === 'string'
  return isSecret || isTicket ? (raw as unknown as Exclude<SignInAnswer, { readonly kind: 'session' }>) : null
}

/** Of that picture and no other. */
export function asMediaState(raw: unknown, id: string): MediaState | null {
  return isObject(raw) && raw.id === id && isListOf(raw.missing, isCount) ? (raw as unknown as MediaState) : null
}

export function asMediaLink(raw: unknown): MediaLink | null {
  if (!isObject(raw)) return null
  const isWhole = (raw.kind === 'here' && typeof raw.url === 'string' && typeof raw.type === 'string') || (raw.kind === 'coming' && typeof raw.since === 'string')
  return isWhole ? (raw as unknown as MediaLink) : null
}

function isResult(raw: unknown): boolean {
  if (!isObject(raw) || !isId(raw.id)) return false
  switch (raw.kind) {
    case 'applied':
    case 'duplicate':
      return isCount(raw.n) && Array.isArray(raw.conflicts) && isObject(raw.given)
    case 'rejected':
      return isObject(raw.refusal) && typeof raw.refusal.code === 'string'
    default:
      // A verdict of a newer server decides nothing here, and spoils nothing beside it.
      return typeof raw.kind === 'string'
  }
}

function isStream(raw: unknown): boolean {
  if (!isObject(raw)) return false
  const isFramed = typeof raw.stream === 'string' && typeof raw.epoch === 'string' && typeof raw.fresh === 'boolean' && isCount(raw.from) && isCount(raw.to)
  return isFramed && isListOf(raw.records, isRecord) && isListOf(raw.bare, isRange) && isListOf(raw.gone, isId)
}

function isRecord(raw: unknown): boolean {
  return isObject(raw) && isId(raw.id) && typeof raw.kind === 'string' && typeof raw.stage === 'string' && isObject(raw.values) && isListOf(raw.written, isWriter) && isCount(raw.n)
}

function isWriter(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length === 3 && isCount(raw[0]) && typeof raw[1] === 'string' && Array.isArray(raw[2])
}

function isRange(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length === 2 && raw.every(isCount)
}

function isListOf(raw: unknown, is: (item: unknown) => boolean): raw is readonly unknown[] {
  return Array.isArray(raw) && raw.every(is)
}

function isCount(raw: unknown): boolean {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0
}

function isObject(raw: unknown): raw is Raw {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}
