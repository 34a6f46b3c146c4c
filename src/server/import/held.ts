import { createHash, randomBytes } from 'node:crypto'
import type { ImportMapping } from '../../core/importing'
import type { Prepared, ReadyRow } from './prepare'
import type { Book, SheetCells } from './workbook'

/** A file somebody chose, while it is looked at: in memory only, for its chooser only, for half an hour after it was last asked for. */
export interface Held {
  readonly person: string
  readonly stream: string
  readonly kind: string
  readonly hash: string
  readonly book: Book
  /** The sheet that was looked at last, parsed. */
  sheet: SheetCells | null
  /** The last dry run, by its mapping; one under way is shared by whoever asks again. */
  tried: { readonly key: string; readonly prepared: Promise<Prepared>; isTold: boolean } | null
  /** What a confirmed batch still has to write, so that it is not worked out again for every part. */
  work: { readonly batch: string; readonly rows: readonly ReadyRow[]; readonly mapping: ImportMapping } | null
}

export interface Files {
  readonly hold: (held: Held) => string
  readonly find: (file: string, person: string, stream: string) => Held | null
}

const LIFE_MS = 30 * 60_000
/** A parsed register of the largest size takes some 100 MB. */
const MOST_HELD = 8
const MOST_PER_PERSON = 2

export function createFiles(now: () => number): Files {
  const files = new Map<string, { readonly held: Held; until: number }>()
  return {
    hold: (held) => {
      for (const [file, { until }] of files) if (until <= now()) files.delete(file)
      const own = [...files].filter(([, other]) => other.held.person === held.person).map(([file]) => file)
      const oldest = own.length >= MOST_PER_PERSON ? own[0] : files.size >= MOST_HELD ? [...files.keys()][0] : undefined
      if (oldest !== undefined) files.delete(oldest)
      const file = randomBytes(18).toString('base64url')
      files.set(file, { held, until: now() + LIFE_MS })
      return file
    },
    find: (file, person, stream) => {
      const found = files.get(file)
      if (found === undefined || found.until <= now() || found.held.person !== person || found.held.stream !== stream) return null
      found.until = now() + LIFE_MS
      return found.held
    },
  }
}

export function hashOfFile(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
