import type { Problem } from '../core/protocol'
import type { RemindState } from '../core/remindWire'
import type { Client } from './client'

/** Reminders in WeChat. Each answers, or says in Chinese why not. */
export interface RemindDoor {
  state(): Promise<RemindState | Problem>
  /** The person allowed one message; `code` says to the server who that is in WeChat. */
  allow(code: string): Promise<RemindState | Problem>
}

export function remindDoor({ online }: Client): RemindDoor {
  return {
    state: () => online.get('/api/remind'),
    allow: (code) => online.post('/api/remind', { code }),
  }
}
