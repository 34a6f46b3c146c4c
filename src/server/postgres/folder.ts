import { chmodSync, chownSync, closeSync, fsyncSync, mkdirSync, openSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf } from '../errorCode'
import { accountFor, reaches, type Account } from './account'
import { Refusal } from './refusal'

/** The data folder of one installation and how PostgreSQL gets at it. */
export interface Folder {
  readonly path: string
  readonly account: Account
  /** PostgreSQL's own files. */
  readonly data: string
  readonly logs: string
  readonly passwordFile: string
  /**
   * Root may keep the project where nobody else can walk (/root). PostgreSQL is then started inside the folder and
   * calls it by this name, which Linux resolves without walking through the folders above.
   */
  readonly byName: boolean
}

/** Creates what is missing. Only the account of the database and root may look inside. */
export function openFolder(path: string): Folder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 })
    const real = realpathSync(path)
    const account = accountFor(ownerOf(join(real, 'pg')) ?? ownerOf(real))
    const byName = reaches(account, real)
    if (!byName && process.platform !== 'linux') throw new Refusal(unreachable(path, account))
    const logs = join(real, 'log')
    closeToOthers(account, real)
    mkdirSync(logs, { recursive: true })
    closeToOthers(account, logs)
    return { path: real, account, data: join(real, 'pg'), logs, passwordFile: join(real, 'password'), byName }
  } catch (error) {
    if (isForeign(error)) throw new Refusal(foreign(path))
    throw error
  }
}

/** How PostgreSQL, started inside `data`, names it. */
export function nameFor(folder: Folder, data: string): string {
  return folder.byName ? data : '/proc/self/cwd'
}

/** Writes a new file so that a power cut cannot take it back. */
export function writeDurably(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'wx', mode)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  syncFolder(dirname(file))
}

/** Makes new and renamed entries of a folder outlive a power cut. Windows has no such call. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

export function give(account: Account, path: string): void {
  if (account.kind === 'other') chownSync(path, account.uid, account.gid)
}

function closeToOthers(account: Account, path: string): void {
  chmodSync(path, 0o700)
  give(account, path)
}

function ownerOf(path: string): number | null {
  const uid = statSync(path, { throwIfNoEntry: false })?.uid
  return uid === undefined || uid === 0 ? null : uid
}

export function isForeign(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))
}

export function foreign(path: string): string {
  return `数据文件夹 ${path} 不归当前用户所有，打不开也写不进。请用原来启动它的用户来启动，或者请管理员把这个文件夹交给当前用户。里面的数据没有动。`
}

function unreachable(path: string, account: Account): string {
  const name = account.kind === 'other' ? account.name : ''
  return `数据文件夹 ${path} 的上级目录不允许用户 ${name} 进入，而数据库不能用 root 身份运行。请换一个文件夹，或者不用 root 启动。`
}
