import type { Places } from '../core/place'
import type { Me } from '../core/protocol'
import { holdsRecords, mayAccounts } from './role'
import type { Role } from './roleTable'

/**
 * Who keeps the program running for others: a password alone is not enough for them, and their sign-in ends the same day. 三权分立: never one
 * person at one time, for who keeps the directory grants nothing, who grants keeps no directory, and who audits does neither (granting.ts).
 */
export const ADMINISTERING: readonly string[] = ['admin', 'security', 'auditor'] satisfies readonly Role[]

/** How long a password of theirs serves, in days, where the county says nothing else. */
export const PASSWORD_DAYS = 90

/** Who stands beside the administrator (三权分立): whoever could open a way in for them could be them. */
const BESIDE: readonly string[] = ['security', 'auditor'] satisfies readonly Role[]

export function administers({ roles }: Pick<Me, 'roles'>): boolean {
  return roles.some((role) => ADMINISTERING.includes(role))
}

/** Field roles come in by WeChat only. */
export function mayHavePassword({ roles }: Pick<Me, 'roles'>): boolean {
  return roles.length === 0 || roles.some((role) => !holdsRecords(role))
}

type Whose = Pick<Me, 'person' | 'county' | 'grants' | 'roles'>

/**
 * Whose account one sees and keeps: of people all of whose places one reaches, so that a township's administrator never touches somebody
 * of the county; of whoever holds no role, the county's. Nobody keeps their own.
 */
export function mayKeepAccount(me: Me, places: Places, whose: Whose): boolean {
  const at = whose.grants.length === 0 ? [whose.county] : whose.grants.map((grant) => grant.place)
  return whose.person !== me.person && at.every((place) => mayAccounts(me, places, place))
}

/**
 * Whether one may also open a way in (a code, or leave to do without the authenticator). For a security officer or an auditor only the
 * first one: afterwards it takes whoever runs the server, or an administrator could become them and grant themselves anything.
 */
export function mayOpenWayIn(me: Me, places: Places, whose: Whose, hasWayIn: boolean): boolean {
  return mayKeepAccount(me, places, whose) && !(hasWayIn && whose.roles.some((role) => BESIDE.includes(role)))
}
