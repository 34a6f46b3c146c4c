import { randomUUID } from 'node:crypto'
import type { Poke } from '../core/protocol'
import type { Db } from './db'

/** Tells listeners that a stream has moved. Carries no data; whoever misses a poke finds out at the next pull. */
export interface Poker {
  readonly tell: (poke: Poke) => void
  /** Returns how to stop listening. */
  readonly listen: (streams: readonly string[], hear: (poke: Poke) => void) => () => void
}

const CHANNEL = 'shuoshibu_poke'
/** What happens in so short a time is told to the other processes in one statement. */
const GATHER_MS = 20

/** Pokes of this process at once, and those of others on the same database through NOTIFY; correctness never depends on them. */
export async function createPoker(db: Db): Promise<Poker> {
  const self = randomUUID()
  const listenersByStream = new Map<string, Set<(poke: Poke) => void>>()
  const spread = (poke: Poke): void => listenersByStream.get(poke.stream)?.forEach((hear) => hear(poke))
  let gathered = new Map<string, number>()

  function tellOthers(): void {
    const payloads = [...gathered].map(([stream, n]) => `${stream} ${n} ${self}`)
    gathered = new Map()
    // Lost: who listens elsewhere finds out at the next pull.
    db.sql`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) payload`.then(() => undefined, () => undefined)
  }

  /** While the connection was lost nothing was heard: whoever listens is told where each stream stands. */
  async function catchUp(): Promise<void> {
    const streams = [...listenersByStream.keys()]
    if (streams.length === 0) return
    const rows = await db.sql<Poke[]>`select stream, n from stream where stream = any(${streams}::uuid[])`
    rows.forEach(spread)
  }

  await db.listen(CHANNEL, (payload) => {
    const [stream, n, from] = payload.split(' ')
    if (stream !== undefined && n !== undefined && from !== self) spread({ stream, n: Number(n) })
  }, () => void catchUp().catch(() => undefined))
  return {
    tell: (poke) => {
      spread(poke)
      if (gathered.size === 0) setTimeout(tellOthers, GATHER_MS)
      gathered.set(poke.stream, Math.max(poke.n, gathered.get(poke.stream) ?? 0))
    },
    listen: (streams, hear) => {
      for (const stream of streams) {
        const listeners = listenersByStream.get(stream) ?? new Set()
        listeners.add(hear)
        listenersByStream.set(stream, listeners)
      }
      return () => {
        for (const stream of streams) {
          const listeners = listenersByStream.get(stream)
          listeners?.delete(hear)
          if (listeners?.size === 0) listenersByStream.delete(stream)
        }
      }
    },
  }
}
