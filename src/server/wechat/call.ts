import { textOf } from '../errorCode'

/** What came of one request. `notSent`: it surely did not arrive; `noAnswer`: nobody knows. */
export type Called =
  | { readonly kind: 'answer'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'notSent' }
  | { readonly kind: 'noAnswer' }

export type Fetch = typeof fetch

const PATIENCE_MS = 8_000
/** WeChat's answers are a few hundred bytes. */
const MOST_BYTES = 64 * 1024

/** Never throws, and tells nothing of the address, which may hold a token. */
export async function call(fetching: Fetch, url: string, body: unknown, patience = PATIENCE_MS): Promise<Called> {
  const init: RequestInit = { redirect: 'error', signal: AbortSignal.timeout(patience) }
  try {
    const answer = await fetching(url, body === undefined ? init : { ...init, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    // Turned away in front of the service itself.
    if (answer.status === 429 || answer.status === 503) return { kind: 'notSent' }
    if (answer.status !== 200 || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) return { kind: 'noAnswer' }
    const parsed: unknown = JSON.parse(await answer.text())
    return typeof parsed === 'object' && parsed !== null ? { kind: 'answer', body: parsed as Readonly<Record<string, unknown>> } : { kind: 'noAnswer' }
  } catch (error) {
    return { kind: isBeforeSending(error) ? 'notSent' : 'noAnswer' }
  }
}

/** The connection never stood, so nothing went over it. */
function isBeforeSending(error: unknown): boolean {
  const cause: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'cause') : null
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO_.*)$/.test(textOf(cause, 'code'))
}

/** 0 for success, which WeChat may leave out. */
export function errorOf(body: Readonly<Record<string, unknown>>): number {
  return typeof body.errcode === 'number' ? body.errcode : 0
}
