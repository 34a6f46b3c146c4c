import { apply } from '../../src/core/apply'
import type { Config } from '../../src/core/config'
import { decodeOp } from '../../src/core/decode'
import type { Values } from '../../src/core/field'
import type { Op, Refusal, StoredRecord } from '../../src/core/op'
import { own } from '../../src/core/own'
import { dayAt } from '../../src/core/period'
import { ancestry, within } from '../../src/core/place'
import type { Me, OpResult, PushAnswer, StreamChanges } from '../../src/core/protocol'
import type { Author } from '../../src/core/recordType'
import { REGISTRY } from '../../src/domain/registry'
import { isVisible, mayWrite, pulledKinds } from '../../src/domain/role'

/** One township, or the county: ops in the order they were judged, and what they made of the records. Plain data, so that it can be copied and put back. */
export interface StreamState {
  readonly stream: string
  readonly epoch: string
  /** The last change number given out. */
  readonly n: number
  readonly changes: readonly { readonly n: number; readonly op: Op; readonly record: string }[]
  readonly records: ReadonlyMap<string, StoredRecord>
  readonly results: ReadonlyMap<string, { readonly text: string; readonly result: OpResult }>
  readonly taken: ReadonlyMap<string, number>
}

export function emptyStream(stream: string, epoch: string): StreamState {
  return { stream, epoch, n: 0, changes: [], records: new Map(), results: new Map(), taken: new Map() }
}

export interface Judge {
  readonly me: Me
  /** Devices that may speak for the person. */
  readonly devices: readonly string[]
  readonly config: Config
  readonly isCounty: boolean
  readonly now: number
}

/** Judges a batch in order; a refusal is a result. Pure: the state before stays as it was. */
export function judged(state: StreamState, judge: Judge, ops: readonly unknown[]): { readonly state: StreamState; readonly answer: PushAnswer } {
  const next: Bench = { ...state, changes: [...state.changes], records: new Map(state.records), results: new Map(state.results), taken: new Map(state.taken) }
  const results = ops.map((raw): OpResult => {
    const op = decodeOp(raw)
    if (op === null) return { id: String((raw as { id?: unknown }).id), kind: 'rejected', refusal: { code: 'badOp' } }
    const before = next.results.get(op.id)
    if (before !== undefined) return before.text === JSON.stringify(op) ? again(before.result) : refused(op, { code: 'otherContent' })
    if (!judge.devices.includes(op.device)) return refused(op, { code: 'notAllowed' })
    const taken = next.taken.get(op.device) ?? 0
    if (op.seq > taken + 1) return { id: op.id, kind: 'retry' }
    if (op.seq <= taken) return refused(op, { code: 'seqTaken' })
    next.taken.set(op.device, op.seq)
    const result = judgedOne(next, judge, op)
    next.results.set(op.id, { text: JSON.stringify(op), result })
    return result
  })
  return { state: next, answer: { epoch: state.epoch, results } }
}

/** A copy that a batch is judged on. */
interface Bench extends StreamState {
  n: number
  readonly changes: StreamState['changes'][number][]
  readonly records: Map<string, StoredRecord>
  readonly results: Map<string, { readonly text: string; readonly result: OpResult }>
  readonly taken: Map<string, number>
}

function judgedOne(next: Bench, judge: Judge, op: Op): OpResult {
  const type = own(REGISTRY, op.kind)
  if (type === undefined) return refused(op, { code: 'unknownKind' })
  if ((type.stream === 'county') !== judge.isCounty) return refused(op, { code: 'wrongStream' })
  const n = next.n + 1
  const before = next.records.get(op.record) ?? null
  const given = numbersFor(op, n)
  const author: Author = { person: judge.me.person, roles: judge.me.roles, unit: judge.me.unit }
  const outcome = apply(REGISTRY, judge.config, before, op, { n, author, today: dayAt(judge.now), given })
  if (outcome.kind === 'rejected') return refused(op, outcome.refusal)
  const place = type.placed === null ? undefined : outcome.record.values[type.placed]
  const isAstray = !judge.isCounty && typeof place === 'string' && !ancestry(judge.config.places, place).some(({ id }) => id === next.stream)
  if (isAstray) return refused(op, { code: 'wrongStream' })
  const refusal = mayWrite(judge.me, judge.config.places, { type, body: op.body, stream: next.stream, before, after: outcome.record })
  if (refusal !== null) return refused(op, refusal)
  next.records.set(op.record, outcome.record)
  next.n = n
  next.changes.push({ n, op, record: op.record })
  return { id: op.id, kind: 'applied', n, conflicts: outcome.conflicts, given }
}

function numbersFor(op: Op, n: number): Values {
  const gives = op.body.kind === 'edit' ? [] : (own(own(REGISTRY, op.kind)?.moves ?? {}, op.body.move)?.gives ?? [])
  return Object.fromEntries(gives.map((name) => [name, `${name}-${n}`]))
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
  const places = me.grants.filter((grant) => grant.stream === state.stream).flatMap((grant) => within(config.places, grant.place))
  const scope = isCounty ? 'county' : [...new Set(places)].sort().join(' ')
  const fresh = position === undefined || position.epoch !== state.epoch || position.scope !== scope
  const from = fresh ? 0 : position.n
  const ahead = state.changes.filter((change) => change.n > from)
  const changed = ahead.slice(0, page)
  const to = ahead.length > page ? (changed[changed.length - 1]?.n ?? from) : state.n
  const mayHold = (record: StoredRecord): boolean => {
    const type = own(REGISTRY, record.kind)
    return type !== undefined && (isCounty ? pulledKinds().includes(record.kind) : isVisible(me, type, config.places, record))
  }
  const ids = [...new Set(changed.map((change) => change.record))]
  // A record that changed again after this page comes with a later one.
  const newest = ids.flatMap((id) => state.records.get(id) ?? []).filter((record) => record.n <= to)
  const records = newest.filter(mayHold).sort((a, b) => a.n - b.n)
  const gone = fresh ? [] : newest.filter((record) => !mayHold(record)).map((record) => record.id)
  return { scope, changes: { stream: state.stream, epoch: state.epoch, fresh, from, to, records, gone, bare: rangesWithout(from, to, records.map((record) => record.n)) } }
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
