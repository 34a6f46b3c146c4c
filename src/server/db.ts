import postgres from 'postgres'
import { openPools } from './dbPools'
import { codeOf, textOf } from './errorCode'
import type { Db, DbOptions, Sql } from './sql'

export type { Db, DbAddress, DbOptions, Sql, SqlValue } from './sql'

/** Connects at the first statement. Lost connections are opened anew by themselves; what ran on them fails. */
export function openDb(options: DbOptions): Db {
  return openPools(options)
}

/** How often and after which pause (milliseconds, after attempt 1, 2 …) a piece of work is tried again. */
export interface Repeat {
  readonly times: number
  pause(attempt: number): number
}

/** Three attempts, so spread that competitors do not meet again. `random` gives numbers from 0 to below 1. */
export function repeatWithJitter(random: () => number): Repeat {
  return { times: 3, pause: attempt => (0.5 + random()) * 25 * 4 ** (attempt - 1) }
}

/**
 * `begin`, run again after a deadlock, a serialisation failure or a lost connection. After the last of these the work
 * may have been committed all the same, so only work that may run twice is given here. Other errors are thrown at once.
 */
export async function transaction<T>(db: Db, repeat: Repeat, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.begin(work)
    } catch (error) {
      if (attempt >= repeat.times || !isWorthRepeating(error)) throw error
      await new Promise(resolve => setTimeout(resolve, repeat.pause(attempt)))
    }
  }
}

/** The database is busy, full, restarting or out of reach: nothing is wrong with the request, it may be sent again. */
export function isPassing(error: unknown): boolean {
  return isLostConnection(error) || passing.test(codeOf(error))
}

/**
 * 25006 read-only after a fail-over, 25P03 idle in transaction, 40001 serialisation, 40P01 deadlock, 53 no resources
 * (connections, disk, memory), 55P03 lock timeout, 57014 statement timeout.
 */
const passing = /^(25006|25P03|40001|40P01|53...|55P03|57014)$/

/** The same work, run again at once, can succeed. */
function isWorthRepeating(error: unknown): boolean {
  return isLostConnection(error) || /^40(001|P01)$/.test(codeOf(error))
}

/** Codes of PostgreSQL (08 connection, 57P0x shutdown), of postgres.js and of the operating system. */
export function isLostConnection(error: unknown): boolean {
  const code = codeOf(error)
  if (code === 'ENOENT') return textOf(error, 'syscall') === 'connect'
  return /^(08...|57P0[1235]|CONNECTION_(CLOSED|DESTROYED|ENDED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|EAI_AGAIN)$/.test(code)
}

/** What may be logged about a fault. The message and details of PostgreSQL quote values, which may be personal. */
export function faultForLog(error: unknown): Record<string, string> {
  const told = error instanceof postgres.PostgresError
    ? { code: error.code, table: error.table_name, constraint: error.constraint_name, column: error.column_name, routine: error.routine }
    : { code: codeOf(error), name: textOf(error, 'name') || typeof error }
  return Object.fromEntries(Object.entries(told).flatMap(([key, value]) => value ? [[key, value]] : []))
}
