import { changesBetween, partChanges } from '../core/changes'
import type { OpBody } from '../core/op'
import { MAX_HISTORY_BYTES, MAX_HISTORY_ENTRIES, type HistoryAnswer, type HistoryEntry, type Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { seesPersonal } from '../domain/role'
import type { Sight } from '../domain/sight'
import type { PushDeps } from './batch'
import { openOp } from './opStore'
import { findRecord, type Read } from './read'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from './versions'

/**
 * The ops of a record, each by the difference it made: so that what moves, defaults and the server's numbers set is told too. Personal
 * values, and what a conflict was about, only where the reader's role has them. `before` null: from the latest.
 */
export async function history(deps: PushDeps, me: Me, stream: string, id: string, before: number | null): Promise<Read<HistoryAnswer>> {
  const found = await findRecord(deps, me, stream, id)
  if (found === null) return { kind: 'notFound' }
  const { type, row, ground } = found
  const personal = seesPersonal(me, type, ground.config.places, recordOf(deps, type.kind, row, false))
  const rows = await opsBefore(deps, stream, id, before)
  const versions = await versionsOf(deps, type, stream, id, rows, found.sight)
  const entries: HistoryEntry[] = []
  let bytes = 0
  for (const op of rows.slice(0, MAX_HISTORY_ENTRIES)) {
    const entry = entryOf(deps, type, { stream, op, versions, personal })
    bytes += JSON.stringify(entry).length
    if (entries.length > 0 && bytes > MAX_HISTORY_BYTES) break
    entries.push(entry)
  }
  return { kind: 'read', answer: { entries: entries.reverse(), more: rows.length > entries.length } }
}

interface OpRow {
  readonly id: string
  readonly n: number
  readonly record: string
  readonly body: OpBody
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
  readonly author: string
  readonly device: string
  readonly claimed_at: string
  readonly received_at: string
}

/** Latest first, one more than a page. */
function opsBefore(deps: PushDeps, stream: string, id: string, before: number | null): Promise<readonly OpRow[]> {
  const { sql } = deps.db
  return sql<OpRow[]>`
    select o.id, o.n, o.record, o.body, o.sealed, o.author, o.device, o.claimed_at, o.received_at, k.wrapped
    from op o left join record_key k on k.stream = o.stream and k.record = o.record and k.put_away is null
    where o.stream = ${stream} and o.record = ${id} and o.n is not null and (${before}::bigint is null or o.n < ${before})
    order by o.n desc limit ${MAX_HISTORY_ENTRIES + 1}`
}

/** By the change that made it: those of the ops, and the one that stood before the first. */
async function versionsOf(deps: PushDeps, type: RecordType, stream: string, id: string, ops: readonly OpRow[], sight: Sight): Promise<readonly VersionRow[]> {
  const [last, first] = [ops[0]?.n ?? 0, ops.at(-1)?.n ?? 0]
  const { sql } = deps.db
  return sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, sight)}
    where v.stream = ${stream} and v.record = ${id} and v.since <= ${last} and (v.until is null or v.until >= ${first}) order by v.since`
}

interface Told {
  readonly stream: string
  readonly op: OpRow
  readonly versions: readonly VersionRow[]
  readonly personal: boolean
}

function entryOf(deps: PushDeps, type: RecordType, { stream, op, versions, personal }: Told): HistoryEntry {
  const at = versions.findIndex(({ since }) => since === op.n)
  const [before, after] = [versions[at - 1], versions[at]].map((row) => (row === undefined ? null : recordOf(deps, type.kind, row, true)))
  const all = changesBetween(before?.values ?? {}, after?.values ?? {})
  const { open, masked } = personal ? { open: all, masked: [] } : partChanges(type, all)
  const { handler } = after?.values ?? {}
  return {
    n: op.n, op: op.id, by: op.author, device: op.device, claimedAt: op.claimed_at, judgedAt: op.received_at,
    move: op.body.kind === 'edit' ? null : op.body.move, creates: op.body.kind === 'create',
    stage: after?.stage ?? '', handler: typeof handler === 'string' ? handler : null,
    changes: open, masked, conflicts: personal ? openOp(deps, stream, op)?.conflicts ?? [] : [],
  }
}
