import { join } from 'node:path'
import { unreachable } from '../../core/assert'
import { REGISTRY } from '../../domain/registry'
import { reachForBackup } from '../backup/reach'
import { createConfigStore } from '../configStore'
import { isPassing, openDb, type Db, type DbAddress } from '../db'
import { codeOf } from '../errorCode'
import { readSettings, type ServerSettings } from '../settings'
import { PROVIDERS } from '../vault/providers'
import { addVersion, retireVersion, rotateAll, type ChangeDeps } from './change'
import { openKeys } from './check'
import { isOpenToOthers, nameOf, readKeys } from './keyFile'
import { readKeysRequest, type KeysRequest } from './request'
import { usesOf } from './rotate'

/** The world the command runs in. */
export interface KeysHost {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The project's folder. */
  readonly root: string
  readonly now: () => number
  readonly say: (line: string) => void
}

/** Runs one command to its end, beside a running server. The sentence says what went wrong; null: everything was done. */
export async function runKeysCommand(argv: readonly string[], host: KeysHost): Promise<string | null> {
  const read = readKeysRequest(argv)
  if (read.kind === 'wrong') return read.sentence
  const settings = readSettings([read.request.mode], host.env, host.root)
  if (settings.kind === 'wrong') return settings.sentences.join('\n')
  const { folder, database, owner } = settings.settings
  const reached = await reachForBackup({ folder, database: owner ?? database, from: join(host.root, 'package.json'), log: host.say })
  if (reached.kind === 'refused') return reached.sentence
  try {
    return await within(reached.address, (db) => carryOut(read.request, settings.settings, db, host))
  } catch (error) {
    if (isPassing(error) || /^(28...|3D000|42501|ENOTFOUND)$/.test(codeOf(error))) return `数据库连不上、不让进，或者中途断开了（${codeOf(error)}）。请检查数据库，再运行一次；已经换好的不用重来。`
    throw error
  } finally {
    await reached.stop()
  }
}

async function within<T>(address: DbAddress, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb({ address, max: 4 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

async function carryOut(request: KeysRequest, { keys, keyProvider }: ServerSettings, db: Db, { now, say }: KeysHost): Promise<string | null> {
  const [marked] = await db.sql<{ there: boolean }[]>`select to_regclass('installation') is not null as there`
  const [found] = marked?.there === true ? await db.sql<{ value: string }[]>`select value from installation where name = 'county'` : []
  // Keys are made by the first start, never here.
  if (found === undefined || readKeys(keys).kind === 'none') return `数据库里还没有数据，或者找不到主密钥 ${nameOf(keys)}。请先启动一次服务；演示数据请加 --demo。`
  const opened = await openKeys(db, keys, keyProvider, now())
  if (opened.kind === 'refused') return opened.sentence
  if (isOpenToOthers(keys)) say(`提醒：${nameOf(keys)} 这台机器上的别人也能读，请运行 chmod 600。`)
  const records = { vault: opened.vault, types: REGISTRY }
  const deps: ChangeDeps = { ...records, db, now, configs: createConfigStore(records), county: found.value, place: keys }
  switch (request.kind) {
    case 'list':
      for (const { version, provider, madeAt } of opened.source.current().versions) {
        const uses = Object.entries(await usesOf(db.sql, REGISTRY, version)).map(([column, count]) => `${column} ${count}`)
        say(`第 ${version} 版，${PROVIDERS[provider].label}，${madeAt.slice(0, 10)} 增加${version === opened.vault.newest().version ? '，正在使用' : ''}：${uses.join('，') || '没有数据用它'}`)
      }
      return null
    case 'new': {
      const added = await addVersion(deps, request.provider)
      if (added.kind === 'refused') return added.sentence
      say(`已增加第 ${added.result.version} 版主密钥（${PROVIDERS[added.result.provider].label}），新写入的数据从现在起用它，服务不用重启。`)
      say(`接下来：马上备份一次 ${nameOf(keys)}（或运行 npm run backup，备份里带着密钥），再运行 npm run keys -- rotate。`)
      return null
    }
    case 'rotate': {
      say('正在换到最新一版（服务照常运行；中断了再运行一次就接着换）……')
      const { moved, broken } = await rotateAll(deps)
      say(`已换好 ${moved} 项，现在都用第 ${opened.vault.newest().version} 版。`)
      if (broken.length > 0) return `有 ${broken.length} 行用现有的任何一版密钥都打不开，没有动它们：\n${broken.slice(0, 20).join('\n')}`
      say('接下来：过一分钟运行 npm run keys -- retire 旧版本号；在那以前旧密钥还留在密钥文件里。')
      return null
    }
    case 'retire': {
      const retired = await retireVersion(deps, request.version)
      if (retired.kind === 'refused') return retired.sentence
      say(`第 ${request.version} 版已从 ${nameOf(keys)} 去掉。以前的备份里各自带着当时的密钥，照常能恢复。`)
      return null
    }
    default:
      return unreachable(request)
  }
}
