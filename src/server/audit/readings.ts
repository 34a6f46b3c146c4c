import { must } from '../../core/assert'
import { BEGINNING, chained, trailMac, type AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { codeOf } from '../errorCode'

/** Who saw what, and who wanted to. Of a stream of this county. */
export interface ReadingLine extends AuditEntry {
  readonly stream: string
}

/**
 * Adds lines to the chains of reading, in one transaction. The chains' own rows are locked, in one order, so that two who write to the same
 * chains never wait for each other crosswise; no township's row is. `lockMs`: how long it waits for them, the connection's own time if null.
 */
export async function appendReadings(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>, lines: readonly ReadingLine[], lockMs: number | null = null): Promise<void> {
  if (lines.length === 0) return
  const streams = [...new Set(lines.map(({ stream }) => stream))].sort()
  const mac = trailMac(deps.vault)
  await deps.db.begin(async (tx) => {
    if (lockMs !== null) await tx.unsafe(`set local lock_timeout = ${lockMs}`)
    const heads = await lockHeads(tx, streams)
    // Under the lock, so that times rise along a chain.
    const at = new Date(deps.now()).toISOString()
    const written = streams.map((stream) => {
      const head = must(heads.find((each) => each.stream === stream), 'the head of a chain')
      const own = lines.filter((line) => line.stream === stream).map(({ stream: _, ...entry }) => entry)
      return { stream, n: head.n + own.length, ...chained(mac, head.hash, { stream, a: head.n }, at, own) }
    })
    await tx`insert into reading (stream, a, at, actor, action, subject, detail, hash)
      select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::reading, ${tx.json(written.flatMap(({ rows }) => rows))})`
    await Promise.all(written.map(({ stream, n, hash }) => tx`update reading_chain set n = ${n}, hash = ${hash} where stream = ${stream}`))
  })
}

/**
 * One statement a chain, sent without waiting for the one before: a distributed database locks rows of one tenant at a time. Chains that
 * are not there yet are made before any is locked: whoever waited for one of them while holding a later one would wait crosswise.
 */
async function lockHeads(tx: Sql, streams: readonly string[]): Promise<readonly Head[]> {
  const known = await tx<{ stream: string }[]>`select stream from reading_chain where stream = any(${[...streams]}::uuid[])`
  if (known.length < streams.length) await tx`insert into reading_chain (stream, n, hash) select s, 0, ${BEGINNING} from unnest(${[...streams]}::uuid[]) s on conflict do nothing`
  return (await Promise.all(streams.map((stream) => tx<Head[]>`select stream, n, hash from reading_chain where stream = ${stream} for update`))).flat()
}

interface Head {
  readonly stream: string
  readonly n: number
  readonly hash: Buffer
}

export interface ReadingLog {
  /** Done once the lines stand in the database; throws when they do not. */
  readonly write: (lines: readonly ReadingLine[]) => Promise<void>
}

/**
 * Lines that come while others are being written go together with the next: hundreds of phones at once are a few transactions, one after
 * another. A chain that somebody holds is left to lines of its own, so that no township waits for another's.
 */
export function createReadingLog(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>): ReadingLog {
  const apart = new Map<string, ReadingLog>()
  const together = gathering(async (lines) => {
    try {
      await appendReadings(deps, lines, TOGETHER_MS)
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_GIVEN) throw error
      return byStream(lines)
    }
    return NOBODY
  })

  /** Until it has gone well once. */
  function alone(stream: string): ReadingLog {
    const known = apart.get(stream)
    if (known !== undefined) return known
    const own = gathering(async (lines) => {
      await appendReadings(deps, lines)
      apart.delete(stream)
      return NOBODY
    })
    apart.set(stream, own)
    return own
  }

  function byStream(lines: readonly ReadingLine[]): Left {
    return new Map([...new Set(lines.map(({ stream }) => stream))].map((stream) => [stream, alone(stream).write(lines.filter((line) => line.stream === stream))]))
  }

  return {
    async write(lines) {
      const held = lines.filter(({ stream }) => apart.has(stream))
      await Promise.all([together.write(lines.filter(({ stream }) => !apart.has(stream))), ...byStream(held).values()])
    },
  }
}

const LOCK_NOT_GIVEN = '55P03'
/** A chain is held for a few milliseconds when all is well. */
const TOGETHER_MS = 300

/** Streams whose lines go on by themselves; whoever has a line in one waits for it, and nobody else. */
type Left = ReadonlyMap<string, Promise<void>>
const NOBODY: Left = new Map()

/** One writing at a time, of everything that came during the one before. */
function gathering(append: (lines: readonly ReadingLine[]) => Promise<Left>): ReadingLog {
  let next: { readonly lines: ReadingLine[]; readonly done: Promise<Left> } | null = null
  let last: Promise<unknown> = Promise.resolve()
  return {
    async write(told) {
      if (told.length === 0) return
      if (next === null) {
        const lines: ReadingLine[] = []
        const done = last.then(() => {
          next = null
          return append(lines)
        })
        last = done.catch(() => undefined)
        next = { lines, done }
      }
      next.lines.push(...told)
      const left = await next.done
      await Promise.all([...new Set(told.map(({ stream }) => stream))].flatMap((stream) => left.get(stream) ?? []))
    },
  }
}
