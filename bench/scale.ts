import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, must } from '../src/core/assert'
import { addDays, dayAt, yearOf, type Day, type Period } from '../src/core/period'
import { uncountedStages } from '../src/core/recordType'
import type { Me } from '../src/core/protocol'
import { boardPeriod } from '../src/domain/board/asking'
import { markOf, questionsOf, type BoardRequest } from '../src/domain/board/request'
import { COUNTRY } from '../src/domain/division'
import { REGISTRY } from '../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../src/server/accounts'
import type { PushDeps } from '../src/server/batch'
import { createBoards, type ReadBoard } from '../src/server/board'
import { openInstallation } from '../src/server/bootstrap'
import { createConfigStore } from '../src/server/configStore'
import { openDb } from '../src/server/db'
import { startPostgres, type Postgres } from '../src/server/postgres/start'
import { push } from '../src/server/push'
import { readRollup } from '../src/server/rollup/read'
import { rollUp } from '../src/server/rollup/round'
import { migrate } from '../src/server/schema'
import { createVault } from '../src/server/vault'
import { newKeyring } from '../src/server/vault/keyring'
import { deviceOf } from '../test/server/town'
import { disputeOp } from './parts/documents'
import { circumstances, tableText } from './parts/measure'
import { codeOf, countyId, growDisputes, leaderOf, openCounties, PER_TOWNSHIP, townshipId, TOWNSHIPS_A_COUNTY } from './parts/volume'

/**
 * What the number of all disputes does to one township's board, a county's and the country's roll-up: `npm run bench -- scale [disputes …]`.
 * The same township of ten years is asked, in turns, in a database of ten thousand disputes and in one of a million, then of ten million: whatever
 * else the machine does, it does to both. Functions of the server are called, without HTTP; the database is the embedded one, on the disk,
 * without forcing (nothing is measured that waits for it).
 */
const SMALL = 10_000
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000_000, 10_000_000]
const RUNS = 100
const REAL = 2_000

type Row = readonly (string | number)[]

async function main(): Promise<void> {
  const before = circumstances()
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-scale-')))
  const started = await startPostgres({ folder, from: __filename, log: () => undefined, onLost: (sentence) => process.stderr.write(`${sentence}\n`), durable: false })
  assert(started.kind === 'started', 'PostgreSQL starts')
  const [small, large] = [await openCounty(started.postgres, 'small'), await openCounty(started.postgres, 'large')]
  try {
    const rows: Row[] = [['ms', 'disputes', 'median', '95 %', 'most']]
    const note = (row: Row): void => {
      rows.push(row)
      process.stderr.write(`${row.join('  ')}\n`)
    }
    await openCounties(small, 0, 1)
    await growDisputes(small, 0, SMALL, dayAt(small.now()))
    await openCounties(large, 0, 1)
    const bytes = await bytesOfReal(large)
    process.stderr.write(`${JSON.stringify(bytes)}\n`)
    const growth: number[] = []
    for (let i = 0; i < SIZES.length; i += 1) growth.push(await atSize(small, large, SIZES[i - 1] ?? 0, must(SIZES[i], 'a size'), note))
    process.stdout.write(`${tableText(rows)}\n\n${JSON.stringify({ ...before, after: circumstances().load, runs: RUNS, bytes, townshipGrowth: growth })}\n`)
  } finally {
    await Promise.all([small.db.close(), large.db.close()])
    await started.postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A database of its own with an empty county. */
async function openCounty({ admin }: Postgres, name: string): Promise<PushDeps> {
  assert(admin.kind !== 'url', 'the embedded PostgreSQL')
  const first = openDb({ address: admin, max: 1 })
  await first.sql.unsafe(`create database ${name}`)
  await first.close()
  const db = openDb({ address: { ...admin, database: name }, max: 4 })
  await migrate(db, REGISTRY, ACCOUNT_MIGRATIONS)
  const records = { vault: createVault(newKeyring('aes', Date.now())), types: REGISTRY }
  await openInstallation(db, 'county', countyId(0))
  return { ...records, db, now: () => Date.now(), configs: createConfigStore(records) }
}

/** Answers how many times as long the township's board takes as in the small database. */
async function atSize(small: PushDeps, deps: PushDeps, from: number, to: number, note: (row: Row) => void): Promise<number> {
  const today = dayAt(deps.now())
  const counties = Math.ceil(to / PER_TOWNSHIP / TOWNSHIPS_A_COUNTY)
  await openCounties(deps, Math.max(1, Math.ceil(from / PER_TOWNSHIP / TOWNSHIPS_A_COUNTY)), counties)
  const grown = await once(() => growDisputes(deps, from, to, today))
  note(['filled', to, Math.round(grown)])
  const [town, county] = [townshipId(0), countyId(0)]
  const times: readonly [number[], number[]] = [[], []]
  for (let run = -10; run < RUNS; run += 1) {
    for (const [i, each] of [small, deps].entries()) {
      const took = await once(() => board(each, leaderOf(county, town), town, 'township', run + 10, today))
      if (run >= 0) times[i === 0 ? 0 : 1].push(took)
    }
  }
  const [few, many] = [spread('township board', SMALL, times[0]), spread('township board', to, times[1])]
  note(few)
  note(many)
  note(await timed('  raw limit: one bare count', to, (run) => bare(deps, [town], yearBefore(today, run))))
  if (to >= PER_TOWNSHIP * TOWNSHIPS_A_COUNTY) {
    note(await timed('county board, 25 townships', to, (run) => board(deps, leaderOf(county, county), county, 'county', run, today)))
    note(await timed('  raw limit: one bare count', to, (run) => bare(deps, Array.from({ length: TOWNSHIPS_A_COUNTY }, (_, i) => townshipId(i)), yearBefore(today, run))))
  }
  note(['roll-up from nothing, all counties', to, Math.round(await once(() => whole(deps)))])
  note(await timed('roll-up after one entry', to, async () => {
    await oneEntry(deps, county, town)
    return once(() => whole(deps))
  }, 15))
  for (const scope of [county, codeOf(0).slice(0, 4), codeOf(0).slice(0, 2), COUNTRY]) {
    note(await timed(`roll-up read, ${scope.length > 4 ? 'county' : scope === COUNTRY ? 'country' : scope.length > 2 ? 'city' : 'province'}`, to, async () => {
      const { cells } = await readRollup(deps.db.sql, scope, String(yearOf(today)))
      assert((cells['纠纷.受理']?.value ?? 0) > 0, 'something is counted')
    }))
  }
  note(['bytes of a version with its indexes', to, ...await bytesOfVolume(deps, to)])
  return Math.round((Number(many[2]) / Number(few[2])) * 100) / 100
}

async function whole(deps: PushDeps): Promise<void> {
  const { isWhole } = await rollUp(deps)
  assert(isWhole, 'nobody else rolls up')
}

/** As the server answers, with plans that are kept. */
let readBoard: ReadBoard | null = null
async function board(deps: PushDeps, me: Me, stream: string, kind: 'township' | 'county', run: number, today: Day): Promise<void> {
  const request: BoardRequest = { kind, place: null, period: yearBefore(today, run), today, shorter: kind === 'township' }
  readBoard ??= createBoards(deps)
  const read = await readBoard(me, { stream, ...request, mark: markOf(questionsOf(request)) }, null)
  assert(read.kind === 'read' && (read.answer.results[0]?.value ?? 0) > 0, 'the board counts something')
}

/** Another period each time, all but the same days. */
function yearBefore(today: Day, run: number): Period {
  const period = boardPeriod('year', today)
  return { ...period, from: addDays(period.from, -1 - run) }
}

/** By hand, with the condition of the index in its own words. */
async function bare({ db }: PushDeps, streams: readonly string[], { from, to }: Period): Promise<void> {
  const uncounted = uncountedStages(must(REGISTRY.dispute, 'the record type')).join(',')
  await db.sql.unsafe(`select count(*)::int as value from dispute_version v where v.stream = any('{${streams.join(',')}}'::uuid[]) and v.until is null
    and v.stage <> all ('{${uncounted}}'::text[]) and v.v_accepted_on between '${from}' and '${to}'`)
}

/** Pushed, so that a change number tells of it; the volume's own rows have theirs without an op. */
async function oneEntry(deps: PushDeps, county: string, town: string): Promise<void> {
  const device = deviceOf('one')
  await deps.db.sql`update stream set n = greatest(n, ${PER_TOWNSHIP}) where stream = ${town}`
  const mediator: Me = { ...leaderOf(county, town), roles: ['mediator'], grants: [{ role: 'mediator', place: town, stream: town }] }
  const pushed = await push(deps, { me: mediator, devices: [device.name] }, { stream: town, ops: [disputeOp({ stream: town, villages: [town], mediators: [] }, device.name, 1, 0)], waiting: 0 })
  assert(pushed?.answer.results[0]?.kind === 'applied', 'the entry is applied')
}

/** Everything a pushed dispute leaves behind, in a township of its own: bytes each, by table. */
async function bytesOfReal(deps: PushDeps): Promise<Readonly<Record<string, number>>> {
  const [county, town] = [countyId(0), townshipId(TOWNSHIPS_A_COUNTY - 1)]
  const sizes = async (): Promise<ReadonlyMap<string, number>> => {
    const rows = await deps.db.sql<{ name: string; bytes: number }[]>`select relname::text as name, pg_total_relation_size(oid)::bigint as bytes from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r'`
    return new Map(rows.map(({ name, bytes }) => [name, bytes]))
  }
  const before = await sizes()
  const device = deviceOf('real')
  const me: Me = { ...leaderOf(county, town), roles: ['mediator'], grants: [{ role: 'mediator', place: town, stream: town }] }
  for (let i = 0; i < REAL; i += 50) {
    const ops = Array.from({ length: 50 }, (_, k) => disputeOp({ stream: town, villages: [town], mediators: [] }, device.name, i + k + 1, i + k))
    const pushed = await push(deps, { me, devices: [device.name] }, { stream: town, ops, waiting: 0 })
    assert(pushed?.answer.results.every(({ kind }) => kind === 'applied') === true, 'every entry is applied')
  }
  const after = await sizes()
  const each = [...after].map(([name, bytes]) => [name, Math.round((bytes - (before.get(name) ?? 0)) / REAL)] as const).filter(([, bytes]) => bytes > 10)
  return { ...Object.fromEntries(each), all: each.reduce((sum, [, bytes]) => sum + bytes, 0) }
}

async function bytesOfVolume({ db }: PushDeps, disputes: number): Promise<readonly [number]> {
  const [row] = await db.sql<{ bytes: number }[]>`select pg_total_relation_size('dispute_version')::bigint as bytes`
  return [Math.round(must(row, 'a size').bytes / disputes)]
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** What the work answers is its time, where it measures only a part of itself. */
async function timed(name: string, disputes: number, work: (run: number) => Promise<number | void>, runs = RUNS): Promise<Row> {
  for (let run = 0; run < Math.min(10, runs); run += 1) await work(runs + run)
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    const told = await work(run)
    times.push(typeof told === 'number' ? told : performance.now() - began)
  }
  return spread(name, disputes, times)
}

function spread(name: string, disputes: number, times: readonly number[]): Row {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) * 100) / 100
  return [name, disputes, at(0.5), at(0.95), at(1)]
}

void main()
