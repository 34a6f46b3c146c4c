import type { Me } from '../../core/protocol'
import type { Sql } from '../db'

/**
 * What cannot be undone takes two people. Nobody is both: not by the person, not by a WeChat (each belongs to one person, 0116), and not by
 * a machine on which the other has signed in too.
 */
export async function isSameHand(tx: Sql, me: Pick<Me, 'person' | 'county'>, device: string, other: string): Promise<boolean> {
  if (me.person === other) return true
  const [shared] = await tx<{ person: string }[]>`select person from session where county = ${me.county} and person = ${other} and device = ${device} limit 1`
  return shared !== undefined
}
