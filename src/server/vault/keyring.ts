import { randomBytes } from 'node:crypto'
import { assert, must } from '../../core/assert'
import { isProvider, type ProviderName } from './provider'

/** A version of the master key. Versions count from 1 and are never used again. */
export interface MasterKey {
  readonly version: number
  readonly provider: ProviderName
  readonly key: Buffer
  /** When it was made. */
  readonly madeAt: string
}

/** All that stands outside the database: the root, from which lasting keys are derived, and every version something is still sealed under. */
export interface Keyring {
  readonly root: { readonly provider: ProviderName; readonly key: Buffer }
  /** Ascending; the last one is in use. */
  readonly versions: readonly MasterKey[]
}

const FORMAT = 'shuoshibu-keys'
const BYTES = 32

export function newKeyring(provider: ProviderName, now: number): Keyring {
  return { root: { provider, key: randomBytes(BYTES) }, versions: [masterOf(1, provider, now)] }
}

/** One key for everything, as before there were versions. */
export function keyringOf(key: Buffer, provider: ProviderName = 'aes'): Keyring {
  assert(key.length === BYTES, 'the master key has 32 bytes')
  return { root: { provider, key }, versions: [{ version: 1, provider, key, madeAt: new Date(0).toISOString() }] }
}

export function newestOf({ versions }: Keyring): MasterKey {
  return must(versions[versions.length - 1], 'a version of the master key')
}

export function withNewVersion(keyring: Keyring, provider: ProviderName, now: number): Keyring {
  return { ...keyring, versions: [...keyring.versions, masterOf(newestOf(keyring).version + 1, provider, now)] }
}

export function withoutVersion(keyring: Keyring, version: number): Keyring {
  return { ...keyring, versions: keyring.versions.filter((each) => each.version !== version) }
}

/** As it stands in the key file. */
export function printKeyring({ root, versions }: Keyring): string {
  const text = (key: Buffer): string => key.toString('base64')
  const all = { format: FORMAT, root: { ...root, key: text(root.key) }, versions: versions.map(({ version, provider, madeAt, key }) => ({ version, provider, madeAt, key: text(key) })) }
  return `${JSON.stringify(all, null, 2)}\n`
}

/** Null: these are no keys. 32 bytes in base64 stand for a file of the time before versions. */
export function readKeyring(text: string): Keyring | null {
  const bare = Buffer.from(text.trim(), 'base64')
  if (/^[A-Za-z0-9+/]{43}=$/.test(text.trim()) && bare.length === BYTES) return keyringOf(bare)
  const read = parsed(text)
  const root = keyOf(read?.root)
  const versions = Array.isArray(read?.versions) ? read.versions.map(versionOf) : []
  if (read?.format !== FORMAT || root === null || versions.length === 0) return null
  const known = versions.filter((each) => each !== null)
  const ascends = known.every(({ version }, at) => version > (known[at - 1]?.version ?? 0))
  return known.length === versions.length && ascends ? { root, versions: known } : null
}

function masterOf(version: number, provider: ProviderName, now: number): MasterKey {
  return { version, provider, key: randomBytes(BYTES), madeAt: new Date(now).toISOString() }
}

function versionOf(raw: unknown): MasterKey | null {
  const key = keyOf(raw)
  const { version, madeAt } = (raw ?? {}) as { readonly version?: unknown; readonly madeAt?: unknown }
  const isVersion = Number.isInteger(version) && Number(version) >= 1 && Number(version) <= 0xffff
  return key === null || !isVersion || typeof madeAt !== 'string' || Number.isNaN(Date.parse(madeAt)) ? null : { ...key, version: Number(version), madeAt }
}

function keyOf(raw: unknown): { readonly provider: ProviderName; readonly key: Buffer } | null {
  const { provider, key } = (raw ?? {}) as { readonly provider?: unknown; readonly key?: unknown }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.alloc(0)
  return isProvider(provider) && bytes.length === BYTES ? { provider, key: bytes } : null
}

function parsed(text: string): { readonly format?: unknown; readonly root?: unknown; readonly versions?: unknown } | null {
  try {
    return JSON.parse(text) as { readonly format?: unknown }
  } catch {
    return null
  }
}
