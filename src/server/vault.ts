import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { assert } from '../core/assert'

/**
 * Sealing. Personal values are sealed here, at the server's door, with a key per record; the record's key is wrapped by the
 * master key, which never enters the database. Destroying a record's key is how a person is deleted.
 * Envelope: version(1) ‖ provider(1) ‖ nonce(12) ‖ tag(16) ‖ ciphertext; the context is bound as associated data.
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
  /** A key for another purpose, derived from the master key: cursor signatures, journal keys, audit chain. */
  readonly derive: (purpose: string) => Buffer
}

const VERSION = 1
const AES_256_GCM = 1
const HEADER = Buffer.from([VERSION, AES_256_GCM])

/** `master` is 32 random bytes, kept outside the database. */
export function createVault(master: Buffer): Vault {
  assert(master.length === 32, 'the master key has 32 bytes')
  const derive = (purpose: string): Buffer => createHmac('sha256', master).update(`shuoshibu/${purpose}`).digest()
  const wrapping = derive('wrap')
  return {
    derive,
    newKey: (context) => {
      const key = randomBytes(32)
      return { key, wrapped: encrypt(wrapping, key, `key|${context}`) }
    },
    unwrap: (wrapped, context) => decrypt(wrapping, wrapped, `key|${context}`),
    seal: (key, value, context) => encrypt(key, Buffer.from(JSON.stringify(value), 'utf8'), context),
    open: (key, sealed, context) => JSON.parse(decrypt(key, sealed, context).toString('utf8')) as unknown,
    sealBytes: encrypt,
    openBytes: decrypt,
  }
}

function encrypt(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([HEADER, nonce, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, context: string): Buffer {
  assert(sealed.length >= 30 && sealed[0] === VERSION && sealed[1] === AES_256_GCM, 'a sealed value begins with a known header')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(2, 14))
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(sealed.subarray(14, 30))
  return Buffer.concat([decipher.update(sealed.subarray(30)), decipher.final()])
}
