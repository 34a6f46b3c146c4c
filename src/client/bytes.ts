/** UTF-8, base64 and a checksum by hand: a mini-program has no TextEncoder, btoa or crypto. */

/** Lone surrogates become their three bytes, so that text comes back exactly as it was typed. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    // Unit by unit: asking for code points takes three times as long, and every file of a phone goes through here.
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes[at++] = unit
    else if (isPair(text, i, unit)) {
      const point = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(i + 1) - 0xdc00)
      i += 1
      bytes[at++] = 0xf0 | (point >> 18)
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      if (unit < 0x800) bytes[at++] = 0xc0 | (unit >> 6)
      else {
        bytes[at++] = 0xe0 | (unit >> 12)
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
      }
      bytes[at++] = 0x80 | (unit & 0x3f)
    }
  }
  return bytes
}

/** Of well-formed bytes, as `utf8Bytes` makes them: what is opened here was sealed here. */
export function utf8Text(bytes: Uint8Array): string {
  const units: number[] = []
  const parts: string[] = []
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i++] ?? 0
    const tails = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    let point = tails === 0 ? lead : lead & (0x3f >> tails)
    for (let k = 0; k < tails; k += 1) point = (point << 6) | ((bytes[i++] ?? 0) & 0x3f)
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    else units.push(point)
    if (units.length >= CHUNK) parts.push(String.fromCharCode(...units.splice(0)))
  }
  return parts.join('') + String.fromCharCode(...units)
}

/** Arguments one call takes on every engine. */
const CHUNK = 4096

export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (isPair(text, i, unit)) i += 1
    length += unit < 0x800 ? 1 : 2
  }
  return length
}

function isPair(text: string, i: number, unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const CODES: readonly number[] = Array.from(ALPHABET, (char) => char.charCodeAt(0))
const PAD = '='.charCodeAt(0)

export function base64Text(bytes: Uint8Array): string {
  const parts: string[] = []
  // A multiple of three bytes at a time: a letter at a time takes five times as long.
  for (let start = 0; start < bytes.length; start += GROUPS) parts.push(groupsText(bytes, start, Math.min(bytes.length, start + GROUPS)))
  return parts.join('')
}

const GROUPS = 3 * 1024

function groupsText(bytes: Uint8Array, start: number, end: number): string {
  const codes: number[] = []
  for (let i = start; i < end; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    codes.push(CODES[group >> 18] ?? 0, CODES[(group >> 12) & 63] ?? 0)
    codes.push(i + 1 < end ? (CODES[(group >> 6) & 63] ?? 0) : PAD, i + 2 < end ? (CODES[group & 63] ?? 0) : PAD)
  }
  return String.fromCharCode(...codes)
}

const VALUES: Readonly<Record<number, number>> = Object.fromEntries([...ALPHABET].map((char, value) => [char.charCodeAt(0), value]))

/** null for what is no base64. */
export function base64Bytes(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let at = 0
  for (let i = 0; i < text.length; i += 4) {
    let group = 0
    for (let k = 0; k < 4; k += 1) {
      const isPad = i + k >= text.length - padding
      const value = isPad ? 0 : VALUES[text.charCodeAt(i + k)]
      if (value === undefined) return null
      group = (group << 6) | value
    }
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (group >> shift) & 0xff
  }
  return bytes
}

/** CRC-32 of ASCII text, eight hex digits: tells a torn file from a wrong key. */
export function checksum(text: string): string {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i += 1) crc = (crc >>> 8) ^ (CRC[(crc ^ text.charCodeAt(i)) & 0xff] ?? 0)
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}

const CRC: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  return crc
})

/** A file name out of any text. */
export function hexText(text: string): string {
  return Array.from(utf8Bytes(text), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
