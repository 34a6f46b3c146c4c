import { join } from 'node:path'
import { REGISTRY } from '../domain/registry'
import { ACCOUNT_MIGRATIONS } from './accounts'
import { openInstallation, type Installation } from './bootstrap'
import { openDb, type Db, type DbAddress } from './db'
import { divideRoles } from './dbRole'
import { DEMO_COUNTY } from './demo/accounts'
import { noteKeys, openKeys } from './keys/check'
import { isOpenToOthers, nameOf } from './keys/keyFile'
import { startPostgres } from './postgres/start'
import { migrate } from './schema'
import type { ServerSettings } from './settings'
import type { Vault } from './vault'

/** The data of an installation, ready to be worked with. */
export type DataOpened =
  | { readonly kind: 'opened'; readonly db: Db; readonly vault: Vault; readonly installation: Installation; readonly stop: () => Promise<void> }
  | { readonly kind: 'refused'; readonly sentence: string }

export interface Console {
  readonly say: (line: string) => void
  /** The embedded PostgreSQL is gone for good. */
  readonly onLost: (sentence: string) => void
  readonly now: () => number
  /** The program's folder. */
  readonly root: string
}

/**
 * The owner of the tables makes the schema; everything else is done as a role that may only work with rows. The keys are looked at
 * before anything is written: a database with data is opened with its own keys or left as it is.
 */
export async function openData(settings: ServerSettings, { say, onLost, now, root }: Console): Promise<DataOpened> {
  const reached = await reach(settings, { say, onLost, root })
  if (reached.kind === 'refused') return reached
  const owner = openDb({ address: reached.owner, max: 2 })
  const refused = async (sentence: string): Promise<DataOpened> => {
    await owner.close()
    await reached.stop()
    return { kind: 'refused', sentence }
  }
  const keys = await openKeys(owner, settings.keys, settings.keyProvider, now())
  if (keys.kind === 'refused') return refused(keys.sentence)
  if (isOpenToOthers(settings.keys)) say(`提醒：密钥文件 ${nameOf(settings.keys)} 这台机器上的别人也能读，请运行 chmod 600。`)
  await migrate(owner, REGISTRY, ACCOUNT_MIGRATIONS)
  const opened = await openInstallation(owner, settings.mode, settings.mode === 'demo' ? DEMO_COUNTY : undefined)
  if (opened.kind === 'otherMode') return refused('这个数据库是另一种用途的（演示与正式不能混用），请换一个数据库或数据文件夹。')
  await noteKeys(owner.sql, keys.vault)
  const { address, role, warning } = await divideRoles(owner, reached.owner, reached.app)
  if (warning !== null) say(warning)
  await owner.close()
  const db = openDb({ address, max: 12, ...(role === null ? {} : { role }) })
  return { kind: 'opened', db, vault: keys.vault, installation: opened.installation, stop: () => db.close().then(reached.stop) }
}

type Reached =
  | { readonly kind: 'reached'; readonly owner: DbAddress; readonly app: DbAddress | null; readonly stop: () => Promise<void> }
  | { readonly kind: 'refused'; readonly sentence: string }

async function reach({ database, owner, folder }: ServerSettings, { say, onLost, root }: Omit<Console, 'now'>): Promise<Reached> {
  if (database !== null) return { kind: 'reached', owner: owner ?? database, app: owner === null ? null : database, stop: () => Promise.resolve() }
  const started = await startPostgres({ folder, from: join(root, 'package.json'), log: say, onLost })
  if (started.kind === 'refused') return started
  const { address, app, stop } = started.postgres
  return { kind: 'reached', owner: address, app, stop }
}
