import postgres from 'postgres'
import { types } from './dbTypes'
import { DB_LIMITS, type Db, type DbAddress, type DbOptions, type Sql } from './sql'

/** One set of connections of postgres.js. `broken` when any of them was lost: its statements fail, a new set takes over. */
interface Pool {
  readonly driver: postgres.Sql
  broken: boolean
  /** Transactions under way, the most of them at once since it was last looked at, and the most ever: so many connections at least it has opened. */
  begun: number
  most: number
  peak: number
  /** When it was last given something to do. */
  asked: number
}

/** A backend keeps 5 to 10 MB of its own: those that a busy hour opened are let go of when a minute needed no more than this. */
const KEPT = 4
const LOOK_MS = 60_000
/** Longer than a statement may take. */
const LAST_WORDS_S = 20

/**
 * postgres.js 3.4.9 ends the whole process when something is written to a lost connection before it is open again,
 * which its own ROLLBACK after the loss does, and a connection lost with an unsent statement may never open again.
 * Therefore nothing is ever sent to a set of connections of which one was lost: `guarded` refuses it, `begin` keeps
 * the driver from rolling back on a lost connection, and the set as a whole is replaced. Its own way to close idle
 * connections cannot be told from a loss: a set that has become too large is replaced too, and ends when it is done.
 */
export function openPools(options: DbOptions): Db {
  const heard: Parameters<Db['listen']>[] = []
  let closing = false
  let pool = open()
  const { stalled, look: lookMs = LOOK_MS } = options
  const looking = setInterval(look, lookMs).unref()
  const watching = stalled === undefined ? undefined : setInterval(() => watch(stalled), stalled / 4).unref()

  function open(): Pool {
    const made: Pool = { driver: connect(options, () => replace(made)), broken: false, begun: 0, most: 0, peak: 0, asked: 0 }
    return made
  }

  function replace(old: Pool): void {
    if (old.broken || closing) return
    old.broken = true
    if (old === pool) takeOver()
    // What waits for a connection must not open more of them beside the new set.
    void old.driver.end({ timeout: 1 })
  }

  function look(): void {
    const old = pool
    const isTooLarge = old.peak > KEPT && old.most < KEPT && old.begun === 0
    old.most = old.begun
    if (!isTooLarge || closing) return
    // From now on its ends are no losses.
    old.broken = true
    takeOver()
    void old.driver.end({ timeout: LAST_WORDS_S })
  }

  function watch(longest: number): void {
    if (pool.begun > 0 && performance.now() - pool.asked > longest) replace(pool)
  }

  function takeOver(): void {
    pool = open()
    for (const asked of heard) void pool.driver.listen(...asked).catch(() => undefined)
  }

  return {
    sql: delegate(() => pool.driver),
    begin: work => begin(pool, work),
    async listen(...asked) {
      heard.push(asked)
      await pool.driver.listen(...asked)
    },
    async close() {
      closing = true
      clearInterval(looking)
      clearInterval(watching)
      await pool.driver.end({ timeout: 5 })
    },
  }
}

async function begin<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  // The driver rejects `done` as soon as the transaction's own connection closes, even while the work goes on.
  const own = { ended: false }
  pool.begun += 1
  pool.asked = performance.now()
  pool.most = Math.max(pool.most, pool.begun)
  pool.peak = Math.max(pool.peak, pool.begun)
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
  try {
    return (await done).value
  } finally {
    pool.begun -= 1
  }
}

function guarded<T>(pool: Pool, driver: T): T {
  if (pool.broken) throw Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' })
  pool.asked = performance.now()
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

function connect({ address, max, role, limits = DB_LIMITS }: DbOptions, onclose: () => void): postgres.Sql {
  const options: postgres.Options<Record<string, postgres.PostgresType>> = {
    max,
    types,
    onclose,
    fetch_types: false,
    max_lifetime: null,
    connect_timeout: limits.connect / 1000,
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    // Notices may quote values, and the default prints them on the console.
    onnotice: () => undefined,
    connection: {
      application_name: 'shuoshibu',
      statement_timeout: limits.statement,
      lock_timeout: limits.lock,
      idle_in_transaction_session_timeout: limits.idle,
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
