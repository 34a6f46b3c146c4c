import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { must } from '../../src/core/assert'
import type { Op, OpBody } from '../../src/core/op'
import type { OpResult, PushAnswer } from '../../src/core/protocol'
import { SCHEMA_VERSION } from '../../src/domain/registry'

/**
 * One device as the protocol sees it, and no more: ops in order, sent until answered, whatever happens on the way. It remembers what
 * it was told, so that the server's word can be held against its database.
 */
export interface TestPhone {
  readonly device: string
  readonly stream: string
  /** In device order; never shortened. */
  readonly ops: Op[]
  /** By op: the change number the server gave it. */
  readonly acknowledged: Map<string, number>
  readonly refused: Map<string, OpResult>
  /** Milliseconds of each request that was answered. */
  readonly took: number[]
  /** Requests without a usable answer, and how often the server asked to wait. */
  unanswered: number
  turnedAway: number
  /** In a row. */
  failures: number
}

export interface Line {
  readonly address: string
  readonly access: string
  /** Milliseconds until the next attempt, after that many in a row without an answer. */
  pause(failures: number): number
}

export function createTestPhone(device: string, stream: string): TestPhone {
  return { device, stream, ops: [], acknowledged: new Map(), refused: new Map(), took: [], unanswered: 0, turnedAway: 0, failures: 0 }
}

/** A person writes: a new record, or a change of one of the phone's own. */
export function writeOp(phone: TestPhone, record: string | null, body: OpBody): void {
  const { device, ops } = phone
  ops.push({
    id: randomUUID(), device, seq: ops.length + 1, schema: SCHEMA_VERSION, kind: 'dispute', record: record ?? randomUUID(),
    base: record === null ? 0 : baseOf(phone, record), body, claimedAt: new Date().toISOString(),
  })
}

/** What its author had seen: the last change of the record that was acknowledged. */
function baseOf({ ops, acknowledged }: TestPhone, record: string): number {
  return Math.max(0, ...ops.filter((op) => op.record === record).map(({ id }) => acknowledged.get(id) ?? 0))
}

export function waitingOf({ ops, acknowledged, refused }: TestPhone): readonly Op[] {
  return ops.filter(({ id }) => !acknowledged.has(id) && !refused.has(id))
}

/** Sends the next ops once. True when they were answered; else the phone waits as it was told, or for a moment, and comes again. */
export async function sendNext(phone: TestPhone, line: Line, most: number): Promise<boolean> {
  const waiting = waitingOf(phone)
  const ops = waiting.slice(0, most)
  const began = performance.now()
  const answer = await post(line, { stream: phone.stream, ops, waiting: waiting.length })
  if (answer.kind === 'answered') {
    phone.failures = 0
    phone.took.push(performance.now() - began)
    for (const result of answer.results) note(phone, result)
    return true
  }
  phone.failures += 1
  if (answer.kind === 'none') phone.unanswered += 1
  else phone.turnedAway += 1
  await wait(answer.kind === 'later' ? (answer.seconds + Math.random()) * 1000 : line.pause(phone.failures))
  return false
}

function note(phone: TestPhone, result: OpResult): void {
  if (result.kind === 'rejected') phone.refused.set(result.id, result)
  if (result.kind !== 'applied' && result.kind !== 'duplicate') return
  const before = phone.acknowledged.get(result.id)
  if (before !== undefined && before !== result.n) throw new Error(`op ${result.id} was told ${before} and then ${result.n}`)
  phone.acknowledged.set(result.id, result.n)
}

/** A phone's own. */
const TIMEOUT_MS = 15_000

type Answered =
  | { readonly kind: 'answered'; readonly results: readonly OpResult[] }
  | { readonly kind: 'later'; readonly seconds: number }
  | { readonly kind: 'none' }

async function post({ address, access }: Line, body: object): Promise<Answered> {
  let response: Response
  let text: string
  try {
    response = await fetch(`${address}/api/push`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` }, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    text = await response.text()
  } catch {
    // Refused, cut, or too late: nobody knows whether it arrived.
    return { kind: 'none' }
  }
  if (response.status === 429 || response.status === 503) return { kind: 'later', seconds: Number(must(response.headers.get('retry-after'), 'a Retry-After')) }
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`)
  return { kind: 'answered', results: (JSON.parse(text) as PushAnswer).results }
}
