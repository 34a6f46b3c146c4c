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
  const at = new Date(deps.now()).toISOString()
  return deps.db.begin(async (tx) => {
    const [row] = await tx<{ audit_n: number }[]>`select audit_n from stream where stream = ${stream} for update`
    const { result, lines } = await work(tx, at)
    await appendAudit(tx, deps.vault.derive('audit'), { stream, audit_n: must(row, 'the stream').audit_n }, at, lines)
    return result
  })
}
