import { join } from 'node:path'
import { REGISTRY } from '../domain/registry'
import { ACCOUNT_MIGRATIONS } from './accounts'
import { openInstallation, type Installation } from './bootstrap'
import { openDb, type Db, type DbAddress } from './db'
import { divideRoles } from './dbRole'
import { DEMO_COUNTY } from './demo/accounts'
import { codeOf } from './errorCode'
import { noteKeys, openKeys } from './keys/check'
import { isOpenToOthers, nameOf } from './keys/keyFile'
import { startPostgres } from './postgres/start'
import { migrate } from './schema'
import type { ServerSettings } from './settings'
import type { DbLimits } from './sql'
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
  // An index over years of records takes as long as it takes.
  const owner = openDb({ address: reached.owner, max: 2, limits: { ...settings.limits, statement: 0, lock: BUILD_LOCK_MS } })
  const refused = async (sentence: string): Promise<DataOpened> => {
    await owner.close()
    await reached.stop()
    return { kind: 'refused', sentence }
  }
  const keys = await openKeys(owner, settings.keys, settings.keyProvider, now())
  if (keys.kind === 'refused') return refused(keys.sentence)
  if (isOpenToOthers(settings.keys)) say(`提醒：密钥文件 ${nameOf(settings.keys)} 这台机器上的别人也能读，请运行 chmod 600。`)
  try {
    await migrate(owner, REGISTRY, ACCOUNT_MIGRATIONS)
  } catch (error) {
    if (codeOf(error) !== '55P03') throw error
    return refused('数据库的表一直被别的程序占着，没能换成这一版的样子。请看看有没有开着不放的备份或查询，再启动一次；数据没有动，正在运行的服务照常。')
  }
  const opened = await openInstallation(owner, settings.mode, settings.mode === 'demo' ? DEMO_COUNTY : undefined)
  if (opened.kind === 'otherMode') return refused('这个数据库是另一种用途的（演示与正式不能混用），请换一个数据库或数据文件夹。')
  await noteKeys(owner.sql, keys.vault)
  const { address, role, warning } = await divideRoles(owner, reached.owner, reached.app)
  if (warning !== null) say(warning)
  await owner.close()
  const db = openDb({ address, max: settings.connections, limits: settings.limits, stalled: stalledAfter(settings.limits), ...(role === null ? {} : { role }) })
  return { kind: 'opened', db, vault: keys.vault, installation: opened.installation, stop: () => db.close().then(reached.stop) }
}

/** No statement and no pause between two of them lasts longer while all is well. */
function stalledAfter({ statement, idle }: DbLimits): number {
  return statement + idle + 5_000
}

/** Who builds an index beside a running server waits until everybody older has ended; nobody waits for it. */
const BUILD_LOCK_MS = 60_000

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
