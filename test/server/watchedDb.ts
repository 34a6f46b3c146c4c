import type { Db, Sql } from '../../src/server/db'

export interface Watch {
  /** Before a statement is sent, by its place in the order of sending; what it throws is thrown instead of sending. */
  readonly before?: (nth: number) => Promise<void> | void
  /** The text that was sent, with $1, $2 … for its values. */
  readonly after?: (text: string) => void
}

/** The same database, every statement watched: to break off, or to do something else, between two of them, and to know what was sent. */
export function watchedDb(db: Db, watch: Watch): Db {
  const count = { sent: 0 }
  return {
    ...db,
    sql: watchedSql(db.sql, watch, count),
    begin: (work) => db.begin((tx) => work(watchedSql(tx, watch, count))),
  }
}

function watchedSql(sql: Sql, watch: Watch, count: { sent: number }): Sql {
  return new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = Reflect.apply(target, self, given)
      const isTemplate = typeof given[0] === 'object' && given[0] !== null && 'raw' in given[0]
      return isTemplate ? watched(made as Statement, watch, count) : made
    },
    get: (target, name) => (name === 'unsafe' ? (...given: Parameters<Sql['unsafe']>) => watched(target.unsafe(...given), watch, count) : (Reflect.get(target, name) as unknown)),
  })
}

type Statement = Promise<{ readonly statement?: { readonly string: string } }>

/** A part of another statement is never waited for, so it is told with that statement and not by itself. */
function watched(statement: Statement, { before, after }: Watch, count: { sent: number }): Statement {
  const send = statement.then.bind(statement)
  const sending = async (): Promise<unknown> => {
    await before?.((count.sent += 1))
    const result = await new Promise((found, failed) => void send(found, failed))
    const text = (result as Awaited<Statement>).statement?.string
    if (text !== undefined) after?.(text)
    return result
  }
  return Object.assign(statement, { then: (found: (value: unknown) => unknown, failed: (error: unknown) => unknown) => sending().then(found, failed) })
}
