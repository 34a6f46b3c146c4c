import { must } from '../../core/assert'
import { appendAudit, type AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'

/** One audit line in the caller's transaction. Locks the stream: taken after a picture's row, never waited for while holding it the other way round. */
export async function note(deps: PushDeps, tx: Sql, stream: string, entry: AuditEntry): Promise<void> {
  const [row] = await tx<{ audit_n: number }[]>`select audit_n from stream where stream = ${stream} for update`
  const place = { stream, audit_n: must(row, 'the stream of a picture').audit_n }
  await appendAudit(tx, deps.vault.derive('audit'), place, new Date(deps.now()).toISOString(), [entry])
}
