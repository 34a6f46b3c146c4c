import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../src/server/postgres/start'

/** The variable in which jest's global set-up hands on its PostgreSQL (test/server/database.ts). */
const VARIABLE = 'TEST_POSTGRES'

/** Runs with the address of a PostgreSQL, as JSON: the one that is there already, or one of its own that forces nothing to the disk. */
export async function withAddress<T>(isNeeded: boolean, root: string, run: (address: string | null) => Promise<T>): Promise<T> {
  const given = process.env[VARIABLE]
  if (!isNeeded || given !== undefined) return run(given ?? null)
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-sim-'))
  const started = await startPostgres({ folder, from: join(root, 'package.json'), log: () => undefined, onLost: (sentence) => void process.stderr.write(`${sentence}\n`), durable: false })
  if (started.kind === 'refused') throw new Error(started.sentence)
  try {
    return await run(JSON.stringify(started.postgres.admin))
  } finally {
    await started.postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
