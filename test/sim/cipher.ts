/**
 * Stands in for `@noble/ciphers/salsa.js` in the simulator's bundle: the same interface, and still a damaged text, another key or
 * another nonce does not open; only secrecy is missing. The phone's real cipher has its claims in src/client/seal.test.ts.
 */
export function xsalsa20poly1305(key: Uint8Array, nonce: Uint8Array): { encrypt(plain: Uint8Array): Uint8Array; decrypt(sealed: Uint8Array): Uint8Array } {
  const start = mixed(mixed(FIRST, key), nonce)
  return {
    encrypt(plain) {
      const sealed = new Uint8Array(TAG_BYTES + plain.length)
      sealed.set(tagOf(start, plain))
      sealed.set(plain, TAG_BYTES)
      return sealed
    },
    decrypt(sealed) {
      const plain = sealed.subarray(TAG_BYTES)
      if (tagOf(start, plain).some((byte, index) => byte !== sealed[index])) throw new Error('invalid tag')
      return plain
    },
  }
}

const TAG_BYTES = 4
const FIRST = 0x811c9dc5

function tagOf(start: number, plain: Uint8Array): Uint8Array {
  const tag = mixed(start, plain)
  return Uint8Array.of(tag & 0xff, (tag >>> 8) & 0xff, (tag >>> 16) & 0xff, tag >>> 24)
}

/** FNV-1a. */
function mixed(start: number, bytes: Uint8Array): number {
  let hash = start
  for (let i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  return hash >>> 0
}
