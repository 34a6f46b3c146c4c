import type { RefusalCode } from '../core/op'
import { MAX_OPS_PER_PUSH, MAX_PHONE_REQUEST_BYTES, MAX_RECORDS_PER_PULL, type Cursor, type Pull } from '../core/protocol'
import type { ProblemCode } from '../domain/words'
import type { Account } from './account'
import type { Outbox } from './outbox'
import type { Replica } from './replica'
import { asPullAnswer, asPushAnswer } from './shape'
import type { Device } from './platform/ports'
import type { View } from './view'
import type { Answer } from './wire'

/** How one request ended, as the loop sees it. */
export type Step =
  | 'more'
  | 'done'
  /** No answer, or none of this server: later again. */
  | 'failed'
  | 'expired'
  | 'outdated'

export interface Exchange {
  /** One batch of what waits. */
  push(): Promise<Step>
  /** One page of what changed. */
  pull(): Promise<Step>
  /** Milliseconds for which the server asked to be left alone when it last answered; 0: it did not. */
  asked(): number
}

export interface ExchangeDeps {
  readonly account: Account
  readonly outbox: Outbox
  readonly replica: Replica
  readonly view: View
  readonly device: Device
  /** False once its person has signed out: nothing of theirs may go out under another's token. */
  readonly alive: () => boolean
}

export function createExchange({ account, outbox, replica, view, device, alive }: ExchangeDeps): Exchange {
  /** Halved when a batch is too large for something on the way, or when nothing came back in time; doubled with each that passes. */
  let most = MAX_OPS_PER_PUSH
  /** The same for a page: at 10 KB/s a full one takes longer than anybody waits. */
  let page = MAX_RECORDS_PER_PULL
  /** The server judged by other grants than this phone knows. */
  let isEstranged = false
  let waitMs = 0
  /** The page behind the one that is being kept, asked for already: a phone works and waits at the same time. */
  let ahead: { readonly cursor: Cursor; readonly answer: Promise<Answer> } | null = null

  function noted(answer: Answer): Answer {
    waitMs = answer.kind === 'problem' || answer.kind === 'noAnswer' ? (answer.waitMs ?? 0) : 0
    return answer
  }

  function ask(cursor: Cursor | null): Promise<Answer> {
    return account.call('POST', '/api/pull', { cursor, waiting: outbox.waiting().length, most: page } satisfies Pull)
  }

  /** The next page after the replica's position; what was asked for from another one is nobody's. */
  function nextPage(): Promise<Answer> {
    const asked = ahead
    ahead = null
    const cursor = replica.cursor()
    return asked !== null && asked.cursor === cursor ? asked.answer : ask(cursor)
  }

  /** Waited for in vain, and not refused at once for want of a network. */
  function isTooSlow(answer: Answer, began: number): boolean {
    return answer.kind === 'noAnswer' && device.now() - began >= SLOW_MS
  }

  async function turnedAway({ lane, ops }: NonNullable<ReturnType<Outbox['next']>>, status: number): Promise<Step> {
    const isEndOfScope = status === 404
    if (!isEndOfScope && ops.length > 1) {
      most = Math.floor(ops.length / 2)
      return 'more'
    }
    // The township is no longer this person's: nothing is lost, and other townships go on.
    isEstranged ||= isEndOfScope
    const all = isEndOfScope ? [...outbox.waiting(lane.stream).map(({ entry }) => entry.op), ...ops] : ops
    const touched = await outbox.turnedAway(all, { code: isEndOfScope ? 'outOfScope' : status === 413 ? 'tooLarge' : 'badOp' })
    view.touch(touched)
    // Of fillers alone nothing is decided: the same would be asked again at once, without end.
    return touched.length > 0 ? 'more' : 'failed'
  }

  /** The last role is gone: what was downloaded leaves the phone; what was written stays, and was handed in before this. */
  async function withoutRole(): Promise<Step> {
    const gone = [...replica.records.keys()]
    await replica.clear()
    view.touch(gone)
    if (!holdsNoRole()) await account.renew()
    return 'done'
  }

  function holdsNoRole(): boolean {
    return account.signed()?.me.grants.length === 0
  }

  return {
    asked: () => waitMs,
    async push() {
      await device.ready()
      // A new round reads from where the server is by then.
      ahead = null
      if (!alive()) return 'failed'
      const next = outbox.next({ ops: most, bytes: MAX_PHONE_REQUEST_BYTES })
      if (next === null) return 'done'
      const { lane, ops, waiting } = next
      const began = device.now()
      const answer = noted(await account.call('POST', '/api/push', { stream: lane.stream, ops, waiting }))
      if (answer.kind === 'problem' && isAboutTheBatch(answer)) return turnedAway(next, answer.status)
      if (answer.kind === 'noAnswer' && answer.status === 413 && ops.length > 1) {
        most = Math.floor(ops.length / 2)
        return 'more'
      }
      const body = answer.kind === 'ok' ? asPushAnswer(answer.body) : null
      if (isTooSlow(answer, began)) most = Math.max(FEWEST_OPS, Math.floor(ops.length / 2))
      if (body === null) return stepOf(answer)
      most = Math.min(MAX_OPS_PER_PUSH, most * 2)
      isEstranged ||= body.results.some((result) => result.kind === 'rejected' && SCOPE_CODES.includes(result.refusal.code))
      const { touched, progressed } = await outbox.judged(lane, ops, body)
      view.touch(touched)
      return progressed ? 'more' : 'failed'
    },
    async pull() {
      await device.ready()
      if (!alive()) return 'failed'
      const began = device.now()
      const answer = noted(await nextPage())
      if (answer.kind === 'problem' && answer.problem.code === 'noRole') return withoutRole()
      const body = answer.kind === 'ok' ? asPullAnswer(answer.body) : null
      if (isTooSlow(answer, began)) page = Math.max(FEWEST_CHANGES, Math.floor(page / 2))
      if (body === null) return stepOf(answer)
      page = Math.min(MAX_RECORDS_PER_PULL, page * 2)
      isEstranged ||= holdsNoRole() || body.streams.some(({ stream, fresh, epoch }) => fresh && positionOf(replica, stream)?.epoch === epoch)
      if (body.more) ahead = { cursor: body.cursor, answer: ask(body.cursor) }
      const taken = await replica.take(body)
      const touched = [...taken.touched]
      for (const { stream, epoch } of body.streams) touched.push(...(await outbox.epochOf(stream, epoch)))
      const isComplete = taken.complete && !body.more
      if (isComplete) touched.push(...(await outbox.passed((stream) => positionOf(replica, stream), taken.kept)))
      view.touch(touched)
      if (!taken.complete) return 'failed'
      if (body.more) return 'more'
      if (isEstranged) await account.renew()
      isEstranged = false
      return 'done'
    },
  }
}

const SLOW_MS = 8_000
/** A few kilobytes: what even the slowest line brings in time. */
const FEWEST_OPS = 4
const FEWEST_CHANGES = 8

const SCOPE_CODES: readonly RefusalCode[] = ['notAllowed', 'outOfScope']

function positionOf(replica: Replica, stream: string): { readonly epoch: string; readonly upTo: number } | null {
  return replica.positions().find((position) => position.stream === stream) ?? null
}

/** What the server says to these ops, not to who sends them or to its own load; what a gateway says in its own words decides nothing. */
function isAboutTheBatch({ status, problem }: Extract<Answer, { kind: 'problem' }>): boolean {
  return ABOUT_THE_BATCH[status] === problem.code
}

const ABOUT_THE_BATCH: Readonly<Record<number, ProblemCode | undefined>> = { 400: 'badRequest', 404: 'notFound', 413: 'tooLarge' }

function stepOf(answer: Answer): Step {
  if (answer.kind === 'expired') return 'expired'
  return answer.kind === 'problem' && answer.problem.code === 'outdated' ? 'outdated' : 'failed'
}
