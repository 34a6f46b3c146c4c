import { newId, type RandomBytes } from '../core/id'
import type { Op } from '../core/op'
import { utf8Length } from './bytes'
import { UNJUDGED } from './journal'
import { inOrder, type Held } from './verdicts'

/** Ops of one device in one stream: the server takes them strictly by their places, 1, 2, 3 … */
export interface Lane {
  readonly device: string
  readonly stream: string
}

export function laneKey({ device, stream }: Lane): string {
  return `${device}/${stream}`
}

export interface Limits {
  readonly ops: number
  readonly bytes: number
}

/** The lanes in which something waits, longest waiting first. */
export function waitingLanes(held: Iterable<Held>): readonly Lane[] {
  const lanes = new Map<string, Lane>()
  for (const { entry } of [...held].filter(isWaiting).sort(inOrder)) {
    const lane = { device: entry.op.device, stream: entry.stream }
    lanes.set(laneKey(lane), lane)
  }
  return [...lanes.values()]
}

/**
 * What to send next, in order of places. Normally what waits. With `fillFrom`, everything from that place on, with fillers for
 * places whose op the phone no longer has: the server was asking for something before what waits.
 */
export function nextBatch(held: Iterable<Held>, lane: Lane, limits: Limits, fillFrom: number | null, filler: (seq: number) => Op): readonly Op[] {
  const inLane = [...held].filter(({ entry }) => entry.op.device === lane.device && entry.stream === lane.stream).sort(inOrder)
  return fitting(fillFrom === null ? inLane.filter(isWaiting).map(({ entry }) => entry.op) : filled(inLane, fillFrom, filler), limits)
}

function filled(inLane: readonly Held[], from: number, filler: (seq: number) => Op): readonly Op[] {
  const waiting = inLane.filter(isWaiting)
  const last = waiting[waiting.length - 1]?.entry.op.seq ?? 0
  const opsBySeq = new Map(inLane.filter(maySend).map(({ entry }) => [entry.op.seq, entry.op]))
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, i) => opsBySeq.get(from + i) ?? filler(from + i))
}

/** Not what its author dropped, nor what the server cannot take in: a filler takes their place. */
function maySend({ verdict }: Held): boolean {
  if (verdict?.kind === 'settled') return verdict.tookEffect
  return !(verdict?.kind === 'refused' && verdict.epoch === UNJUDGED)
}

/** At least one, however large: a single op too large is found out by asking. */
function fitting(ops: readonly Op[], limits: Limits): readonly Op[] {
  const taken: Op[] = []
  let bytes = ENVELOPE_BYTES
  for (const op of ops.slice(0, limits.ops)) {
    bytes += utf8Length(JSON.stringify(op)) + 1
    if (taken.length > 0 && bytes > limits.bytes) break
    taken.push(op)
  }
  return taken
}

/** `{"stream":…,"ops":[],"waiting":…}` */
const ENVELOPE_BYTES = 200

/** How far back one more try reaches for the place the server wants. */
export const FILL_STEP = 40

/** Takes a place in the order and does nothing: the server refuses its kind, and what stands behind it can go on. */
export function fillerOp(lane: Lane, seq: number, now: number, random: RandomBytes): Op {
  return {
    id: newId(now, random), device: lane.device, seq, schema: 0, kind: 'unreadable', record: newId(now, random), base: 0,
    body: { kind: 'edit', set: {} }, claimedAt: new Date(now).toISOString(),
  }
}

export function isWaiting({ verdict }: Held): boolean {
  return verdict === null
}
