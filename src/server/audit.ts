import { createHmac } from 'node:crypto'
import type { Sql } from './db'

/**
 * One line of the audit trail; never a name or a text, only ids and codes. Written in the same transaction as the thing,
 * chained by HMAC with a key that is outside the database: a changed, deleted or inserted line breaks the chain from there on.
 */
export interface AuditEntry {
  readonly actor: string | null
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

export interface AuditPlace {
  readonly stream: string
  /** The last line's number; the caller holds the stream's row lock. */
  readonly audit_n: number
}

/** Appends in order and moves the stream's audit counter. Returns nothing: failing is a broken transaction. */
export async function appendAudit(sql: Sql, key: Buffer, place: AuditPlace, at: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  let previous = await lastHash(sql, place)
  const rows = entries.map((entry, index) => {
    const a = place.audit_n + index + 1
    previous = chainHash(key, previous, { stream: place.stream, a, at, ...entry })
    return { stream: place.stream, a, at, ...entry, hash: `\\x${previous.toString('hex')}` }
  })
  await sql`insert into audit (stream, a, at, actor, action, subject, detail, hash)
    select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::audit, ${sql.json(rows)})`
  await sql`update stream set audit_n = ${place.audit_n + entries.length} where stream = ${place.stream}`
}

async function lastHash(sql: Sql, place: AuditPlace): Promise<Buffer> {
  const [row] = await sql<{ hash: Buffer }[]>`select hash from audit where stream = ${place.stream} and a = ${place.audit_n}`
  return row?.hash ?? Buffer.alloc(32)
}

/** Over fixed fields in fixed order; `detail` keys are sorted, since jsonb does not keep their order. */
function chainHash(key: Buffer, previous: Buffer, line: AuditEntry & { readonly stream: string; readonly a: number; readonly at: string }): Buffer {
  const detail = Object.keys(line.detail).sort().map((name) => [name, line.detail[name]])
  const text = JSON.stringify([line.stream, line.a, line.at, line.actor, line.action, line.subject, detail])
  return createHmac('sha256', key).update(previous).update(text).digest()
}

export interface Audit {
  /** The first line whose hash does not follow from the one before it. */
  readonly brokenAt: number | null
  readonly last: number
  /** Numbers that restores left out: (from, to]. */
  readonly jumps: readonly { readonly from: number; readonly to: number }[]
}

const LINES = 2_000

/** Follows a stream's chain from its first line. */
export async function readAudit(sql: Sql, key: Buffer, stream: string): Promise<Audit> {
  const jumps: { from: number; to: number }[] = []
  let previous: Buffer = Buffer.alloc(32)
  let last = 0
  for (;;) {
    const lines = await sql<AuditRow[]>`select a, at, actor, action, subject, detail, hash from audit where stream = ${stream} and a > ${last} order by a limit ${LINES}`
    for (const { hash, ...line } of lines) {
      // PostgreSQL drops zeros at the end of a second's fraction, the chain was made over the program's notation.
      const at = new Date(line.at).toISOString()
      previous = chainHash(key, previous, { ...line, stream, at })
      if (line.a !== last + 1 || !previous.equals(hash)) return { brokenAt: last + 1, last, jumps }
      last = line.a
      if (line.action === RESTORED) jumps.push({ from: Number(line.detail.from), to: Number(line.detail.to) })
    }
    if (lines.length < LINES) return { brokenAt: null, last, jumps }
  }
}

/** The line a restore leaves in every stream. */
export const RESTORED = 'restored'

interface AuditRow extends AuditEntry {
  readonly a: number
  readonly at: string
  readonly hash: Buffer
}
