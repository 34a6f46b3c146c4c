import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What PostgreSQL says about itself in `postmaster.pid`, as far as it has written it. */
export interface PostmasterFile {
  readonly pid: number
  /** It takes connections; false while it starts, recovers or stops. */
  readonly ready: boolean
}

/** Lines: pid, data folder, start, port, socket folder, address, shared memory, state. Null when there is no pid in it. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split(/\r?\n/)
  const pid = Number(lines[0])
  // A single-user server writes its pid negated.
  return Number.isInteger(pid) && pid !== 0 ? { pid: Math.abs(pid), ready: lines[7]?.trim() === 'ready' } : null
}

export function readPostmasterFile(data: string): PostmasterFile | null {
  try {
    return parsePostmasterFile(readFileSync(join(data, 'postmaster.pid'), 'utf8'))
  } catch {
    return null
  }
}
