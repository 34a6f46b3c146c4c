import { join } from 'node:path'
import type { Host } from '../backup/command'
import { reachForBackup } from '../backup/reach'
import { isPassing, openDb, type Db } from '../db'
import { codeOf } from '../errorCode'
import { readSettings } from '../settings'
import { readTables } from './catalogue'
import { distribute, placementText } from './distribute'
import { placementsOf } from './placement'

const USAGE = '用法：npm run db:distribute -- [--plan]'

/** `npm run db:distribute`: the sentence says what is in the way; null: everything lies where it should. `--plan` only tells what would be done. */
export async function runDistributeCommand(argv: readonly string[], host: Host): Promise<string | null> {
  if (argv.some((word) => word !== '--plan') || argv.length > 1) return USAGE
  const read = readSettings(['county'], host.env, host.root)
  if (read.kind === 'wrong') return read.sentences.join('\n')
  const { folder, database, owner } = read.settings
  if (database === null && argv.length === 0) return '程序自带的数据库只在一台机器上，不能分布。请先把数据搬到县里自己的 PostgreSQL（npm run backup，再 npm run restore），写好 DATABASE_URL，办法见 docs/scale.md。'
  const reached = await reachForBackup({ folder, database: owner ?? database, from: join(host.root, 'package.json'), log: host.say })
  if (reached.kind === 'refused') return reached.sentence
  // One connection: what is set holds for the next statement.
  const db = openDb({ address: reached.address, max: 1 })
  try {
    return argv.length > 0 ? await tellPlan(db, host.say) : await carryOut(db, host.say)
  } catch (error) {
    if (isPassing(error) || NOT_LET_IN.test(codeOf(error))) return `数据库连不上、不让进，或者中途断开了（${codeOf(error)}）。请检查数据库，再运行一次；已经分布好的表不用重来。`
    throw error
  } finally {
    await db.close()
    await reached.stop()
  }
}
/** Wrong password, no such database, no right. */
const NOT_LET_IN = /^(28...|3D000|42501|ENOTFOUND)$/

async function tellPlan(db: Db, say: Host['say']): Promise<string | null> {
  const placed = placementsOf(await readTables(db.sql))
  if (placed.kind === 'wrong') return `这些表不能分布：\n${placed.problems.join('\n')}`
  placed.placements.map(placementText).forEach(say)
  return placed.placements.length === 0 ? '数据库里还没有表。请先启动一次服务。' : null
}

async function carryOut(db: Db, say: Host['say']): Promise<string | null> {
  const done = await distribute(db, say)
  if (done.kind === 'refused') return done.sentence
  if (done.tables === 0) return '数据库里还没有表。请先启动一次服务。'
  say(done.steps === 0 ? `${done.tables} 张表都已经分布好了，没有什么要做。` : `${done.tables} 张表都分布好了，这次做了 ${done.steps} 张。现在可以启动服务；以后每次升级，启动过一次再运行这一条。`)
  return null
}
