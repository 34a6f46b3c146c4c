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
}

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
  /** Calls back for every NOTIFY on the channel, for good; what is sent while the connection is lost is not heard. */
  listen(channel: string, heard: (payload: string) => void): Promise<void>
  /** Waits five seconds for running statements, then cuts them. */
  close(): Promise<void>
}
