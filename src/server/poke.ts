import type { Poke } from '../core/protocol'
import type { Db } from './db'

/** Tells listeners that a stream has moved. Carries no data; whoever misses a poke finds out at the next pull. */
export interface Poker {
  readonly tell: (poke: Poke) => void
  /** Returns how to stop listening. */
  readonly listen: (streams: readonly string[], hear: (poke: Poke) => void) => () => void
}

const CHANNEL = 'shuoshibu_poke'

/** Pokes of this process at once, and those of others on the same database through NOTIFY; correctness never depends on them. */
export async function createPoker(db: Db): Promise<Poker> {
  const listenersByStream = new Map<string, Set<(poke: Poke) => void>>()
  const spread = (poke: Poke): void => listenersByStream.get(poke.stream)?.forEach((hear) => hear(poke))
  await db.listen(CHANNEL, (payload) => {
    const [stream, n] = payload.split(' ')
    if (stream !== undefined && n !== undefined) spread({ stream, n: Number(n) })
  })
  return {
    tell: (poke) => {
      db.sql`select pg_notify(${CHANNEL}, ${`${poke.stream} ${poke.n}`})`.then(() => undefined, () => spread(poke))
    },
    listen: (streams, hear) => {
      for (const stream of streams) {
        const listeners = listenersByStream.get(stream) ?? new Set()
        listeners.add(hear)
        listenersByStream.set(stream, listeners)
      }
      return () => streams.forEach((stream) => listenersByStream.get(stream)?.delete(hear))
    },
  }
}
