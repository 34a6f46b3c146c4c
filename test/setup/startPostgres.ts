import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type Postgres } from '../../src/server/postgres/start'
import { addressVariable } from '../server/database'

declare global {
  var testPostgres: { readonly postgres: Postgres; readonly folder: string } | undefined
}

const prefix = 'shuoshibu-test-'

/** One PostgreSQL for a whole jest run, in a throw-away folder. It forces nothing to the disk; no other use may do that. */
export default async function startTestPostgres(): Promise<void> {
  if (globalThis.testPostgres) return
  await removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const started = await start(folder)
  if (started.kind === 'refused') throw new Error(started.sentence)
  globalThis.testPostgres = { postgres: started.postgres, folder }
  process.env[addressVariable] = JSON.stringify(started.postgres.admin)
}

function start(folder: string) {
  return startPostgres({ folder, from: __filename, log: () => undefined, onLost: sentence => console.error(sentence), durable: false })
}

/**
 * Runs that were killed leave a server behind; taking over their folder ends it. A folder in use is refused, and one
 * that nobody owned yet belongs to a run that is just beginning.
 */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter(name => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      if (!readdirSync(folder).some(file => file.startsWith('owner.'))) continue
      const started = await start(folder)
      if (started.kind === 'refused') continue
      await started.postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another run is clearing the same folder.
    }
  }
}
