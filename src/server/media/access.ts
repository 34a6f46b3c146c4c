import { showsMedia } from '../../core/namedMedia'
import type { Me } from '../../core/protocol'
import { createMoves, mayEdit, movesAllowed, seesPersonal } from '../../domain/role'
import type { PushDeps } from '../batch'
import { findRecord, type Found } from '../read'
import { recordOf } from '../versions'

/**
 * Who may bring pictures to a township: whoever may create a record there that shows some; or, for one record, whoever may
 * write that one (a leader who was named its handler), has written it, or has handed it over (a worker who was moved away with
 * pictures unsent).
 */
export async function mayBring(deps: PushDeps, me: Me, stream: string, record: string | null): Promise<boolean> {
  const [row] = await deps.db.sql<{ county: string; kind: string }[]>`select county, kind from stream where stream = ${stream}`
  if (row === undefined || row.county !== me.county || row.kind !== 'township') return false
  const there = { ...me, grants: me.grants.filter((grant) => grant.stream === stream || grant.stream === me.county) }
  if (Object.values(deps.types).some((type) => showsMedia(type) && createMoves(there, type).length > 0)) return true
  if (record === null) return false
  if (await hasHandedIn(deps, me, stream, record)) return true
  const found = await findRecord(deps, me, stream, record)
  if (found === null || !showsMedia(found.type)) return false
  const { places } = found.ground.config
  const current = recordOf(deps, found.type.kind, found.row, false)
  return mayEdit(me, found.type, places, current) || movesAllowed(me, found.type, places, current).length > 0
}

async function hasHandedIn(deps: PushDeps, me: Me, stream: string, record: string): Promise<boolean> {
  const [row] = await deps.db.sql<{ id: string }[]>`
    select id from op where stream = ${stream} and record = ${record} and author = ${me.person} and n is not null
    union all select id from handover where stream = ${stream} and sender = ${me.person} and record = ${record} limit 1`
  return row !== undefined
}

/** Whoever may bring pictures there, or was the last to offer this one, for a record of their own. */
export async function mayBringPiece(deps: PushDeps, me: Me, stream: string, id: string): Promise<boolean> {
  if (await mayBring(deps, me, stream, null)) return true
  const [offered] = await deps.db.sql<{ id: string }[]>`select id from media where stream = ${stream} and id = ${id} and person = ${me.person}`
  return offered !== undefined
}

/** The record, for those who see its personal values: pictures are such. Null for everybody else. */
export async function findShown(deps: PushDeps, me: Me, stream: string, record: string): Promise<Found | null> {
  const found = await findRecord(deps, me, stream, record)
  if (found === null) return null
  return seesPersonal(me, found.type, found.ground.config.places, recordOf(deps, found.type.kind, found.row, false)) ? found : null
}
