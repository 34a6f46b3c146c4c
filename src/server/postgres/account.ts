import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from './refusal'

/** The operating system's account PostgreSQL runs under: our own, or another one because it refuses to run as root. */
export type Account =
  | { readonly kind: 'own' }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number; readonly name: string }

/** Accounts every Linux has, the more fitting first. initdb needs an entry in the passwd file: a made-up uid will not do. */
const serviceNames = ['postgres', 'nobody']

/**
 * Data that an ordinary account began stay with it when root starts the program later.
 * `owner` is the uid that owns the data folder, null before the first start.
 */
export function accountFor(owner: number | null): Account {
  if (process.getuid?.() !== 0) return { kind: 'own' }
  const account = chooseAccount(readFileSync('/etc/passwd', 'utf8'), owner)
  if (account === null) throw new Refusal('数据库不能用 root 身份运行，而这台机器上没有 postgres 或 nobody 用户。请新建一个普通用户，用它来启动。')
  return account
}

export function chooseAccount(passwd: string, owner: number | null): Account | null {
  const accounts = passwd.split('\n').flatMap(readAccount)
  const owning = owner === null ? undefined : accounts.find(account => account.uid === owner)
  return owning ?? serviceNames.map(name => accounts.find(account => account.name === name)).find(account => account) ?? null
}

function readAccount(line: string): Extract<Account, { kind: 'other' }>[] {
  const [name, , uid, gid] = line.split(':')
  const account = { kind: 'other' as const, uid: Number(uid), gid: Number(gid), name: name ?? '' }
  return account.uid > 0 && account.gid >= 0 ? [account] : []
}

/** Whether the account may walk down to the path by its full name, through every folder above it. */
export function reaches(account: Account, path: string): boolean {
  if (account.kind === 'own') return true
  const real = realpathSync(path)
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if (!allows(account, statSync(folder), 1)) return false
    if (folder === dirname(folder)) return true
  }
}

/** `right` is 4 to read, 1 to run or to walk through. */
export function allows(account: Account, { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>, right: 1 | 4): boolean {
  if (account.kind === 'own') return true
  const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode
  return (bits & right) !== 0
}

/** What `spawn` needs to run a program under the account. */
export function identityOf(account: Account): { uid?: number; gid?: number } {
  return account.kind === 'own' ? {} : { uid: account.uid, gid: account.gid }
}
