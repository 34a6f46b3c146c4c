import { join, resolve } from 'node:path'
import { hasOwn } from '../../core/own'
import { isDay } from '../../core/period'
import { damageText, TRAIL_DAYS, type ChainName, type Damage } from '../../domain/trailWords'
import type { Host } from '../backup/command'
import { reachForBackup } from '../backup/reach'
import { isPassing, openDb, type Db } from '../db'
import { codeOf } from '../errorCode'
import { nameOf, readKeys } from '../keys/keyFile'
import { readSettings, type ServerSettings } from '../settings'
import { createVault, type Vault } from '../vault'
import { headsOf, readAnchors, writeAnchor } from './anchor'
import { checkTrail } from './check'
import { pruneTrail } from './prune'

/** `npm run audit:verify` and its sisters; beside a running server or without one. */
export type AuditCommand = keyof typeof USAGE

const USAGE = {
  'audit-verify': '用法：npm run audit:verify -- [--code 抄下的锚码] [--anchors 文件夹] [--demo]',
  'audit-anchor': '用法：npm run audit:anchor -- [--demo]',
  'audit-prune': '用法：npm run audit:prune -- --before 年-月-日 [--demo]',
} as const
const VALUES: Readonly<Record<AuditCommand, readonly string[]>> = { 'audit-verify': ['--code', '--anchors'], 'audit-anchor': [], 'audit-prune': ['--before'] }

export function isAuditCommand(word: string | undefined): word is AuditCommand {
  return word !== undefined && hasOwn(USAGE, word)
}

/** Where the anchors of an installation lie. */
export function anchorsOf(folder: string): string {
  return join(folder, 'anchors')
}

/** Runs one command to its end. The sentence says what is wrong, with the trail too; null: all is well. */
export async function runAuditCommand(command: AuditCommand, argv: readonly string[], host: Host): Promise<string | null> {
  const words = wordsOf(command, argv)
  if (words === null || (command === 'audit-prune' && !isDay(words.values['--before']))) return USAGE[command]
  const settings = readSettings([words.demo ? 'demo' : 'county'], host.env, host.root)
  if (settings.kind === 'wrong') return settings.sentences.join('\n')
  try {
    return await withTrail(command, settings.settings, host, (trail) => {
      switch (command) {
        case 'audit-verify':
          return verify(trail, words.values, host)
        case 'audit-anchor':
          return anchor(trail, host)
        case 'audit-prune':
          return prune(trail, words.values['--before'] ?? '', host)
      }
    })
  } catch (error) {
    if (isPassing(error) || NOT_LET_IN.test(codeOf(error))) return `数据库连不上、不让进，或者中途断开了（${codeOf(error)}）。请检查数据库和 DATABASE_URL，再运行一次；数据没有动。`
    throw error
  }
}
/** Wrong password, no such database, no right to the tables, no tables yet. */
const NOT_LET_IN = /^(28...|3D000|42501|42P01|ENOTFOUND)$/

interface Words {
  readonly demo: boolean
  readonly values: Readonly<Record<string, string>>
}

function wordsOf(command: AuditCommand, argv: readonly string[]): Words | null {
  const values: Record<string, string> = {}
  let demo = false
  for (let i = 0; i < argv.length; i += 1) {
    const [word = '', value] = [argv[i], argv[i + 1]]
    if (word === '--demo') demo = true
    else if (VALUES[command].includes(word) && value !== undefined) {
      values[word] = value
      i += 1
    } else return null
  }
  return { demo, values }
}

interface Trail {
  readonly db: Db
  readonly vault: Vault
  readonly county: string
  readonly folder: string
}

async function withTrail(command: AuditCommand, settings: ServerSettings, host: Host, work: (trail: Trail) => Promise<string | null>): Promise<string | null> {
  const { folder, database, owner } = settings
  const keys = readKeys(settings.keys)
  // Never made here: a new key would find every line forged.
  if (keys.kind === 'none') return `找不到主密钥 ${nameOf(settings.keys)}，没有它不能校验。请检查 DATA_FOLDER、KEY_FILE，演示数据请加 --demo。`
  if (keys.kind === 'broken') return `主密钥 ${nameOf(settings.keys)} 不完整，不能校验。请从离线保管的那份恢复。`
  // The program's own account cannot take away what stands on the trail.
  const account = command === 'audit-prune' ? (owner ?? database) : database
  const reached = await reachForBackup({ folder, database: account, from: join(host.root, 'package.json'), log: host.say })
  if (reached.kind === 'refused') return reached.sentence
  const db = openDb({ address: reached.address, max: 2 })
  try {
    const [row] = await db.sql<{ value: string }[]>`select value from installation where name = 'county'`
    if (row === undefined) return '这个数据库里还没有县，没有留痕可以校验。'
    return await work({ db, vault: createVault(keys.keyring), county: row.value, folder })
  } finally {
    await db.close()
    await reached.stop()
  }
}

async function verify({ db, vault, county, folder }: Trail, values: Words['values'], { now, say, env, root }: Host): Promise<string | null> {
  const begun = now()
  const anchors = values['--anchors'] === undefined ? anchorsOf(folder) : resolve(env.INIT_CWD ?? root, values['--anchors'])
  const check = await checkTrail({ db, vault, county, anchors, now, by: null })
  const places = new Map((await db.sql<{ record: string; name: string | null }[]>`
    select record, data->>'name' as name from place_version where stream = ${county} and until is null`).map(({ record, name }) => [record, name]))
  say(`校验了 ${check.lines} 行，对照了 ${check.anchors} 份锚定${check.anchored === null ? '' : `（最近一份是 ${check.anchored} 的）`}，用时 ${((now() - begun) / 1000).toFixed(1)} 秒。`)
  if (check.anchors === 0) say('还没有锚定文件：末尾被截掉，只能从计数看出。服务运行一天以上就会有；也可以运行 npm run audit:anchor。')
  const wrong = [
    ...check.broken.map(({ stream, chain, a, damage }) => `${damageText(places.get(stream) ?? stream, chain as ChainName, a, damage as Damage)}。`),
    ...check.wrongAnchors.map((file) => `锚定文件 ${file} 被改过，或者不是这个主密钥写的。`),
    ...codeProblem(values['--code'], anchors, vault),
  ]
  if (wrong.length === 0) say('留痕完整，没有被改过。')
  return wrong.length === 0 ? null : `${wrong.join('\n')}\n请保留现场：不要清理、不要恢复备份，把这几行和最近的备份、抄下的锚码交给县里的安全管理员。`
}

function codeProblem(code: string | undefined, folder: string, vault: Vault): readonly string[] {
  if (code === undefined) return []
  const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const isKnown = readAnchors(folder, vault).some((read) => read.kind === 'anchor' && plain(read.anchor.code) === plain(code))
  return isKnown ? [] : [`没有一份锚定文件的码是 ${code}：抄错了，或者那一天的文件被换掉、删掉了。`]
}

async function anchor({ db, vault, county, folder }: Trail, { now, say }: Host): Promise<string | null> {
  const written = writeAnchor(anchorsOf(folder), vault, now(), await headsOf(db, county), false)
  if (written === null) return '这一刻已经锚定过，请再运行一次。'
  say(`锚定写到 ${join(anchorsOf(folder), written.file)}。`)
  say(`锚码：${written.code}`)
  say('请把日期和锚码抄在纸上，放到另一个部门；文件也拷一份到别的机器。以后用 npm run audit:verify -- --code 锚码 对照。')
  return null
}

async function prune({ db, vault, county }: Trail, before: string, { now, say }: Host): Promise<string | null> {
  const pruned = await pruneTrail({ db, vault, now }, county, before)
  switch (pruned.kind) {
    case 'tooYoung':
      return `留痕至少保存 ${TRAIL_DAYS} 天，${before} 以前的还不到，没有清理。`
    case 'broken':
      return '有一条留痕校验不通过，没有清理任何一行。请先运行 npm run audit:verify。'
    case 'pruned':
      say(`清理了 ${before} 以前的 ${pruned.lines} 行。之后的照样可以校验。`)
      return null
  }
}
