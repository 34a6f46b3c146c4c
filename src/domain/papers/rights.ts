import type { Me } from '../../core/protocol'
import type { Role } from '../roleTable'

/** Whose business the county's forms are: 县司法局 and the county's administrators. */
const OF_FORMS: readonly string[] = ['countyJudicial', 'admin'] satisfies readonly Role[]

export function mayForms(me: Me): boolean {
  return me.grants.some(({ role, stream, place }) => OF_FORMS.includes(role) && stream === me.county && place === me.county)
}
