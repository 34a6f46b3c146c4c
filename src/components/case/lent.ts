import type { ShownRecord } from '../../client/client'
import { useIsHeld, useOnline, usePoke, useRecord, useSession } from '../../client/hooks'
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
  // A page opened by its address is drawn before the session is back: asked then, nobody would be signed in.
  const isAsked = useSession().kind === 'signedIn' && id !== '' && stream !== '' && !isHeld
  const { problem, again } = useOnline((client) => (isAsked ? client.online.record(stream, id) : Promise.resolve(null)), [isAsked, stream, id, isAsked ? poke : 0])
  return { record, problem, again }
}
