import type { Entry, Standing, Verdict } from './journal'
import type { Files } from './platform/ports'
import type { Sealer } from './seal'

/**
 * A phone's journal as one file, for a phone that can no longer reach the server: carried to another phone of the same person and
 * taken in there. What is inside stays sealed as it was on the phone; without the person's sign-in nobody opens it.
 */
interface JournalFile {
  readonly format: typeof FORMAT
  /** The person's id. */
  readonly owner: string
  readonly device: string
  readonly writtenAt: string
  /** Path → sealed text, as they stood on the phone: ops, what could not be opened there, and what became of them. */
  readonly files: Readonly<Record<string, string>>
}

const FORMAT = 'shuoshibu-journal-1'

/** Rejects when the phone's storage does not answer. */
export async function writeJournalFile(files: Files, owner: string, device: string, writtenAt: string): Promise<string> {
  const paths = [...(await files.list(`ops/${owner}/`)), ...(await files.list(`damaged/${owner}/`)), `standing/${owner}`]
  const texts: Record<string, string> = {}
  for (const path of paths) {
    const text = await files.read(path)
    if (text !== null) texts[path] = text
  }
  return JSON.stringify({ format: FORMAT, owner, device, writtenAt, files: texts } satisfies JournalFile)
}

export type ReadJournalFile =
  | { readonly kind: 'read'; readonly entries: readonly Entry[]; readonly verdicts: ReadonlyMap<string, Verdict>; readonly unreadable: number }
  | { readonly kind: 'noJournal' | 'otherPerson' }

/** Ops that are over (taken in by the server and seen again, or dropped by their author) are left out. */
export function readJournalFile(text: string, sealer: Sealer, owner: string): ReadJournalFile {
  const file = journalFileOf(text)
  if (file === null) return { kind: 'noJournal' }
  if (file.owner !== owner) return { kind: 'otherPerson' }
  const standing = opened<Partial<Standing>>(sealer, file, `standing/${owner}`)
  const verdicts = new Map(Object.entries(standing?.verdicts ?? {}))
  const paths = Object.keys(file.files).filter((path) => path.startsWith(`ops/${owner}/`) || path.startsWith(`damaged/${owner}/`))
  const read = paths.map((path) => opened<Entry>(sealer, file, path))
  const entries = read.filter((entry): entry is Entry => entry !== null && !isOver(verdicts.get(entry.op.id)))
  return { kind: 'read', entries, verdicts, unreadable: read.filter((entry) => entry === null).length }
}

function journalFileOf(text: string): JournalFile | null {
  try {
    const raw = JSON.parse(text) as Partial<JournalFile> | null
    const isOne = raw?.format === FORMAT && typeof raw.owner === 'string' && typeof raw.files === 'object'
    return isOne ? (raw as JournalFile) : null
  } catch {
    return null
  }
}

function opened<T>(sealer: Sealer, file: JournalFile, path: string): T | null {
  const sealed: unknown = file.files[path]
  const text = typeof sealed === 'string' ? sealer.open(path, sealed) : null
  return text?.kind === 'text' ? (JSON.parse(text.text) as T) : null
}

function isOver(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'passed' || verdict?.kind === 'settled'
}
