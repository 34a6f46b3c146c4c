export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** From the root: `/api/push`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly timeoutMs: number
}

/** Whatever came back, unjudged. `noAnswer`: nobody knows whether the request arrived. */
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string }
  | { readonly kind: 'noAnswer' }

/** Never rejects. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
}

export function createHttp(base = ''): Http {
  return { send: (request) => sendByFetch(base, request) }
}

/** Node 20 and browsers. */
export async function sendByFetch(base: string, request: HttpRequest): Promise<HttpAnswer> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), request.timeoutMs)
  try {
    const response = await fetch(base + request.path, {
      method: request.method,
      headers: { ...request.headers },
      body: request.body,
      credentials: 'include',
      cache: 'no-store',
      signal: stop.signal,
    })
    return { kind: 'answer', status: response.status, text: await response.text() }
  } catch {
    return { kind: 'noAnswer' }
  } finally {
    clearTimeout(timer)
  }
}
