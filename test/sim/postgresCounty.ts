import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { OpBody } from '../../src/core/op'
import { REGISTRY, TYPES } from '../../src/domain/registry'
import type { AuditEntry } from '../../src/server/audit'
import { readAudit } from '../../src/server/audit/verify'
import type { Db, Sql } from '../../src/server/db'
import { openOp, type StoredOutcome } from '../../src/server/opStore'
import { joinBody } from '../../src/server/personal'
import { everything } from '../../src/server/everything'
import { recordOf, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from '../../src/server/versions'
import type { Applied, StreamTruth } from './county'

/** One county's rows among those of others: read, put back, taken out. What `npm run restore` does with a whole database, for one of its counties. */
export interface CountyCopy {
  readonly rows: ReadonlyMap<string, Rows>
  readonly devices: Rows
}
type Rows = readonly Readonly<Record<string, never>>[]

/** Tables whose rows belong to a stream. */
export async function streamTables(db: Db): Promise<readonly string[]> {
  const rows = await db.sql<{ name: string }[]>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'stream' order by table_name`
  return rows.map(({ name }) => name)
}

export async function readCounty(db: Db, tables: readonly string[], streams: readonly string[], people: readonly string[]): Promise<CountyCopy> {
  const parts = tables.map((table) => `select '${table}' as name, coalesce(jsonb_agg(to_jsonb(t)), '[]') as rows from ${table} t where stream = any(${uuids(streams)})`)
  const found = await db.sql.unsafe<{ name: string; rows: Rows }[]>(parts.join(' union all '))
  const [devices] = await db.sql<{ rows: Rows }[]>`select coalesce(jsonb_agg(to_jsonb(d)), '[]') as rows from device d where person = any(${[...people]}::uuid[])`
  return { rows: new Map(found.map(({ name, rows }) => [name, rows])), devices: must(devices, 'the devices').rows }
}

/** New epochs, numbers that go on above all that were ever given out, and nobody signed in any more. */
export async function writeCounty(db: Db, tables: readonly string[], streams: readonly string[], people: readonly string[], { rows, devices }: CountyCopy, now: number): Promise<void> {
  const known = new Map((await db.sql<{ stream: string; n: number }[]>`select stream, n from stream where stream = any(${[...streams]}::uuid[])`).map(({ stream, n }) => [stream, n]))
  await db.begin(async (tx) => {
    await drop(tx, tables, streams, people)
    for (const [table, held] of rows) await insert(tx, table, held)
    await insert(tx, 'device', devices)
    for (const stream of streams) await tx`update stream set epoch = ${randomUUID()}, n = greatest(n + 1, ${(known.get(stream) ?? 0) + 1}, ${now}) where stream = ${stream}`
  })
}

export async function dropCounty(db: Db, tables: readonly string[], streams: readonly string[], people: readonly string[]): Promise<void> {
  await db.begin((tx) => drop(tx, tables, streams, people))
}

async function drop(tx: Sql, tables: readonly string[], streams: readonly string[], people: readonly string[]): Promise<void> {
  const owned = `select id from session where person = any(${uuids(people)})`
  const all = [
    ...tables.map((table) => `delete from ${table} where stream = any(${uuids(streams)})`),
    `delete from access where session in (${owned})`, `delete from refresh_token where session in (${owned})`,
    `delete from session where person = any(${uuids(people)})`, `delete from device where person = any(${uuids(people)})`,
  ]
  // Without parameters several statements go in one message.
  await tx.unsafe(all.join('; '))
}

async function insert(tx: Sql, table: string, rows: Rows): Promise<void> {
  if (rows.length > 0) await tx`insert into ${tx(table)} select * from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(rows)})`
}

function uuids(ids: readonly string[]): string {
  return `array[${ids.map((id) => `'${id}'`).join(', ')}]::uuid[]`
}

interface OpRow {
  readonly id: string
  readonly n: number | null
  readonly device: string
  readonly seq: number
  readonly kind: string
  readonly record: string
  readonly base: number
  readonly schema: number
  readonly claimed_at: string
  readonly body: OpBody | null
  readonly outcome: StoredOutcome
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
}

/** Ops and records of a stream, opened. */
export async function truthOf(deps: RecordDeps, db: Db, stream: string): Promise<StreamTruth> {
  const [row] = await db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  const rows = await db.sql<OpRow[]>`select o.id, o.n, o.device, o.seq, o.kind, o.record, o.base, o.schema, o.claimed_at, o.body, o.outcome, o.sealed, k.wrapped
    from op o left join record_key k on k.stream = o.stream and k.record = o.record where o.stream = ${stream} order by o.n nulls last, o.device, o.seq`
  const ops = rows.map((op) => ({ op, opened: openOp(deps, stream, op) }))
  const applied = ops.flatMap(({ op, opened }): Applied[] => {
    if (op.n === null) return []
    return [{ n: op.n, op: { ...op, body: joinBody(must(op.body, 'the body of an applied op'), opened?.secret ?? {}) }, conflicts: opened?.conflicts ?? [] }]
  })
  const refused = ops.flatMap(({ op, opened }) => (op.n === null && opened !== null && opened.body !== null ? [{ ...op, claimedAt: op.claimed_at, body: opened.body }] : []))
  const records = await db.sql<VersionRow[]>`select ${versionColumns(db.sql)} ${versionsFrom(db.sql, TYPES.dispute, everything('upkeep'))} where v.stream = ${stream} and v.until is null`
  return { n: row?.n ?? 0, applied, refused, records: records.map((version) => recordOf({ ...deps, types: REGISTRY }, 'dispute', version, true)) }
}

/** The chain holds, and every op that was judged has one line of its own. */
export async function auditFaults(deps: RecordDeps, db: Db, stream: string): Promise<readonly string[]> {
  const lines = await db.sql<Pick<AuditEntry, 'action' | 'detail'>[]>`select action, detail from audit where stream = ${stream} order by a`
  const ops = await db.sql<{ id: string; n: number | null }[]>`select id, n from op where stream = ${stream}`
  const { brokenAt } = await readAudit(db.sql, deps.vault, stream)
  const faults = brokenAt === null ? [] : [`the audit trail of ${stream} does not hold at line ${brokenAt}`]
  const own = lines.filter(({ action, detail }) => action !== 'handOver' && detail.op !== undefined)
  const times = new Map<unknown, number>()
  own.forEach(({ detail }) => times.set(detail.op, (times.get(detail.op) ?? 0) + 1))
  for (const { id, n } of ops) {
    if (times.get(id) !== 1) faults.push(`op ${id} has ${times.get(id) ?? 0} lines in the audit trail`)
    if (own.find(({ detail }) => detail.op === id)?.detail.n !== (n ?? undefined)) faults.push(`the audit line of op ${id} names another change`)
  }
  return [...faults, ...[...times.keys()].filter((id) => !ops.some((op) => op.id === id)).map((id) => `the audit trail has a line of the op ${String(id)}, which is not there`)]
}
