import type { TrailAction } from '../domain/trailWords'
import type { Sql } from './db'
import type { Vault } from './vault'

/**
 * One line of the audit trail; never a name or a text, only ids and codes. Written in the same transaction as the thing,
 * chained by HMAC with a key that is outside the database: a changed, deleted or inserted line breaks the chain from there on.
 */
export interface AuditEntry {
  readonly actor: string | null
  readonly action: TrailAction
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** A line as it is chained: its place, its time (ISO, milliseconds), its entry. */
export interface AuditLine extends Omit<AuditEntry, 'action'> {
  readonly action: string
  readonly stream: string
  readonly a: number
  readonly at: string
}

export interface AuditPlace {
  readonly stream: string
  /** The last line's number; the caller holds the stream's row lock. */
  readonly audit_n: number
}

/** Of a vault, what the trail needs: its HMAC is that of the provider the installation began with, HMAC-SHA-256 or HMAC-SM3. */
export type TrailVault = Pick<Vault, 'derive' | 'mac'>

/** HMAC under the trail's own key, which no rotation changes. */
export type TrailMac = (...parts: readonly (string | Buffer)[]) => Buffer

export function trailMac(vault: TrailVault): TrailMac {
  const key = vault.derive('audit')
  return (...parts) => vault.mac(key, ...parts)
}

/** What stands before the first line. */
export const BEGINNING: Buffer = Buffer.alloc(32)

/** Appends in order and moves the stream's audit counter. Returns nothing: failing is a broken transaction. */
export async function appendAudit(sql: Sql, vault: TrailVault, place: AuditPlace, at: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await appendLines(sql, vault, place, await lastHash(sql, place), at, entries)
  await sql`update stream set audit_n = ${place.audit_n + entries.length} where stream = ${place.stream}`
}

/** The lines alone, after the one whose hash is `last`: the caller moves the stream's audit counter by their number. */
export async function appendLines(sql: Sql, vault: TrailVault, { stream, audit_n: a }: AuditPlace, last: Buffer, at: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const { rows } = chained(trailMac(vault), last, { stream, a }, at, entries)
  await sql`insert into audit (stream, a, at, actor, action, subject, detail, hash)
    select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::audit, ${sql.json(rows)})`
}

/** Rows that follow the line `last`, and the hash of the latest of them. */
export function chained(mac: TrailMac, before: Buffer, last: { readonly stream: string; readonly a: number }, at: string, entries: readonly AuditEntry[]) {
  let hash = before
  const rows = entries.map((entry, index) => {
    const line = { stream: last.stream, a: last.a + index + 1, at, ...entry }
    hash = chainHash(mac, hash, line)
    return { ...line, hash: `\\x${hash.toString('hex')}` }
  })
  return { rows, hash }
}

/** Of the trail's last line. */
export async function lastHash(sql: Sql, place: AuditPlace): Promise<Buffer> {
  const [row] = await sql<{ hash: Buffer }[]>`select hash from audit where stream = ${place.stream} and a = ${place.audit_n}`
  return row?.hash ?? BEGINNING
}

/** Over fixed fields in fixed order; `detail` keys are sorted, since jsonb does not keep their order. */
export function chainHash(mac: TrailMac, previous: Buffer, line: AuditLine): Buffer {
  const detail = Object.keys(line.detail).sort().map((name) => [name, line.detail[name]])
  const text = JSON.stringify([line.stream, line.a, line.at, line.actor, line.action, line.subject, detail])
  return mac(previous, text)
}

/** The line a restore leaves in every stream. */
export const RESTORED = 'restored'
