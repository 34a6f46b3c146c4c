import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { accountFor, identityOf } from '../src/server/postgres/account'
import { findPackage, usableBinaries } from '../src/server/postgres/binaries'
import { environment } from '../src/server/postgres/environment'
import { readPostmasterFile } from '../src/server/postgres/postmasterFile'
import { databasePids } from '../test/full/program'
import { cpuMsOf, megabytesOf } from './parts/contenders'
import { circumstances, spreadOf, tableText } from './parts/measure'

/**
 * What a server costs before anybody asks it: `npm run bench -- memory [runs]`. How long a first start takes (an empty folder) and the next
 * one (a county without data), until it listens; beside it, in turns, what cannot be saved: PostgreSQL's own `initdb` and start with the
 * same settings of durability, and Node's own start. Then the memory (PSS) of the server and its PostgreSQL at rest with the demo county.
 */
const runs = Number(process.argv[2] ?? 5)
/** Connections that the start opened are closed after a minute or two. */
const REST_MS = 130_000

interface Start {
  readonly ms: number
  /** Of Node's process. */
  readonly cpuMs: number
}

async function main(): Promise<void> {
  const before = circumstances()
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-start-')))
  // Made for one account; PostgreSQL runs under another when this one is root.
  chmodSync(folder, 0o755)
  const results: Record<string, number[]> = { first: [], again: [], firstCpu: [], againCpu: [], initdb: [], postgres: [], node: [] }
  const note = (name: string, value: number): void => void results[name]?.push(value)
  try {
    for (let run = 0; run < runs; run += 1) {
      const data = join(folder, `run${run}`)
      for (const name of ['first', 'again']) {
        const { ms, cpuMs } = await started('county', data)
        note(name, ms)
        note(`${name}Cpu`, cpuMs)
      }
      const bare = await barePostgres(join(folder, `bare${run}`))
      note('initdb', bare.initdb)
      note('postgres', bare.postgres)
      const began = performance.now()
      execFileSync(process.execPath, ['-e', '0'])
      note('node', performance.now() - began)
      rmSync(data, { recursive: true, force: true })
    }
    const rest = await atRest(join(folder, 'demo'))
    tell({ ...before, after: circumstances().load, results, rest })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Until it says that it listens; then it is ended in order. */
async function started(mode: 'county' | 'demo', data: string, meanwhile: (pid: number) => Promise<void> = () => Promise.resolve()): Promise<Start> {
  const began = performance.now()
  const child = spawn(process.execPath, [resolve('dist/server/main.js'), mode], { env: { ...process.env, DATA_FOLDER: data, PORT: '0', OPERATION_PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((done) => child.once('exit', done))
  await new Promise<void>((listening, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('说事簿已启动')) listening()
    })
    void ended.then(() => failed(new Error('the server did not start')))
  })
  const result = { ms: performance.now() - began, cpuMs: cpuMsOf([child.pid ?? 0]) }
  await meanwhile(child.pid ?? 0)
  child.kill('SIGTERM')
  await ended
  return result
}

async function barePostgres(folder: string): Promise<{ readonly initdb: number; readonly postgres: number }> {
  mkdirSync(folder, { mode: 0o755 })
  const account = accountFor(null)
  const { uid, gid } = identityOf(account)
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  const binaries = usableBinaries(findPackage(resolve('package.json')), account, folder)
  const data = join(folder, 'pg')
  const options = { cwd: folder, env: environment({}), stdio: 'ignore' as const, ...identityOf(account) }
  const began = performance.now()
  execFileSync(binaries.initdb, ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C', '--no-instructions'], options)
  const made = performance.now()
  const child = spawn(binaries.postgres, ['-D', data, '-c', 'listen_addresses=', '-c', 'unix_socket_directories=.'], options)
  while (readPostmasterFile(data)?.ready !== true) await wait(5)
  const ready = performance.now()
  child.kill('SIGINT')
  await new Promise((done) => child.once('exit', done))
  rmSync(folder, { recursive: true, force: true })
  return { initdb: made - began, postgres: ready - made }
}

interface Rest {
  readonly node: number
  readonly postgres: number
  readonly connections: number
}

/** Megabytes, shared memory counted once; when the county has just been written, and after a rest. */
async function atRest(data: string): Promise<{ readonly atOnce: Rest; readonly rested: Rest }> {
  let both: { readonly atOnce: Rest; readonly rested: Rest } | null = null
  await started('demo', data, async (pid) => {
    const look = (): Rest => {
      const database = databasePids(data)
      return { node: megabytesOf([pid]), postgres: megabytesOf(database), connections: database.length }
    }
    const atOnce = look()
    await wait(REST_MS)
    both = { atOnce, rested: look() }
  })
  if (both === null) throw new Error('the server rested')
  return both
}

function tell(told: { readonly after: readonly number[]; readonly load: readonly number[]; readonly results: Record<string, number[]>; readonly rest: { readonly atOnce: Rest; readonly rested: Rest } }): void {
  mkdirSync(join('dist', 'bench'), { recursive: true })
  writeFileSync(join('dist', 'bench', 'memory.json'), `${JSON.stringify(told, null, 2)}\n`)
  const rows = Object.entries(told.results).map(([name, values]) => {
    const { median, min, max } = spreadOf(values)
    return [name, median, min, max]
  })
  const { atOnce, rested } = told.rest
  process.stdout.write(`${tableText([['ms', 'median', 'least', 'most'], ...rows])}\n`)
  process.stdout.write(`${tableText([['MB (PSS)', 'node', 'postgres', 'together', 'processes'], ...[['at once', atOnce] as const, ['rested', rested] as const].map(([name, { node, postgres, connections }]) => [name, node, postgres, node + postgres, connections])])}\n`)
  process.stdout.write(`load ${told.load[0]} → ${told.after[0]}\n`)
}

void main()
