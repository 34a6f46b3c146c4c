import { randomUUID } from 'node:crypto'
import { appendAudit, RESTORED, type TrailVault } from '../audit'
import type { Sql } from '../db'
import type { StreamMark } from './format'
import { streamMarks } from './write'

export interface Renewal {
  readonly vault: TrailVault
  /** Milliseconds since 1970. */
  readonly now: number
  /** When the backup was taken. */
  readonly backupAt: string
  /** What stood in the database before. */
  readonly replaced: readonly StreamMark[]
}

/**
 * After the rows: every stream in a new epoch, so that phones read it anew and offer again what they had sent; and every number above
 * any ever given out, because an op's `base` carries no epoch. A county does not make a thousand changes a second, so the clock stays
 * above the numbers given out since the last restore, and what is known of the replaced database covers a clock that went back.
 */
export async function renew(tx: Sql, { vault, now, backupAt, replaced }: Renewal): Promise<void> {
  const at = new Date(now).toISOString()
  for (const { stream, n, auditN } of await streamMarks(tx)) {
    const known = replaced.find((mark) => mark.stream === stream)?.n ?? 0
    const to = Math.max(n + 1, known + 1, now)
    const detail = { from: n, to, backupAt }
    await appendAudit(tx, vault, { stream, audit_n: auditN }, at, [{ actor: null, action: RESTORED, subject: stream, detail }])
    await tx`update stream set n = ${to}, epoch = ${randomUUID()} where stream = ${stream}`
  }
  // What was revoked after the backup must not come alive again: everybody signs in anew.
  await tx`delete from access`
  await tx`delete from session`
  await tx`delete from refresh_token`
  await tx`delete from one_time_code`
  await tx`delete from phone_code`
}
