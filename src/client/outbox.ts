import type { Op, OpBody, Refusal, StoredRecord } from '../core/op'
import type { PushAnswer } from '../core/protocol'
import { newId } from '../core/id'
import { FILL_STEP, fillerOp, isWaiting, laneKey, nextBatch, waitingLanes, type Lane, type Limits } from './batch'
import { NOTHING_KNOWN, UNJUDGED, type Entry, type Journal, type Standing, type Verdict } from './journal'
import type { Device } from './platform/ports'
import { createTurns } from './turns'
import { decide, inOrder, offeredAgain, outlived, passedBy, type Held, type PositionOf } from './verdicts'

/** What a person did, before it has its place in the order. */
export interface Written {
  readonly stream: string
  readonly kind: string
  readonly record: string
  readonly base: number
  readonly body: OpBody
  readonly seen: StoredRecord | null
  readonly replaces: readonly string[]
  readonly draft: string | null
}
export type Added = { readonly kind: 'added'; readonly entry: Entry } | { readonly kind: 'notAdded'; readonly why: 'full' | 'broken' }

/** My ops: waiting → received(n) → passed, or refused | conflict | held → settled. Every change runs after the one before it. */
export interface Outbox {
  open(): Promise<void>
  add(written: Written): Promise<Added>
  /** Ops of the same person from another phone's journal, with what became of them there. How many were new, or null when storage failed half way: taking in again goes on. */
  adopt(entries: readonly Entry[], verdicts: ReadonlyMap<string, Verdict>): Promise<number | null>
  /** What to push next; null when nothing waits. */
  next(limits: Limits): { readonly lane: Lane; readonly ops: readonly Op[]; readonly waiting: number } | null
  /** Ids of the records that look different now, and whether there was any progress. */
  judged(lane: Lane, sent: readonly Op[], answer: PushAnswer): Promise<{ readonly touched: readonly string[]; readonly progressed: boolean }>
  /** Ops the server does not take in at all, not even to judge them. */
  turnedAway(ops: readonly Op[], refusal: Refusal): Promise<readonly string[]>
  passed(positionOf: PositionOf, kept: boolean): Promise<readonly string[]>
  epochOf(stream: string, epoch: string): Promise<readonly string[]>
  /** `isGiven`: the server has it for somebody else; put back to an older state it is offered it again. */
  settle(ids: readonly string[], why: string | null, isGiven?: boolean): Promise<readonly string[]>
  /** Drops what is seven days past, takes in what another window wrote. */
  tidy(): Promise<readonly string[]>
  /** All ops of a record that count, in order. */
  ofRecord(record: string): readonly Held[]
  /** Those, and what is settled for its author while its content lives on: handed over, or told as a conflict. */
  everOf(record: string): readonly Held[]
  /** Records with ops here. */
  records(): Iterable<string>
  attention(): readonly Held[]
  waiting(stream?: string): readonly Held[]
}

export function createOutbox(journal: Journal, device: Device, code: string, schema: number): Outbox {
  const held = new Map<string, Held>()
  const idsByRecord = new Map<string, Set<string>>()
  const replaced = new Set<string>()
  const fillFrom = new Map<string, number>()
  const heard = new Map<string, { readonly epoch: string; readonly at: number }>()
  const inTurn = createTurns()
  /** Rounds in a row in which ops went behind all others once more: looking for the end of another phone's order, or for ever. */
  let rewritings = 0
  let known: Standing = NOTHING_KNOWN

  function hold(entry: Entry, verdict: Verdict | null): void {
    held.set(entry.op.id, { entry, verdict })
    idsByRecord.set(entry.op.record, (idsByRecord.get(entry.op.record) ?? new Set()).add(entry.op.id))
    entry.replaces.forEach((id) => replaced.add(id))
    const lane = laneKey({ device: entry.op.device, stream: entry.stream })
    known = { ...known, serial: Math.max(known.serial, entry.serial), last: { ...known.last, [lane]: Math.max(known.last[lane] ?? 0, entry.op.seq) } }
  }

  async function keep(): Promise<void> {
    const verdicts: Record<string, Verdict> = {}
    for (const [id, { verdict }] of held) if (verdict !== null) verdicts[id] = verdict
    known = { ...known, verdicts }
    await journal.keep(known)
  }

  async function append(op: Pick<Op, 'kind' | 'record' | 'base' | 'body' | 'claimedAt'>, rest: Omit<Entry, 'op'>): Promise<Added> {
    const isReady = await device.ready().then(() => true, () => false)
    if (!isReady) return { kind: 'notAdded', why: 'broken' }
    const seq = (known.last[laneKey({ device: code, stream: rest.stream })] ?? 0) + 1
    const { kind, record, base, body, claimedAt } = op
    const entry: Entry = { ...rest, op: { id: newId(device.now(), device.random), device: code, seq, schema, kind, record, base, body, claimedAt } }
    const outcome = await journal.add(entry)
    // Only a written op uses up its place.
    if (outcome !== 'written') return { kind: 'notAdded', why: outcome }
    hold(entry, null)
    return { kind: 'added', entry }
  }

  async function set(verdicts: ReadonlyMap<string, Verdict | null>): Promise<readonly string[]> {
    for (const [id, verdict] of verdicts) {
      const one = held.get(id)
      if (one !== undefined) held.set(id, { ...one, verdict })
    }
    if (verdicts.size > 0) await keep()
    return recordsOf(verdicts.keys())
  }

  function recordsOf(ids: Iterable<string>): readonly string[] {
    return [...new Set([...ids].flatMap((id) => held.get(id)?.entry.op.record ?? []))]
  }

  async function changeEpoch(stream: string, epoch: string): Promise<readonly string[]> {
    heard.set(stream, { epoch, at: device.now() })
    const before = known.epochs[stream]
    if (before === epoch) return []
    known = { ...known, epochs: { ...known.epochs, [stream]: epoch } }
    return set(new Map(before === undefined ? [] : offeredAgain(held.values(), stream, epoch).map((id) => [id, null])))
  }

  /** A file is gone: dropped here or by another window, or cleared by the system; in that last case it is written back. */
  async function letGo(id: string): Promise<void> {
    const one = held.get(id)
    const isOver = one?.verdict?.kind === 'passed' || one?.verdict?.kind === 'settled'
    if (one !== undefined && !isOver) await journal.add(one.entry)
    else held.delete(id)
  }

  /** Ops that must go once more behind all others; the old ones count as settled from the moment the new file exists. */
  async function writeAgain(entries: readonly Entry[]): Promise<void> {
    for (const { op, ...rest } of entries) await append(op, { ...rest, replaces: [...rest.replaces, op.id] })
  }

  const settledAs = (one: Held, why: string | null, isGiven = false): Verdict => ({
    kind: 'settled', why, epoch: one.verdict?.epoch ?? '', at: device.now(), tookEffect: isGiven || one.verdict?.kind === 'conflict',
  })

  return {
    open: () => inTurn(async () => {
      const { entries, standing } = await journal.open()
      known = standing
      for (const entry of entries) hold(entry, standing.verdicts[entry.op.id] ?? null)
    }),
    add: (written) => inTurn(async () => {
      const { stream, seen, replaces, draft, ...op } = written
      const added = await append({ ...op, claimedAt: new Date(device.now()).toISOString() }, { stream, seen, replaces, draft, serial: known.serial + 1 })
      // The op's own file is what says that it is saved; its author does not wait for what can be learnt from it.
      if (added.kind === 'added') void inTurn(keep)
      return added
    }),
    adopt: (entries, verdicts) => inTurn(async () => {
      let adopted = 0
      for (const entry of entries.filter(({ op }) => !held.has(op.id))) {
        if ((await journal.add(entry)) !== 'written') return null
        // What the server has received it tells again: a duplicate costs less than a hole.
        const verdict = verdicts.get(entry.op.id)
        hold(entry, verdict === undefined || verdict.kind === 'received' ? null : verdict)
        adopted += 1
      }
      await keep()
      return adopted
    }),
    next(limits) {
      const [lane] = waitingLanes(held.values())
      if (lane === undefined) return null
      const from = fillFrom.get(laneKey(lane)) ?? null
      const ops = nextBatch(held.values(), lane, limits, from, (seq) => fillerOp(lane, seq, device.now(), device.random))
      return { lane, ops, waiting: [...held.values()].filter((one) => isWaiting(one) && one.entry.stream === lane.stream).length }
    },
    judged: (lane, sent, answer) => inTurn(async () => {
      const reoffered = await changeEpoch(lane.stream, answer.epoch)
      const decided = decide(held, replaced, sent, answer, device.now())
      await writeAgain(decided.again)
      const verdicts = new Map<string, Verdict>(decided.verdicts)
      for (const { op } of decided.again) {
        const one = held.get(op.id)
        if (one !== undefined && replaced.has(op.id)) verdicts.set(op.id, settledAs(one, null))
      }
      const isFilling = fill(lane, sent, decided.progressed)
      rewritings = decided.again.length > 0 ? rewritings + 1 : 0
      const progressed = (decided.progressed && rewritings < MOST_REWRITINGS) || isFilling
      return { touched: [...new Set([...reoffered, ...(await set(verdicts))])], progressed }
    }),
    turnedAway: (ops, refusal) => inTurn(() => {
      // Their places are still open: what stands behind them asks for fillers.
      const verdict: Verdict = { kind: 'refused', refusal, epoch: UNJUDGED, at: device.now() }
      return set(new Map(ops.map((op) => [op.id, verdict])))
    }),
    passed: (positionOf, kept) => inTurn(() => set(passedBy(held.values(), positionOf, kept, device.now()))),
    epochOf: (stream, epoch) => inTurn(() => changeEpoch(stream, epoch)),
    settle: (ids, why, isGiven) => inTurn(() => set(new Map(ids.flatMap((id) => { const one = held.get(id); return one === undefined ? [] : [[id, settledAs(one, why, isGiven)] as const] })))),
    tidy: () => inTurn(async () => {
      for (const id of outlived(held.values(), heard)) await journal.drop(id)
      const { added, gone } = await journal.scan(new Set(held.keys()))
      const touched = recordsOf(gone)
      for (const id of gone) await letGo(id)
      added.forEach((entry) => hold(entry, null))
      if (gone.length > 0) await keep()
      return [...new Set([...touched, ...added.map((entry) => entry.op.record)])]
    }),
    ofRecord: of,
    everOf: (record) => ownOf(record).filter(({ verdict }) => verdict?.kind !== 'settled' || verdict.tookEffect).sort(inOrder),
    records: () => idsByRecord.keys(),
    attention: () => [...held.values()].filter(needsAttention).sort(inOrder),
    waiting: (stream) => [...held.values()].filter((one) => isWaiting(one) && !replaced.has(one.entry.op.id) && (stream === undefined || one.entry.stream === stream)).sort(inOrder),
  }

  function ownOf(record: string): readonly Held[] {
    return [...(idsByRecord.get(record) ?? [])].flatMap((id) => held.get(id) ?? [])
  }

  function of(record: string): readonly Held[] {
    return ownOf(record).filter(({ entry, verdict }) => !replaced.has(entry.op.id) && verdict?.kind !== 'settled').sort(inOrder)
  }

  function needsAttention({ entry, verdict }: Held): boolean {
    const isOpen = verdict?.kind === 'refused' || verdict?.kind === 'held' || verdict?.kind === 'conflict'
    return isOpen && !replaced.has(entry.op.id)
  }

  /** Nothing of the batch was judged: the server wants a place before its first. Reaches back for it, step by step. */
  function fill(lane: Lane, sent: readonly Op[], progressed: boolean): boolean {
    const key = laneKey(lane)
    const first = sent[0]?.seq ?? 1
    const isReaching = !progressed && first > 1
    if (isReaching) fillFrom.set(key, Math.max(1, first - FILL_STEP))
    else fillFrom.delete(key)
    return isReaching
  }
}

/** After that many in a row they are as good as failures: the pauses grow. */
const MOST_REWRITINGS = 100
