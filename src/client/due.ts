import type { DueAnswer, DueRequest } from '../core/dueWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** What is due, as the server knows it. Offices ask it; field roles have theirs on the phone. */
export interface DueDoor {
  list(request: DueRequest): Promise<DueAnswer | Problem>
}

export function dueDoor({ online }: Client): DueDoor {
  return { list: (request) => online.post('/api/due', request) }
}
