import type { ShownRecord } from '../../client/client'
import { useIsHeld, useOnline, usePoke, useRecord } from '../../client/hooks'
import type { Problem } from '../../core/protocol'

export interface Lent {
  readonly record: ShownRecord | null
  readonly problem: Problem | null
  again(): void
}

/**
 * A record from the phone at once. What the phone does not hold is read from the server, anew whenever it is opened and whenever somebody
 * writes in its township: what was lent before may have moved on. Of nothing ('') there is none.
 */
export function useLent(stream: string, id: string): Lent {
  const record = useRecord(id)
  const isHeld = useIsHeld(id)
  const poke = usePoke(stream)
  const isAsked = id !== '' && stream !== '' && !isHeld
  const { problem, again } = useOnline((client) => (isAsked ? client.online.record(stream, id) : Promise.resolve(null)), [isAsked, stream, id, isAsked ? poke : 0])
  return { record, problem, again }
}
