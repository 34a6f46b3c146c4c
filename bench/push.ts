import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { assert, must } from '../src/core/assert'
import type { Op } from '../src/core/op'
import type { PushAnswer } from '../src/core/protocol'
import { tableOf } from '../src/server/columns'
import { REGISTRY } from '../src/domain/registry'
import { signedIn, type County, type Township } from '../test/full/county'
import { databasePids } from '../test/full/program'
import { connect, cpuMsOf, megabytesOf, openPeers, poster, type Peer } from './parts/contenders'
import { withCounty, type Served } from './parts/county'
import { circumstances, spreadOf, tableText } from './parts/measure'
import { disputeOp, documentOf } from './parts/documents'

/**
 * The same documents to us, to pouchdb-server and to parse-server, in turns, by as many clients as townships: `npm run bench -- push
 * [documents] [rounds] [ours]`, with `ours` without the peers. Ours are judged, deduplicated, sealed, chained in the trail and kept as versions; all are on disk before the
 * answer. Beside them the raw limit: the very rows a push wrote, written again by multi-row INSERT over as many connections.
 */
const [documents = 20_000, rounds = 3] = process.argv.slice(2, 4).map(Number)
const isAlone = process.argv[4] === 'ours'
const CLIENTS = [1, 8, 32, 64]
const SHAPES = [50, 1].flatMap((batch) => CLIENTS.map((clients) => ({ batch, clients })))
/** PostgreSQL takes forty connections, and the server may have a dozen of them. */
const RAW_CLIENTS = 8
/** A session pushes sixty times a minute at most, so single documents come from many. */
const MEDIATORS = 12

interface Result {
  readonly who: string
  readonly clients: number
  readonly batch: number
  readonly perSecond: number
  readonly batchMs: { readonly median: number; readonly p99: number }
  readonly megabytes: number
  /** Processor time of its processes per document: the server's, its database's. */
  readonly cpuMs: readonly number[]
}

async function main(running: Served): Promise<void> {
  const before = circumstances()
  const { county } = running
  const results: Result[] = []
  const note = (result: Result): void => {
    results.push(result)
    process.stderr.write(`${JSON.stringify(result)}\n`)
  }
  const peers = isAlone ? [] : await openWriters(running)
  const ours = await openOurs(running, county)
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { batch, clients } of SHAPES) {
        for (const who of [ours, ...peers]) note(await measured(who, county, clients, batch, amountOf(batch, clients)))
      }
      note(await rawLimit(running, RAW_CLIENTS))
    }
  } finally {
    for (const peer of peers) await peer.stop()
  }
  tell(results, { ...before, after: circumstances().load })
}

/** One client alone would need minutes for all; it shows the time of one batch. */
function amountOf(batch: number, clients: number): number {
  const whole = batch === 1 ? documents / 10 : documents
  return Math.max(clients * batch, Math.floor(clients === 1 ? whole / 10 : whole))
}

/** Somebody documents are written to, in the name of a township's people. */
interface Writer {
  readonly name: string
  /** Now: a database has a process for each connection. The server's, its database's. */
  readonly pids: () => readonly (readonly number[])[]
  /** Makes what is written, outside the measured time; answers how to write it. */
  prepare(town: Township, client: number, amount: number, batch: number): readonly (() => Promise<void>)[]
}

async function measured(who: Writer, county: County, clients: number, batch: number, amount: number): Promise<Result> {
  const work = Array.from({ length: clients }, (_, client) => who.prepare(must(county.townships[client], 'a township'), client, Math.floor(amount / clients), batch))
  const took: number[] = []
  const before = who.pids().map(cpuMsOf)
  const began = performance.now()
  await Promise.all(work.map(async (requests) => {
    for (const write of requests) {
      const start = performance.now()
      await write()
      took.push(performance.now() - start)
    }
  }))
  const seconds = (performance.now() - began) / 1000
  const written = Math.floor(amount / clients) * clients
  const cpuMs = who.pids().map((pids, i) => Math.round((cpuMsOf(pids) - (before[i] ?? 0)) / written * 1000) / 1000)
  const megabytes = megabytesOf(who.pids().flat())
  const sorted = [...took].sort((a, b) => a - b)
  const at = (part: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN) * 10) / 10
  return { who: who.name, clients, batch, perSecond: Math.round(written / seconds), batchMs: { median: at(0.5), p99: at(0.99) }, megabytes, cpuMs }
}

async function openOurs({ db, data, address, pid }: Served, county: County): Promise<Writer> {
  const sessions = new Map<string, readonly Session[]>()
  for (const town of county.townships) {
    sessions.set(town.stream, await Promise.all(town.mediators.map(async (me) => ({ ...(await signedIn(db, me)), seq: 0 }))))
  }
  const post = poster(address, 64)
  return {
    name: 'ours', pids: () => [[pid], databasePids(data)],
    prepare(town, _client, amount, batch) {
      const own = must(sessions.get(town.stream), 'sessions')
      return Array.from({ length: Math.ceil(amount / batch) }, (_, i) => {
        const session = must(own[i % own.length], 'a session')
        const ops: Op[] = Array.from({ length: Math.min(batch, amount - i * batch) }, (__, k) => disputeOp(town, session.device, (session.seq += 1), i * batch + k))
        const body = JSON.stringify({ stream: town.stream, ops, waiting: 0 })
        return async () => {
          const send = (): ReturnType<typeof post> => post('/api/push', body, { authorization: `Bearer ${session.access}` })
          let answer = await send()
          // As phones do: whoever is told to come again comes when told. The wait counts.
          while (answer.status === 503 && answer.retryAfter > 0) {
            await new Promise((resolve) => setTimeout(resolve, answer.retryAfter * 1000))
            answer = await send()
          }
          const { status, text } = answer
          assert(status === 200, `the server answers ${status}: ${text.slice(0, 200)}`)
          assert((JSON.parse(text) as PushAnswer).results.every(({ kind }) => kind === 'applied'), `every op is applied: ${text.slice(0, 300)}`)
        }
      })
    },
  }
}

interface Session {
  readonly device: string
  readonly access: string
  seq: number
}

async function openWriters(running: Served): Promise<readonly (Writer & { stop(): Promise<void> })[]> {
  const { pouch, parse } = await openPeers(running.data, 64)
  const writer = (peer: Peer, pids: Writer['pids']): Writer & { stop(): Promise<void> } => ({
    name: peer.name, pids, stop: () => peer.stop(),
    prepare: (town, client, amount, batch) => Array.from({ length: Math.ceil(amount / batch) }, (_, i) => {
      const bodies = Array.from({ length: Math.min(batch, amount - i * batch) }, (__, k) => documentOf(disputeOp(town, 'PEER00', 1, i * batch + k), client))
      return () => peer.write(bodies)
    }),
  })
  return [writer(pouch, () => [[pouch.pid]]), writer(parse, () => [[parse.pid], databasePids(running.data)])]
}

const TABLES = ['op', 'record_key', 'audit', 'blind_index', tableOf(must(REGISTRY.dispute, 'the record type'))]

/** The rows of the last `documents` ops, written again into tables of the same keys and indexes: 50 ops' rows a transaction. */
async function rawLimit({ data, county }: Served, clients: number): Promise<Result> {
  const sql = connect(data, 'shuoshibu', 'shuoshibu', clients)
  try {
    for (const table of TABLES) {
      await sql.unsafe(`drop table if exists raw_${table}`)
      await sql.unsafe(`create table raw_${table} (like ${table} including all)`)
    }
    const each = Math.floor(documents / clients)
    const work = await Promise.all(county.townships.slice(0, clients).map(({ stream }) => rowsOf(sql, stream, each)))
    const took: number[] = []
    const began = performance.now()
    await Promise.all(work.map(async (batches) => {
      for (const batch of batches) {
        const start = performance.now()
        await sql.begin(async (tx) => {
          for (const [table, rows] of Object.entries(batch)) if (rows.length > 0) await tx`insert into ${tx(`raw_${table}`)} ${tx(rows as never)}`
        })
        took.push(performance.now() - start)
      }
    }))
    const seconds = (performance.now() - began) / 1000
    const written = work.flat().reduce((sum, batch) => sum + (batch.op?.length ?? 0), 0)
    const sorted = [...took].sort((a, b) => a - b)
    const at = (part: number): number => Math.round((sorted[Math.floor((sorted.length - 1) * part)] ?? NaN) * 10) / 10
    return { who: 'raw INSERT of the same rows', clients, batch: 50, perSecond: Math.round(written / seconds), batchMs: { median: at(0.5), p99: at(0.99) }, megabytes: megabytesOf(databasePids(data)), cpuMs: [] }
  } finally {
    await sql.end()
  }
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** Of one township, the newest ops and what each led to, fifty ops together. */
async function rowsOf(sql: postgres.Sql, stream: string, amount: number): Promise<readonly Rows[]> {
  const ops = await sql`select * from op where stream = ${stream} and n is not null order by n desc limit ${amount}`
  const batches: Rows[] = []
  for (let from = 0; from < ops.length; from += 50) {
    const part = ops.slice(from, from + 50)
    const records = part.map((op) => String(op.record))
    const of = async (table: string, column: string): Promise<Rows[string]> => (await sql`select * from ${sql(table)} where stream = ${stream} and ${sql(column)} = any(${records}::${sql.unsafe(table === 'audit' ? 'text' : 'uuid')}[])`)
    batches.push({
      op: part, record_key: await of('record_key', 'record'), audit: await of('audit', 'subject'), blind_index: await of('blind_index', 'record'),
      [tableOf(must(REGISTRY.dispute, 'the record type'))]: await of(tableOf(must(REGISTRY.dispute, 'the record type')), 'record'),
    })
  }
  return batches
}

function tell(results: readonly Result[], around: object): void {
  const keys = [...new Set(results.map(({ batch, clients }) => `${batch}/${clients}`))]
  const rows = keys.flatMap((key) => {
    const [batch = 0, clients = 0] = key.split('/').map(Number)
    const of = results.filter((each) => each.batch === batch && each.clients === clients)
    const median = (who: string): number => spreadOf(of.filter((each) => each.who === who).map(({ perSecond }) => perSecond)).median
    const mine = median('ours')
    return [...new Set(of.map(({ who }) => who))].map((who) => {
      const runs = of.filter((each) => each.who === who)
      const ms = (pick: (each: Result) => number): number => spreadOf(runs.map(pick)).median
      return [batch, clients, who, median(who), who === 'ours' ? '' : (mine / median(who)).toFixed(2), ms((each) => each.batchMs.median), ms((each) => each.batchMs.p99), ms((each) => each.megabytes), runs[0]?.cpuMs.map((_, part) => spreadOf(runs.map((each) => (each.cpuMs[part] ?? 0) * 1000)).median / 1000).join(' + ') ?? '']
    })
  })
  process.stdout.write(`${JSON.stringify(around)}\n${tableText([['batch', 'clients', 'who', 'documents/s', 'ours is × of it', 'ms median', 'ms p99', 'MB', 'CPU ms a document'], ...rows])}\n`)
  mkdirSync(join('dist', 'bench'), { recursive: true })
  writeFileSync(join('dist', 'bench', 'push.json'), JSON.stringify({ around, documents, rounds, results }, null, 1))
}

void withCounty(main, { townships: Math.max(...CLIENTS), villages: 4, mediators: MEDIATORS })
