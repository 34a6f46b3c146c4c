import { PROTOCOL_VERSION, type Problem } from '../core/protocol'
import type { Platform } from './platform/ports'
import { asProblem, parsed } from './shape'

export type Answer =
  | { readonly kind: 'ok'; readonly body: unknown }
  /** `waitMs`: for so long the server wants to be left alone; absent when it did not say. */
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Problem; readonly waitMs?: number }
  /** Nobody knows whether it arrived; also what is no answer of this server, and what came too late for who is signed in now. */
  | { readonly kind: 'noAnswer'; readonly status: number | null; readonly waitMs?: number }
  /** The server wants a new sign-in. */
  | { readonly kind: 'expired' }
  /** What the asker knows (`known`) still stands. */
  | { readonly kind: 'unchanged' }

/** What a request carries: JSON, or bytes with their CRC-32. */
export type Content = { readonly kind: 'json'; readonly body: unknown } | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer>; readonly crc: string }

export type Wire = (method: 'GET' | 'POST', path: string, content: Content, token: string | null, known?: string) => Promise<Answer>

/** One request to the server and its answer; who is signed in is no matter of it. */
export function createWire({ http, device }: Pick<Platform, 'http' | 'device'>): Wire {
  /** A host may forget to call back at all (frozen in the background): the wait ends by itself. */
  async function inTime<T>(answer: Promise<T>): Promise<T | null> {
    let callOff = (): void => undefined
    const tooLate = new Promise<null>((resolve) => {
      callOff = device.after(TIMEOUT_MS + GRACE_MS, () => resolve(null))
    })
    const first = await Promise.race([answer, tooLate])
    callOff()
    return first
  }

  return async (method, path, content, token, known) => {
    const headers = {
      'x-protocol': String(PROTOCOL_VERSION),
      ...(method === 'POST' ? headersOf(content) : {}),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(known === undefined ? {} : { 'if-none-match': known }),
    }
    const request = { method, path, headers, body: method === 'POST' ? bodyOf(content) : null, timeoutMs: TIMEOUT_MS }
    const answer = await inTime(http.send(request))
    if (answer === null || answer.kind === 'noAnswer') return NO_ANSWER
    if (answer.status === 304 && known !== undefined) return { kind: 'unchanged' }
    const raw = parsed(answer.text)
    if (answer.status >= 200 && answer.status < 300) return raw === null ? { kind: 'noAnswer', status: answer.status } : { kind: 'ok', body: raw }
    const problem = asProblem(raw)
    const wait = waitIn(answer.retryAfter)
    return problem === null ? { kind: 'noAnswer', status: answer.status, ...wait } : { kind: 'problem', status: answer.status, problem, ...wait }
  }
}

/** Seconds are what this server and gateways write; a date would be read by a clock that may be wrong. */
function waitIn(retryAfter: string | null | undefined): { readonly waitMs?: number } {
  return /^\d{1,6}$/.test(retryAfter ?? '') ? { waitMs: Math.min(LONGEST_WAIT_MS, Number(retryAfter) * 1000) } : {}
}
/** Whatever a gateway says, nobody's entries lie longer than this for it. */
const LONGEST_WAIT_MS = 120_000

export const NO_ANSWER: Answer = { kind: 'noAnswer', status: null }

function headersOf(content: Content): Readonly<Record<string, string>> {
  return content.kind === 'json' ? { 'content-type': 'application/json' } : { 'content-type': 'application/octet-stream', 'x-crc32': content.crc }
}

/** WeChat calls every post JSON, and a server takes no empty JSON: nothing to say is {}. */
function bodyOf(content: Content): string | Uint8Array<ArrayBuffer> {
  return content.kind === 'json' ? JSON.stringify(content.body ?? {}) : content.bytes
}

/** On 2G a full batch may take this long. */
const TIMEOUT_MS = 15_000
const GRACE_MS = 5_000
