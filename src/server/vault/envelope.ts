import { assert } from '../../core/assert'
import type { Provider } from './provider'
import { PROVIDERS } from './providers'

/**
 * Format 2: format(1) ‖ provider(1) ‖ version of the master key(2) ‖ what the provider makes. Version 0: sealed with a record's own key,
 * which no rotation changes. The header and the context are bound: neither can be changed without the envelope ceasing to open.
 * Format 1 had no version and bound no header; the first master key and AES were meant.
 */
export interface Envelope {
  readonly provider: Provider
  readonly version: number
  readonly header: Buffer
  readonly body: Buffer
}

const FORMAT = 2
const HEADER = 4
const HIGHEST = 0xffff

export function headerOf(provider: Provider, version: number): Buffer {
  assert(Number.isInteger(version) && version >= 0 && version <= HIGHEST, 'the version of a key has two bytes')
  return Buffer.from([FORMAT, provider.id, version >> 8, version & 0xff])
}

export function sealIn(provider: Provider, version: number, key: Buffer, plain: Buffer, context: string): Buffer {
  const header = headerOf(provider, version)
  return Buffer.concat([header, provider.encrypt(key, plain, { header, context })])
}

/** Throws when these bytes are no envelope of a known format and provider. */
export function readEnvelope(sealed: Buffer): Envelope {
  const provider = Object.values(PROVIDERS).find(({ id }) => id === sealed[1])
  assert(provider !== undefined && (sealed[0] === FORMAT || sealed[0] === 1), 'a sealed value begins with a known header')
  if (sealed[0] === 1) return { provider, version: 1, header: Buffer.alloc(0), body: sealed.subarray(2) }
  assert(sealed.length > HEADER, 'a sealed value has a whole header')
  return { provider, version: sealed.readUInt16BE(2), header: sealed.subarray(0, HEADER), body: sealed.subarray(HEADER) }
}

export function openFrom({ provider, header, body }: Envelope, key: Buffer, context: string): Buffer {
  return provider.decrypt(key, body, { header, context })
}

/** Format 1 under a key of its own: the key was derived otherwise. */
export function isOfFormatOne(sealed: Buffer): boolean {
  return sealed[0] === 1
}
