import { randomBytes } from 'node:crypto'
import { openDb, type Db, type DbAddress } from '../../src/server/db'

/** The variable in which `test/setup/startPostgres` hands its address to the test processes. */
export const addressVariable = 'TEST_POSTGRES'

export interface TestDatabase {
  /** An empty database of this file's own, gone after its last test. Both throw before the first test has begun. */
  readonly address: DbAddress
  readonly db: Db
}

/**
 * Called once at the top of a test file. `prepare` runs once before the tests, e.g. the migrations.
 *
 *     const database = withDatabase({ prepare: migrate })
 *     test('…', async () => { await database.db.sql`…` })
 */
export function withDatabase({ prepare }: { prepare?: (db: Db) => Promise<unknown> } = {}): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`
  let db: Db | null = null

  beforeAll(async () => {
    await asAdmin(admin => admin.sql.unsafe(`create database ${name} template template0`))
    db = openDb({ address: databaseAt(name), max: 10 })
    await prepare?.(db)
  }, patience)

  afterAll(async () => {
    await db?.close()
    await asAdmin(admin => admin.sql.unsafe(`drop database ${name} with (force)`))
  }, patience)

  return {
    get address() {
      return databaseAt(name)
    },
    get db() {
      if (db === null) throw new Error('the database is there only while tests run')
      return db
    },
  }
}

/** Milliseconds for making and dropping a database on a busy machine. */
const patience = 60_000

async function asAdmin(work: (db: Db) => Promise<unknown>): Promise<void> {
  const admin = openDb({ address: adminAddress(), max: 1 })
  try {
    await work(admin)
  } finally {
    await admin.close()
  }
}

function databaseAt(name: string): DbAddress {
  const address = adminAddress()
  return address.kind === 'url' ? { kind: 'url', url: new URL(`/${name}`, address.url).href } : { ...address, database: name }
}

function adminAddress(): DbAddress {
  const text = process.env[addressVariable]
  if (text === undefined) throw new Error('no test PostgreSQL: the jest project lacks globalSetup test/setup/startPostgres.ts')
  return JSON.parse(text) as DbAddress
}
