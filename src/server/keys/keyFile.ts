import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { assert } from '../../core/assert'
import { syncFolder, writeDurably } from '../postgres/folder'
import type { KeySource } from '../vault'
import { printKeyring, readKeyring, type Keyring } from '../vault/keyring'

/** Where the keys are kept. `env` holds the text of a key file, as a key service puts it into the environment; it is read at start only. */
export type KeyPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'env'; readonly text: string }

export type KeysRead =
  | { readonly kind: 'keys'; readonly keyring: Keyring }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken' }

export function readKeys(place: KeyPlace): KeysRead {
  if (place.kind === 'file' && !existsSync(place.file)) return { kind: 'none' }
  const keyring = readKeyring(textOf(place))
  return keyring === null ? { kind: 'broken' } : { kind: 'keys', keyring }
}

/** As people are told where it is. */
export function nameOf(place: KeyPlace): string {
  return place.kind === 'file' ? place.file : '（环境变量 KEY 给出的）'
}

/** In one step: whoever reads meanwhile finds the old or the new file. Only its owner may read it. */
export function writeKeys(file: string, keyring: Keyring): void {
  const draft = `${file}.draft`
  mkdirSync(dirname(file), { recursive: true })
  rmSync(draft, { force: true })
  writeDurably(draft, printKeyring(keyring), 0o600)
  renameSync(draft, file)
  syncFolder(dirname(file))
}

/** Others on the machine can read it. Windows has no such bits. */
export function isOpenToOthers(place: KeyPlace): boolean {
  return place.kind === 'file' && process.platform !== 'win32' && existsSync(place.file) && (statSync(place.file).mode & 0o077) !== 0
}

/**
 * Sees a new version as soon as it stands in the file. A file that is gone or broken while the server runs changes nothing: what was
 * read goes on being used, and the next start says what is wrong.
 */
export function keySource(place: KeyPlace): KeySource {
  let keyring = mustRead(place)
  let seen = markOf(place)
  return {
    current: () => keyring,
    fresh: () => {
      const mark = markOf(place)
      if (mark === seen || mark === null) return keyring
      const read = readKeys(place)
      if (read.kind === 'keys' && read.keyring.root.key.equals(keyring.root.key)) keyring = read.keyring
      seen = mark
      return keyring
    },
  }
}

function mustRead(place: KeyPlace): Keyring {
  const read = readKeys(place)
  assert(read.kind === 'keys', 'the keys were read before they are used')
  return read.keyring
}

function markOf(place: KeyPlace): string | null {
  if (place.kind === 'env') return ''
  const found = statSync(place.file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.ino}/${found.size}/${found.mtimeMs}`
}

/** A variable holds one line, so a whole file comes in base64. */
function textOf(place: KeyPlace): string {
  if (place.kind === 'file') return readFileSync(place.file, 'utf8')
  return readKeyring(place.text) === null ? Buffer.from(place.text, 'base64').toString('utf8') : place.text
}
