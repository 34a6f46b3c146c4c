import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { hasOwn } from '../../core/own'
import { BackupRefusal } from './refusal'
import { readIdentities, readPassphrase, type Key, type Lock } from './seal'

/** What stands behind `npm run backup -- …` and its sisters. */
export type BackupRequest =
  | { readonly kind: 'backup'; readonly mode: Mode; readonly file: string; readonly verify: boolean; readonly secrets: Secrets }
  | { readonly kind: 'check'; readonly mode: Mode; readonly file: string; readonly secrets: Secrets }
  | { readonly kind: 'restore'; readonly mode: Mode; readonly file: string; readonly replace: boolean; readonly secrets: Secrets }
  | { readonly kind: 'newKey'; readonly mode: Mode; readonly file: string }

export type Mode = 'demo' | 'county'

/** Names of files and public keys only: what is typed as an argument can be read by everybody on the machine, and stays in histories. */
export interface Secrets {
  readonly recipients: readonly string[]
  readonly keyFile: string | null
  readonly passphraseFile: string | null
}

export type RequestRead =
  | { readonly kind: 'request'; readonly request: BackupRequest }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[] }

const USAGE: Readonly<Record<BackupCommand, string>> = {
  backup: '用法：npm run backup -- 文件 [--to age1…] [--passphrase-file 口令文件] [--no-verify] [--demo]，或 npm run backup -- --check 文件',
  restore: '用法：npm run restore -- 文件 [--key-file 密钥文件 | --passphrase-file 口令文件] [--replace] [--demo]',
  'backup-key': '用法：npm run backup:key -- 文件',
}

export type BackupCommand = 'backup' | 'restore' | 'backup-key'

export function isBackupCommand(word: string | undefined): word is BackupCommand {
  return word !== undefined && hasOwn(USAGE, word)
}

/** `argv` without the command. Files are named from the folder the person stood in (npm goes elsewhere, and says so in INIT_CWD). */
export function readRequest(command: BackupCommand, argv: readonly string[], env: Readonly<Record<string, string | undefined>>, cwd: string): RequestRead {
  const words = wordsOf(argv)
  const unknown = [...words.unknown, ...words.flags.filter((flag) => !FLAGS[command].includes(flag))]
  const [file, more] = words.files
  if (unknown.length > 0 || file === undefined || more !== undefined) {
    return { kind: 'wrong', sentences: [...unknown.map((word) => `不认识 ${word}。`), USAGE[command]] }
  }
  const path = (name: string): string => resolve(env.INIT_CWD ?? cwd, name)
  const pathOrNull = (name: string | undefined): string | null => (name === undefined ? null : path(name))
  const mode: Mode = words.flags.includes('--demo') ? 'demo' : 'county'
  const recipients = words.values['--to'] ?? env.BACKUP_RECIPIENT?.split(/[\s,]+/).filter((each) => each !== '') ?? []
  const secrets: Secrets = {
    recipients,
    keyFile: pathOrNull(words.values['--key-file']?.[0] ?? env.BACKUP_KEY_FILE),
    passphraseFile: pathOrNull(words.values['--passphrase-file']?.[0] ?? env.BACKUP_PASSPHRASE_FILE),
  }
  const common = { mode, file: path(file), secrets }
  if (command === 'backup-key') return { kind: 'request', request: { kind: 'newKey', mode, file: path(file) } }
  if (command === 'restore') return { kind: 'request', request: { kind: 'restore', ...common, replace: words.flags.includes('--replace') } }
  if (words.flags.includes('--check')) return { kind: 'request', request: { kind: 'check', ...common } }
  return { kind: 'request', request: { kind: 'backup', ...common, verify: !words.flags.includes('--no-verify') } }
}

const FLAGS: Readonly<Record<BackupCommand, readonly string[]>> = {
  backup: ['--demo', '--no-verify', '--check'],
  restore: ['--demo', '--replace'],
  'backup-key': [],
}
const WITH_VALUE: readonly string[] = ['--to', '--key-file', '--passphrase-file']

interface Words {
  readonly files: readonly string[]
  readonly flags: readonly string[]
  readonly values: Readonly<Record<string, readonly string[]>>
  readonly unknown: readonly string[]
}

function wordsOf(argv: readonly string[]): Words {
  const files: string[] = []
  const flags: string[] = []
  const values: Record<string, string[]> = {}
  const unknown: string[] = []
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? ''
    const next = argv[i + 1]
    if (WITH_VALUE.includes(word) && next !== undefined) {
      values[word] = [...(values[word] ?? []), next]
      i += 1
    } else if (WITH_VALUE.includes(word)) unknown.push(word)
    else (word.startsWith('--') ? flags : files).push(word)
  }
  return { files, flags, values, unknown }
}

/** Throws a BackupRefusal when nothing, or both, were said. */
export function lockOf({ recipients, passphraseFile }: Secrets): Lock {
  if (recipients.length > 0 && passphraseFile !== null) throw new BackupRefusal('公钥和口令只能用一种。请去掉 --to（BACKUP_RECIPIENT）或 --passphrase-file（BACKUP_PASSPHRASE_FILE）。')
  if (recipients.length > 0) return { kind: 'recipients', recipients }
  if (passphraseFile !== null) return { kind: 'passphrase', passphrase: readPassphrase(mustExist(passphraseFile)) }
  throw new BackupRefusal('备份一定要加密。请用 --to age1…（或 BACKUP_RECIPIENT）给出公钥，还没有就先运行 npm run backup:key -- 密钥文件；也可以用 --passphrase-file 口令文件。')
}

export function keyOf({ keyFile, passphraseFile }: Secrets): Key {
  if (keyFile !== null) return { kind: 'identities', identities: readIdentities(mustExist(keyFile)) }
  if (passphraseFile !== null) return { kind: 'passphrase', passphrase: readPassphrase(mustExist(passphraseFile)) }
  throw new BackupRefusal('要打开备份，请用 --key-file 密钥文件（或 BACKUP_KEY_FILE）；备份时用的是口令，就用 --passphrase-file 口令文件。')
}

function mustExist(file: string): string {
  if (!existsSync(file)) throw new BackupRefusal(`找不到文件 ${file}。`)
  return file
}
