import type { HttpAnswer, HttpRequest } from './ports'

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
    return { kind: 'answer', status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
  } catch {
    return { kind: 'noAnswer' }
  } finally {
    clearTimeout(timer)
  }
}
