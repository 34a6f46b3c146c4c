import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { REGISTRY } from '../../domain/registry'
import { isPassing, openDb } from '../db'
import { codeOf } from '../errorCode'
import { openKeys } from '../keys/check'
import { nameOf, readKeys } from '../keys/keyFile'
import { markFolder } from '../postgres/mark'
import { writeDurably } from '../postgres/folder'
import { readSettings, type ServerSettings } from '../settings'
import { makeBackup } from './make'
import { reachAlone, reachForBackup, type Place, type Reached } from './reach'
import { checkBackup } from './read'
import { BackupRefusal } from './refusal'
import { keyOf, lockOf, readRequest, type BackupCommand, type BackupRequest } from './request'
import { restoreBackup } from './restore'
import { newKeyPair } from './seal'
import { afterBackup, afterCheck, afterKey, afterRestore } from './words'

/** The world a command runs in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The project's folder. */
  readonly root: string
  readonly now: () => number
  readonly say: (line: string) => void
}

/** Runs one command to its end. The sentence says what went wrong; null: everything was done. */
export async function runBackupCommand(command: BackupCommand, argv: readonly string[], host: Host): Promise<string | null> {
  const read = readRequest(command, argv, host.env, host.root)
  if (read.kind === 'wrong') return read.sentences.join('\n')
  const { request } = read
  const settings = readSettings([request.mode], host.env, host.root)
  if (settings.kind === 'wrong') return settings.sentences.join('\n')
  try {
    return await carryOut(request, settings.settings, host)
  } catch (error) {
    if (error instanceof BackupRefusal) return error.message
    if (isPassing(error) || NOT_LET_IN.test(codeOf(error))) return `数据库连不上、不让进，或者中途断开了（${codeOf(error)}）。请检查数据库和 DATABASE_URL，再运行一次；数据没有动。`
    throw error
  }
}

/** Wrong password, no such account or database, no right to the tables, no space. */
const NOT_LET_IN = /^(28...|3D000|42501|ENOTFOUND)$/

async function carryOut(request: BackupRequest, settings: ServerSettings, host: Host): Promise<string | null> {
  switch (request.kind) {
    case 'newKey':
      return makeKey(request.file, host)
    case 'check':
      afterCheck(request.file, await checkBackup(request.file, keyOf(request.secrets))).forEach(host.say)
      return null
    case 'backup':
      return backup(request, settings, host)
    case 'restore':
      return restore(request, settings, host)
  }
}

async function makeKey(file: string, host: Host): Promise<string | null> {
  if (existsSync(file)) return `${file} 已经存在，不会覆盖它：丢了密钥，用它加密的备份就再也打不开。请换一个文件名。`
  const { identity, recipient } = await newKeyPair()
  mkdirSync(dirname(file), { recursive: true })
  writeDurably(file, `# public key: ${recipient}\n${identity}\n`, 0o600)
  afterKey(file, recipient).forEach(host.say)
  return null
}

async function backup(request: Extract<BackupRequest, { kind: 'backup' }>, settings: ServerSettings, host: Host): Promise<string | null> {
  const begun = host.now()
  const lock = lockOf(request.secrets)
  const { keys } = settings
  // Never made here: a new key beside old data would open nothing.
  if (readKeys(keys).kind === 'none') return `找不到主密钥 ${nameOf(keys)}，没有它备份就不完整。请检查 DATA_FOLDER、KEY_FILE${request.mode === 'county' ? '，备份演示数据请加 --demo' : ''}。`
  const place = placeOf(settings, host)
  return withDatabase(await reachForBackup(place), async ({ address, admin }) => {
    const db = openDb({ address, max: 1 })
    try {
      const opened = await openKeys(db, keys, settings.keyProvider, host.now())
      if (opened.kind === 'refused') return opened.sentence
      host.say('正在备份（服务可以照常运行）……')
      const source = { db, types: REGISTRY, keys: opened.source.fresh, now: host.now }
      const made = await makeBackup(source, request.file, lock, request.verify ? { admin, from: place.from } : null)
      if (made.kind === 'refused') return made.sentence
      afterBackup(request, made, host.now() - begun).forEach(host.say)
      return null
    } finally {
      await db.close()
    }
  })
}

async function restore(request: Extract<BackupRequest, { kind: 'restore' }>, settings: ServerSettings, host: Host): Promise<string | null> {
  const begun = host.now()
  const key = keyOf(request.secrets)
  const marked = markFolder(settings.folder, request.mode)
  if (marked.kind === 'refused') return marked.sentence
  host.say('正在核对备份，然后恢复……')
  return withDatabase(await reachAlone(placeOf(settings, host)), async ({ address }) => {
    const db = openDb({ address, max: 1 })
    try {
      const { file, mode, replace } = request
      const restored = await restoreBackup({ db, types: REGISTRY, now: host.now }, { file, key, mode, replace, keys: settings.keys })
      if (restored.kind === 'refused') return restored.sentence
      afterRestore(restored, host.now() - begun, mode).forEach(host.say)
      return null
    } finally {
      await db.close()
    }
  })
}

async function withDatabase(reached: Reached, work: (database: Extract<Reached, { kind: 'reached' }>) => Promise<string | null>): Promise<string | null> {
  if (reached.kind === 'refused') return reached.sentence
  try {
    return await work(reached)
  } finally {
    await reached.stop()
  }
}

function placeOf({ folder, database, owner }: ServerSettings, { root, say }: Host): Place {
  return { folder, database: owner ?? database, from: join(root, 'package.json'), log: say }
}
