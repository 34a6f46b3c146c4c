import { must } from '../../core/assert'
import { BEGINNING, chained, trailMac, type AuditEntry } from '../audit'
import type { PushDeps } from '../batch'

/** Who saw what, and who wanted to. Of a stream of this county. */
export interface ReadingLine extends AuditEntry {
  readonly stream: string
}

/**
 * Adds lines to the chains of reading, in one transaction. The chains' own rows are locked, in one order, so that two who write to the same
 * chains never wait for each other crosswise; no township's row is.
 */
export async function appendReadings(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>, lines: readonly ReadingLine[]): Promise<void> {
  if (lines.length === 0) return
  const streams = [...new Set(lines.map(({ stream }) => stream))].sort()
  const mac = trailMac(deps.vault)
  await deps.db.begin(async (tx) => {
    const read = (): Promise<readonly Head[]> => tx<Head[]>`select stream, n, hash from reading_chain where stream = any(${streams}::uuid[]) order by stream for update`
    let heads = await read()
    if (heads.length < streams.length) {
      await tx`insert into reading_chain (stream, n, hash) select s, 0, ${BEGINNING} from unnest(${streams}::uuid[]) s on conflict do nothing`
      heads = await read()
    }
    // Under the lock, so that times rise along a chain.
    const at = new Date(deps.now()).toISOString()
    const written = streams.map((stream) => {
      const head = must(heads.find((each) => each.stream === stream), 'the head of a chain')
      const own = lines.filter((line) => line.stream === stream).map(({ stream: _, ...entry }) => entry)
      return { stream, n: head.n + own.length, ...chained(mac, head.hash, { stream, a: head.n }, at, own) }
    })
    await tx`insert into reading (stream, a, at, actor, action, subject, detail, hash)
      select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::reading, ${tx.json(written.flatMap(({ rows }) => rows))})`
    const moved = written.map(({ stream, n, hash }) => ({ stream, n, hash: `\\x${hash.toString('hex')}` }))
    await tx`update reading_chain c set n = m.n, hash = m.hash from jsonb_populate_recordset(null::reading_chain, ${tx.json(moved)}) m where c.stream = m.stream`
  })
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

/** Lines that come while others are being written go together with the next: hundreds of phones at once are a few transactions, one after another. */
export function createReadingLog(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>): ReadingLog {
  let next: { readonly lines: ReadingLine[]; readonly done: Promise<void> } | null = null
  let last: Promise<unknown> = Promise.resolve()
  return {
    write(told) {
      if (told.length === 0) return Promise.resolve()
      if (next === null) {
        const lines: ReadingLine[] = []
        const done = last.then(() => {
          next = null
          return appendReadings(deps, lines)
        })
        last = done.catch(() => undefined)
        next = { lines, done }
      }
      next.lines.push(...told)
      return next.done
    },
  }
}
