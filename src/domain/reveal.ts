import { own } from '../core/own'
import type { StoredRecord } from '../core/op'
import { isWithin, type Places } from '../core/place'
import type { Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { holdsRecords, mayRead } from './role'

/** Why somebody looks at personal values of a record that is not theirs: one tap. */
export const REVEAL_REASONS = { handling: '办理', checking: '核对', asked: '群众来问', other: '其他' } as const
export type RevealReason = keyof typeof REVEAL_REASONS

/** More than this in an hour stands on the trail by itself, for the auditor: nobody is stopped. */
export const MANY_REVEALS = 30

/**
 * Whoever handles a case, or works the village it lies in, is not asked again and again; everybody else says why. A handler reads what is
 * one's own and nothing else: so that is what counts as one's own here.
 */
export function needsReason(me: Me, type: RecordType, places: Places, record: StoredRecord): boolean {
  const home = own(record.values, type.placed ?? 'place')
  if (typeof home !== 'string') return false
  const asHandler: Me = { ...me, grants: me.grants.map((grant) => ({ ...grant, role: 'handler' })) }
  if (mayRead(asHandler, type, places, record)) return false
  return !me.grants.some(({ role, place, stream }) => holdsRecords(role) && place !== stream && isWithin(places, home, place))
}
