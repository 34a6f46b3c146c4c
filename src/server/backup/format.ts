import { createHash } from 'node:crypto'

/**
 * What a backup file holds once it is decrypted and unzipped: text, so that the county can read it without this program.
 *
 *     {…head…}                       one line of JSON
 *     {"table":"op"}                 then its rows as COPY writes them, in order of the primary key
 *     …
 *     \.                             COPY escapes every backslash, so no row is this line
 *     {"tail":{…}}                   counts and digests; the last one is over every byte before this line
 *
 * The head carries the master key: whoever opens the file can read everything personal in it.
 */
export interface Head {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** When the snapshot was taken. */
  readonly at: string
  readonly mode: 'demo' | 'county'
  readonly county: string
  readonly schema: number
  readonly migrations: readonly string[]
  /** The text of the key file. */
  readonly masterKey: string
  readonly tables: readonly TableShape[]
}

export interface TableShape {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Columns of the primary key. */
  readonly key: readonly string[]
}

export interface Tail {
  readonly tables: Readonly<Record<string, Digest>>
  readonly streams: readonly StreamMark[]
  /** Records now, by kind. */
  readonly records: Readonly<Record<string, number>>
  readonly sha256: string
}

export interface Digest {
  readonly rows: number
  /** Over the rows as they stand in the file. */
  readonly sha256: string
}

export interface StreamMark {
  readonly stream: string
  readonly kind: string
  readonly n: number
  readonly auditN: number
  readonly epoch: string
}

export interface Manifest {
  readonly head: Head
  readonly tail: Tail
}

export const FORMAT = 'shuoshibu-backup'
export const VERSION = 1
export const END_OF_ROWS = '\\.\n'

export function tableLine(name: string): string {
  return `${JSON.stringify({ table: name })}\n`
}

/** Null: no head, or one that names what must not stand in a statement. Anybody who knows the public key can write a file. */
export function headOf(line: string): Head | null {
  const head = parsed(line) as Partial<Head> | null
  if (head?.format !== FORMAT || !Array.isArray(head.tables) || !Array.isArray(head.migrations)) return null
  return head.tables.every(isShape) ? (head as Head) : null
}

function isShape(shape: Partial<TableShape>): boolean {
  const { name, columns = [], key = [] } = shape
  return isName(name) && columns.length > 0 && columns.every((column) => isName(column.name) && TYPES.includes(column.type)) && key.every(isName)
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && /^[a-z][a-z0-9_]{0,62}$/.test(name)
}

/** As PostgreSQL names them; a column of another type is not written by this program. */
const TYPES: readonly string[] = ['text', 'text[]', 'uuid', 'uuid[]', 'bigint', 'integer', 'boolean', 'date', 'timestamp with time zone', 'jsonb', 'bytea', 'numeric']

export function isKnownType(type: string): boolean {
  return TYPES.includes(type)
}

export function lineOf(line: string): { readonly kind: 'table'; readonly name: string } | { readonly kind: 'tail'; readonly tail: Tail } | null {
  const read = parsed(line) as { readonly table?: unknown; readonly tail?: Tail } | null
  if (typeof read?.table === 'string') return { kind: 'table', name: read.table }
  return read?.tail === undefined ? null : { kind: 'tail', tail: read.tail }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

/** Counts and digests the rows of one table as they pass. */
export function createDigest(): { add(rows: Buffer): void; end(): Digest } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(bytes) {
      hash.update(bytes)
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) rows += 1
    },
    end: () => ({ rows, sha256: hash.digest('hex') }),
  }
}
