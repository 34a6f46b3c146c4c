import type { StoredRecord } from '../core/op'
import type { Cursor, PullAnswer, StreamChanges } from '../core/protocol'
import { covers } from './cover'
import type { Files } from './platform/ports'
import { createSegments, segmentOf, type Known, type StreamMark } from './segments'
import type { Sealer } from './seal'
import { createTurns } from './turns'

export interface Position {
  readonly stream: string
  readonly epoch: string
  readonly upTo: number
  /** Every change up to `upTo` was received. */
  readonly complete: boolean
}

export interface Taken {
  readonly touched: readonly string[]
  /** False: a change is missing in the answer; the next pull starts from nothing. */
  readonly complete: boolean
  /** Safe on the phone; else it only lives until the program ends, and the server tells it again. */
  readonly kept: boolean
}

/** What the server last said: records by stream in segment files; the cursor is written after them, so it never promises too much. */
export interface Replica {
  load(): Promise<void>
  readonly records: ReadonlyMap<string, Known>
  cursor(): Cursor | null
  positions(): readonly Position[]
  take(answer: PullAnswer): Promise<Taken>
  /** Gives the room of all streams but one to what people write; they stay in memory until the program ends. */
  evict(but: string | null): Promise<void>
  /** Nothing of it stays on the phone. */
  clear(): Promise<void>
}

export function createReplica(files: Files, sealer: Sealer, owner: string): Replica {
  const records = new Map<string, Known>()
  const streams = new Map<string, StreamMark>()
  const dirty = new Set<string>()
  const segments = createSegments(files, sealer, owner)
  const inTurn = createTurns()
  let cursor: Cursor | null = null
  /** After an eviction the cursor would promise what is no longer stored. */
  let kept: Kept = { kind: 'all' }

  function put(stream: string, record: StoredRecord, round: number): void {
    records.set(record.id, { stream, record, round })
    dirty.add(`${stream}/${segmentOf(record.id)}`)
  }

  function drop(id: string): void {
    const known = records.get(id)
    if (known === undefined) return
    records.delete(id)
    dirty.add(`${known.stream}/${segmentOf(id)}`)
  }

  function takeStream(changes: StreamChanges): boolean {
    const { stream, fresh } = changes
    const before = streams.get(stream) ?? NEVER_READ
    // What stands in files of an older epoch is written anew under this one.
    if (fresh) for (const { stream: home, record } of records.values()) if (home === stream) dirty.add(`${home}/${segmentOf(record.id)}`)
    const next = markAfter(before, changes)
    // Records of an unsound answer are true all the same; only the position is not believed.
    for (const record of changes.records) put(stream, record, next.round)
    for (const id of changes.gone) if (records.get(id)?.stream === stream) drop(id)
    streams.set(stream, next)
    return next.complete
  }

  /** A complete reading has ended: what it did not bring has left the scope. */
  function sweep(named: ReadonlySet<string>): readonly string[] {
    const gone = [...records.values()].filter(({ stream, round }) => {
      const mark = streams.get(stream)
      return !named.has(stream) || (mark?.isSweeping === true && round < mark.round)
    })
    gone.forEach(({ record }) => drop(record.id))
    for (const [stream, mark] of streams) {
      if (named.has(stream)) streams.set(stream, { ...mark, isSweeping: false })
      else streams.delete(stream)
    }
    return gone.map(({ record }) => record.id)
  }

  async function keep(): Promise<boolean> {
    for (const key of [...dirty]) {
      const [stream = '', index = ''] = key.split('/')
      if (kept.kind === 'none' || (kept.kind === 'only' && kept.stream !== stream)) continue
      const mark = streams.get(stream)
      const own = [...records.values()].filter((known) => known.stream === stream && segmentOf(known.record.id) === Number(index))
      if (mark !== undefined && !(await segments.write(stream, Number(index), mark, own))) return false
      if (mark !== undefined) streams.set(stream, { ...mark, writtenAt: replaced(mark.writtenAt, Number(index), mark.upTo) })
      dirty.delete(key)
    }
    if (kept.kind === 'all') return segments.writeCursor({ cursor, streams: Object.fromEntries(streams) })
    const mark = kept.kind === 'only' ? streams.get(kept.stream) : undefined
    if (kept.kind === 'only' && mark !== undefined) await segments.writeCursor({ cursor: null, streams: { [kept.stream]: mark } })
    return false
  }

  return {
    records,
    cursor: () => cursor,
    positions: () => [...streams].map(([stream, { epoch, upTo, complete }]) => ({ stream, epoch, upTo, complete })),
    load: () => inTurn(async () => {
      const stored = await segments.readCursor()
      if (stored === null) return
      cursor = stored.cursor
      for (const [stream, mark] of Object.entries(stored.streams)) {
        const read = await segments.read(stream, mark)
        read.known.forEach((known) => records.set(known.record.id, known))
        streams.set(stream, { ...mark, complete: mark.complete && read.isWhole })
        if (!read.isWhole) cursor = null
      }
    }),
    take: (answer) => inTurn(async () => {
      const sound = answer.streams.map(takeStream)
      const complete = sound.every((isSound) => isSound)
      const touched = answer.streams.flatMap((changes) => [...changes.records.map((record) => record.id), ...changes.gone])
      cursor = complete ? answer.cursor : null
      const swept = complete && !answer.more ? sweep(new Set(answer.streams.map(({ stream }) => stream))) : []
      return { touched: [...touched, ...swept], complete, kept: await keep() }
    }),
    evict: (but) => inTurn(async () => {
      kept = but === null ? { kind: 'none' } : { kind: 'only', stream: but }
      await segments.removeAll(but)
      if (but !== null) await keep()
    }),
    clear: () => inTurn(async () => {
      kept = { kind: 'none' }
      records.clear()
      streams.clear()
      cursor = null
      await segments.removeAll(null)
    }),
  }
}

type Kept = { readonly kind: 'all' | 'none' } | { readonly kind: 'only'; readonly stream: string }

const NEVER_READ: StreamMark = { epoch: '', upTo: 0, complete: false, round: 0, isSweeping: false, writtenAt: [] }

function markAfter(before: StreamMark, changes: StreamChanges): StreamMark {
  const { epoch, fresh, from, to } = changes
  const isFollowing = before.epoch === epoch && from <= before.upTo
  const isSound = covers(changes) && (fresh ? from === 0 : isFollowing)
  const start = fresh ? { round: before.round + 1, isSweeping: true, writtenAt: [] } : before
  return { ...before, ...start, epoch, upTo: isSound ? to : before.upTo, complete: isSound }
}

function replaced(values: readonly number[], index: number, value: number): readonly number[] {
  const next = [...values]
  for (let i = next.length; i < index; i += 1) next[i] = 0
  next[index] = value
  return next
}
