import { createHash } from 'node:crypto'
import { decodeOp, decodeOpHead } from '../core/decode'
import { isId } from '../core/id'
import type { Op, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { dayAt } from '../core/period'
import { MAX_OP_BYTES, type Me, type OpResult, type Push } from '../core/protocol'
import { mergeTarget } from '../domain/merging'
import { reachesStream } from '../domain/role'
import { lastHash } from './audit'
import { closedTo, doersOf } from './beside'
import type { ConfigStore } from './configStore'
import type { Db, Sql } from './db'
import { everything } from './everything'
import { judge, refused, type Bench, type Judged } from './judge'
import { kindsOf, opsById, resultOf, takenSeqs, type StoredOp } from './opStore'
import { keysOf, readKeys, type KeysMade } from './recordKeys'
import { readCurrent, recordOf, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from './versions'

export interface PushDeps extends RecordDeps {
  readonly db: Db
  readonly configs: ConfigStore
  readonly now: () => number
}

/** Who is pushing: the person, and the devices that person may speak for. */
export interface Pusher {
  readonly me: Me
  readonly devices: readonly string[]
  /** Devices of the person that were reported lost: what comes from them now is taken only with the person's word. */
  readonly revoked?: readonly string[]
}

/** Ops as they come from outside: decoded one by one, so that one that is none blocks nothing. */
export interface RawPush extends Omit<Push, 'ops'> {
  readonly ops: readonly unknown[]
}

export type OpHead = Pick<Op, 'id' | 'device' | 'seq'>

export interface StreamRow {
  readonly n: number
  readonly audit_n: number
  readonly epoch: string
  readonly kind: string
  readonly county: string
}

export interface Batch {
  readonly results: readonly OpResult[]
  /** In order of their change numbers, which follow each other from `stream.n + 1`. */
  readonly applied: readonly Judged[]
  /** Judged and refused: kept with their reason, without a change number. */
  readonly refused: readonly Judged[]
  /** Same id, other content, or a place in the device's order that is taken: a copied phone or an attack. */
  readonly suspicious: readonly OpHead[]
  /** No ops at all, but they hold a place in their device's order. */
  readonly broken: readonly OpHead[]
  readonly bench: Bench
  readonly existing: ReadonlyMap<string, StoredRecord>
  /** Of the records that judged ops are about. */
  readonly keys: KeysMade
  /** Of the last line of the stream's trail. */
  readonly lastLine: Buffer
}

/**
 * Reads what the batch touches and judges it, op by op in the order sent. Out of reach of every grant, no record is read at all: each
 * op is refused alike, whether or not its record exists.
 */
export async function judgeBatch(deps: PushDeps, tx: Sql, pusher: Pusher, request: RawPush, stream: StreamRow): Promise<Batch> {
  const decoded = request.ops.map((raw) => ({ op: decodeOp(raw), head: decodeOpHead(raw) }))
  const ops = decoded.flatMap(({ op }) => (op === null ? [] : [op]))
  const heads = decoded.flatMap(({ head }) => (head === null ? [] : [head]))
  const isReached = reachesStream(pusher.me, request.stream)
  const reached = isReached ? ops : []
  // Asked together: none waits for another's answer on its way.
  const about = [...new Set(ops.map(({ record }) => record))].filter(isId)
  const [known, taken, config, found, kinds, serials, stored, lastLine] = await Promise.all([
    opsById(deps, tx, request.stream, heads.map((head) => head.id)),
    takenSeqs(tx, request.stream, [...new Set(heads.map((head) => head.device))]),
    deps.configs.current(tx, stream.county),
    readTouched(deps, tx, request.stream, reached),
    kindsOf(tx, request.stream, isReached ? about : []),
    readSerials(tx, request.stream),
    readKeys(tx, request.stream, about),
    lastHash(tx, { stream: request.stream, audit_n: stream.audit_n }),
  ])
  // What is not there yet is closed to nobody, and nobody did anything about it.
  const old = reached.filter(({ record, body }) => found.has(record) || found.has(mergeTarget(body) ?? record))
  const [closed, doers] = await Promise.all([closedTo(deps, tx, pusher.me, config.places, request.stream, old), doersOf(deps, tx, request.stream, old)])
  const records = new Map([...found, ...(await grantsBeside(deps, tx, request.stream, reached, found)).map((grant) => [grant.id, grant] as const)])
  const judging: Bench = { records, kinds, serials, config, stream: request.stream, isCounty: stream.kind === 'county', me: pusher.me, today: dayAt(deps.now()), types: deps.types, closed, doers }
  const existing = new Map(judging.records)
  const into: Verdicts = { results: [], applied: [], refused: [], suspicious: [], broken: [] }
  const ahead: Ahead = { known, seen: new Set(), taken, pusher, isReached, n: stream.n }
  for (const { op, head } of decoded) {
    if (op !== null) judgeNext(judging, ahead, op, into)
    else if (head !== null) refuseBroken(ahead, head, into)
  }
  const keys = keysOf(deps.vault, request.stream, stored, [...into.applied, ...into.refused].map(({ op }) => op.record))
  return { ...into, bench: judging, existing, keys, lastLine }
}

interface Ahead {
  readonly known: ReadonlyMap<string, StoredOp>
  /** Ids that were settled in this batch. */
  readonly seen: Set<string>
  /** Highest seq per device in this stream, moved on as the batch is judged. */
  readonly taken: Map<string, number>
  readonly pusher: Pusher
  readonly isReached: boolean
  readonly n: number
}

interface Verdicts {
  readonly results: OpResult[]
  readonly applied: Judged[]
  readonly refused: Judged[]
  readonly suspicious: OpHead[]
  readonly broken: OpHead[]
}

function judgeNext(bench: Bench, ahead: Ahead, op: Op, into: Verdicts): void {
  const settled = settledBefore(ahead, op, into)
  if (settled !== null) {
    into.results.push(settled)
    return
  }
  ahead.taken.set(op.device, op.seq)
  ahead.seen.add(op.id)
  const n = ahead.n + into.applied.length + 1
  const judged = judgeWithin(bench, ahead, op, n)
  if (judged.outcome.kind === 'applied') {
    into.applied.push(judged)
    into.results.push({ id: op.id, kind: 'applied', n, conflicts: judged.outcome.conflicts, given: judged.given })
  } else {
    into.refused.push(judged)
    into.results.push({ id: op.id, kind: 'rejected', refusal: judged.outcome.refusal })
  }
}

function judgeWithin(bench: Bench, ahead: Ahead, op: Op, n: number): Judged {
  if (!ahead.isReached) return refused(bench, op, { code: 'outOfScope' })
  const isTooLarge = Buffer.byteLength(JSON.stringify(op)) > MAX_OP_BYTES
  return isTooLarge ? refused(bench, op, { code: 'tooLarge' }) : judge(bench, op, n)
}

/** The answer of an op that is not to be judged now: known already, of a foreign device, too early, or in a taken place. */
function settledBefore(ahead: Ahead, op: Op, into: Verdicts): OpResult | null {
  const before = ahead.known.get(op.id)
  // Twice in one batch: told by itself when it comes again, as a phone that sends it once does.
  if (ahead.seen.has(op.id)) return { id: op.id, kind: 'retry' }
  if (before !== undefined && before.hash.equals(hashOf(op))) return resultOf(before)
  if (before !== undefined) {
    into.suspicious.push(op)
    return { id: op.id, kind: 'rejected', refusal: { code: 'otherContent' } }
  }
  const place = placeInOrder(ahead, op)
  if (place === 'revoked') return { id: op.id, kind: 'rejected', refusal: { code: 'deviceRevoked' } }
  if (place === 'foreign') return { id: op.id, kind: 'rejected', refusal: { code: 'notAllowed' } }
  if (place === 'early') return { id: op.id, kind: 'retry' }
  if (place === 'next') return null
  into.suspicious.push(op)
  return { id: op.id, kind: 'rejected', refusal: { code: 'seqTaken' } }
}

function placeInOrder(ahead: Ahead, head: OpHead): 'revoked' | 'foreign' | 'early' | 'next' | 'taken' {
  if (ahead.pusher.revoked?.includes(head.device) === true) return 'revoked'
  if (!ahead.pusher.devices.includes(head.device)) return 'foreign'
  const next = (ahead.taken.get(head.device) ?? 0) + 1
  if (head.seq > next) return 'early'
  return head.seq === next ? 'next' : 'taken'
}

/** It takes its place in the order, so that the ops behind it are not held for ever. */
function refuseBroken(ahead: Ahead, head: OpHead, into: Verdicts): void {
  const isKnown = ahead.known.has(head.id) || ahead.seen.has(head.id)
  if (!isKnown && placeInOrder(ahead, head) === 'next') {
    ahead.taken.set(head.device, head.seq)
    ahead.seen.add(head.id)
    into.broken.push(head)
  }
  into.results.push({ id: head.id, kind: 'rejected', refusal: { code: 'badOp' } })
}

/** The records that ops write to or name, as they stand. */
async function readTouched(deps: PushDeps, tx: Sql, stream: string, ops: readonly Op[]): Promise<ReadonlyMap<string, StoredRecord>> {
  const types = [...new Set(ops.map((op) => op.kind))].flatMap((kind) => own(deps.types, kind) ?? [])
  const records = await Promise.all(types.map(async (type) => {
    const ids = [...new Set(ops.filter((op) => op.kind === type.kind).flatMap((op) => [op.record, mergeTarget(op.body) ?? op.record]))].filter(isId)
    const rows = await readCurrent(tx, type, stream, ids, everything('judging'))
    return rows.map((row) => [row.record, recordOf(deps, type.kind, row, true)] as const)
  }))
  return new Map(records.flat())
}

async function readSerials(tx: Sql, stream: string): Promise<Map<string, number>> {
  const rows = await tx<{ name: string; year: number; last: number }[]>`select name, year, last from serial where stream = ${stream}`
  return new Map(rows.map(({ name, year, last }) => [`${name}/${year}`, last]))
}

/** Every grant of a person whose grants the ops are about: whether one may stand is told by the others (三权分立). */
async function grantsBeside(deps: PushDeps, tx: Sql, stream: string, ops: readonly Op[], records: ReadonlyMap<string, StoredRecord>): Promise<readonly StoredRecord[]> {
  const those = ops.filter(({ kind }) => kind === 'grant')
  const people = those.flatMap(({ record, body }) => [body.set.person, records.get(record)?.values.person]).filter(isId)
  const type = own(deps.types, 'grant')
  if (people.length === 0 || type === undefined) return []
  const rows = await tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, everything('judging'))}
    where v.stream = ${stream} and v.until is null and v.data ->> 'person' = any(${[...new Set(people)]}::text[])`
  return rows.map((row) => recordOf(deps, type.kind, row, true)).filter(({ id }) => !records.has(id))
}

/** Over the canonical form: the op rebuilt by `decodeOp`, whose key order is fixed at the top; `set` keeps the phone's order. */
export function hashOf(op: Op): Buffer {
  return createHash('sha256').update(JSON.stringify(op)).digest()
}
