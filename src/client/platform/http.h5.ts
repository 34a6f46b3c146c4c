import { sendByFetch } from './fetch'
import type { Http } from './ports'

/** The server that serves the page also answers it. */
export function createHttp(): Http {
  return { send: (request) => sendByFetch('', request) }
}
