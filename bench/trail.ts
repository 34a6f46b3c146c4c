import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REGISTRY } from '../src/domain/registry'
import { BEGINNING, chained, trailMac, type TrailVault } from '../src/server/audit'
import { pagesAfter } from '../src/server/audit/lines'
import { lookAtTrail } from '../src/server/audit/look'
import { appendReadings, createReadingLog } from '../src/server/audit/readings'
import { verifyChain } from '../src/server/audit/verify'
import { ACCOUNT_MIGRATIONS } from '../src/server/accounts'
import { openDb, type Db } from '../src/server/db'
import { startPostgres } from '../src/server/postgres/start'
import { migrate } from '../src/server/schema'
import { createVault } from '../src/server/vault'
import { newKeyring } from '../src/server/vault/keyring'
import { circumstances, tableText } from './parts/measure'

/** What the trail costs: following 100,000 lines, finding one damaged among them, writing down who read, asking a county's trail of a million lines. */
const LINES = 100_000
const READINGS = 1_000_000
const TOWNSHIPS = 25

const vault = createVault(randomBytes(32))
const national = createVault(newKeyring('sm', 0))

async function timed(name: string, runs: number, work: () => Promise<unknown>): Promise<readonly (string | number)[]> {
  const times: number[] = []
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(before)
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  process.stderr.write(`${name}: ${at(0.5)}\n`)
  return [name, runs, at(0.5), at(0.95), at(1), Math.round((user + system) / 100 / runs) / 10]
}

async function fill({ sql }: Db, stream: string, by: TrailVault): Promise<void> {
  const mac = trailMac(by)
  let hash: Buffer = BEGINNING
  for (let a = 0; a < LINES; a += 10_000) {
    const part = chained(mac, hash, { stream, a }, new Date(Date.UTC(2026, 0, 1) + a * 1_000).toISOString(), Array.from({ length: 10_000 }, (_, i) => ({
      actor: randomUUID(), action: 'edit' as const, subject: randomUUID(), detail: { kind: 'dispute', op: randomUUID(), n: a + i, device: 'ABC123' },
    })))
    hash = part.hash
    await sql`insert into audit (stream, a, at, actor, action, subject, detail, hash)
      select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::audit, ${sql.json(part.rows)})`
  }
  await sql`update stream set audit_n = ${LINES} where stream = ${stream}`
}

/** What following them cannot be faster than: the same pages, each looked at by nobody. */
async function readAll({ sql }: Db, stream: string): Promise<void> {
  for await (const page of pagesAfter(sql, 'audit', stream, 0)) if (page.length === 0) return
}

async function measured(db: Db): Promise<readonly (readonly (string | number)[])[]> {
  await migrate(db, REGISTRY, ACCOUNT_MIGRATIONS)
  const { sql } = db
  const county = randomUUID()
  const streams = Array.from({ length: TOWNSHIPS }, () => randomUUID())
  for (const stream of streams) await sql`insert into stream (stream, kind, county, epoch) values (${stream}, 'township', ${county}, 'e')`
  const [first = '', second = ''] = streams
  await fill(db, first, vault)
  await fill(db, second, national)
  const record = randomUUID()
  for (let i = 0; i < READINGS; i += 20_000) await sql`insert into reading (stream, a, at, actor, action, subject, detail, hash)
    select (${streams}::uuid[])[1 + i % ${TOWNSHIPS}::int], i, '2026-01-01'::timestamptz + i * interval '15 seconds', gen_random_uuid(),
      case when i % 4 = 0 then 'pulled' else 'recordRead' end, case when i % 100000 = 1 then ${record} else gen_random_uuid()::text end,
      jsonb_build_object('from', i, 'to', i + 40, 'count', 10), '\\x00' from generate_series(${i + 1}::int, ${i + 20_000}::int) i`
  await sql`insert into reading_chain (stream, n, hash) select s, ${READINGS}, ${BEGINNING} from unnest(${streams}::uuid[]) s`
  await db.begin((tx) => tx.unsafe('set local statement_timeout = 0; analyze'))

  const deps = { db, vault, now: () => Date.now() }
  const line = { stream: first, actor: randomUUID(), action: 'recordRead' as const, subject: record, detail: { device: 'ABC123' } }
  const log = createReadingLog(deps)
  const ask = { from: null, to: null, person: null, action: null, subject: null, after: null, limit: 50 }
  const rows = [
    await timed('100,000 lines followed', 5, () => verifyChain(sql, vault, 'audit', first)),
    await timed('100,000 lines followed, 国密', 5, () => verifyChain(sql, national, 'audit', second)),
    await timed('the same rows read, no more', 5, () => readAll(db, first)),
    await timed('one line written, alone', 200, () => appendReadings(deps, [line])),
    await timed('400 at once through the log', 20, () => Promise.all(Array.from({ length: 400 }, () => log.write([line])))),
    await timed('400 at once, of 25 townships', 20, () => Promise.all(Array.from({ length: 400 }, (_, i) => log.write([{ ...line, stream: streams[i % TOWNSHIPS] ?? first }])))),
    await timed('latest page of a county', 30, () => lookAtTrail(db, county, ask)),
    await timed('who saw one record', 30, () => lookAtTrail(db, county, { ...ask, subject: record })),
    await timed('of one day, one act', 30, () => lookAtTrail(db, county, { ...ask, from: '2026-03-01', to: '2026-03-01', action: 'denied' })),
  ]
  await sql`update audit set subject = 'x' where stream = ${first} and a = 50000`
  return [...rows, await timed('one changed line found and told', 5, () => verifyChain(sql, vault, 'audit', first))]
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-trail-'))
  const started = await startPostgres({ folder, from: join(process.cwd(), 'package.json'), log: () => undefined, onLost: (sentence) => { throw new Error(sentence) } })
  if (started.kind === 'refused') throw new Error(started.sentence)
  const db = openDb({ address: started.postgres.address, max: 12 })
  try {
    const rows = await measured(db)
    process.stdout.write(`${JSON.stringify(circumstances())}\n${tableText([['what', 'runs', 'median ms', '95 %', 'most', 'own processor ms'], ...rows])}\n`)
  } finally {
    await db.close()
    await started.postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
