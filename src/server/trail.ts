import { must } from '../core/assert'
import { appendAudit, type AuditEntry } from './audit'
import type { PushDeps } from './batch'
import type { Sql } from './db'

/** What was done, and the lines that say so. No line: nothing happened. */
export interface Done<T> {
  readonly result: T
  readonly lines: readonly AuditEntry[]
}

/**
 * A thing and its lines on the audit trail, in one transaction under the stream's lock: neither is there without the other.
 * A bug in `work` throws and leaves neither.
 */
export async function onTrail<T>(deps: PushDeps, stream: string, work: (tx: Sql, at: string) => Promise<Done<T>>): Promise<T> {
  return deps.db.begin((tx) => onTrailWithin(deps, tx, stream, (at) => work(tx, at)))
}

/** The same within the caller's transaction. */
export async function onTrailWithin<T>(deps: PushDeps, tx: Sql, stream: string, work: (at: string) => Promise<Done<T>>): Promise<T> {
  const at = new Date(deps.now()).toISOString()
  const [row] = await tx<{ audit_n: number }[]>`select audit_n from stream where stream = ${stream} for update`
  const { result, lines } = await work(at)
  if (lines.length > 0) await appendAudit(tx, deps.vault, { stream, audit_n: must(row, 'the stream').audit_n }, at, lines)
  return result
}

/** Of something that changes nothing the stream's lock is for: only its line. */
export async function noteOnTrail(deps: PushDeps, stream: string, line: AuditEntry): Promise<void> {
  await onTrail(deps, stream, async () => ({ result: undefined, lines: [line] }))
}
