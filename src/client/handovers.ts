import type { Op, OpBody, Patch, Refusal } from '../core/op'
import type { DeviceList, HandOver, Handover, HandoverEnd, HandoverList, HandoverState, Problem, RecipientList } from '../core/protocol'
import type { AttentionItem, Client, ShownRecord, WriteAnswer } from './client'
import { isProblem } from './online'
import { editOf } from './write'

export type Recipient = RecipientList['recipients'][number]

/** 转给…, 收下 and the phones that hold something. All of it needs the network; what is only on this phone stays on it until the server has it. */
export interface Handovers {
  list(): Promise<HandoverList | Problem>
  /** `place` narrows it to who may write there. */
  recipients(stream: string, kind: string, place: string | null): Promise<RecipientList | Problem>
  /** Null when it is theirs; then the item, and what waited for it, is settled here with their name. Safe to repeat. */
  give(item: AttentionItem, to: Recipient): Promise<Problem | null>
  /** What came back declined, to somebody else. */
  giveAgain(handover: Handover, to: Recipient): Promise<Problem | null>
  /** Written here as one's own, seen against what stands there now; `set`: changed before it is taken. Null: it was taken before. */
  take(handover: Handover, set: Patch | null): Promise<WriteAnswer | Problem | null>
  pass(handover: Handover, to: Recipient): Promise<Problem | null>
  decline(handover: Handover, why: string): Promise<Problem | null>
  /** One's own phones; with a stream, those of a township or of the county. */
  devices(stream: string | null): Promise<DeviceList | Problem>
  /** 挂失. */
  revoke(device: string): Promise<Problem | null>
  /** 不等了. */
  writeOff(device: string): Promise<Problem | null>
}

export function handoversOf(client: Client): Handovers {
  const { online } = client

  async function done(answer: Promise<object>): Promise<Problem | null> {
    const given = await answer
    return isProblem(given) ? given : null
  }
  const end = (handover: Handover, how: HandoverEnd): Promise<Problem | null> =>
    done(online.post<HandoverState>(`/api/handover/${handover.stream}/${handover.id}`, how))
  const post = (body: HandOver): Promise<Problem | null> => done(online.post<HandoverState>('/api/handover', body))

  return {
    list: () => online.get('/api/handovers'),
    recipients: (stream, kind, place) => online.get(`/api/recipients/${stream}?kind=${kind}${place === null ? '' : `&place=${place}`}`),
    async give(item, to) {
      // What waits for a record that was refused goes with it, and goes first: the item itself stays until all of it is theirs.
      const waiting = client.sync.getState().attention.filter(({ reason }) => reason.kind === 'held' && reason.by === item.id)
      for (const { stream, op, reason } of [...waiting, item]) {
        const problem = await post({ stream, op, refusal: refusalOf(reason), to: to.person })
        if (problem !== null) return problem
      }
      for (const each of [item, ...waiting]) await client.settle(each, { given: to.name })
      return null
    },
    giveAgain: ({ stream, op, refusal }, to) => (op === null ? Promise.resolve(null) : post({ stream, op, refusal, to: to.person })),
    async take(handover, set) {
      const { op, stream } = handover
      if (op === null) return { kind: 'refused', refusal: { code: 'notAllowed' } }
      const problem = await lend(client, handover)
      if (problem !== null) return problem
      const answer = await client.write({ kind: op.kind, record: op.record, stream, body: bodyOf(handover, op, set) })
      // Taken before, and the server never heard of it: it hears now.
      const isHere = answer.kind === 'refused' && answer.refusal.code === 'recordExists' && isOwn(client, op.record)
      if (answer.kind !== 'saved' && !isHere) return answer
      // Until the server has it, it may die with this phone: the handover stays open, and taking it again does no harm.
      if (await isUploaded(client, op.record)) await end(handover, { kind: 'taken', by: answer.kind === 'saved' ? answer.op : op.id })
      return isHere ? null : answer
    },
    pass: (handover, to) => end(handover, { kind: 'passed', to: to.person }),
    decline: (handover, why) => end(handover, { kind: 'declined', why }),
    devices: (stream) => online.get(stream === null ? '/api/devices' : `/api/devices?stream=${stream}`),
    revoke: (device) => done(online.post(`/api/device/${device}/revoke`, {})),
    writeOff: (device) => done(online.post(`/api/device/${device}/writeOff`, {})),
  }
}

/** The values in conflict of an edit that got through otherwise; all of anything else. */
export function bodyOf({ refusal }: Handover, op: Op, set: Patch | null): OpBody {
  const isInConflict = op.body.kind === 'edit' && refusal.code === 'changedMeanwhile'
  if (isInConflict) return editOf(set ?? Object.fromEntries(refusal.conflicts.map(({ path, mine }) => [path, mine])))
  return set === null ? op.body : { ...op.body, set: { ...op.body.set, ...set } }
}

function refusalOf(reason: AttentionItem['reason']): Refusal {
  switch (reason.kind) {
    case 'refused':
      return reason.refusal
    case 'conflict':
      return { code: 'changedMeanwhile', conflicts: reason.conflicts }
    case 'held':
      return { code: 'noRecord' }
  }
}

/** The record it is about, read on the server when this phone does not hold it. */
async function lend(client: Client, { stream, op }: Handover): Promise<Problem | null> {
  if (op === null || op.body.kind === 'create') return null
  const { records, borrowed } = client.view.getState()
  if (records.has(op.record) || borrowed.has(op.record)) return null
  const answer = await client.online.record(stream, op.record)
  // What isn't there is refused by name when it is written.
  return isProblem(answer) && answer.code !== 'notFound' ? answer : null
}

function isOwn(client: Client, record: string): boolean {
  const session = client.session.getState()
  return session.kind === 'signedIn' && shownOf(client, record)?.createdBy === session.me.person
}

/** Resolves when the server has taken in what was written on the record, or has refused it, or nobody should wait longer. */
function isUploaded(client: Client, record: string): Promise<boolean> {
  return new Promise((resolve) => {
    let stop = (): void => undefined
    const look = (isLast: boolean): void => {
      const mark = shownOf(client, record)?.sync
      if (mark === 'onPhone' && !isLast) return
      stop()
      resolve(mark === 'uploaded')
    }
    const callOff = client.after(PATIENCE_MS, () => look(true))
    const unsubscribe = client.view.subscribe(() => look(false))
    stop = () => {
      callOff()
      unsubscribe()
    }
    look(false)
  })
}

const PATIENCE_MS = 20_000

function shownOf(client: Client, record: string): ShownRecord | undefined {
  const { records, borrowed } = client.view.getState()
  return records.get(record) ?? borrowed.get(record)
}
