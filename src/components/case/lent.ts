import type { ShownRecord } from '../../client/client'
import { useIsHeld, useIsOpen, useOnline, usePoke, useRecord } from '../../client/hooks'
import { isId } from '../../core/id'
import type { StoredRecord } from '../../core/op'
import type { Problem } from '../../core/protocol'
import { INCOMPLETE } from '../incomplete'

export interface Lent {
  readonly record: ShownRecord | null
  readonly problem: Problem | null
  again(): void
}

/**
 * A record from the phone at once. What the phone does not hold is read from the server, anew whenever it is opened and whenever somebody
 * writes in its township: what was lent before may have moved on. Of nothing ('') there is none, and what is no id is asked of nobody.
 */
export function useLent(stream: string, id: string): Lent {
  const record = useRecord(id)
  const isHeld = useIsHeld(id)
  const poke = usePoke(stream)
  // A page opened by its address is drawn before the person's own view is there: what is lent until then has nowhere to be kept.
  const isOpen = useIsOpen()
  const isWhole = isId(id) && isId(stream)
  const isAsked = isOpen && isWhole && !isHeld
  const { answer, problem, again } = useOnline((client) => (isAsked ? client.online.record(stream, id) : Promise.resolve(null)), [isAsked, stream, id, isAsked ? poke : 0])
  const lent = answer === null || answer.record.id !== id ? null : asShown(answer.record, stream)
  const isLost = isOpen && id !== '' && !isWhole && record === null
  return { record: record ?? lent, problem: isLost ? INCOMPLETE : problem, again }
}

/** What the server lent is uploaded by definition. */
function asShown(record: StoredRecord, stream: string): ShownRecord {
  return { ...record, stream, sync: 'uploaded', receipt: null, enteredAt: null }
}
