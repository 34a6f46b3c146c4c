import { randomBytes } from 'node:crypto'

/**
 * One-time tickets of a minute at most for what can't carry a header: a socket and a download. Held in memory only: a restart asks the
 * program to fetch another.
 */
export interface Tickets<T> {
  readonly issue: (value: T) => string
  /** The value, once; null when unknown, used or too old. */
  readonly take: (ticket: string) => T | null
}

const MINUTE_MS = 60_000
const MOST = 10_000

export function createTickets<T>(now: () => number, most: number = MOST, lifeMs: number = MINUTE_MS): Tickets<T> {
  const held = new Map<string, { readonly value: T; readonly until: number }>()
  return {
    issue: (value) => {
      for (const [ticket, { until }] of held) if (until <= now() || held.size >= most) held.delete(ticket)
      const ticket = randomBytes(24).toString('base64url')
      held.set(ticket, { value, until: now() + lifeMs })
      return ticket
    },
    take: (ticket) => {
      const found = held.get(ticket)
      held.delete(ticket)
      return found !== undefined && found.until > now() ? found.value : null
    },
  }
}
