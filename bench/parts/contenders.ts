import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { assert } from '../../src/core/assert'

/** A server somebody else wrote, on this machine and in a folder of its own, with the same documents to take. */
export interface Peer {
  readonly name: string
  readonly pid: number
  /** Takes documents of one township; throws when one is not taken. */
  write(documents: readonly object[]): Promise<void>
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

export async function openPouch(connections: number): Promise<Peer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-peer-')))
  const { address, pid, stop } = await peerProcess('pouchdb.cjs', [folder], {})
  const created = await fetch(`${address}/bench`, { method: 'PUT' })
  assert(created.ok, `pouchdb-server opens a database: ${created.status}`)
  const post = poster(address, connections)
  return {
    name: 'pouchdb-server', pid,
    async write(documents) {
      const { status, text } = await post('/bench/_bulk_docs', JSON.stringify({ docs: documents }))
      assert(status === 201 && (JSON.parse(text) as { ok?: true }[]).every(({ ok }) => ok === true), `pouchdb-server answers ${status}`)
    },
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In a database of its own of the same PostgreSQL, with the same settings. */
export async function openParse(postgres: { readonly folder: string; readonly password: string; readonly database: string }, connections: number): Promise<Peer> {
  const { address, pid, stop } = await peerProcess('parse.cjs', [], { PGHOST: postgres.folder, PGUSER: 'shuoshibu', PGPASSWORD: postgres.password, PGDATABASE: postgres.database })
  const post = poster(address, connections, { 'x-parse-application-id': 'bench', 'x-parse-master-key': 'bench' })
  return {
    name: 'parse-server', pid, stop,
    async write(documents) {
      const requests = documents.map((body) => ({ method: 'POST', path: '/parse/classes/Dispute', body }))
      const { status, text } = await post('/parse/batch', JSON.stringify({ requests }))
      assert(status === 200 && (JSON.parse(text) as { success?: object }[]).every(({ success }) => success !== undefined), `parse-server answers ${status}: ${text.slice(0, 200)}`)
    },
  }
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
