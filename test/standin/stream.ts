import { createHash } from 'node:crypto'
import { apply } from '../../src/core/apply'
import type { Config } from '../../src/core/config'
import { decodeOp } from '../../src/core/decode'
import type { Values } from '../../src/core/field'
import type { Op, Refusal, StoredRecord } from '../../src/core/op'
import { own } from '../../src/core/own'
import { dayAt, yearOf } from '../../src/core/period'
import { ancestry } from '../../src/core/place'
import type { Me, OpResult, PushAnswer, StreamChanges } from '../../src/core/protocol'
import type { Author } from '../../src/core/recordType'
import { caseNumber } from '../../src/domain/numbering'
import { REGISTRY } from '../../src/domain/registry'
import { isVisible, mayRead, mayWrite, placesInScope, pulledKinds, reachesStream } from '../../src/domain/role'

/** One township, or the county: ops in the order they were judged, and what they made of the records. Plain data, so that it can be copied and put back. */
export interface StreamState {
  readonly stream: string
  readonly epoch: string
  /** The last change number given out. */
  readonly n: number
  readonly changes: readonly { readonly n: number; readonly op: Op; readonly record: string }[]
  readonly records: ReadonlyMap<string, StoredRecord>
  /** Every version of every record, oldest first: a page of a pull shows what held at its end. */
  readonly versions: ReadonlyMap<string, readonly StoredRecord[]>
  readonly results: ReadonlyMap<string, { readonly text: string; readonly result: OpResult }>
  readonly taken: ReadonlyMap<string, number>
  /** Last number given per `kind.field/year`. */
  readonly serials: ReadonlyMap<string, number>
}

export function emptyStream(stream: string, epoch: string): StreamState {
  return { stream, epoch, n: 0, changes: [], records: new Map(), versions: new Map(), results: new Map(), taken: new Map(), serials: new Map() }
}

/** The stream with one more version of a record, made by that op at change n + 1. */
export function withVersion(state: StreamState, op: Op, record: StoredRecord): StreamState {
  const versions = new Map(state.versions).set(record.id, [...(state.versions.get(record.id) ?? []), record])
  return { ...state, n: record.n, changes: [...state.changes, { n: record.n, op, record: record.id }], records: new Map(state.records).set(record.id, record), versions }
}

export interface Judge {
  readonly me: Me
  /** Devices that may speak for the person. */
  readonly devices: readonly string[]
  /** Devices of the person that were reported lost. */
  readonly revoked?: readonly string[]
  readonly config: Config
  readonly isCounty: boolean
  readonly now: number
}

/** Judges a batch in order; a refusal is a result. Pure: the state before stays as it was. */
export function judged(state: StreamState, judge: Judge, ops: readonly unknown[]): { readonly state: StreamState; readonly answer: PushAnswer } {
  const next: Bench = { ...state, results: new Map(state.results), taken: new Map(state.taken), serials: new Map(state.serials) }
  const results = ops.map((raw): OpResult => {
    const op = decodeOp(raw)
    if (op === null) return { id: String((raw as { id?: unknown }).id), kind: 'rejected', refusal: { code: 'badOp' } }
    const before = next.results.get(op.id)
    if (before !== undefined) return before.text === JSON.stringify(op) ? again(before.result) : refused(op, { code: 'otherContent' })
    if (judge.revoked?.includes(op.device) === true) return refused(op, { code: 'deviceRevoked' })
    if (!judge.devices.includes(op.device)) return refused(op, { code: 'notAllowed' })
    const taken = next.taken.get(op.device) ?? 0
    if (op.seq > taken + 1) return { id: op.id, kind: 'retry' }
    if (op.seq <= taken) return refused(op, { code: 'seqTaken' })
    next.taken.set(op.device, op.seq)
    const result = reachesStream(judge.me, state.stream) ? judgedOne(next, judge, op) : refused(op, { code: 'outOfScope' })
    next.results.set(op.id, { text: JSON.stringify(op), result })
    return result
  })
  return { state: next, answer: { epoch: state.epoch, results } }
}

/** What a batch is judged on. */
interface Bench extends StreamState {
  n: number
  changes: StreamState['changes']
  records: StreamState['records']
  versions: StreamState['versions']
  readonly results: Map<string, { readonly text: string; readonly result: OpResult }>
  readonly taken: Map<string, number>
  readonly serials: Map<string, number>
}

function judgedOne(next: Bench, judge: Judge, op: Op): OpResult {
  const type = own(REGISTRY, op.kind)
  if (type === undefined) return refused(op, { code: 'unknownKind' })
  if ((type.stream === 'county') !== judge.isCounty) return refused(op, { code: 'wrongStream' })
  const n = next.n + 1
  const before = next.records.get(op.record) ?? null
  const isHidden = before !== null && !mayRead(judge.me, type, judge.config.places, before)
  if (isHidden) return refused(op, mayWrite(judge.me, judge.config.places, { type, body: op.body, stream: next.stream, before, after: before }) ?? { code: 'notAllowed' })
  const serials = new Map(next.serials)
  const given = numbersFor(judge, next.stream, serials, op, before)
  const author: Author = { person: judge.me.person, roles: judge.me.roles, unit: judge.me.unit }
  const outcome = apply(REGISTRY, judge.config, before, op, { n, author, today: dayAt(judge.now), given })
  if (outcome.kind === 'rejected') return refused(op, outcome.refusal)
  const place = type.placed === null ? undefined : outcome.record.values[type.placed]
  const path = typeof place === 'string' ? ancestry(judge.config.places, place) : []
  const isPlaced = !judge.isCounty && typeof place === 'string'
  if (isPlaced && path.length === 0) return refused(op, { code: 'unknownPlace' })
  if (isPlaced && !path.some(({ id }) => id === next.stream)) return refused(op, { code: 'wrongStream' })
  const refusal = mayWrite(judge.me, judge.config.places, { type, body: op.body, stream: next.stream, before, after: outcome.record })
  if (refusal !== null) return refused(op, refusal)
  Object.assign(next, withVersion(next, op, outcome.record), { results: next.results, taken: next.taken, serials })
  return { id: op.id, kind: 'applied', n, conflicts: outcome.conflicts, given }
}

/** The numbers a move gives to a record that has none yet; `serials` moves on. */
function numbersFor(judge: Judge, stream: string, serials: Map<string, number>, op: Op, before: StoredRecord | null): Values {
  const type = own(REGISTRY, op.kind)
  const gives = op.body.kind === 'edit' ? [] : (own(type?.moves ?? {}, op.body.move)?.gives ?? [])
  const { set } = op.body
  const dated = type?.dated ?? ''
  const day = set.acceptedOn ?? set[dated] ?? before?.values[dated] ?? set.reportedOn
  const year = yearOf(typeof day === 'string' && /^\d{4}-/.test(day) ? day : dayAt(judge.now))
  return Object.fromEntries(gives.filter((name) => before?.values[name] === undefined).map((name) => {
    const key = `${op.kind}.${name}/${year}`
    const serial = (serials.get(key) ?? 0) + 1
    serials.set(key, serial)
    return [name, caseNumber(judge.config, stream, `${op.kind}.${name}`, year, serial)]
  }))
}

function again(result: OpResult): OpResult {
  return result.kind === 'applied' ? { ...result, kind: 'duplicate' } : result
}

function refused(op: Op, refusal: Refusal): OpResult {
  return { id: op.id, kind: 'rejected', refusal }
}

export interface Position {
  readonly epoch: string
  readonly n: number
  readonly scope: string
}

/** One page of what a person may hold of a stream. `scope` changes with the places in it; then everything is read again. */
export function pulled(state: StreamState, me: Me, config: Config, isCounty: boolean, position: Position | undefined, page: number): { readonly changes: StreamChanges; readonly scope: string } {
  const places = isCounty ? ['*'] : [...placesInScope(me, config.places, state.stream)].sort()
  const scope = createHash('sha256').update(JSON.stringify([me.person, places])).digest('base64url').slice(0, 16)
  const fresh = position === undefined || position.epoch !== state.epoch || position.scope !== scope
  const from = fresh ? 0 : Math.min(position.n, state.n)
  const ahead = state.changes.filter((change) => change.n > from)
  const changed = ahead.slice(0, page)
  const to = ahead.length < page ? state.n : (changed[changed.length - 1]?.n ?? from)
  const mayHold = (record: StoredRecord): boolean => {
    const type = own(REGISTRY, record.kind)
    return type !== undefined && (isCounty ? pulledKinds().includes(record.kind) : isVisible(me, type, config.places, record))
  }
  const ids = [...new Set(changed.map((change) => change.record))]
  const records = ids.flatMap((id) => versionAt(state, id, to) ?? []).filter(mayHold).sort((a, b) => a.n - b.n)
  const left = fresh ? [] : ids.filter((id) => !records.some((record) => record.id === id))
  // Only what was in sight before may be told to have gone.
  const gone = left.filter((id) => [versionAt(state, id, from)].some((before) => before !== undefined && !isCounty && mayHold(before)))
  return { scope, changes: { stream: state.stream, epoch: state.epoch, fresh, from, to, records, gone, bare: rangesWithout(from, to, records.map((record) => record.n)) } }
}

function versionAt(state: StreamState, id: string, n: number): StoredRecord | undefined {
  return [...(state.versions.get(id) ?? [])].reverse().find((version) => version.n <= n)
}

function rangesWithout(from: number, to: number, present: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = []
  let next = from + 1
  for (const n of [...present, to + 1]) {
    if (n > next) ranges.push([next, n - 1])
    next = n + 1
  }
  return ranges
}
