import { createServer } from 'node:net'
import { openDb, type DbAddress } from '../db'
import { APP_ROLE } from '../dbRole'
import { copiesFor, findPackage, usableBinaries, type Binaries } from './binaries'
import { openFolder, type Folder } from './folder'
import { initialise, readPassword } from './initialise'
import { keepRunning, type Kept } from './keepRunning'
import { findOrphan, launch, shutDown, type Launch } from './launch'
import { claimFolder, type Claim } from './owner'
import { Refusal } from './refusal'
import { socketFits, socketIn, type Listen } from './settings'

export interface StartOptions {
  /** The data folder; PostgreSQL keeps its files in `pg` below it. */
  readonly folder: string
  /** A file of this program, from which npm packages are found. */
  readonly from: string
  /** Takes lines for the console, in Chinese. */
  readonly log: (line: string) => void
  /** PostgreSQL is gone and did not come back; the program cannot go on. */
  readonly onLost: (sentence: string) => void
  /** False only in tests: nothing is forced to the disk, a power cut would lose data. */
  readonly durable?: boolean
}

export type Started =
  | { readonly kind: 'started'; readonly postgres: Postgres }
  | { readonly kind: 'refused'; readonly sentence: string }

export interface Postgres {
  /** The program's own database, with a role that owns it and nothing else. */
  readonly address: DbAddress
  /** The same with an account that owns nothing: what it may do with rows it is granted (dbRole.ts). */
  readonly app: DbAddress
  /** The superuser, for backups and for databases of tests. */
  readonly admin: DbAddress
  /** Changes when PostgreSQL had to be started again. */
  pid(): number
  /** Ends PostgreSQL in order and lets go of the folder. */
  stop(): Promise<void>
}

/** Starts the embedded PostgreSQL on a data folder that no other process uses, and keeps it running. */
export async function startPostgres(options: StartOptions): Promise<Started> {
  try {
    return { kind: 'started', postgres: await start(options) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', sentence: error.message }
    throw error
  }
}

async function start({ folder: path, from, log, onLost, durable = true }: StartOptions): Promise<Postgres> {
  const folder = openFolder(path)
  const claim = await claimFolder(folder.path)
  try {
    const binaries = usableBinaries(findPackage(from), folder.account, copiesFor(folder))
    await endOrphan(folder, binaries, log)
    await initialise(folder, binaries, durable, log)
    const launchable: Launch = { folder, binaries, listen: await chooseListen(folder), durable, log }
    const kept = keepRunning(await launch(launchable), launchable, onLost)
    const postgres = describe(launchable, kept, claim)
    await createDatabase(postgres.admin, readPassword(folder)).catch(async (error: unknown) => {
      await kept.stop()
      throw error
    })
    log(`数据库已启动，数据在 ${folder.path}`)
    return postgres
  } catch (error) {
    claim.release()
    throw error
  }
}

function describe({ folder, listen }: Launch, kept: Kept, claim: Claim): Postgres {
  return {
    ...addressesAt(listen, readPassword(folder)),
    pid: kept.pid,
    async stop() {
      await kept.stop()
      claim.release()
    },
  }
}

/** How the program and the superuser reach a PostgreSQL that listens there. */
export function addressesAt(listen: Listen, password: string): Pick<Postgres, 'address' | 'app' | 'admin'> {
  return {
    address: { ...listen, user: appName, password, database: appName },
    app: { ...listen, user: APP_ROLE, password, database: appName },
    admin: { ...listen, user: 'postgres', password, database: 'postgres' },
  }
}

const appName = 'shuoshibu'

/**
 * A PostgreSQL whose program was killed runs on. It is ended and started anew rather than taken over: it may have
 * been started by an older release with other settings and programs, its open transactions belong to nobody, and the
 * end of a process that is not our child cannot be awaited. This costs about a fifth of a second.
 */
async function endOrphan(folder: Folder, binaries: Binaries, log: (line: string) => void): Promise<void> {
  const pid = findOrphan(folder)
  if (pid === null) return
  log('上次程序没有正常退出，正在收好它留下的数据库……')
  await shutDown(pid, { folder, binaries })
}

async function chooseListen(folder: Folder): Promise<Listen> {
  if (socketFits(folder.data, process.platform)) return { kind: 'socket', path: socketIn(folder.data) }
  return { kind: 'loopback', port: await freePort() }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Repeated at every start, because the first one may have been killed in between. */
async function createDatabase(admin: DbAddress, password: string): Promise<void> {
  const db = openDb({ address: admin, max: 1 })
  try {
    const [found] = await db.sql<{ role: boolean; database: boolean; app: boolean }[]>`
      select exists (select 1 from pg_roles where rolname = ${appName}) as role,
        exists (select 1 from pg_database where datname = ${appName}) as database,
        exists (select 1 from pg_roles where rolname = ${APP_ROLE}) as app`
    // The password is our own base64url text, and the statement takes no parameters.
    if (!found?.role) await db.sql.unsafe(`create role ${appName} login password '${password}'`)
    if (!found?.app) await db.sql.unsafe(`create role ${APP_ROLE} login password '${password}'`)
    if (!found?.database) await db.sql.unsafe(`create database ${appName} owner ${appName}`)
    await db.sql.unsafe(`revoke temporary on database ${appName} from public`)
  } finally {
    await db.close()
  }
}
