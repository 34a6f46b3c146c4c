import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { textOf } from '../errorCode'
import { BackupRefusal } from './refusal'

/** For whom a backup is locked. */
export type Lock =
  | { readonly kind: 'recipients'; readonly recipients: readonly string[] }
  | { readonly kind: 'passphrase'; readonly passphrase: string }

/** What opens it. */
export type Key =
  | { readonly kind: 'identities'; readonly identities: readonly string[] }
  | { readonly kind: 'passphrase'; readonly passphrase: string }

/** The age format (age-encryption.org/v1): any age program opens the file, and a cut or altered one is noticed. */
export async function seal(plain: Readable, lock: Lock): Promise<Readable> {
  const encrypter = new Encrypter()
  if (lock.kind === 'passphrase') encrypter.setPassphrase(lock.passphrase)
  else for (const recipient of lock.recipients) addRecipient(encrypter, recipient)
  return nodeStream(await encrypter.encrypt(webStream(plain)))
}

export async function unseal(sealed: Readable, key: Key): Promise<Readable> {
  const decrypter = new Decrypter()
  if (key.kind === 'passphrase') decrypter.addPassphrase(key.passphrase)
  else for (const identity of key.identities) addIdentity(decrypter, identity)
  try {
    return nodeStream(await decrypter.decrypt(webStream(sealed)))
  } catch (error) {
    sealed.destroy()
    const isKeyWrong = textOf(error, 'message').startsWith('no identity matched')
    throw new BackupRefusal(isKeyWrong ? WRONG_KEY : NO_BACKUP)
  }
}

export interface KeyPair {
  readonly identity: string
  readonly recipient: string
}

export async function newKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** An identity file of this program or of age-keygen: lines, `#` begins a remark. */
export function readIdentities(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const identities = lines.filter((line) => /^AGE-SECRET-KEY-/.test(line))
  if (identities.length === 0 || identities.length < lines.length) throw new BackupRefusal(`${file} 不是备份密钥文件：里面应当只有 AGE-SECRET-KEY- 开头的行。`)
  return identities
}

const SHORTEST_PASSPHRASE = 12

/** The whole file but its last line end. */
export function readPassphrase(file: string): string {
  const passphrase = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  if ([...passphrase].length < SHORTEST_PASSPHRASE) throw new BackupRefusal(`${file} 里的口令太短，至少要 ${SHORTEST_PASSPHRASE} 个字。`)
  return passphrase
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient)
  } catch {
    throw new BackupRefusal(`“${recipient}” 不是备份公钥。公钥以 age1 开头，由 npm run backup:key 生成。`)
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity)
  } catch {
    throw new BackupRefusal('备份密钥文件里的密钥不完整或抄错了。')
  }
}

// The same objects under two descriptions: Node's own and the browser's.
function webStream(stream: Readable): globalThis.ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>
}

function nodeStream(stream: globalThis.ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as unknown as ReadableStream)
}

const WRONG_KEY = '这份备份打不开：密钥或口令不是它的。数据没有动。'
const NO_BACKUP = '这不是说事簿的备份文件，或者文件开头已经损坏。数据没有动。'
