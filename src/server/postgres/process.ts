import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from '../errorCode'

/**
 * When the process began, in a notation that only compares within one `pidSpace`; null when no such process runs.
 * A pid alone is not an identity: after a crash the number may belong to something else.
 */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return parseStat(readText(`/proc/${pid}/stat`))
  if (process.platform === 'win32') return answersSignal(pid) ? 'running' : null
  const [state, ...start] = run('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)]).trim().split(/\s+/)
  return !state || state.startsWith('Z') ? null : start.join(' ')
}

/** A dead process whose parent has not fetched its end (state Z) keeps its pid but runs no more. */
export function parseStat(stat: string): string | null {
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  const start = fields[19]
  return start === undefined || state === 'Z' || state === 'X' ? null : start
}

/** Where pids can be compared: the same boot of the same machine and, in containers, the same set of processes. */
export function pidSpace(): string {
  if (process.platform !== 'linux') return hostname()
  return `${readText('/proc/sys/kernel/random/boot_id').trim()} ${readLink('/proc/self/ns/pid')}`
}

/** Whether the running process is a PostgreSQL working in this folder; a reused pid is not. */
export function isPostgresIn(pid: number, data: string): boolean {
  if (startOf(pid) === null) return false
  if (process.platform === 'win32') return run('tasklist', ['/fi', `PID eq ${pid}`, '/nh']).includes('postgres')
  if (process.platform !== 'linux') return run('ps', ['-o', 'comm=', '-p', String(pid)]).trim().endsWith('postgres')
  const folder = readLink(`/proc/${pid}/cwd`)
  return folder === '' ? readText(`/proc/${pid}/comm`).trim() === 'postgres' : folder === data
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function run(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
