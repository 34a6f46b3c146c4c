import { apply } from '../core/apply'
import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import type { Day } from '../core/period'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { placeOf } from './config'
import { place as PLACE } from './directory'
import type { PlaceOp } from './placeHistory'
import { placeProblem } from './placeRules'
import { REGISTRY, SCHEMA_VERSION } from './registry'
import { mayWrite } from './role'
import { refusalAdvice } from './words'

/** Why a plan would not go through as a whole, in words; null when it would. Each op is tried on what those before it leave: all of it is asked before any of it is written. */
export function planProblem(config: Config, me: Me, today: Day, recordOf: (id: string) => StoredRecord | null, ops: readonly PlaceOp[]): string | null {
  const changed = new Map<string, StoredRecord>()
  let { places } = config
  for (const [at, { record, body }] of ops.entries()) {
    const before = changed.get(record) ?? recordOf(record)
    const op = { id: record, device: '', seq: at + 1, schema: SCHEMA_VERSION, kind: PLACE.kind, record, base: before?.n ?? 0, body, claimedAt: '' }
    const outcome = apply(REGISTRY, { ...config, places }, before, op, { n: before?.n ?? 0, author: { person: me.person, roles: me.roles, unit: me.unit }, today })
    if (outcome.kind === 'rejected') return refusalAdvice(outcome.refusal, PLACE).what
    const refusal = mayWrite(me, places, { type: PLACE, body, stream: me.county, before, after: outcome.record })
    if (refusal !== null) return refusalAdvice(refusal, PLACE).what
    const say = placeProblem(places, today, before, outcome.record)
    if (say !== null) return say
    changed.set(record, outcome.record)
    places = placesOf([...Object.values(places.byId).filter(({ id }) => id !== record), placeOf(outcome.record)])
  }
  return null
}
