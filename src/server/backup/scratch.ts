import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '../../core/recordType'
import { ACCOUNT_MIGRATIONS } from '../accounts'
import { openDb, type Db, type DbAddress } from '../db'
import { startPostgres } from '../postgres/start'
import { migrate } from '../schema'
import { vaultOf } from './keys'
import { load } from './load'
import { prove } from './prove'
import { checkBackup, readParts } from './read'
import { BackupRefusal } from './refusal'
import type { Key } from './seal'
import { setForCopying } from './tables'

export interface Scratch {
  /** May create databases, if anybody here may. */
  readonly admin: DbAddress
  /** A file of this program, from which npm packages are found. */
  readonly from: string
}

/** Restores a file into a database made for it and dropped again; what is not as it was, in Chinese words. */
export async function tryRestore(scratch: Scratch, types: Registry, file: string, key: Key): Promise<readonly string[]> {
  const manifest = await checkBackup(file, key)
  return withScratch(scratch, async (db) => {
    await migrate(db, types, ACCOUNT_MIGRATIONS)
    return db.begin(async (tx) => {
      await setForCopying(tx)
      await load(tx, readParts(file, key))
      return prove(tx, manifest, vaultOf(manifest.head))
    })
  })
}

async function withScratch<T>(scratch: Scratch, work: (db: Db) => Promise<T>): Promise<T> {
  const admin = openDb({ address: scratch.admin, max: 1 })
  const name = `shuoshibu_check_${randomBytes(6).toString('hex')}`
  try {
    if (!(await isMade(admin, name))) return await onOwnPostgres(scratch.from, work)
    try {
      return await using(at(scratch.admin, name), work)
    } finally {
      await admin.sql.unsafe(`drop database if exists "${name}" with (force)`)
    }
  } finally {
    await admin.close()
  }
}

/** False: this account may not create databases, or the server has none in UTF-8 to copy. */
async function isMade(admin: Db, name: string): Promise<boolean> {
  try {
    await admin.sql.unsafe(`create database "${name}" template template0 encoding 'UTF8'`)
    return true
  } catch {
    return false
  }
}

async function onOwnPostgres<T>(from: string, work: (db: Db) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-check-'))
  const started = await startPostgres({ folder, from, log: () => undefined, onLost: () => undefined, durable: false })
  if (started.kind === 'refused') throw new BackupRefusal(`没有地方可以试恢复：这个账号不能建数据库，临时数据库也没有启动（${started.sentence}）`)
  try {
    return await using(started.postgres.address, work)
  } finally {
    await started.postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function using<T>(address: DbAddress, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb({ address, max: 1 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

function at(address: DbAddress, database: string): DbAddress {
  if (address.kind !== 'url') return { ...address, database }
  const url = new URL(address.url)
  url.pathname = `/${database}`
  return { kind: 'url', url: url.href }
}
