import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type Client } from '../src/client/client'
import { atomicFiles, type Disk } from '../src/client/platform/atomicFiles'
import { createDevice } from '../src/client/platform/device'
import { createHttp } from '../src/client/platform/http'
import { memoryKv } from '../src/client/platform/kv'
import { memoryDisk } from '../src/client/platform/memoryDisk'
import type { Http } from '../src/client/platform/ports'
import { assert, must } from '../src/core/assert'
import type { Op } from '../src/core/op'
import type { PullAnswer, Session } from '../src/core/protocol'
import { makePhoneCode } from '../src/server/account/phoneCode'
import type { Db } from '../src/server/db'
import { push } from '../src/server/push'
import type { County, Township } from '../test/full/county'
import { deviceOf } from '../test/server/town'
import { openPeers, type Peer } from './parts/contenders'
import { withCounty, type Served } from './parts/county'
import { disputeOp, documentOf } from './parts/documents'
import { circumstances, cpuByPart, spreadOf, tableText } from './parts/measure'
import { nodeDisk } from './parts/nodeDisk'

/**
 * A fresh phone with 20,000 records in scope: from the sign-in until every record is shown and on its disk; the same pages read and thrown
 * away, as the peers' pages are: `npm run bench -- pull [records] [runs]`. The built server and its embedded PostgreSQL are processes of
 * their own, reached over HTTP on loopback; the phone is the real client.
 */
const [RECORDS = 20_000, RUNS = 5] = process.argv.slice(2, 4).map(Number)
const BATCH = 50

interface Run {
  readonly ms: number
  /** Of it, waiting for the network and the server. */
  readonly waited: number
  readonly pages: number
  readonly bytes: number
  readonly largest: number
  /** The longest time in which the phone could have done nothing else. */
  readonly blocked: number
}

async function main({ address, db, county, town, folder, data }: Served): Promise<void> {
  const before = circumstances()
  const hand = codesOf(db, county, town)
  const one = async (disk: Disk): Promise<Run> => firstPull(address, disk, await hand())
  const ops = Array.from({ length: RECORDS }, (_, i) => disputeOp(town, DEVICE, i + 1, i))
  const { pouch, parse } = await openPeers(data, 1)
  const [runs, onFiles, raw, reading, peers]: [Run[], Run[], number[], Reading[], Record<string, number[]>] = [[], [], [], [], { [pouch.name]: [], [parse.name]: [] }]
  try {
    await write(county, town, ops)
    for (const peer of [pouch, parse]) for (const part of partsOf(ops)) await peer.write(part.map((op) => documentOf(op, 0)))
    await one(inMemory())
    for (let i = 0; i < RUNS; i += 1) {
      runs.push(await one(inMemory()))
      onFiles.push(await one(nodeDisk(mkdtempSync(join(folder, 'phone-')))))
      raw.push(await rawRead(county, town))
      reading.push(await readOnly(address, await hand()))
      for (const peer of [pouch, parse]) must(peers[peer.name], 'a peer').push(await peerRead(peer))
    }
  } finally {
    for (const peer of [pouch, parse]) await peer.stop()
  }
  const code = await hand()
  const cpu = await cpuByPart(() => firstPull(address, inMemory(), code), PARTS)
  tell({ ...before, loadAfter: circumstances().load, records: RECORDS, runs, onFiles, raw, reading, peers, cpu })
}

const DEVICE = deviceOf('pull').name

function partsOf(ops: readonly Op[]): readonly (readonly Op[])[] {
  return Array.from({ length: Math.ceil(ops.length / BATCH) }, (_, i) => ops.slice(i * BATCH, (i + 1) * BATCH))
}

async function write({ deps }: County, { stream, mediators }: Township, ops: readonly Op[]): Promise<void> {
  const me = must(mediators[0], 'a mediator')
  for (const part of partsOf(ops)) {
    const pushed = await push(deps, { me, devices: [DEVICE] }, { stream, ops: part, waiting: 0 })
    assert(pushed?.answer.results.every(({ kind }) => kind === 'applied') === true, 'every entry is applied')
  }
}

async function peerRead(peer: Peer): Promise<number> {
  const began = performance.now()
  const count = await peer.readAll()
  assert(count === RECORDS, `${peer.name} tells of every document, not ${count}`)
  return performance.now() - began
}

interface Code {
  readonly name: string
  readonly code: string
}

/** The next mediator each time, with the code of their mini-program: nobody is given two within a minute. */
function codesOf(db: Db, { deps, county }: County, { mediators }: Township): () => Promise<Code> {
  const left = [...mediators]
  return async () => {
    const { person, name } = must(left.shift(), 'one more mediator')
    return { name, code: must(await makePhoneCode(db, deps.vault, { county, person }, Date.now()), 'a code').code }
  }
}

const SOURCES = { seal: ['seal', 'bytes'], segments: ['segments', 'replica', 'cover', 'keeping'], view: ['view', 'overlay'], json: ['account', 'shape'] }
const PARTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(SOURCES).map(([part, files]) => [part, files.map((file) => `src/client/${file}.ts`)])),
  disk: ['src/client/platform/atomicFiles.ts', 'src/client/platform/memoryDisk.ts'],
}

async function firstPull(address: string, disk: Disk, code: Code): Promise<Run> {
  const told = { waited: 0, pages: 0, bytes: 0, largest: 0 }
  const real = createHttp(address)
  const http: Http = {
    async send(request) {
      const began = performance.now()
      const answer = await real.send(request)
      told.waited += performance.now() - began
      const bytes = answer.kind === 'answer' ? Buffer.byteLength(answer.text) : 0
      told.bytes += bytes
      if (request.path === '/api/pull') told.pages += 1
      told.largest = Math.max(told.largest, bytes)
      return answer
    },
  }
  const values = new Map<string, string>()
  const phone = (way: Http): Client => createClient({ kv: memoryKv(values), files: atomicFiles(disk), http: way, sockets: { open: () => ({ close: () => undefined }) }, device: { ...createDevice(), client: 'h5', after } })
  const client = phone(http)
  await client.start()
  const watch = watchLoop()
  const began = performance.now()
  const entered = await client.signIn({ kind: 'phoneCode', ...code })
  assert(entered.kind === 'in', 'the sign-in is accepted')
  await roundOf(client)
  const ms = performance.now() - began
  const blocked = watch()
  assert(held(client) === RECORDS, `the view holds every record, not ${held(client)}`)
  // A second start, without a network: what it shows came from the disk.
  const again = phone({ send: async () => ({ kind: 'noAnswer' }) })
  await again.start()
  assert(held(again) === RECORDS, `the disk holds every record, not ${held(again)}`)
  return { ms, blocked, ...told }
}

/** Answers in a later turn, as every real disk does: what happens in between is one step of the phone. */
function inMemory(): Disk {
  const disk = memoryDisk()
  const later = <T>(answer: Promise<T>): Promise<T> => new Promise((done) => setImmediate(() => done(answer)))
  return {
    readFile: (name) => later(disk.readFile(name)),
    writeFile: (name, text) => later(disk.writeFile(name, text)),
    rename: (from, to) => later(disk.rename(from, to)),
    unlink: (name) => later(disk.unlink(name)),
    readdir: () => later(disk.readdir()),
  }
}

/** Timers that do not keep the program alive: phones of ended runs sleep for ever. */
function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}

function roundOf(client: Client): Promise<void> {
  return new Promise((done) => {
    const stop = client.sync.subscribe(({ status, lastAt }) => {
      if (status !== 'idle' || lastAt === null) return
      stop()
      done()
    })
  })
}

function held(client: Client): number {
  return [...client.view.getState().records.values()].filter(({ kind }) => kind === 'dispute').length
}

/** Told when called: the longest gap between two turns of the event loop. */
function watchLoop(): () => number {
  let last = performance.now()
  let longest = 0
  const note = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(note, 1)
  return () => {
    note()
    clearInterval(timer)
    return longest
  }
}

/** The limit to compare with: the same versions by one statement, sent as one JSON. Nothing is opened, checked or sealed. */
async function rawRead({ deps }: County, { stream }: Township): Promise<number> {
  const began = performance.now()
  const rows = await deps.db.sql`select v.record, v.since, v.stage, v.created_by, v.data, v.sealed, v.written, k.wrapped
    from dispute_version v join record_key k on k.stream = v.stream and k.record = v.record where v.stream = ${stream} and v.until is null`
  const text = JSON.stringify(rows)
  assert(rows.length === RECORDS && text.length > 0, 'every record is read')
  return performance.now() - began
}

interface Reading {
  readonly ms: number
  /** Until the first byte of the answers: the server's own time. */
  readonly server: number
  readonly signIn: number
}

/** The same pages read and thrown away: what a phone that does nothing would wait. */
async function readOnly(address: string, code: Code): Promise<Reading> {
  const began = performance.now()
  const login = await fetch(`${address}/api/login/phone`, post({ ...code, device: null }))
  const { access } = (await login.json()) as Session
  const signIn = performance.now() - began
  let cursor: string | null = null
  let server = 0
  for (let more = true; more; ) {
    const sent = performance.now()
    const answer: Response = await fetch(`${address}/api/pull`, post({ cursor, waiting: 0 }, access))
    server += performance.now() - sent
    const body = (await answer.json()) as PullAnswer
    cursor = body.cursor
    more = body.more
  }
  return { ms: performance.now() - began, server, signIn }
}

function post(body: unknown, access?: string): RequestInit {
  const headers = { 'content-type': 'application/json', ...(access === undefined ? {} : { authorization: `Bearer ${access}` }) }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

interface Result extends ReturnType<typeof circumstances> {
  readonly loadAfter: readonly number[]
  readonly records: number
  readonly runs: readonly Run[]
  readonly onFiles: readonly Run[]
  readonly raw: readonly number[]
  readonly reading: readonly Reading[]
  readonly peers: Readonly<Record<string, readonly number[]>>
  readonly cpu: Readonly<Record<string, number>>
}

function tell({ runs, onFiles, raw, reading, peers, ...rest }: Result): void {
  const first = must(runs[0], 'a run')
  const row = (name: string, values: readonly number[]) => {
    const { median, min, max } = spreadOf(values)
    return [name, median, min, max] as const
  }
  const rows = [
    row('first complete pull, disk in memory', runs.map(({ ms }) => ms)),
    row('  of it waiting for the server', runs.map(({ waited }) => waited)),
    row('  longest single step', runs.map(({ blocked }) => blocked)),
    row('first complete pull, files', onFiles.map(({ ms }) => ms)),
    row('the same pages read and thrown away', reading.map(({ ms }) => ms)),
    row('  of it the server', reading.map(({ server }) => server)),
    row('  of it the sign-in', reading.map(({ signIn }) => signIn)),
    row('raw limit: one select, one JSON', raw),
    ...Object.entries(peers).map(([name, values]) => row(`${name}, its pages read and thrown away`, values)),
  ]
  const numbers = Object.fromEntries(rows.map(([name, median, min, max]) => [name.trim(), { median, min, max }]))
  process.stdout.write(`${JSON.stringify({ ...rest, pages: first.pages, bytes: first.bytes, largestPage: first.largest, ms: numbers })}\n\n`)
  process.stdout.write(`${tableText([['ms', 'median', 'min', 'max'], ...rows])}\n\n`)
  process.stdout.write(`${rest.records} records, ${first.pages} pages, ${(first.bytes / 1e6).toFixed(1)} MB, largest page ${Math.round(first.largest / 1024)} KB; `)
  process.stdout.write(`load ${rest.load.join(' ')} before, ${rest.loadAfter.join(' ')} after; the phone's own time by part: ${JSON.stringify(rest.cpu)}\n`)
}

void withCounty(main, { townships: 1, villages: 20, mediators: 3 * RUNS + 3 }).then(() => process.exit(0), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
