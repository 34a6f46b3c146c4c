import { join } from 'node:path'
import { isId } from '../../core/id'
import { clockAt, dayAt } from '../../core/period'
import { COUNTRY, levelOf } from '../../domain/division'
import { REGISTRY } from '../../domain/registry'
import { rollupPeriod } from '../../domain/rollup'
import type { Host } from '../backup/command'
import { reachForBackup } from '../backup/reach'
import type { PushDeps } from '../batch'
import { createConfigStore } from '../configStore'
import { isPassing, openDb } from '../db'
import { codeOf } from '../errorCode'
import { nameOf, readKeys } from '../keys/keyFile'
import { readSettings } from '../settings'
import { createVault } from '../vault'
import { countiesUnplaced, readRollup, scopesBelow } from './read'
import { rolledUpTo, rollUp } from './round'
import { rollupLines } from './words'

const USAGE = '用法：npm run rollup -- [全国 00 | 省的两位代码 | 市的四位代码] [年 或 年-月] [--demo]'

/** `npm run rollup`: makes a round and tells one period of the country, a province or a city. The sentence says what went wrong; null: all told. */
export async function runRollupCommand(argv: readonly string[], host: Host): Promise<string | null> {
  const words = argv.filter((word) => word !== '--demo')
  const [scope = COUNTRY, period = dayAt(host.now()).slice(0, 4)] = words
  if (words.length > 2 || (levelOf(scope) === null && !isId(scope)) || rollupPeriod(period, dayAt(host.now())) === null) return USAGE
  const read = readSettings([argv.includes('--demo') ? 'demo' : 'county'], host.env, host.root)
  if (read.kind === 'wrong') return read.sentences.join('\n')
  const { folder, database, keys: place } = read.settings
  const keys = readKeys(place)
  if (keys.kind !== 'keys') return `找不到主密钥 ${nameOf(place)}，或者它不完整。请检查 DATA_FOLDER、KEY_FILE；演示数据请加 --demo。`
  const reached = await reachForBackup({ folder, database, from: join(host.root, 'package.json'), log: host.say })
  if (reached.kind === 'refused') return reached.sentence
  const db = openDb({ address: reached.address, max: 2 })
  const records = { vault: createVault(keys.keyring), types: REGISTRY }
  try {
    await tell({ ...records, db, now: host.now, configs: createConfigStore(records) }, scope, period, host.say)
    return null
  } catch (error) {
    if (isPassing(error) || NOT_LET_IN.test(codeOf(error))) return `数据库连不上、不让进，或者中途断开了（${codeOf(error)}）。请检查数据库和 DATABASE_URL，再运行一次；数据没有动。`
    throw error
  } finally {
    await db.close()
    await reached.stop()
  }
}
/** Wrong password, no such database, no right to the tables, no tables yet. */
const NOT_LET_IN = /^(28...|3D000|42501|42P01|ENOTFOUND)$/

async function tell(deps: PushDeps, scope: string, period: string, say: (line: string) => void): Promise<void> {
  const { isWhole } = await rollUp(deps)
  if (!isWhole) say('另一个进程正在汇总，下面是上一轮的数。')
  const { sql } = deps.db
  const below = await Promise.all((await scopesBelow(sql, scope)).map(async (each) => ({ ...each, cells: (await readRollup(sql, each.scope, period)).cells })))
  const at = Date.parse((await rolledUpTo(deps)) ?? '')
  const upTo = Number.isNaN(at) ? '（还没有汇总过）' : `${dayAt(at)} ${clockAt(at)}`
  rollupLines({ scope, period, upTo, rollup: await readRollup(sql, scope, period), unplaced: await countiesUnplaced(sql), below }).forEach(say)
}
