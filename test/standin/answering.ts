import type { Held } from './bench'

/** What a test saw asked. */
export interface Asked {
  readonly path: string
  readonly body: unknown
}

/** Puts a test's own answers before those of the stand-in; null lets a request through to it. Gives what was asked of the test. */
export function answering(phone: Held, answer: (asked: Asked) => { readonly status?: number; readonly body: object } | 'lost' | null): readonly Asked[] {
  const seen: Asked[] = []
  const { http } = phone.way
  const send = http.send.bind(http)
  Object.assign(http, { send: (request: Parameters<typeof send>[0]) => {
    const asked = { path: request.path, body: typeof request.body === 'string' ? JSON.parse(request.body) as unknown : null }
    const given = answer(asked)
    if (given === null) return send(request)
    seen.push(asked)
    return Promise.resolve(given === 'lost' ? { kind: 'noAnswer' } : { kind: 'answer', status: given.status ?? 200, text: JSON.stringify(given.body) })
  } })
  return seen
}
