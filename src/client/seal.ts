import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { must } from '../core/assert'
import type { RandomBytes } from '../core/id'
import { base64Bytes, base64Text, checksum, utf8Bytes, utf8Text } from './bytes'

/**
 * Every file of a person on a phone: `SSB1.` checksum `.` base64(nonce ‖ XSalsa20-Poly1305). The checksum is for whoever looks at a
 * disk without the key. The key comes with the first sign-in and goes with the sign-out. (Not XChaCha20-Poly1305: that one counts its lengths in BigInt, which iOS 13 lacks.)
 */
export interface Sealer {
  /** `name` is sealed with the text: a file under another name does not open. */
  seal(name: string, text: string): string
  open(name: string, sealed: string): Opened
}

export type Opened =
  | { readonly kind: 'text'; readonly text: string }
  /** Torn, altered, under a wrong name or of another key. */
  | { readonly kind: 'damaged' }
  /** Written by a newer program; left alone. */
  | { readonly kind: 'newer' }

const FORMAT = 'SSB1'
const NONCE_BYTES = 24

/** `key`: base64 of 32 bytes, as the server gives it. */
export function createSealer(key: string, random: RandomBytes): Sealer {
  const secret = must(base64Bytes(key), 'a journal key in base64')
  return {
    seal(name, text) {
      const nonce = random(NONCE_BYTES)
      const sealed = xsalsa20poly1305(secret, nonce).encrypt(utf8Bytes(`${name}\n${text}`))
      const payload = base64Text(joined(nonce, sealed))
      return `${FORMAT}.${checksum(payload)}.${payload}`
    },
    open(name, sealed) {
      const [format = '', , payload = ''] = sealed.split('.')
      if (format !== FORMAT) return /^SSB\d+$/.test(format) ? { kind: 'newer' } : DAMAGED
      // The cipher's tag covers every byte: the sum before it, a quarter of a start's opening, would only say the same once more.
      const bytes = base64Bytes(payload)
      return bytes === null ? DAMAGED : unseal(secret, name, bytes)
    },
  }
}

const DAMAGED: Opened = { kind: 'damaged' }

function unseal(secret: Uint8Array, name: string, bytes: Uint8Array): Opened {
  try {
    const plain = utf8Text(xsalsa20poly1305(secret, bytes.subarray(0, NONCE_BYTES)).decrypt(bytes.subarray(NONCE_BYTES)))
    return plain.startsWith(`${name}\n`) ? { kind: 'text', text: plain.slice(name.length + 1) } : DAMAGED
  } catch {
    // The cipher throws on a wrong tag; that is an answer here, not a bug.
    return DAMAGED
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length)
  bytes.set(head)
  bytes.set(tail, head.length)
  return bytes
}
