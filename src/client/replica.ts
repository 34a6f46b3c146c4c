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
  /** Every change up to `upTo` was received, and a first reading, or one from the beginning, has come to its end. */
  readonly complete: boolean
}

export interface Taken {
  readonly touched: readonly string[]
  /** False: a change is missing in the answer; the next pull starts from nothing. */
  readonly complete: boolean
  /** Safe on the phone; else it lives until the program ends or a later page is kept, and the server tells it again. */
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

/** `now`: the phone's clock in milliseconds, for when to write; it orders nothing. */
export function createReplica(files: Files, sealer: Sealer, owner: string, now: () => number): Replica {
  const records = new Map<string, Known>()
  const streams = new Map<string, StreamMark>()
  /** Ids by `stream/segment`. */
  const idsByFile = new Map<string, Set<string>>()
  const dirty = new Set<string>()
  /** Streams whose files are to go. */
  const left = new Set<string>()
  /** Read from files that had come further than the cursor: true unless the server, asked again from there, does not tell them again. */
  const ahead = new Map<string, Known>()
  const segments = createSegments(files, sealer, owner)
  const inTurn = createTurns()
  let cursor: Cursor | null = null
  /** After an eviction the cursor would promise what is no longer stored. */
  let kept: Kept = { kind: 'all' }
  let keptAt = now()
  /** Records taken since then. */
  let waiting = 0

  function hold(known: Known): string {
    const { stream, record: { id } } = known
    const file = fileOf(stream, id)
    records.set(id, known)
    idsByFile.set(file, (idsByFile.get(file) ?? new Set()).add(id))
    return file
  }

  function put(known: Known): void {
    const { stream, record: { id } } = known
    if (records.get(id)?.stream !== stream) drop(id)
    ahead.delete(id)
    dirty.add(hold(known))
    waiting += 1
  }

  function drop(id: string): void {
    const known = records.get(id)
    if (known === undefined) return
    const file = fileOf(known.stream, id)
    records.delete(id)
    ahead.delete(id)
    idsByFile.get(file)?.delete(id)
    dirty.add(file)
  }

  /** Ids that look different now, and whether nothing is missing before the stream's new position. */
  function takeStream(changes: StreamChanges): { readonly touched: readonly string[]; readonly isSound: boolean } {
    const { stream, fresh } = changes
    const before = streams.get(stream) ?? NEVER_READ
    // What stands in files of an older epoch is written anew under this one.
    if (fresh) for (const [file, ids] of idsByFile) if (file.startsWith(`${stream}/`) && ids.size > 0) dirty.add(file)
    // And what it does not tell goes at its end.
    if (fresh) for (const [id, known] of ahead) if (known.stream === stream) ahead.delete(id)
    const next = markAfter(before, changes)
    // Records of an unsound answer are true all the same; only the position is not believed.
    for (const record of changes.records) put({ stream, record: newer(record, changes, before.epoch), round: next.round })
    const gone = [...changes.gone, ...untold(stream, next)]
    for (const id of gone) if (records.get(id)?.stream === stream) drop(id)
    streams.set(stream, next)
    left.delete(stream)
    return { touched: [...changes.records.map(({ id }) => id), ...gone], isSound: next.complete }
  }

  /** A reading from the beginning tells every record as it was by the end of its page: what is held is not shown older meanwhile. */
  function newer(record: StoredRecord, { stream, epoch }: StreamChanges, epochBefore: string): StoredRecord {
    const held = records.get(record.id)
    return held?.stream === stream && epochBefore === epoch && held.record.n > record.n ? held.record : record
  }

  /** Of what the files had ahead of the cursor, what the reading has passed without a word: it left the scope meanwhile. */
  function untold(stream: string, { upTo, complete }: StreamMark): readonly string[] {
    return complete ? [...ahead.values()].filter((known) => known.stream === stream && known.record.n <= upTo).map(({ record }) => record.id) : []
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
      else if (streams.delete(stream)) left.add(stream)
    }
    return gone.map(({ record }) => record.id)
  }

  /**
   * In the middle of a reading not every page is written: its records fall into all files, each of which is written whole. A page
   * waits five seconds, and until what it rewrites is hardly more than what has come, or for ten seconds: so a first reading on a fast
   * network writes everything once, on a slow one little more than twice, and a program that dies on a slow network goes on where it was. What is not written is behind the cursor on the
   * phone: the server tells it again.
   */
  function isDue(): boolean {
    const rewritten = [...dirty].reduce((sum, file) => sum + (idsByFile.get(file)?.size ?? 0), 0)
    const unwritten = Math.abs(now() - keptAt)
    const isCheap = rewritten <= FEW || (unwritten >= SHORTEST_UNWRITTEN_MS && rewritten <= MOST_REWRITTEN * waiting)
    return isCheap || unwritten >= LONGEST_UNWRITTEN_MS
  }

  /** Everything that waits, and only then the cursor. */
  async function keep(): Promise<boolean> {
    keptAt = now()
    waiting = 0
    for (const file of [...dirty]) {
      const [stream = '', index = ''] = file.split('/')
      if (kept.kind === 'none' || (kept.kind === 'only' && kept.stream !== stream)) continue
      const mark = streams.get(stream)
      const own = [...(idsByFile.get(file) ?? [])].flatMap((id) => records.get(id) ?? [])
      if (mark !== undefined && !(await segments.write(stream, Number(index), mark, own))) return false
      if (mark !== undefined) streams.set(stream, { ...mark, writtenAt: replaced(mark.writtenAt, Number(index), mark.upTo) })
      dirty.delete(file)
    }
    if (!(await removeLeft())) return false
    if (kept.kind === 'all') return segments.writeCursor({ cursor, streams: Object.fromEntries(streams) })
    const mark = kept.kind === 'only' ? streams.get(kept.stream) : undefined
    if (kept.kind === 'only' && mark !== undefined) await segments.writeCursor({ cursor: null, streams: { [kept.stream]: mark } })
    return false
  }

  /** Before the cursor forgets the stream: nothing else would ever find its files. */
  async function removeLeft(): Promise<boolean> {
    try {
      for (const stream of [...left]) {
        await segments.remove(stream)
        left.delete(stream)
      }
      return true
    } catch {
      return false
    }
  }

  return {
    records,
    cursor: () => cursor,
    positions: () => [...streams].map(([stream, { epoch, upTo, complete, isSweeping }]) => ({ stream, epoch, upTo, complete: complete && !isSweeping })),
    load: () => inTurn(async () => {
      const stored = await segments.readCursor()
      if (stored === null) return
      cursor = stored.cursor
      for (const [stream, mark] of Object.entries(stored.streams)) {
        const read = await segments.read(stream, mark)
        for (const known of read.known) {
          // A reading the cursor knows nothing of begins again under the same number: what it had brought must not count as told.
          hold({ ...known, round: Math.min(known.round, mark.round) })
          if (known.round === mark.round && known.record.n > mark.upTo) ahead.set(known.record.id, known)
        }
        streams.set(stream, { ...mark, complete: mark.complete && read.isWhole })
        if (!read.isWhole) cursor = null
      }
    }),
    take: (answer) => inTurn(async () => {
      const taken = answer.streams.map(takeStream)
      const complete = taken.every(({ isSound }) => isSound)
      cursor = complete ? answer.cursor : null
      const isWhole = complete && !answer.more
      const swept = isWhole ? sweep(new Set(answer.streams.map(({ stream }) => stream))) : []
      const touched = [...taken.flatMap((each) => each.touched), ...swept]
      return { touched, complete, kept: (isWhole || !complete || isDue()) && await keep() }
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
      idsByFile.clear()
      ahead.clear()
      cursor = null
      await segments.removeAll(null)
    }),
  }
}

type Kept = { readonly kind: 'all' | 'none' } | { readonly kind: 'only'; readonly stream: string }

/** Records that are written without a thought. */
const FEW = 500
/** Records rewritten for each that has come. */
const MOST_REWRITTEN = 1.25
const SHORTEST_UNWRITTEN_MS = 5_000
const LONGEST_UNWRITTEN_MS = 10_000

function fileOf(stream: string, id: string): string {
  return `${stream}/${segmentOf(id)}`
}

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
