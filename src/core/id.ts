/** 16 random bytes or more; the world's randomness is an argument (weapp has no synchronous crypto). */
export type RandomBytes = (length: number) => Uint8Array

/**
 * UUIDv7: 48 bits of milliseconds, then randomness. Sorting ids sorts by the phone's clock, which is only a
 * convenience for reading: nothing may take an order of judgement from it.
 */
export function newId(now: number, random: RandomBytes): string {
  const bytes = random(16)
  let time = now
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return uuidText(bytes)
}

/** The canonical text of 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)
}

/** Ids of rows inside a record: short, since a record may carry many; they only differ within their record. */
export function isRowId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-z]{2,36}$|^[0-9a-f-]{36}$/.test(value)
}
