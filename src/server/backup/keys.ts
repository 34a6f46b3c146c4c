import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { nameOf, readKeys, type KeyPlace } from '../keys/keyFile'
import { syncFolder, writeDurably } from '../postgres/folder'
import { createVault, type Vault } from '../vault'
import { readKeyring, type Keyring } from '../vault/keyring'
import type { Head } from './format'
import { BackupRefusal } from './refusal'

/** What opens the rows of a backup. Throws a BackupRefusal: anybody who knows the public key can write a file. */
export function vaultOf(head: Head): Vault {
  return createVault(keyringIn(head))
}

export interface Put {
  /** Puts the keys in their place; others that stood there are kept under the name that is returned. */
  readonly finish: () => string | null
  readonly cancel: () => void
}

/**
 * The backup's keys, on the disk before the rows are there: a power cut in between must not leave them without. Keys that come from
 * the environment can't be put anywhere, so they have to be the backup's own.
 */
export function putKeys(place: KeyPlace, head: Head, now: number): Put {
  const keyring = keyringIn(head)
  if (place.kind === 'env') {
    const read = readKeys(place)
    if (read.kind !== 'keys' || !holds(read.keyring, keyring)) {
      throw new BackupRefusal(`主密钥 ${nameOf(place)} 打不开这份备份，恢复了也看不到个人信息。请先把 KEY 换成这份备份那时的密钥，或者去掉 KEY 再恢复（密钥会从备份里取出，写到 KEY_FILE）；数据没有动。`)
    }
    return { finish: () => null, cancel: () => undefined }
  }
  const { file } = place
  const draft = `${file}.restored`
  mkdirSync(dirname(file), { recursive: true })
  rmSync(draft, { force: true })
  writeDurably(draft, head.masterKey, 0o600)
  return { cancel: () => rmSync(draft, { force: true }), finish: () => replaceFile(file, draft, now) }
}

function replaceFile(file: string, draft: string, now: number): string | null {
  const isOther = existsSync(file) && readFileSync(file, 'utf8').trim() !== readFileSync(draft, 'utf8').trim()
  const kept = `${file}.${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`
  if (isOther) renameSync(file, kept)
  renameSync(draft, file)
  syncFolder(dirname(file))
  return isOther ? kept : null
}

function keyringIn({ masterKey }: Head): Keyring {
  const keyring = readKeyring(masterKey)
  if (keyring === null) throw new BackupRefusal('这份备份里没有可用的主密钥，恢复了也打不开。请换一份备份；数据没有动。')
  return keyring
}

function holds(mine: Keyring, needed: Keyring): boolean {
  return mine.root.key.equals(needed.root.key) && needed.versions.every(({ version, key }) => mine.versions.some((each) => each.version === version && each.key.equals(key)))
}
