import type { Db, Sql } from '../../src/server/db'

/** What happens at one statement of a transaction, told its number (1 is the first) and its text. Throwing breaks the transaction there. */
export type AtStatement = (statement: number, text: string) => void

/** The same database, whose transactions can be broken at any statement. What is outside a transaction is left alone. */
export function brokenDb(db: Db, at: AtStatement): Db {
  return {
    ...db,
    begin: (work) => db.begin((tx) => {
      let statements = 0
      return work(counted(tx, (text) => at((statements += 1), text)))
    }),
  }
}

/** What the operating system or PostgreSQL says, as the driver hands it on. */
export function fault(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function counted(tx: Sql, at: (text: string) => void): Sql {
  const call = (...given: unknown[]): unknown => {
    const [first] = given
    // Parts of a statement come through the same door; only what begins like one is one.
    if (isTemplate(first) && /^\s*(select|insert|update|delete|set|with)\b/i.test(first[0] ?? '')) at(first.join('?'))
    return Reflect.apply(tx, undefined, given)
  }
  return Object.assign(call, { json: tx.json, unsafe: tx.unsafe }) as Sql
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value
}
