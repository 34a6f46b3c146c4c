import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { assert } from '../../core/assert'
import type { Bound, Provider } from './provider'

const IV = 16
const TAG = 32
const CIPHER_KEY = 16

/** 国密: SM4-CTR, then HMAC-SM3 over what was encrypted (GB/T 32907, GB/T 32905). OpenSSL 3 has no SM4-GCM that Node shows. */
export const sm: Provider = {
  id: 2,
  name: 'sm',
  label: 'SM4-CTR + HMAC-SM3（国密）',
  mac: hmac,
  encrypt: (key, plain, bound) => {
    const { cipherKey, macKey } = keysOf(key)
    const iv = randomBytes(IV)
    const cipher = createCipheriv('sm4-ctr', cipherKey, iv)
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, tagOf(macKey, bound, iv, text), text])
  },
  decrypt: (key, body, bound) => {
    assert(body.length >= IV + TAG, 'an envelope has a nonce and a tag')
    const { cipherKey, macKey } = keysOf(key)
    const [iv, tag, text] = [body.subarray(0, IV), body.subarray(IV, IV + TAG), body.subarray(IV + TAG)]
    // Nothing is decrypted before it is known to be ours.
    assert(timingSafeEqual(tag, tagOf(macKey, bound, iv, text)), 'a sealed value is as it was sealed')
    const decipher = createDecipheriv('sm4-ctr', cipherKey, iv)
    return Buffer.concat([decipher.update(text), decipher.final()])
  },
}

function hmac(key: Buffer, ...parts: readonly (string | Buffer)[]): Buffer {
  return parts.reduce((mac, part) => mac.update(part), createHmac('sm3', key)).digest()
}

/** One key never serves two purposes: HKDF-SM3 makes the cipher's and the authentication's of it. */
function keysOf(key: Buffer): { readonly cipherKey: Buffer; readonly macKey: Buffer } {
  const both = Buffer.from(hkdfSync('sm3', key, '', 'shuoshibu/sm4-ctr+hmac-sm3', CIPHER_KEY + TAG))
  return { cipherKey: both.subarray(0, CIPHER_KEY), macKey: both.subarray(CIPHER_KEY) }
}

/** The context's length goes first: no byte can be moved between context and ciphertext. */
function tagOf(macKey: Buffer, { header, context }: Bound, iv: Buffer, text: Buffer): Buffer {
  const bytes = Buffer.from(context, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return hmac(macKey, header, length, bytes, iv, text)
}
