import type { Registry } from '../../core/recordType'
import { SCHEMA_VERSION } from '../../domain/registry'
import { ACCOUNT_MIGRATIONS } from '../accounts'
import type { Db, Sql } from '../db'
import { migrate, MIGRATIONS } from '../schema'
import { destroyKey } from '../keys/destroy'
import type { KeyPlace } from '../keys/keyFile'
import type { Head, Manifest } from './format'
import { putKeys, vaultOf } from './keys'
import { load } from './load'
import { prove } from './prove'
import { checkBackup, readParts } from './read'
import { BackupRefusal } from './refusal'
import { renew } from './renew'
import type { Key } from './seal'
import { setForCopying, tablesOf } from './tables'
import { streamMarks } from './write'

export interface RestoreDeps {
  /** One connection only: any other of this program on the database is a server. */
  readonly db: Db
  readonly types: Registry
  readonly now: () => number
}

export interface RestoreRequest {
  readonly file: string
  readonly key: Key
  readonly mode: 'demo' | 'county'
  /** Where the server looks for its keys. */
  readonly keys: KeyPlace
  /** What stands in the database may go. */
  readonly replace: boolean
}

export type Restored =
  | { readonly kind: 'restored'; readonly manifest: Manifest; readonly keptKey: string | null }
  | { readonly kind: 'refused'; readonly sentence: string }

/** Puts a backup in place of what the database holds, in one transaction: all of it, proved, or nothing. */
export async function restoreBackup(deps: RestoreDeps, request: RestoreRequest): Promise<Restored> {
  try {
    const manifest = await checkBackup(request.file, request.key)
    refuseUnfit(manifest.head, request.mode)
    await deps.db.begin(async (tx) => refuseTarget(tx, request))
    await migrate(deps.db, deps.types, ACCOUNT_MIGRATIONS)
    const put = putKeys(request.keys, manifest.head, deps.now())
    try {
      await deps.db.begin((tx) => replaceAll(deps, tx, request, manifest))
    } catch (error) {
      put.cancel()
      throw error
    }
    return { kind: 'restored', manifest, keptKey: put.finish() }
  } catch (error) {
    if (error instanceof BackupRefusal) return { kind: 'refused', sentence: error.message }
    throw error
  }
}

async function replaceAll(deps: RestoreDeps, tx: Sql, request: RestoreRequest, manifest: Manifest): Promise<void> {
  const { head } = manifest
  await setForCopying(tx)
  await refuseTarget(tx, request)
  const replaced = await streamMarks(tx)
  const destroyed = await tx<{ stream: string; record: string }[]>`select stream, record from key_destroyed`
  await load(tx, readParts(request.file, request.key))
  const vault = vaultOf(head)
  const wrong = await prove(tx, manifest, vault)
  if (wrong.length > 0) throw new BackupRefusal(`恢复出来的数据与备份不一致，已全部撤回，原来的数据没有动：\n${wrong.join('\n')}`)
  // What was deleted for good since the backup must not come alive again.
  for (const { stream, record } of destroyed) await destroyKey(tx, stream, record)
  await renew(tx, { vault, now: deps.now(), backupAt: head.at, replaced })
}

/** Older is fine: migrations only add. */
export function refuseUnfit(head: Head, mode: 'demo' | 'county'): void {
  if (head.mode !== mode) throw new BackupRefusal(head.mode === 'demo' ? DEMO_INTO_COUNTY : COUNTY_INTO_DEMO)
  const known = [...MIGRATIONS, ...ACCOUNT_MIGRATIONS].map(([id]) => id)
  const isNewer = head.schema > SCHEMA_VERSION || head.migrations.some((id) => !known.includes(id))
  if (isNewer) throw new BackupRefusal('这份备份是更新版本的程序写的，这个版本装不下它。请先升级程序再恢复；数据没有动。')
}

async function refuseTarget(tx: Sql, { mode, replace }: RestoreRequest): Promise<void> {
  const [others] = await tx<{ count: number }[]>`select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = current_setting('application_name') and pid <> pg_backend_pid()`
  if ((others?.count ?? 0) > 0) throw new BackupRefusal('说事簿的服务正连着这个数据库，不能恢复。请先停掉服务（也可能是另一个备份在进行），再运行一次；数据没有动。')
  const tables = (await tablesOf(tx)).map(({ name }) => name)
  if (!tables.includes('installation')) return
  const [marked] = await tx<{ value: string }[]>`select value from installation where name = 'mode'`
  if (marked !== undefined && marked.value !== mode) throw new BackupRefusal(mode === 'demo' ? DEMO_INTO_COUNTY : COUNTY_INTO_DEMO)
  if (replace) return
  for (const name of tables) {
    // A server that was only ever started has these.
    if (name === 'installation' || name === 'stream') continue
    const [found] = await tx<{ has: boolean }[]>`select exists (select 1 from ${tx(name)}) as has`
    if (found?.has === true) throw new BackupRefusal('数据库里已经有数据，不能直接恢复。请先用 npm run backup 备份现在的数据，确认要用这份备份整个替换它，再加上 --replace 运行；数据没有动。')
  }
}

const DEMO_INTO_COUNTY = '演示的备份不能恢复到正式系统里；数据没有动。'
const COUNTY_INTO_DEMO = '正式系统的备份不能恢复到演示里（演示账号是公开的）；数据没有动。'
