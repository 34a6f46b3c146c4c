import { MAX_OPS_PER_PUSH, type Me, type PushAnswer } from '../core/protocol'
import { judgeBatch, type Pusher, type PushDeps, type RawPush, type StreamRow } from './batch'
import { writeBatch } from './writeBatch'

/** null: no such stream, or none this person may know of. `n` is the stream's last change now. */
export type PushOutcome = { readonly answer: PushAnswer; readonly n: number } | null

/**
 * Judges one township's batch in one transaction, op by op in device order. A refusal is a result; a broken transaction leaves
 * nothing, and the phone simply sends the batch again.
 */
export async function push(deps: PushDeps, pusher: Pusher, request: RawPush): Promise<PushOutcome> {
  return deps.db.begin(async (tx) => {
    // Locked first: ops of one township are judged one after another, as `apply` and gapless numbers assume.
    const [stream] = await tx<StreamRow[]>`select n, audit_n, epoch, kind, county from stream where stream = ${request.stream} for update`
    if (stream === undefined || !isReachable(pusher.me, request.stream, stream.county)) return null
    const batch = await judgeBatch(deps, tx, pusher, { ...request, ops: request.ops.slice(0, MAX_OPS_PER_PUSH) }, stream)
    await writeBatch(deps, tx, { stream: request.stream, row: stream, pusher, waiting: request.waiting, batch })
    return { answer: { epoch: stream.epoch, results: batch.results }, n: stream.n + batch.applied.length }
  })
}

function isReachable(me: Me, stream: string, county: string): boolean {
  return me.county === county && (stream === county || me.grants.some((grant) => grant.stream === stream || grant.stream === county))
}
