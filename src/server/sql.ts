import type postgres from 'postgres'

/** Where a database is: the county's own server by its URL (TLS as the URL says), or the embedded one. */
export type DbAddress =
  | { readonly kind: 'url'; readonly url: string }
  | ({ readonly kind: 'socket'; readonly path: string } & Login)
  | ({ readonly kind: 'loopback'; readonly port: number } & Login)

export interface Login {
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface DbOptions {
  readonly address: DbAddress
  /** Connections at most; the embedded PostgreSQL takes 40 in all. */
  readonly max: number
  /** Taken on by every connection, as the account of the address may. */
  readonly role?: string
  /**
   * Milliseconds without a single new statement, while transactions are under way, after which the line to the database counts as lost: a
   * network that swallows everything says nothing for a quarter of an hour. Absent where one statement may take as long as it takes.
   */
  readonly stalled?: number
  /** Milliseconds after which it is looked whether a busy time has left more connections open than are needed; a minute where it is absent. */
  readonly look?: number
  /** `DB_LIMITS` where it is absent. */
  readonly limits?: DbLimits
}

/** Milliseconds after which PostgreSQL, or the driver, ends something by itself; 0: never. */
export interface DbLimits {
  /** One statement. */
  readonly statement: number
  /** Waiting for a lock. */
  readonly lock: number
  /** A transaction in which nothing happens. */
  readonly idle: number
  /** Connecting. */
  readonly connect: number
}

/** A phone gives up after 15 seconds; what it no longer waits for is not worth going on with. */
export const DB_LIMITS: DbLimits = { statement: 15_000, lock: 3_000, idle: 10_000, connect: 10_000 }

/**
 * The tagged template, alike outside and inside a transaction. Values come back as numbers (integers, numeric),
 * 'YYYY-MM-DD' (date), '2026-11-21T08:30:00.123Z' (timestamptz), parsed JSON and Buffer. Lists are given as arrays
 * (`= any(${ids})`). Long results are read page by page along a key; `.cursor()` does not survive a lost connection.
 */
export interface Sql {
  /** Names of columns and tables, or rows: insert into t ${sql(rows)} */
  (namesOrRows: string | (object & { readonly raw?: never }), ...columns: string[]): postgres.Helper<unknown>
  /** A statement, or a part to be set into another: sql`select … where township = ${id} ${part}` */
  <T extends readonly (object | undefined)[] = postgres.Row[]>(text: TemplateStringsArray, ...values: readonly SqlValue[]): postgres.PendingQuery<T>
  json(value: postgres.JSONValue): postgres.Parameter
  /** A statement as text; never with anything a person wrote in it. */
  unsafe<T extends postgres.Row[] = postgres.Row[]>(text: string): postgres.PendingQuery<T>
}

export type SqlValue = postgres.ParameterOrFragment<never>

export interface Db {
  readonly sql: Sql
  /** Runs the work in one transaction (read committed); what it throws undoes everything. See `transaction`. */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Calls back for every NOTIFY on the channel, for good; what is sent while the connection is lost is not heard. `began`: from now on it is heard, be it again. */
  listen(channel: string, heard: (payload: string) => void, began?: () => void): Promise<void>
  /** Waits five seconds for running statements, then cuts them. */
  close(): Promise<void>
}
