import { randomUUID } from 'node:crypto'
import { must } from '../../core/assert'
import type { Op } from '../../core/op'
import { own } from '../../core/own'
import { RATINGS } from '../../domain/matterCodes'
import { SCHEMA_VERSION } from '../../domain/registry'
import { villagerOf } from '../../domain/role'
import { refusalAdvice } from '../../domain/words'
import type { PushDeps } from '../batch'
import { push } from '../push'
import type { CodedRecord } from './look'
import { progressOf } from './progress'

/** `rated`: it stands, be it by this request or by the same one before. `n`: the stream's last change, when this one wrote it. */
export type Rated =
  | { readonly kind: 'rated'; readonly n: number | null }
  | { readonly kind: 'refused'; readonly say: string }

export type RatingCode = keyof typeof RATINGS

export function ratingFrom(text: string | null): RatingCode | null {
  return text !== null && own(RATINGS, text) !== undefined ? (text as RatingCode) : null
}

/**
 * What the villager says goes through the same door as any phone's op, and the judge has the last word: of two that come at once only the
 * first finds the matter waiting. Each speaks for a device of its own, so that none waits for another.
 */
export async function rate(deps: PushDeps, found: CodedRecord, rating: RatingCode): Promise<Rated> {
  const { record, coded } = found
  const state = progressOf(found).rating
  if (state.kind === 'given') {
    return record.values.rating === rating ? { kind: 'rated', n: null } : { kind: 'refused', say: `这一件已经评过了（${state.say}），不能再改。还有话要说，请用下面的投诉建议。` }
  }
  if (state.kind === 'none') return { kind: 'refused', say: '这一件现在不用评。办结并把结果告诉您以后，再来评。' }
  const id = randomUUID()
  const op: Op = {
    id, device: `code-${id}`, seq: 1, schema: SCHEMA_VERSION, kind: record.kind, record: record.id, base: record.n,
    body: { kind: 'move', move: 'rate', set: { rating } }, claimedAt: new Date(deps.now()).toISOString(),
  }
  const me = villagerOf(coded.stream, coded.county)
  const pushed = must(await push(deps, { me, devices: [op.device] }, { stream: coded.stream, ops: [op], waiting: 0 }), 'the stream of a code')
  const [result] = pushed.answer.results
  if (result?.kind === 'applied') return { kind: 'rated', n: pushed.n }
  const refusal = result?.kind === 'rejected' ? result.refusal : null
  // Somebody was faster, this very villager's second tap perhaps: the page tells what stands now.
  if (refusal === null || refusal.code === 'stageMoved' || refusal.code === 'changedMeanwhile') return { kind: 'refused', say: '这一件刚才已经有了变化，没有再记。请看看下面现在的情况。' }
  return { kind: 'refused', say: `没有记上：${refusalAdvice(refusal, found.type).what}。请打下面的电话。` }
}
