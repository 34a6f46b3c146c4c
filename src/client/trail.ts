import type { FileLink, Problem } from '../core/protocol'
import type { TrailAnswer, TrailAsk, TrailCheckState } from '../core/trailWire'
import type { Client } from './client'

/** 留痕: each answers, or says in Chinese why not. */
export interface TrailDoor {
  look(ask: TrailAsk): Promise<TrailAnswer | Problem>
  takeAway(ask: Omit<TrailAsk, 'after' | 'limit'>): Promise<FileLink | Problem>
  lastCheck(): Promise<TrailCheckState | Problem>
  /** Begins one, unless one is running. */
  check(): Promise<TrailCheckState | Problem>
}

export function trailDoor({ online }: Client): TrailDoor {
  return {
    look: (ask) => online.post('/api/trail', ask),
    takeAway: (ask) => online.post('/api/trail/export', ask),
    lastCheck: () => online.get('/api/trail/check'),
    check: () => online.post('/api/trail/check', {}),
  }
}
