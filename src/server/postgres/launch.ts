import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { identityOf } from './account'
import type { Binaries } from './binaries'
import { environment } from './environment'
import { give, nameFor, type Folder } from './folder'
import { readPostmasterFile } from './postmasterFile'
import { isPostgresIn, startOf } from './process'
import { Refusal } from './refusal'
import { settings, type Listen } from './settings'

/** One PostgreSQL that takes connections. */
export interface Launched {
  readonly pid: number
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>
}

export interface Launch {
  readonly folder: Folder
  readonly binaries: Binaries
  readonly listen: Listen
  readonly durable: boolean
  readonly log: (line: string) => void
}

/** What a killed PostgreSQL leaves (its pid file, memory its children still use) goes away by itself within this time. */
const patience = 10_000

/** Starts PostgreSQL and waits until it takes connections. After a crash this includes the recovery, however long. */
export async function launch(options: Launch): Promise<Launched> {
  const leftover = readPostmasterFile(options.folder.data)
  const deadline = Date.now() + (leftover === null ? 0 : patience)
  for (;;) {
    const child = start(options, leftover?.pid)
    const ended = new Promise<string>(resolve => child.once('exit', () => resolve('')).once('error', error => resolve(error.message)))
    if (child.pid !== undefined && await becomesReady(child, ended, options)) return { pid: child.pid, ended }
    if (Date.now() > deadline) throw new Refusal(`数据库没有启动起来，数据没有动。它说：${await ended || lastWords(options.folder)}`)
    await wait(250)
  }
}

/** The pid of a PostgreSQL that outlived its owner, or null. */
export function findOrphan({ data }: Folder): number | null {
  const pid = readPostmasterFile(data)?.pid
  return pid !== undefined && isPostgresIn(pid, data) ? pid : null
}

/**
 * Rolls back what is open, writes everything out and ends. If that hangs, ends at once: the next start then recovers
 * from the log, nothing committed is lost. Throws when the process outlives even that.
 */
export async function shutDown(pid: number, { folder, binaries }: Pick<Launch, 'folder' | 'binaries'>): Promise<void> {
  const begun = startOf(pid)
  if (begun === null) return
  const gone = async (within: number) => {
    for (const deadline = Date.now() + within; startOf(pid) === begun; await wait(20)) {
      if (Date.now() > deadline) return false
    }
    return true
  }
  for (const [signal, mode, within] of [['SIGINT', 'fast', 30_000], ['SIGQUIT', 'immediate', 10_000]] as const) {
    signalTo(pid, signal, mode, folder, binaries)
    if (await gone(within)) return
  }
  throw new Error(`PostgreSQL ${pid} does not end`)
}

/** Asks for a shutdown without waiting for it. */
export function askToEnd(pid: number, { folder, binaries }: Pick<Launch, 'folder' | 'binaries'>): void {
  if (isPostgresIn(pid, folder.data)) signalTo(pid, 'SIGINT', 'fast', folder, binaries)
}

function signalTo(pid: number, signal: 'SIGINT' | 'SIGQUIT', mode: string, folder: Folder, binaries: Binaries): void {
  try {
    // Windows has no signals; pg_ctl speaks to the process in PostgreSQL's own way.
    if (process.platform === 'win32') execFileSync(binaries.pgCtl, ['stop', '--no-wait', '--mode', mode, '--pgdata', folder.data])
    else process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

function start({ folder, binaries, listen, durable }: Launch, leftover: number | undefined): ChildProcess {
  prune(folder)
  const words = join(folder.logs, 'start.log')
  rmSync(words, { force: true })
  const output = openSync(words, 'w', 0o600)
  give(folder.account, words)
  const options = Object.entries(settings(listen, durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A pid file whose pid now belongs to some other program, or to a dead process not yet fetched, would stop
  // PostgreSQL for ever. This variable, made for pg_ctl, tells it that the pid is no PostgreSQL; the file stays.
  const stale = leftover !== undefined && !isPostgresIn(leftover, folder.data)
  const child = spawn(binaries.postgres, ['-D', nameFor(folder, folder.data), ...options], {
    cwd: folder.data,
    env: environment(stale ? { PG_GRANDPARENT_PID: String(leftover) } : {}),
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl-C at the console ends this program first, which then ends the database in order.
    detached: true,
    windowsHide: true,
    ...identityOf(folder.account),
  })
  closeSync(output)
  return child
}

async function becomesReady(child: ChildProcess, ended: Promise<unknown>, { folder, log }: Launch): Promise<boolean> {
  const told = setInterval(() => log('数据库正在把上次没写完的数据恢复完整，请稍候……'), 5_000)
  const running = { now: true }
  void ended.then(() => { running.now = false })
  try {
    while (running.now) {
      const file = readPostmasterFile(folder.data)
      if (file?.pid === child.pid && file?.ready) return true
      await Promise.race([wait(15), ended])
    }
    return false
  } finally {
    clearInterval(told)
  }
}

/** Keeps the newest logs. */
function prune({ logs }: Folder): void {
  const old = readdirSync(logs).filter(name => /^postgres-.*\.log$/.test(name)).sort().slice(0, -10)
  old.forEach(name => rmSync(join(logs, name), { force: true }))
}

function lastWords({ logs }: Folder): string {
  const newest = readdirSync(logs).filter(name => name.endsWith('.log')).sort().map(name => readFileSync(join(logs, name), 'utf8'))
  return newest.join('\n').trim().split('\n').slice(-6).join('\n')
}
