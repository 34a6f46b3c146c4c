import type { Conflict, Op, Refusal, StoredRecord } from '../core/op'
import type { Values } from '../core/field'
import type { Files, Kv, Written } from './platform/ports'
import type { Sealer } from './seal'

/** One op as the phone keeps it: a file of its own, written once and never changed. */
export interface Entry {
  readonly op: Op
  readonly stream: string
  /** Second half of the receipt code. */
  readonly serial: number
  /** The record its author had before them, when the phone does not hold it: needed to show the op after a restart. */
  readonly seen: StoredRecord | null
  /** Ops this one stands for: they count as settled from the moment this file exists. */
  readonly replaces: readonly string[]
  /** The draft it was made from, by its id: dropped with the save, and after a crash in between. */
  readonly draft: string | null
}

/** What became of an op; none yet: it waits to be sent. */
export type Verdict = { readonly epoch: string; readonly at: number } & (
  /** The server has it; it leaves the view when the pull has passed `n`. */
  | { readonly kind: 'received'; readonly n: number; readonly conflicts: readonly Conflict[]; readonly given: Values }
  /** Kept seven days: after an epoch change it is offered again. */
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'held'; readonly by: string }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[]; readonly n: number }
  /** Its author decided (`why`: the reason for dropping it), or another op stands for it. */
  | { readonly kind: 'settled'; readonly tookEffect: boolean; readonly why: string | null }
)

/** The epoch of a verdict that is not the server's. */
export const UNJUDGED = ''

/** What is known beside the op files. Losing it costs a repeated push, whose answers are the same again. */
export interface Standing {
  /** Last place given out, per lane (`device/stream`). */
  readonly last: Readonly<Record<string, number>>
  readonly serial: number
  /** Per stream the epoch of the last answer. */
  readonly epochs: Readonly<Record<string, string>>
  readonly verdicts: Readonly<Record<string, Verdict>>
}

export const NOTHING_KNOWN: Standing = { last: {}, serial: 0, epochs: {}, verdicts: {} }

export interface Journal {
  /** Everything of this person on this phone. Files that do not open are set aside under another name, never deleted. */
  open(): Promise<{ readonly entries: readonly Entry[]; readonly standing: Standing }>
  /** Ops that another window has added or dropped meanwhile. */
  scan(known: ReadonlySet<string>): Promise<{ readonly added: readonly Entry[]; readonly gone: readonly string[] }>
  /** 'written' only when the op survives whatever happens to the program next. */
  add(entry: Entry): Promise<Written>
  drop(id: string): Promise<void>
  keep(standing: Standing): Promise<void>
  /** Files of this person that cannot be opened. */
  unreadable(): number
}

/** `owner`: the person's id; others' files on the same phone are not even listed. */
export function createJournal(files: Files, kv: Kv, sealer: Sealer, owner: string): Journal {
  const at = `ops/${owner}/`
  const damagedAt = `damaged/${owner}/`
  const unopened = new Set<string>()

  async function readEntry(path: string): Promise<Entry | null> {
    const id = path.slice(at.length)
    try {
      const opened = sealer.open(path, (await files.read(path)) ?? '')
      if (opened.kind === 'text') return JSON.parse(opened.text) as Entry
      unopened.add(id)
      if (opened.kind === 'damaged') await files.move(path, damagedAt + id)
    } catch {
      // Storage did not answer: the file stays where it is, is counted as unreadable, and is tried again at the next start.
      unopened.add(id)
    }
    return null
  }

  async function readAll(paths: readonly string[]): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for (let i = 0; i < paths.length; i += READS_AT_ONCE) {
      const read = await Promise.all(paths.slice(i, i + READS_AT_ONCE).map(readEntry))
      entries.push(...read.filter((entry): entry is Entry => entry !== null))
    }
    return entries
  }

  const standingPath = `standing/${owner}`
  const countersKey = `counters/${owner}`

  return {
    async open() {
      const [damaged, paths] = await Promise.all([files.list(damagedAt), files.list(at)])
      for (const path of damaged) unopened.add(path.slice(damagedAt.length))
      const [entries, standing, counters] = await Promise.all([readAll(paths), readStanding(files, sealer, standingPath), kv.get(countersKey)])
      return { entries, standing: joined(standing, counters) }
    },
    async scan(known) {
      const ids = (await files.list(at)).map((path) => path.slice(at.length))
      const added = await readAll(ids.filter((id) => !known.has(id) && !unopened.has(id)).map((id) => at + id))
      return { added, gone: [...known].filter((id) => !ids.includes(id)) }
    },
    add: (entry) => files.write(at + entry.op.id, sealer.seal(at + entry.op.id, JSON.stringify(entry))),
    drop: (id) => files.remove(at + id),
    async keep(standing) {
      try {
        await files.write(standingPath, sealer.seal(standingPath, JSON.stringify(standing)))
        // Told twice, so that losing either the files or the small values alone never gives a place out twice.
        await kv.set(countersKey, JSON.stringify({ last: standing.last, serial: standing.serial }))
      } catch {
        // Everything in it can be learnt again from the files and the server.
      }
    },
    unreadable: () => unopened.size,
  }
}

const READS_AT_ONCE = 8

async function readOrNull(files: Files, path: string): Promise<string | null> {
  try {
    return await files.read(path)
  } catch {
    return null
  }
}

async function readStanding(files: Files, sealer: Sealer, path: string): Promise<Standing> {
  const opened = sealer.open(path, (await readOrNull(files, path)) ?? '')
  if (opened.kind !== 'text') return NOTHING_KNOWN
  const standing = { ...NOTHING_KNOWN, ...(JSON.parse(opened.text) as Partial<Standing>) }
  return { ...standing, verdicts: Object.fromEntries(Object.entries(standing.verdicts).filter(([, { kind }]) => VERDICTS.includes(kind))) }
}

/** Any other is of a newer program that ran here before: the op waits again, and the server tells what became of it. */
const VERDICTS: readonly string[] = ['received', 'passed', 'refused', 'held', 'conflict', 'settled'] satisfies readonly Verdict['kind'][]

function joined(standing: Standing, counters: string | null): Standing {
  const told = countersOf(counters)
  if (told === null) return standing
  const last: Record<string, number> = { ...standing.last }
  for (const [lane, seq] of Object.entries(told.last)) last[lane] = Math.max(seq, last[lane] ?? 0)
  return { ...standing, last, serial: Math.max(standing.serial, told.serial) }
}

/** null for a value that was torn: the files know the counters too. */
function countersOf(text: string | null): Pick<Standing, 'last' | 'serial'> | null {
  try {
    return text === null ? null : (JSON.parse(text) as Pick<Standing, 'last' | 'serial'>)
  } catch {
    return null
  }
}
