import type { Op } from '../core/op'
import type { OpResult, PushAnswer } from '../core/protocol'
import type { Entry, Verdict } from './journal'

/** An op on this phone and what became of it; null: it waits to be sent. */
export interface Held {
  readonly entry: Entry
  readonly verdict: Verdict | null
}

/** What an answer decides. */
export interface Decided {
  readonly verdicts: ReadonlyMap<string, Verdict>
  /** To be written once more, in this order, as new ops behind all others. */
  readonly again: readonly Entry[]
  /** At least one op of the batch was judged. */
  readonly progressed: boolean
}

/**
 * Reads a push answer. An op without a result, or told `retry`, stays as it is. Pure: the same answer twice decides the same.
 * `replaced`: ops another op stands for; whatever is said of them settles them.
 */
export function decide(held: ReadonlyMap<string, Held>, replaced: ReadonlySet<string>, sent: readonly Op[], answer: PushAnswer, at: number): Decided {
  const results = new Map(answer.results.map((result) => [result.id, result]))
  const verdicts = new Map<string, Verdict>()
  const again: Entry[] = []
  let progressed = false
  for (const op of sent) {
    const result = results.get(op.id)
    if (result === undefined || !JUDGED.includes(result.kind)) continue
    progressed = true
    const one = held.get(op.id)
    // A filler is nobody's, and what was decided before stays decided.
    if (one === undefined || one.verdict !== null) continue
    const { entry } = one
    const mark = { epoch: answer.epoch, at }
    if (replaced.has(op.id)) {
      verdicts.set(op.id, { ...mark, kind: 'settled', tookEffect: result.kind !== 'rejected', why: null })
    } else if (result.kind === 'rejected') {
      const verdict = refusedAs(held, replaced, verdicts, results, entry, result)
      if (verdict === 'again') again.push(entry)
      else verdicts.set(op.id, { ...mark, ...verdict })
    } else if (result.kind !== 'retry') {
      verdicts.set(op.id, { ...mark, kind: 'received', n: result.n, conflicts: result.conflicts, given: result.given })
    }
  }
  return { verdicts, again, progressed }
}

/** Anything else, of a newer server too, is `retry`. */
const JUDGED: readonly string[] = ['applied', 'duplicate', 'rejected'] satisfies readonly OpResult['kind'][]

type Rejected = Extract<OpResult, { kind: 'rejected' }>
type Refused = { readonly kind: 'refused'; readonly refusal: Rejected['refusal'] } | { readonly kind: 'held'; readonly by: string } | 'again'

function refusedAs(
  held: ReadonlyMap<string, Held>, replaced: ReadonlySet<string>, verdicts: ReadonlyMap<string, Verdict>,
  results: ReadonlyMap<string, OpResult>, entry: Entry, { refusal }: Rejected,
): Refused {
  const others = [...held.values()].filter((other) => other.entry !== entry && other.entry.op.record === entry.op.record)
  if (refusal.code === 'seqTaken') {
    // Its place in the order is used up: a copied phone, or two windows. It may only go behind later ops that go with it.
    const later = others.filter((other) => isLater(other.entry, entry) && !replaced.has(other.entry.op.id))
    return later.every((other) => isSeqTaken(results.get(other.entry.op.id))) ? 'again' : { kind: 'refused', refusal }
  }
  if (refusal.code !== 'noRecord') return { kind: 'refused', refusal }
  const creators = others.filter((other) => other.entry.op.body.kind === 'create')
  const living = creators.find((other) => isLater(other.entry, entry) && !replaced.has(other.entry.op.id) && isLiving(verdicts.get(other.entry.op.id) ?? other.verdict))
  if (living !== undefined) return 'again'
  const dead = creators.find((other) => !replaced.has(other.entry.op.id))
  return dead === undefined ? { kind: 'refused', refusal } : { kind: 'held', by: dead.entry.op.id }
}

/** Whether `a` takes effect after `b`: by place on one device, else by when they were written. */
export function isLater(a: Entry, b: Entry): boolean {
  return a.op.device === b.op.device && a.stream === b.stream ? a.op.seq > b.op.seq : a.op.id > b.op.id
}

export function inOrder(a: Held, b: Held): number {
  return isLater(a.entry, b.entry) ? 1 : -1
}

function isLiving(verdict: Verdict | null): boolean {
  return verdict === null || verdict.kind === 'received' || verdict.kind === 'passed' || verdict.kind === 'conflict'
}

function isSeqTaken(result: OpResult | undefined): boolean {
  return result?.kind === 'rejected' && result.refusal.code === 'seqTaken'
}

/** Where the pull stands in a stream; null for a stream that is not pulled at all. */
export type PositionOf = (stream: string) => { readonly epoch: string; readonly upTo: number } | null

/**
 * Received ops whose change the pull has brought by now: they leave the view, or go to 需核对 with what kept its stored value.
 * `kept` false: what the pull brought could not be stored, so the view still needs the ops after a restart; conflicts are told.
 */
export function passedBy(held: Iterable<Held>, positionOf: PositionOf, kept: boolean, at: number): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>()
  for (const { entry, verdict } of held) {
    if (verdict?.kind !== 'received') continue
    const position = positionOf(entry.stream)
    const isPassed = position === null || (position.epoch === verdict.epoch && position.upTo >= verdict.n)
    const { conflicts, n } = verdict
    if (!isPassed || (!kept && conflicts.length === 0)) continue
    verdicts.set(entry.op.id, { epoch: verdict.epoch, at, ...(conflicts.length > 0 ? { kind: 'conflict', conflicts, n } : { kind: 'passed' }) })
  }
  return verdicts
}

/**
 * The server was restored: what it acknowledged under an older epoch may be gone, so everything still on the phone is offered
 * again; ops it still knows answer as duplicates. Not those whose author dropped them before they ever took effect. A restore is of
 * all streams at once, and a township this phone no longer pulls tells nothing of itself: its ops go with the others.
 */
export function offeredAgain(held: Iterable<Held>, stream: string, epoch: string): readonly string[] {
  return [...held].flatMap(({ entry, verdict }) => {
    const isOld = verdict !== null && (entry.stream !== stream || verdict.epoch !== epoch)
    return isOld && (verdict.kind !== 'settled' || verdict.tookEffect) ? [entry.op.id] : []
  })
}

const DAYS_KEPT = 7

/** The last word of a stream's server: its epoch, and when it came by this phone's clock. */
export type Heard = ReadonlyMap<string, { readonly epoch: string; readonly at: number }>

/**
 * Nothing is left to do with them: the server was heard under the same epoch more than seven days later. By the clock alone, a phone
 * that was off for a week, or whose clock runs ahead, would let go of what a restore has lost meanwhile.
 */
export function outlived(held: Iterable<Held>, heard: Heard): readonly string[] {
  return [...held].flatMap(({ entry, verdict }) => {
    if (verdict?.kind !== 'passed' && verdict?.kind !== 'settled') return []
    const last = heard.get(entry.stream)
    const isOld = last !== undefined && last.at - verdict.at > DAYS_KEPT * 24 * 3600 * 1000
    const isAnswered = last?.epoch === verdict.epoch || (verdict.kind === 'settled' && !verdict.tookEffect)
    return isOld && isAnswered ? [entry.op.id] : []
  })
}
