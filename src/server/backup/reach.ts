import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { DbAddress } from '../db'
import { readPostmasterFile } from '../postgres/postmasterFile'
import { isPostgresIn } from '../postgres/process'
import { socketFits, socketIn, type Listen } from '../postgres/settings'
import { addressesAt, startPostgres } from '../postgres/start'

export interface Place {
  readonly folder: string
  /** The county's own PostgreSQL; null: the embedded one of the folder. */
  readonly database: DbAddress | null
  readonly from: string
  readonly log: (line: string) => void
}

export type Reached =
  | { readonly kind: 'reached'; readonly address: DbAddress; readonly admin: DbAddress; readonly stop: () => Promise<void> }
  | { readonly kind: 'refused'; readonly sentence: string }

/** For reading: beside a running server, or on a database started for the purpose. */
export async function reachForBackup(place: Place): Promise<Reached> {
  if (place.database !== null) return given(place.database)
  if (!existsSync(join(place.folder, 'pg'))) return { kind: 'refused', sentence: `数据文件夹 ${place.folder} 里还没有数据库，没有可以备份的。` }
  const running = runningIn(place.folder)
  if (running === null) return reachAlone(place)
  return { kind: 'reached', ...running, stop: () => Promise.resolve() }
}

/** For replacing: nobody else may have the folder, and starting the database on it makes sure of that. */
export async function reachAlone(place: Place): Promise<Reached> {
  if (place.database !== null) return given(place.database)
  const lost = (sentence: string): void => place.log(sentence)
  const started = await startPostgres({ folder: place.folder, from: place.from, log: () => undefined, onLost: lost })
  if (started.kind === 'refused') return started
  const { address, admin, stop } = started.postgres
  return { kind: 'reached', address, admin, stop }
}

function given(address: DbAddress): Reached {
  return { kind: 'reached', address, admin: address, stop: () => Promise.resolve() }
}

function runningIn(folder: string): { readonly address: DbAddress; readonly admin: DbAddress } | null {
  const data = join(realpathSync(folder), 'pg')
  const file = readPostmasterFile(data)
  if (file?.ready !== true || !isPostgresIn(file.pid, data)) return null
  return addressesAt(listenOf(data), readFileSync(join(folder, 'password'), 'utf8').trim())
}

/** As the running one was started: by socket where the name fits, else on the loopback port that stands in line four of its pid file. */
function listenOf(data: string): Listen {
  if (socketFits(data, process.platform)) return { kind: 'socket', path: socketIn(data) }
  return { kind: 'loopback', port: Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split(/\r?\n/)[3]) }
}
