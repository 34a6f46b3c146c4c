import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { assert } from '../../src/core/assert'

/** A server somebody else wrote, on this machine and in a folder of its own, with the same documents to take. */
export interface Peer {
  readonly name: string
  readonly pid: number
  /** Takes documents of one township; throws when one is not taken. */
  write(documents: readonly object[]): Promise<void>
  /** All of them, page by page, as its own clients read on from a mark; how many. */
  readAll(): Promise<number>
  /** How many documents a township has, counted by type. */
  countTypes(township: number): Promise<number>
  stop(): Promise<void>
}

export interface Posted {
  readonly status: number
  readonly text: string
  /** Seconds after which one may come again; 0 when nothing was said. */
  readonly retryAfter: number
}

/** Kept open between requests, as every client of these servers does. */
export function poster(address: string, connections: number, headers: Readonly<Record<string, string>> = {}): (path: string, body: string, more?: Readonly<Record<string, string>>) => Promise<Posted> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return (path, body, more = {}) => new Promise((done, failed) => {
    const bytes = Buffer.from(body)
    const asked = request(address + path, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers, ...more } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('error', failed).on('end', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), retryAfter: Number(answer.headers['retry-after'] ?? 0) }))
    })
    asked.on('error', failed).end(bytes)
  })
}

async function openPouch(connections: number): Promise<Peer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-peer-')))
  const { address, pid, stop } = await peerProcess('pouchdb.cjs', [folder], {})
  const created = await fetch(`${address}/bench`, { method: 'PUT' })
  assert(created.ok, `pouchdb-server opens a database: ${created.status}`)
  const post = poster(address, connections)
  let counting: Promise<unknown> | null = null
  return {
    name: 'pouchdb-server', pid,
    async write(documents) {
      const { status, text } = await post('/bench/_bulk_docs', JSON.stringify({ docs: documents }))
      assert(status === 201 && (JSON.parse(text) as { ok?: true }[]).every(({ ok }) => ok === true), `pouchdb-server answers ${status}`)
    },
    async readAll() {
      let [count, since]: [number, unknown] = [0, 0]
      for (;;) {
        const { results, last_seq } = await json<{ results: readonly unknown[]; last_seq: unknown }>(`${address}/bench/_changes?include_docs=true&limit=${PAGE}&since=${String(since)}`)
        count += results.length
        since = last_seq
        if (results.length < PAGE) return count
      }
    },
    async countTypes(township) {
      const path = `${address}/bench/_design/by`
      const view = { views: { type: { map: 'function (doc) { emit([doc.township, doc.type], 1) }', reduce: '_count' } } }
      await (counting ??= fetch(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(view) }))
      const { rows } = await json<{ rows: readonly { value: number }[] }>(`${path}/_view/type?group=true&startkey=[${township}]&endkey=[${township},{}]`)
      return rows.reduce((sum, { value }) => sum + value, 0)
    },
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Both, beside the program that has its data there: the one with a store of its own, the other in a new database of the program's PostgreSQL. */
export async function openPeers(data: string, connections: number): Promise<{ readonly pouch: Peer; readonly parse: Peer }> {
  const admin = connect(data, 'postgres', 'postgres', 1)
  await admin.unsafe('create database parse owner shuoshibu')
  await admin.end()
  return { pouch: await openPouch(connections), parse: await openParse({ folder: join(data, 'pg'), password: passwordOf(data), database: 'parse' }, connections) }
}

/** Beside the program, whose own role may make no table and no database. */
export function connect(data: string, user: string, database: string, max: number): postgres.Sql {
  return postgres({ path: join(data, 'pg', '.s.PGSQL.5432'), user, password: passwordOf(data), database, max, onnotice: () => undefined })
}

function passwordOf(data: string): string {
  return readFileSync(join(data, 'password'), 'utf8').trim()
}

/** In a database of its own of the same PostgreSQL, with the same settings. */
async function openParse(postgres: { readonly folder: string; readonly password: string; readonly database: string }, connections: number): Promise<Peer> {
  const { address, pid, stop } = await peerProcess('parse.cjs', [], { PGHOST: postgres.folder, PGUSER: 'shuoshibu', PGPASSWORD: postgres.password, PGDATABASE: postgres.database })
  const keys = { 'x-parse-application-id': 'bench', 'x-parse-master-key': 'bench' }
  const post = poster(address, connections, keys)
  return {
    name: 'parse-server', pid, stop,
    async write(documents) {
      const requests = documents.map((body) => ({ method: 'POST', path: '/parse/classes/Dispute', body }))
      const { status, text } = await post('/parse/batch', JSON.stringify({ requests }))
      assert(status === 200 && (JSON.parse(text) as { success?: object }[]).every(({ success }) => success !== undefined), `parse-server answers ${status}: ${text.slice(0, 200)}`)
    },
    async readAll() {
      let [count, last] = [0, '']
      for (;;) {
        const asked = new URLSearchParams({ order: 'objectId', limit: String(PAGE), ...(last === '' ? {} : { where: JSON.stringify({ objectId: { $gt: last } }) }) })
        const { results } = await json<{ results: readonly { objectId: string }[] }>(`${address}/parse/classes/Dispute?${asked}`, keys)
        count += results.length
        last = results.at(-1)?.objectId ?? last
        if (results.length < PAGE) return count
      }
    },
    async countTypes(township) {
      const pipeline = JSON.stringify([{ $match: { township } }, { $group: { _id: '$type', count: { $sum: 1 } } }])
      const { results } = await json<{ results: readonly { count: number }[] }>(`${address}/parse/aggregate/Dispute?${new URLSearchParams({ pipeline })}`, keys)
      return results.reduce((sum, { count }) => sum + count, 0)
    },
  }
}

const PAGE = 1_000

async function json<T>(url: string, headers: Readonly<Record<string, string>> = {}): Promise<T> {
  const answer = await fetch(url, { headers })
  assert(answer.ok, `a peer answers ${answer.status}: ${answer.ok ? '' : await answer.text()}`)
  return await answer.json() as T
}

async function peerProcess(file: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<{ readonly address: string; readonly pid: number; stop(): Promise<void> }> {
  assert(existsSync(resolve('bench/node_modules')), 'the peers are installed: run npm run bench:setup')
  const child = spawn(process.execPath, [resolve('bench/peers', file), ...words], { cwd: resolve('bench'), env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const address = await new Promise<string>((found, failed) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000)
        const told = /listening (http:\S+)/.exec(said)?.[1]
        if (told !== undefined) found(told)
      })
    }
    void ended.then(() => failed(new Error(`${file} did not start:\n${said}`)))
  })
  return {
    address, pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Megabytes of these processes that no other has (their proportional share of what is shared). */
export function megabytesOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024)
}

/** Milliseconds of processor time these processes took so far, in user and kernel mode; Linux counts them in hundredths of a second. */
export function cpuMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      // The name of the program, in brackets, may hold anything; fields 14 and 15 are counted from behind it.
      const [, after = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      const fields = after.split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) * 10
    } catch {
      return sum
    }
  }, 0)
}
