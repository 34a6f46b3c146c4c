import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { assert } from '../../core/assert'
import type { Provider } from './provider'

const NONCE = 12
const TAG = 16

/** AES-256-GCM; HMAC-SHA-256. */
export const aes: Provider = {
  id: 1,
  name: 'aes',
  label: 'AES-256-GCM + HMAC-SHA-256',
  mac: (key, ...parts) => parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', key)).digest(),
  encrypt: (key, plain, { header, context }) => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]))
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), text])
  },
  decrypt: (key, body, { header, context }) => {
    assert(body.length >= NONCE + TAG, 'an envelope has a nonce and a tag')
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE))
    decipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]))
    decipher.setAuthTag(body.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(body.subarray(NONCE + TAG)), decipher.final()])
  },
}
