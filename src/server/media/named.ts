import { must } from '../../core/assert'
import { mediaOfBody, whatOfNamed } from '../../core/namedMedia'
import type { Op } from '../../core/op'
import { own } from '../../core/own'
import type { RecordDeps } from '../versions'
import type { Sql } from '../db'
import type { Judged } from '../judge'

/**
 * Writes down which attachments the applied ops name, and as what, in their own transaction and under the stream's lock: collecting, which takes
 * the same lock, never misses a record. What is named once stays named, also by a withdrawn record, an old version, or the copy
 * that lost a conflict.
 */
export async function noteNamed(deps: RecordDeps, tx: Sql, stream: string, applied: readonly Judged[], at: string): Promise<void> {
  const rows = applied.flatMap(({ op, outcome }) => {
    const type = must(own(deps.types, op.kind), 'the type of an applied op')
    const since = outcome.kind === 'applied' ? outcome.record.n : 0
    return mediaOfBody(type, op.body).map((id) => ({ stream, id, record: op.record, kind: op.kind, since, at, what: whatOfNamed(type, op.body, id) }))
  })
  if (rows.length === 0) return
  await tx`insert into media_ref (stream, id, record, kind, since, at, what)
    select stream, id, record, kind, since, at, what from jsonb_populate_recordset(null::media_ref, ${tx.json(rows)})
    on conflict (stream, id, record) do nothing`
}

/** The same for ops that wait for somebody else (转给…, 待接收): their pictures are not collected meanwhile. */
export async function noteHandedOver(deps: RecordDeps, tx: Sql, stream: string, ops: readonly Op[]): Promise<void> {
  const rows = ops.flatMap((op) => {
    const type = own(deps.types, op.kind)
    return type === undefined ? [] : mediaOfBody(type, op.body).map((id) => ({ stream, id, op: op.id }))
  })
  if (rows.length === 0) return
  await tx`insert into media_handed_over (stream, id, op) select stream, id, op from jsonb_populate_recordset(null::media_handed_over, ${tx.json(rows)})
    on conflict (stream, id, op) do nothing`
}
