import { createStore, type StoreApi } from 'zustand/vanilla'
import { EMPTY_CONFIG } from '../core/config'
import type { StoredRecord } from '../core/op'
import type { Me } from '../core/protocol'
import type { Registry } from '../core/recordType'
import { configOf } from '../domain/config'
import type { ShownRecord, SyncMark, ViewState } from './state'
import type { Entry } from './journal'
import type { Outbox } from './outbox'
import { overlay, typed, type Replay } from './overlay'
import type { Replica } from './replica'
import type { Held } from './verdicts'

/** One person's view of the phone: never stored, always replica plus own ops, and only what was touched is computed again. */
export interface View {
  touch(ids: Iterable<string>): void
  touchAll(): void
  /** A record read online: shown under `borrowed` from now on. */
  borrow(stream: string, record: StoredRecord): void
  /** What the server said, without own ops. */
  base(id: string): StoredRecord | null
  /** What a new op would meet; null also for a record whose creation was refused. */
  current(id: string): StoredRecord | null
  replay(): Replay
}

export const NOTHING_SHOWN: ViewState = { config: EMPTY_CONFIG, records: new Map(), borrowed: new Map(), version: 0, names: new Map() }

export function createViewStore(): StoreApi<ViewState> {
  return createStore(() => NOTHING_SHOWN)
}

/** `alive`: false once somebody else's view, or a newer one of the same person, draws into the store. */
export function createView(store: StoreApi<ViewState>, types: Registry, me: Me, replica: Replica, outbox: Outbox, alive: () => boolean): View {
  const lent = new Map<string, { readonly stream: string; readonly record: StoredRecord }>()
  const author = { person: me.person, roles: me.roles, unit: me.unit }
  const replay = (): Replay => ({ types, config: store.getState().config, author })

  function base(id: string): StoredRecord | null {
    return replica.records.get(id)?.record ?? lent.get(id)?.record ?? outbox.ofRecord(id).find(isStillSeeing)?.entry.seen ?? null
  }

  function show(id: string): ShownRecord | null {
    const held = outbox.ofRecord(id)
    const under = base(id)
    const record = overlay(replay(), under, held.filter((one) => !hasLeft(id, one))) ?? (held.some(needsAttention) ? typed(types, author, held) : null)
    const stream = replica.records.get(id)?.stream ?? held[0]?.entry.stream ?? lent.get(id)?.stream
    if (record === null || stream === undefined) return null
    const create = held.find(({ entry }) => entry.op.body.kind === 'create')?.entry
    return {
      ...record, n: under?.n ?? 0, stream, sync: markOf(held),
      receipt: create === undefined ? null : receiptOf(create),
      enteredAt: create?.op.claimedAt ?? timeIn(id),
    }
  }

  /** The pull has gone past it without bringing its record: out of scope by now. On a full phone such an op can't be let go of yet. */
  function hasLeft(id: string, { entry, verdict }: Held): boolean {
    if (verdict?.kind !== 'received' || replica.records.has(id)) return false
    return replica.positions().some(({ stream, epoch, upTo }) => stream === entry.stream && epoch === verdict.epoch && upTo >= verdict.n)
  }

  function draw(state: ViewState): void {
    if (alive()) store.setState(state)
  }

  function touch(ids: Iterable<string>, isFresh = false, isReplay = false): void {
    const before = store.getState()
    const [records, borrowed] = [new Map(before.records), new Map(before.borrowed)]
    let isCounty = false
    for (const id of new Set(ids)) {
      const last = before.records.get(id) ?? before.borrowed.get(id)
      if (replica.records.has(id)) lent.delete(id)
      else if (!isFresh && last !== undefined) keepReadable(id, last)
      const shown = show(id)
      isCounty ||= (shown ?? last)?.stream === me.county
      records.delete(id)
      borrowed.delete(id)
      if (shown !== null) (isOnPhone(id) ? records : borrowed).set(id, last !== undefined && isSame(last, shown) ? last : shown)
    }
    draw({ ...before, ...(isCounty ? countyOf(records) : {}), records, borrowed, version: before.version + 1 })
    // Options and places changed: what replays depends on them.
    if (isCounty && !isReplay) touchReplayed()
  }

  function touchReplayed(): void {
    const ids = [...outbox.records()].filter((id) => outbox.ofRecord(id).length > 0 && replica.records.get(id)?.stream !== me.county)
    if (ids.length > 0) touch(ids, false, true)
  }

  /** In a township this phone does not hold (online roles), what was written stays readable after the server has it. */
  function keepReadable(id: string, last: ShownRecord): void {
    const held = outbox.ofRecord(id)
    const isPassed = held.length > 0 && held.every(({ verdict }) => verdict?.kind === 'passed')
    // What the replica held and holds no more has left the scope.
    const wasNeverHeld = last.n === 0 || lent.has(id) || held.some(isSeeing)
    if (isPassed && wasNeverHeld && !replica.positions().some(({ stream }) => stream === last.stream)) lent.set(id, { stream: last.stream, record: last })
  }

  function isOnPhone(id: string): boolean {
    return replica.records.has(id) || outbox.ofRecord(id).some(({ entry, verdict }) => entry.op.body.kind === 'create' && verdict?.kind !== 'passed')
  }

  function countyOf(records: ReadonlyMap<string, ShownRecord>): Pick<ViewState, 'config' | 'names'> {
    const county = [...records.values()].filter((record) => record.stream === me.county)
    const n = replica.positions().find(({ stream }) => stream === me.county)?.upTo ?? 0
    const named = county.filter(({ kind }) => kind === 'person' || kind === 'unit')
    return { config: configOf(n, county), names: new Map(named.map(({ id, values }) => [id, String(values.name ?? '')])) }
  }

  return {
    touch: (ids) => touch(ids), base, replay,
    touchAll: () => touch([...replica.records.keys(), ...outbox.records()]),
    borrow(stream, record) {
      lent.set(record.id, { stream, record })
      touch([record.id], true)
    },
    current: (id) => overlay(replay(), base(id), outbox.ofRecord(id)),
  }
}

/** 回执号: the device's short code and a running number, e.g. K7M2QX-0013. */
export function receiptOf({ op, serial }: Entry): string {
  return `${op.device}-${String(serial).padStart(4, '0')}`
}

export function needsAttention({ verdict }: Held): boolean {
  return verdict?.kind === 'refused' || verdict?.kind === 'held' || verdict?.kind === 'conflict'
}

/** What looks the same stays the same value, so that no screen draws it again. */
function isSame(a: ShownRecord, b: ShownRecord): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isSeeing({ entry }: Held): boolean {
  return entry.seen !== null
}

/** Once the server has the op, what its author saw before it is older than what stands there now. */
function isStillSeeing(held: Held): boolean {
  return isSeeing(held) && held.verdict?.kind !== 'passed'
}

function markOf(held: readonly Held[]): SyncMark {
  if (held.some(needsAttention)) return 'attention'
  return held.some(({ verdict }) => verdict === null) ? 'onPhone' : 'uploaded'
}

/** A UUIDv7 begins with the milliseconds of its making. */
function timeIn(id: string): string | null {
  return id[14] === '7' ? new Date(parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString() : null
}
