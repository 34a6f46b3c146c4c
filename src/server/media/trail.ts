import type { AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { onTrailWithin } from '../trail'

/** One audit line in the caller's transaction. Locks the stream: taken after a picture's row, never waited for while holding it the other way round. */
export async function note(deps: PushDeps, tx: Sql, stream: string, entry: AuditEntry): Promise<void> {
  await onTrailWithin(deps, tx, stream, async () => ({ result: undefined, lines: [entry] }))
}
