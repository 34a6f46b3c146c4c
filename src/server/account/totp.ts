import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** RFC 6238 as every authenticator has it: SHA-1, thirty seconds, six digits. */
export const STEP_MS = 30_000
const DIGITS = 6

/** 160 bits, as the RFC recommends. */
export function newTotpSecret(): Buffer {
  return randomBytes(20)
}

export function totpAt(secret: Buffer, step: number, digits: number = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac[mac.length - 1] ?? 0) & 0x0f
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS)
}

/** The step a code belongs to: this one, the one before or the next, for clocks that go wrong; never one at or before `last`, so that a code serves once. */
export function stepOf(secret: Buffer, code: string, now: number, last: number | null): number | null {
  const given = Buffer.from(code)
  const here = stepAt(now)
  const found = [here - 1, here, here + 1].filter((step) => {
    const expected = Buffer.from(totpAt(secret, step))
    return (last === null || step > last) && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return found[0] ?? null
}

/** For the authenticator's camera: who, and where. */
export function totpUri(secret: Buffer, login: string): string {
  const label = encodeURIComponent(`说事簿:${login}`)
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent('说事簿')}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`
}

/** RFC 4648, without padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
