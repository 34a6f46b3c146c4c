import type { StoredRecord } from '../../core/op'
import { isWithin, type Places } from '../../core/place'
import type { Me } from '../../core/protocol'

/** Whether a record of the directory lies where the person holds a role; what has no place belongs to the county. */
export function liesWithin(me: Me, places: Places, { values }: Pick<StoredRecord, 'values'>): boolean {
  const at = typeof values.place === 'string' ? values.place : me.county
  return me.grants.some(({ place }) => isWithin(places, at, place))
}

/** Where a new record of a township's admin belongs; of a county's it may be anywhere. */
export function homeOf(me: Me): { readonly place?: string } {
  const held = me.grants.filter(({ role }) => role === 'admin')
  const [only] = held
  return only === undefined || held.some(({ place }) => place === me.county) ? {} : { place: only.place }
}
