import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { textOf } from '../errorCode'
import { identityOf } from './account'
import { majorVersion, type Binaries } from './binaries'
import { environment } from './environment'
import { give, nameFor, syncFolder, writeDurably, type Folder } from './folder'
import { Refusal } from './refusal'

/** Creates PostgreSQL's files unless they are there. A first start killed half-way leaves a draft, never half a database. */
export async function initialise(folder: Folder, binaries: Binaries, durable: boolean, log: (line: string) => void): Promise<void> {
  removeDrafts(folder)
  if (existsSync(folder.data)) return checkVersion(folder)
  log('第一次启动，正在建立数据库……')
  keepPassword(folder)
  const draft = mkdtempSync(join(folder.path, 'pg.'))
  give(folder.account, draft)
  try {
    await promisify(execFile)(binaries.initdb, initdbOptions(nameFor(folder, draft), durable), { cwd: draft, env: environment({}), ...identityOf(folder.account) })
  } catch (error) {
    throw new Refusal(`数据库没有建成：${textOf(error, 'message').trim()}`)
  }
  renameSync(draft, folder.data)
  syncFolder(folder.path)
}

/** Known to the data folder's account and root only; with it nobody else on the machine can connect. */
export function readPassword(folder: Folder): string {
  return readFileSync(folder.passwordFile, 'utf8').trim()
}

function keepPassword(folder: Folder): void {
  if (existsSync(folder.passwordFile)) return
  const draft = `${folder.passwordFile}.draft`
  rmSync(draft, { force: true })
  writeDurably(draft, `${randomBytes(24).toString('base64url')}\n`, 0o600)
  give(folder.account, draft)
  renameSync(draft, folder.passwordFile)
}

/** Text is compared by code point and lower-cased by Unicode alike on every system; Chinese ordering is done in code. */
function initdbOptions(data: string, durable: boolean): string[] {
  return [
    '--pgdata', data, '--username', 'postgres', '--pwfile', '../password', '--auth', 'scram-sha-256',
    '--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C',
    '--no-instructions', ...(durable ? [] : ['--no-sync']),
  ]
}

function removeDrafts(folder: Folder): void {
  for (const name of readdirSync(folder.path)) {
    if (/^pg\.\w{6}$/.test(name)) rmSync(join(folder.path, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
}

function checkVersion(folder: Folder): void {
  const version = readFileSync(join(folder.data, 'PG_VERSION'), 'utf8').trim()
  if (version !== majorVersion) throw new Refusal(`数据文件夹 ${folder.path} 是由 PostgreSQL ${version} 写的，这个版本的程序带的是 ${majorVersion}，打不开它。请用原来版本的程序备份，再恢复到新的文件夹；数据没有动。`)
}
