import { MAX_OPS_PER_PUSH, type PushAnswer } from '../core/protocol'
import { reachesStream } from '../domain/role'
import { judgeBatch, type Pusher, type PushDeps, type RawPush, type StreamRow } from './batch'
import { noteWaiting } from './devices'
import { handOverRefused } from './handover'
import { writeBatch } from './writeBatch'

/** null: no such stream, or none of this person's county. `n` is the stream's last change now. */
export type PushOutcome = { readonly answer: PushAnswer; readonly n: number } | null

/**
 * Judges one township's batch in one transaction, op by op in device order. A refusal is a result; a broken transaction leaves
 * nothing, and the phone simply sends the batch again. Whoever lost the township while offline still hands in what was written for
 * it: nothing of it takes effect, and all of it is handed over to the township's 待接收.
 */
export async function push(deps: PushDeps, pusher: Pusher, request: RawPush): Promise<PushOutcome> {
  return deps.db.begin(async (tx) => {
    // Locked first: ops of one township are judged one after another, as `apply` and gapless numbers assume.
    const [stream] = await tx<StreamRow[]>`select n, audit_n, epoch, kind, county from stream where stream = ${request.stream} for update`
    if (stream === undefined || stream.county !== pusher.me.county) return null
    const isLost = !reachesStream(pusher.me, request.stream)
    if (isLost && request.ops.length === 0) return null
    const batch = await judgeBatch(deps, tx, pusher, { ...request, ops: request.ops.slice(0, MAX_OPS_PER_PUSH) }, stream)
    const handedOver = isLost ? await handOverRefused(deps, tx, { stream: request.stream, sender: pusher.me.person, batch }) : []
    await Promise.all([
      writeBatch(deps, tx, { stream: request.stream, row: stream, pusher, batch, also: handedOver }),
      noteWaiting(tx, request, pusher, batch, new Date(deps.now()).toISOString()),
    ])
    return { answer: { epoch: stream.epoch, results: batch.results }, n: stream.n + batch.applied.length }
  })
}
