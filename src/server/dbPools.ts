import postgres from 'postgres'
import { types } from './dbTypes'
import type { Db, DbAddress, DbOptions, Sql } from './sql'

/** One set of connections of postgres.js. `broken` when any of them was lost: its statements fail, a new set takes over. */
interface Pool {
  readonly driver: postgres.Sql
  broken: boolean
}

/**
 * postgres.js 3.4.9 ends the whole process when something is written to a lost connection before it is open again,
 * which its own ROLLBACK after the loss does, and a connection lost with an unsent statement may never open again.
 * Therefore nothing is ever sent to a set of connections of which one was lost: `guarded` refuses it, `begin` keeps
 * the driver from rolling back on a lost connection, and the set as a whole is replaced.
 */
export function openPools(options: DbOptions): Db {
  const heard: [channel: string, (payload: string) => void][] = []
  let closing = false
  let pool = open()

  function open(): Pool {
    const made: Pool = { driver: connect(options, () => replace(made)), broken: false }
    return made
  }

  function replace(old: Pool): void {
    if (old.broken || closing) return
    old.broken = true
    pool = open()
    // What waits for a connection must not open more of them beside the new set.
    void old.driver.end({ timeout: 1 })
    for (const [channel, callback] of heard) void pool.driver.listen(channel, callback).catch(() => undefined)
  }

  return {
    sql: delegate(() => pool.driver),
    begin: work => begin(pool, work),
    async listen(channel, callback) {
      heard.push([channel, callback])
      await pool.driver.listen(channel, callback)
    },
    async close() {
      closing = true
      await pool.driver.end({ timeout: 5 })
    },
  }
}

async function begin<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  // The driver rejects `done` as soon as the transaction's own connection closes, even while the work goes on.
  const own = { ended: false }
  const done = pool.driver.begin(async driver => {
    const outcome = await outcomeOf(work(delegate(() => guarded(pool, driver))))
    if (pool.broken) {
      await new Promise(resolve => setImmediate(resolve))
      if (own.ended) await forever()
    }
    if (outcome.kind === 'failed') throw outcome.error
    return { value: outcome.value }
  })
  done.catch(() => {
    own.ended = true
  })
  return (await done).value
}

function guarded<T>(pool: Pool, driver: T): T {
  if (pool.broken) throw Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' })
  return driver
}

type Outcome<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown }

function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  return work.then(value => ({ kind: 'done', value }), (error: unknown) => ({ kind: 'failed', error }))
}

function forever(): Promise<never> {
  return new Promise(() => undefined)
}

/** A template that finds its driver at each use. */
function delegate(driver: () => postgres.ISql): Sql {
  const call = (...given: unknown[]) => Reflect.apply(driver(), undefined, given) as unknown
  const sql: Pick<Sql, 'json' | 'unsafe'> = {
    json: value => driver().json(value),
    unsafe: text => driver().unsafe(text),
  }
  return Object.assign(call, sql) as Sql
}

function connect({ address, max, role }: DbOptions, onclose: () => void): postgres.Sql {
  const options: postgres.Options<Record<string, postgres.PostgresType>> = {
    max,
    types,
    onclose,
    fetch_types: false,
    max_lifetime: null,
    connect_timeout: 10,
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    // Notices may quote values, and the default prints them on the console.
    onnotice: () => undefined,
    connection: {
      application_name: 'shuoshibu',
      statement_timeout: 15_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: 'UTC',
      DateStyle: 'ISO, YMD',
      ...(role === undefined ? {} : { role }),
    },
  }
  return address.kind === 'url' ? postgres(address.url, options) : postgres({ ...options, ...localOptions(address) })
}

function localOptions(address: Exclude<DbAddress, { kind: 'url' }>): postgres.Options<Record<string, postgres.PostgresType>> {
  const { user, password, database } = address
  const place = address.kind === 'socket' ? { path: address.path } : { host: '127.0.0.1', port: address.port }
  return { ...place, user, password, database, ssl: false }
}
