import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { REGISTRY } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { openInstallation } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import { DEMO_ACCOUNTS, DEMO_COUNTY } from '../../src/server/demo/accounts'
import { seedDemo } from '../../src/server/demo/seed'
import type { TownKey } from '../../src/server/demo/towns'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { withDatabase } from './database'

const database = withDatabase()
/** The smallest two: all five are written by the demo that test/demo reads. */
const TOWNS: readonly TownKey[] = ['前营', '马楼']
/** 2026-06-15 17:00 in Shanghai. */
const FIRST_DAY = Date.parse('2026-06-15T09:00:00Z')
const MINUTES = 60_000
let now = FIRST_DAY
let app: App
let server: FastifyInstance
const told: string[] = []

beforeAll(async () => {
  await migrate(database.db, REGISTRY, ACCOUNT_MIGRATIONS)
  await openInstallation(database.db, 'demo', DEMO_COUNTY)
  const records = { vault: createVault(randomBytes(32)), types: REGISTRY }
  const deps = { ...records, db: database.db, now: () => now, configs: createConfigStore(records) }
  app = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(database.db), mode: 'demo', county: DEMO_COUNTY, h5Folder: null,
    demoAccounts: DEMO_ACCOUNTS, log: () => undefined,
  }
  server = await createServer(app)
  await server.ready()
  // Interrupted at the first word about a township, and begun again.
  await expect(seedDemo(app, server, (line) => {
    if (line.includes('乡 ')) throw new Error('interrupted')
  }, TOWNS)).rejects.toThrow('interrupted')
  await seedDemo(app, server, (line) => told.push(line), TOWNS)
}, 5 * MINUTES)
afterAll(() => server.close())

async function count(): Promise<number> {
  const [row] = await database.db.sql<{ count: number }[]>`select count(*)::int as count from op`
  return row!.count
}

test('everything handed in was taken', async () => {
  const [row] = await database.db.sql<{ count: number }[]>`select count(*)::int as count from op where n is null`
  expect(row).toEqual({ count: 0 })
  expect(told[told.length - 1]).toMatch(/^演示县准备好了/)
  expect(told.some((line) => /^正在准备演示县：前营乡 \d+\/\d+ …$/.test(line))).toBe(true)
})

test('started again it does nothing; a day later it adds that day only', async () => {
  const before = await count()
  const lines: string[] = []
  await seedDemo(app, server, (line) => lines.push(line), TOWNS)
  expect([await count(), lines]).toEqual([before, []])
  now = FIRST_DAY + 24 * 60 * MINUTES
  await seedDemo(app, server, (line) => lines.push(line), TOWNS)
  const after = await count()
  expect(after).toBeGreaterThan(before)
  expect(after - before).toBeLessThan(120)
}, 2 * MINUTES)
