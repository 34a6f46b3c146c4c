import type { StoredRecord } from '../core/op'
import type { Cursor } from '../core/protocol'
import type { Files } from './platform/ports'
import type { Sealer } from './seal'

/** A record as the server last told it. `round`: the complete reading of the stream it came with. */
export interface Known {
  readonly stream: string
  readonly record: StoredRecord
  readonly round: number
}

/** Where a stream stands, and how far each of its segment files had come when it was last written. */
export interface StreamMark {
  readonly epoch: string
  readonly upTo: number
  readonly complete: boolean
  readonly round: number
  /** A complete reading is under way; records of earlier rounds go at its end. */
  readonly isSweeping: boolean
  readonly writtenAt: readonly number[]
}

export interface StoredCursor {
  readonly cursor: Cursor | null
  readonly streams: Readonly<Record<string, StreamMark>>
}

export interface Segments {
  readCursor(): Promise<StoredCursor | null>
  writeCursor(stored: StoredCursor): Promise<boolean>
  /** `isWhole` false: a file is lost, damaged, or older than the cursor believes (another window wrote it). */
  read(stream: string, mark: StreamMark): Promise<{ readonly known: readonly Known[]; readonly isWhole: boolean }>
  write(stream: string, index: number, mark: StreamMark, known: readonly Known[]): Promise<boolean>
  /** All streams but one; the cursor first: what is left after a crash in between is not believed. */
  removeAll(but: string | null): Promise<void>
  /** A stream that is no longer this person's. Rejects when its files cannot be removed. */
  remove(stream: string): Promise<void>
}

const SEGMENTS = 32

/** Settled by the id alone: two windows of one person write the same records into the same file. */
export function segmentOf(id: string): number {
  return parseInt(id.slice(-2), 16) % SEGMENTS
}

/** Sealed files `replica/<owner>/…`. Downloaded data: any of it may be lost at any time and is then read again. */
export function createSegments(files: Files, sealer: Sealer, owner: string): Segments {
  const at = `replica/${owner}/`
  const cursorPath = `${at}cursor`
  const pathOf = (stream: string, index: number): string => `${at}${stream}/${index}`

  async function open<T>(path: string): Promise<T | null> {
    try {
      const opened = sealer.open(path, (await files.read(path)) ?? '')
      return opened.kind === 'text' ? (JSON.parse(opened.text) as T) : null
    } catch {
      return null
    }
  }

  async function put(path: string, value: unknown): Promise<boolean> {
    return (await files.write(path, sealer.seal(path, JSON.stringify(value)))) === 'written'
  }

  return {
    readCursor: () => open<StoredCursor>(cursorPath),
    writeCursor: (stored) => put(cursorPath, stored),
    async read(stream, mark) {
      const used = mark.writtenAt.map((upTo, index) => ({ upTo, index })).filter(({ upTo }) => upTo > 0)
      const read = await Promise.all(used.map(async ({ upTo, index }) => ({ upTo, segment: await open<Segment>(pathOf(stream, index)) })))
      const isWhole = read.every(({ upTo, segment }) => segment !== null && segment.epoch === mark.epoch && segment.upTo >= upTo)
      return { known: read.flatMap(({ segment }) => segment?.known.map((known) => ({ stream, ...known })) ?? []), isWhole }
    },
    write: (stream, index, mark, known) => put(pathOf(stream, index), { epoch: mark.epoch, upTo: mark.upTo, known: known.map(({ round, record }) => ({ round, record })) } satisfies Segment),
    async removeAll(but) {
      try {
        await files.remove(cursorPath)
        for (const path of await files.list(at)) if (but === null || !path.startsWith(`${at}${but}/`)) await files.remove(path)
      } catch {
        // Sealed, and its key goes with the sign-out.
      }
    },
    async remove(stream) {
      for (const path of await files.list(`${at}${stream}/`)) await files.remove(path)
    },
  }
}

interface Segment {
  readonly epoch: string
  readonly upTo: number
  readonly known: readonly Omit<Known, 'stream'>[]
}
