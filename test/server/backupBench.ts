import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '../../src/core/assert'
import { REGISTRY } from '../../src/domain/registry'
import { makeBackup, type Made } from '../../src/server/backup/make'
import { restoreBackup, type Restored, type RestoreRequest } from '../../src/server/backup/restore'
import { newKeyPair, type Key, type KeyPair } from '../../src/server/backup/seal'
import { digestOf, setForCopying, tablesOf } from '../../src/server/backup/tables'
import { createConfigStore } from '../../src/server/configStore'
import { openDb, type Db, type DbAddress } from '../../src/server/db'
import { everything } from '../../src/server/everything'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from '../../src/server/versions'
import { replay } from '../../src/server/replay'
import type { PushDeps } from '../../src/server/batch'
import { createVault } from '../../src/server/vault'
import { keyringOf, type Keyring } from '../../src/server/vault/keyring'

/** A folder and a key pair for one test file; the folder is gone afterwards. */
export interface Vaultroom {
  file(name: string): string
  readonly pair: KeyPair
  readonly key: Key
}

export function withFolder(): Vaultroom {
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-files-'))
  let pair: KeyPair | null = null
  beforeAll(async () => {
    pair = await newKeyPair()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    file: (name) => join(folder, name),
    get pair() {
      return must(pair, 'the key pair')
    },
    get key() {
      return { kind: 'identities', identities: [must(pair, 'the key pair').identity] } as const
    },
  }
}

/** One connection of its own, closed afterwards: a restore goes only into a database nobody is connected to. */
export async function inside<T>(address: DbAddress, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb({ address, max: 1 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

export function backup(room: Vaultroom, address: DbAddress, master: Buffer | Keyring, name: string, verify = false): Promise<Made> {
  const lock = { kind: 'recipients', recipients: [room.pair.recipient] } as const
  return inside(address, (db) => makeBackup({ db, types: REGISTRY, keys: () => (Buffer.isBuffer(master) ? keyringOf(master) : master), now: Date.now }, room.file(name), lock, verify ? { admin: address, from: __filename } : null))
}

export function restore(room: Vaultroom, address: DbAddress, name: string, also: Partial<RestoreRequest> & { readonly now?: number } = {}): Promise<Restored> {
  const { now, ...rest } = also
  const request = { file: room.file(name), key: room.key, mode: 'county', keys: { kind: 'file', file: room.file(`${name}.key`) }, replace: false, ...rest } as const
  return inside(address, (db) => restoreBackup({ db, types: REGISTRY, now: () => now ?? Date.now() }, request))
}

/** Rows and digest of every table: equal means that nothing was touched. */
export function print(address: DbAddress): Promise<unknown> {
  return inside(address, (db) => db.begin(async (tx) => {
    await setForCopying(tx)
    const prints: unknown[] = []
    for (const table of await tablesOf(tx)) prints.push([table.name, await digestOf(tx, table)])
    return prints
  }))
}

export function depsOn(db: Db, master: Buffer, now: () => number): PushDeps {
  const records = { vault: createVault(master), types: REGISTRY }
  return { ...records, db, now, configs: createConfigStore(records) }
}

/** The records of a stream as they stand, and as its ops make them: both by id, in one order. */
export async function bothWays(deps: PushDeps, stream: string): Promise<{ readonly stored: unknown; readonly replayed: unknown }> {
  const stored: unknown[] = []
  for (const type of Object.values(deps.types)) {
    const rows = await deps.db.sql<VersionRow[]>`select ${versionColumns(deps.db.sql)} ${versionsFrom(deps.db.sql, type, everything('upkeep'))} where v.stream = ${stream} and v.until is null`
    stored.push(...rows.map((row) => recordOf(deps, type.kind, row, true)))
  }
  const replayed = [...(await replay(deps, deps.db.sql, stream, Number.MAX_SAFE_INTEGER)).values()]
  const byId = (a: unknown, b: unknown): number => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1)
  return { stored: stored.sort(byId), replayed: replayed.sort(byId) }
}

/** The change numbers of a stream's ops, ascending. */
export async function numbersOf(db: Db, stream: string): Promise<readonly number[]> {
  return (await db.sql<{ n: number }[]>`select n from op where stream = ${stream} and n is not null order by n`).map(({ n }) => n)
}
