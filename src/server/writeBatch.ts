import { must } from '../core/assert'
import type { Conflict, OpBody, StoredRecord } from '../core/op'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import type { OpAction } from '../domain/trailWords'
import { appendLines, type AuditEntry } from './audit'
import { noteNames } from './blind'
import { openStream } from './bootstrap'
import { hashOf, type Batch, type OpHead, type Pusher, type PushDeps, type StreamRow } from './batch'
import { cellsOf, columnsOf, tableOf } from './columns'
import type { Sql } from './db'
import type { Judged } from './judge'
import { noteNamed } from './media/named'
import type { SealedOp, StoredOutcome } from './opStore'
import { isEmptySecret, partBody, partValues } from './personal'
import { hex, storeKeys, type Keys } from './recordKeys'
import { recordContext } from './versions'

export interface WriteRequest {
  readonly stream: string
  readonly row: StreamRow
  readonly pusher: Pusher
  readonly batch: Batch
  /** Lines for the audit trail of what else the batch led to. */
  readonly also: readonly AuditEntry[]
}

/**
 * Writes a judged batch: keys, ops, versions, numbers, audit, the stream's counters. All or nothing, in the caller's transaction; sent
 * together, in this order, so that none waits for another's answer on its way.
 */
export async function writeBatch(deps: PushDeps, tx: Sql, request: WriteRequest): Promise<void> {
  const { stream, row, batch } = request
  const at = new Date(deps.now()).toISOString()
  const lines = auditEntries(request)
  await Promise.all([
    storeKeys(tx, batch.keys.fresh),
    writeOps(deps, tx, request, at),
    writeVersions(deps, tx, request, at),
    noteNamed(deps, tx, stream, batch.applied, at),
    noteNames(deps, tx, { stream, county: row.county, batch }),
    writeSerials(tx, stream, batch),
    openTownships(tx, row.county, batch),
    appendLines(tx, deps.vault, { stream, audit_n: row.audit_n }, batch.lastLine, at, lines),
    moveOn(tx, stream, row, batch.applied.length, lines.length),
  ])
}

async function moveOn(tx: Sql, stream: string, { n, audit_n: a }: StreamRow, changes: number, lines: number): Promise<void> {
  if (changes + lines > 0) await tx`update stream set n = ${n + changes}, audit_n = ${a + lines} where stream = ${stream}`
}

async function writeOps(deps: PushDeps, tx: Sql, request: WriteRequest, at: string): Promise<void> {
  const { stream, batch, pusher } = request
  const author = { author: pusher.me.person, roles: pusher.me.roles, unit: pusher.me.unit, judged_on: batch.bench.today, received_at: at }
  const rows = [
    ...[...batch.applied, ...batch.refused].map((judged) => ({ stream, ...author, ...opRow(deps, stream, judged, batch.keys.keys) })),
    ...batch.broken.map((head) => ({ stream, ...author, ...brokenRow(head, at) })),
  ]
  if (rows.length === 0) return
  await tx`insert into op (stream, id, n, device, seq, kind, record, base, schema, body, outcome, sealed, hash, author, roles, unit, config_n, judged_on, claimed_at, received_at)
    select stream, id, n, device, seq, kind, record, base, schema, body, outcome, sealed, hash, author, roles, unit, config_n, judged_on, claimed_at, received_at
    from jsonb_populate_recordset(null::op, ${tx.json(rows)})`
}

function opRow(deps: PushDeps, stream: string, { op, configN, outcome, given }: Judged, keys: Keys): Readonly<Record<string, unknown>> {
  const type = own(deps.types, op.kind)
  const isApplied = outcome.kind === 'applied'
  // A refused body may hold anything (broken text, unknown fields): all of it goes into the envelope.
  const parted = isApplied && type !== undefined ? partBody(type, op.body) : { open: null, secret: {} }
  const sealed: SealedOp = { secret: parted.secret, body: isApplied ? null : op.body, conflicts: conflictsOf(outcome) }
  const needsSeal = sealed.body !== null || sealed.conflicts.length > 0 || !isEmptySecret(sealed.secret)
  const stored: StoredOutcome = isApplied ? { kind: 'applied', given } : { kind: 'rejected', refusal: publicRefusal(outcome.refusal) }
  const context = recordContext(stream, op.record)
  return {
    id: op.id, n: isApplied ? outcome.record.n : null, device: op.device, seq: op.seq, kind: op.kind, record: op.record,
    base: op.base, schema: op.schema, config_n: configN, claimed_at: op.claimedAt, hash: hex(hashOf(op)), body: parted.open, outcome: stored,
    sealed: needsSeal ? hex(deps.vault.seal(must(keys.get(op.record), 'the record key'), sealed, `op|${context}`)) : null,
  }
}

function conflictsOf(outcome: Judged['outcome']): readonly Conflict[] {
  if (outcome.kind === 'applied') return outcome.conflicts
  return outcome.refusal.code === 'changedMeanwhile' ? outcome.refusal.conflicts : []
}

/** Values in conflict may be personal: in the open only the paths stay. */
function publicRefusal(refusal: Extract<StoredOutcome, { kind: 'rejected' }>['refusal']): typeof refusal {
  if (refusal.code !== 'changedMeanwhile') return refusal
  return { code: 'changedMeanwhile', conflicts: refusal.conflicts.map(({ path }) => ({ path, mine: null, stored: null })) }
}

function brokenRow(head: OpHead, at: string): Readonly<Record<string, unknown>> {
  const outcome: StoredOutcome = { kind: 'rejected', refusal: { code: 'badOp' } }
  return {
    id: head.id, n: null, device: head.device, seq: head.seq, kind: 'unknown', record: head.id, base: 0, schema: 0, config_n: 0,
    claimed_at: at, hash: hex(Buffer.alloc(32)), body: null, outcome, sealed: null,
  }
}

async function writeVersions(deps: PushDeps, tx: Sql, request: WriteRequest, at: string): Promise<void> {
  const { stream, batch } = request
  const rowsByType = new Map<RecordType, Readonly<Record<string, unknown>>[]>()
  const untilBySince = supersededInBatch(batch.applied)
  for (const { op, outcome } of batch.applied) {
    const type = must(own(deps.types, op.kind), 'the type of an applied op')
    const record = must(outcome.kind === 'applied' ? outcome.record : null, 'the record of an applied op')
    const rows = rowsByType.get(type) ?? []
    rows.push({ ...versionRow(deps, stream, type, record, batch.keys.keys), until: untilBySince.get(record.n) ?? null, changed_at: at })
    rowsByType.set(type, rows)
  }
  await Promise.all([...rowsByType].map(([type, rows]) => insertVersions(tx, stream, type, rows, batch)))
}

/** A record changed twice in one batch: its first version ends where the second begins. */
function supersededInBatch(applied: readonly Judged[]): ReadonlyMap<number, number> {
  const untilBySince = new Map<number, number>()
  const lastByRecord = new Map<string, number>()
  for (const { op, outcome } of applied) {
    if (outcome.kind !== 'applied') continue
    const before = lastByRecord.get(op.record)
    if (before !== undefined) untilBySince.set(before, outcome.record.n)
    lastByRecord.set(op.record, outcome.record.n)
  }
  return untilBySince
}

async function insertVersions(tx: Sql, stream: string, type: RecordType, rows: readonly Readonly<Record<string, unknown>>[], batch: Batch): Promise<void> {
  const table = tableOf(type)
  const ends = firstChanges(rows).filter(({ record }) => batch.existing.has(record))
  const columns = tx(['stream', 'record', 'since', 'until', 'stage', 'created_by', 'changed_at', 'data', 'sealed', 'written', ...columnsOf(type).map((column) => column.name)])
  await Promise.all([
    ends.length > 0 && tx`update ${tx(table)} v set until = e.since
      from jsonb_to_recordset(${tx.json(ends)}) as e(record uuid, since bigint)
      where v.stream = ${stream} and v.record = e.record and v.until is null`,
    tx`insert into ${tx(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(rows as never)})`,
  ])
}

function firstChanges(rows: readonly Readonly<Record<string, unknown>>[]): readonly { readonly record: string; readonly since: number }[] {
  const sinceByRecord = new Map<string, number>()
  for (const row of rows) {
    const record = String(row.record)
    if (!sinceByRecord.has(record)) sinceByRecord.set(record, Number(row.since))
  }
  return [...sinceByRecord].map(([record, since]) => ({ record, since }))
}

function versionRow(deps: PushDeps, stream: string, type: RecordType, record: StoredRecord, keys: Keys): Readonly<Record<string, unknown>> {
  const { open, secret } = partValues(type, record.values)
  const context = recordContext(stream, record.id)
  return {
    stream, record: record.id, since: record.n, stage: record.stage, created_by: record.createdBy, data: open, written: record.written,
    sealed: isEmptySecret(secret) ? null : hex(deps.vault.seal(must(keys.get(record.id), 'the record key'), secret, context)),
    ...cellsOf(type, record.values),
  }
}

async function writeSerials(tx: Sql, stream: string, batch: Batch): Promise<void> {
  if (!batch.applied.some(({ given }) => Object.keys(given).length > 0)) return
  const rows = [...batch.bench.serials].map(([key, last]) => {
    const [name = '', year = '0'] = key.split('/')
    return { stream, name, year: Number(year), last }
  })
  await tx`insert into serial (stream, name, year, last)
    select stream, name, year, last from jsonb_populate_recordset(null::serial, ${tx.json(rows)})
    on conflict (stream, name, year) do update set last = excluded.last`
}

/** A township's stream begins with its place. */
async function openTownships(tx: Sql, county: string, batch: Batch): Promise<void> {
  for (const { op, outcome } of batch.applied) {
    const isTownship = op.kind === 'place' && outcome.kind === 'applied' && outcome.record.values.level === 'township'
    if (isTownship) await openStream(tx, op.record, county, 'township')
  }
}

function auditEntries({ pusher, batch, also }: WriteRequest): readonly AuditEntry[] {
  const actor = pusher.me.person
  return [
    ...batch.applied.map(({ op, outcome }): AuditEntry => ({
      actor, action: verbOf(op.body), subject: op.record,
      detail: { kind: op.kind, op: op.id, n: outcome.kind === 'applied' ? outcome.record.n : null, device: op.device },
    })),
    ...batch.refused.map(({ op, outcome }): AuditEntry => ({
      actor, action: 'refused', subject: op.record,
      detail: { kind: op.kind, op: op.id, code: outcome.kind === 'rejected' ? outcome.refusal.code : '', device: op.device },
    })),
    ...batch.suspicious.map((head): AuditEntry => ({ actor, action: 'suspicious', subject: head.id, detail: { device: head.device, seq: head.seq } })),
    ...also,
  ]
}

/** Of an applied op: its move is one of its type's. */
function verbOf(body: OpBody): OpAction {
  return body.kind === 'edit' ? 'edit' : (body.move as OpAction)
}
