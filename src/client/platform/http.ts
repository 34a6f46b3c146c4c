import { sendByFetch } from './fetch'
import type { Http } from './ports'

/** Node: `base` is the server's origin. */
export function createHttp(base = ''): Http {
  return { send: (request) => sendByFetch(base, request) }
}
