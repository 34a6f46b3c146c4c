import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '../../src/core/assert'
import type { Db } from '../../src/server/db'
import { fillCounty, type County, type CountySize, type Township } from '../../test/full/county'
import { launchProgram, openDataOf, stopProgram } from '../../test/full/program'

/** The built server with a database of its own, and a county in it; reached over HTTP on loopback. */
export interface Served {
  readonly address: string
  readonly db: Db
  readonly county: County
  /** Of twenty villages, with one mediator. */
  readonly town: Township
  /** Gone with everything else when the work is done. */
  readonly folder: string
  /** The program's own folder, in it; its process. */
  readonly data: string
  readonly pid: number
}

/** The server and its PostgreSQL are processes of their own; both are stopped and their data removed, whatever becomes of the work. */
export async function withCounty(work: (served: Served) => Promise<void>, size: CountySize = { townships: 2, villages: 20, mediators: 1 }): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-bench-')))
  const data = join(folder, 'data')
  const program = launchProgram({ data, port: 0 })
  const address = await program.listening
  const db = openDataOf(data)
  try {
    const county = await fillCounty(db, join(data, 'master.key'), size)
    await work({ address, db, county, town: must(county.townships[0], 'a township'), folder, data, pid: program.child.pid ?? 0 })
  } finally {
    await db.close()
    await stopProgram(program)
    rmSync(folder, { recursive: true, force: true })
  }
}
