import { randomBytes } from 'node:crypto'
import { must } from '../core/assert'
import { isOfFormatOne, openFrom, readEnvelope, sealIn, type Envelope } from './vault/envelope'
import { keyringOf, newestOf, type Keyring, type MasterKey } from './vault/keyring'
import { PROVIDERS } from './vault/providers'

/**
 * Sealing. Personal values are sealed here, at the server's door, with a key per record; the record's key is wrapped by the newest
 * master key, which never enters the database. What belongs to no record is sealed under a purpose, with a key of the newest master.
 * Destroying a record's key is how a person is deleted. Every envelope is bound to its context: one moved elsewhere does not open.
 */
export interface Vault {
  /** A new record key, wrapped. */
  readonly newKey: (context: string) => { readonly key: Buffer; readonly wrapped: Buffer }
  readonly unwrap: (wrapped: Buffer, context: string) => Buffer
  readonly seal: (key: Buffer, value: unknown, context: string) => Buffer
  /** Throws when key, context or bytes are not the ones it was sealed with: fails closed. */
  readonly open: (key: Buffer, sealed: Buffer, context: string) => unknown
  /** The same envelope around bytes that are no JSON: pieces of pictures. */
  readonly sealBytes: (key: Buffer, bytes: Buffer, context: string) => Buffer
  readonly openBytes: (key: Buffer, sealed: Buffer, context: string) => Buffer
  /** What is sealed under no record. A new column of this kind is made known in keys/columns.ts, so that a rotation reaches it. */
  readonly sealFor: (purpose: string, value: unknown, context: string) => Buffer
  readonly openFor: (purpose: string, sealed: Buffer, context: string) => unknown
  readonly sealBytesFor: (purpose: string, bytes: Buffer, context: string) => Buffer
  readonly openBytesFor: (purpose: string, sealed: Buffer, context: string) => Buffer
  /**
   * A key that must stay the same for ever: audit chain, phones' journals, case codes, blind index, cursors. Derived from the root,
   * which no rotation touches. Never to seal with: what is sealed under it would never be re-sealed.
   */
  readonly derive: (purpose: string) => Buffer
  /** HMAC of the installation's provider: HMAC-SHA-256 or HMAC-SM3. */
  readonly mac: (key: Buffer, ...parts: readonly (string | Buffer)[]) => Buffer
  /** Under the newest master key and its provider; null: it is already. */
  readonly rewrap: (wrapped: Buffer, context: string) => Buffer | null
  readonly resealFor: (purpose: string, sealed: Buffer, context: string) => Buffer | null
  readonly reseal: (key: Buffer, sealed: Buffer, context: string) => Buffer | null
  readonly newest: () => Pick<MasterKey, 'version' | 'provider'>
}

/** Where the keys are. A server need not be restarted for a new version: it is seen before the next value is sealed. */
export interface KeySource {
  /** As last seen. */
  readonly current: () => Keyring
  /** As they are this moment; asked before anything is put under a master key, and when a version is not known. */
  readonly fresh: () => Keyring
}

/** 32 random bytes stand for a key file with nothing else in it. */
export function createVault(keys: Buffer | Keyring | KeySource): Vault {
  const source: KeySource = Buffer.isBuffer(keys) ? fixed(keyringOf(keys)) : 'current' in keys ? keys : fixed(keys)
  const root = source.current().root
  const { mac } = PROVIDERS[root.provider]
  const derive = (purpose: string): Buffer => mac(root.key, `shuoshibu/${purpose}`)

  const newest = (): MasterKey => newestOf(source.fresh())
  const versionIn = ({ versions }: Keyring, version: number): MasterKey | undefined => versions.find((each) => each.version === version)
  const masterOf = (version: number): MasterKey =>
    must(versionIn(source.current(), version) ?? versionIn(source.fresh(), version), `version ${version} of the master key`)
  const wrappings = new WeakMap<MasterKey, Buffer>()
  const wrapping = (master: MasterKey): Buffer => {
    const key = wrappings.get(master) ?? PROVIDERS[master.provider].mac(master.key, 'shuoshibu/wrap')
    wrappings.set(master, key)
    return key
  }
  const sealing = (master: MasterKey, purpose: string): Buffer => PROVIDERS[master.provider].mac(master.key, `shuoshibu/seal/${purpose}`)

  const wrap = (key: Buffer, context: string): Buffer => {
    const master = newest()
    return sealIn(PROVIDERS[master.provider], master.version, wrapping(master), key, `key|${context}`)
  }
  const unwrap = (wrapped: Buffer, context: string): Buffer => {
    const envelope = readEnvelope(wrapped)
    return openFrom(envelope, wrapping(masterOf(envelope.version)), `key|${context}`)
  }
  const sealBytes = (key: Buffer, bytes: Buffer, context: string): Buffer => sealIn(PROVIDERS[newestOf(source.current()).provider], 0, key, bytes, context)
  const openBytes = (key: Buffer, sealed: Buffer, context: string): Buffer => openFrom(readEnvelope(sealed), key, context)
  const sealBytesFor = (purpose: string, bytes: Buffer, context: string): Buffer => {
    const master = newest()
    return sealIn(PROVIDERS[master.provider], master.version, sealing(master, purpose), bytes, context)
  }
  const openBytesFor = (purpose: string, sealed: Buffer, context: string): Buffer => {
    const envelope = readEnvelope(sealed)
    return openFrom(envelope, isOfFormatOne(sealed) ? derive(purpose) : sealing(masterOf(envelope.version), purpose), context)
  }
  const isNewest = (sealed: Buffer): boolean => {
    const { version, provider } = newest()
    const found = readEnvelope(sealed)
    return !isOfFormatOne(sealed) && found.version === version && found.provider.name === provider
  }

  return {
    derive, mac, unwrap, sealBytes, openBytes, sealBytesFor, openBytesFor, newest,
    newKey: (context) => {
      const key = randomBytes(32)
      return { key, wrapped: wrap(key, context) }
    },
    seal: (key, value, context) => sealBytes(key, bytesOf(value), context),
    open: (key, sealed, context) => valueOf(openBytes(key, sealed, context)),
    sealFor: (purpose, value, context) => sealBytesFor(purpose, bytesOf(value), context),
    openFor: (purpose, sealed, context) => valueOf(openBytesFor(purpose, sealed, context)),
    rewrap: (wrapped, context) => (isNewest(wrapped) ? null : wrap(unwrap(wrapped, context), context)),
    resealFor: (purpose, sealed, context) => (isNewest(sealed) ? null : sealBytesFor(purpose, openBytesFor(purpose, sealed, context), context)),
    reseal: (key, sealed, context) => {
      const { provider }: Envelope = readEnvelope(sealed)
      return provider.name === newest().provider ? null : sealBytes(key, openBytes(key, sealed, context), context)
    },
  }
}

function fixed(keyring: Keyring): KeySource {
  return { current: () => keyring, fresh: () => keyring }
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8')
}

function valueOf(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8')) as unknown
}
