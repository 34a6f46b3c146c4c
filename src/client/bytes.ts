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
  const { length } = bytes
  // Typed arrays: a phone opens megabytes at its start, and lists of numbers take twice as long.
  const units = new Uint16Array(Math.min(length, CHUNK) + 1)
  let text = ''
  let used = 0
  for (let i = 0; i < length; ) {
    const lead = bytes[i++] as number
    if (lead < 0x80) units[used++] = lead
    else if (lead < 0xe0) units[used++] = ((lead & 0x1f) << 6) | tail(bytes, i++)
    else if (lead < 0xf0) {
      units[used++] = ((lead & 0x0f) << 12) | (tail(bytes, i) << 6) | tail(bytes, i + 1)
      i += 2
    } else {
      const point = (((lead & 0x07) << 18) | (tail(bytes, i) << 12) | (tail(bytes, i + 1) << 6) | tail(bytes, i + 2)) - 0x10000
      i += 3
      units[used++] = 0xd800 + (point >> 10)
      units[used++] = 0xdc00 + (point & 0x3ff)
    }
    if (used >= CHUNK) {
      text += textOf(units, used)
      used = 0
    }
  }
  return text + textOf(units, used)
}

/** Arguments one call takes on every engine. */
const CHUNK = 4096

function tail(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) & 0x3f
}

function textOf(units: Uint16Array | Uint8Array, length: number): string {
  return String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[])
}

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

const CODES = Uint8Array.from(ALPHABET, (char) => char.charCodeAt(0))
const PAD = '='.charCodeAt(0)

export function base64Text(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.min(CHUNK, Math.ceil(bytes.length / 3) * 4))
  let text = ''
  let used = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    codes[used++] = CODES[group >> 18] as number
    codes[used++] = CODES[(group >> 12) & 63] as number
    codes[used++] = i + 1 < bytes.length ? (CODES[(group >> 6) & 63] as number) : PAD
    codes[used++] = i + 2 < bytes.length ? (CODES[group & 63] as number) : PAD
    if (used === CHUNK) {
      text += textOf(codes, used)
      used = 0
    }
  }
  return text + textOf(codes, used)
}

const NONE = 0xff
const VALUES = new Uint8Array(128).fill(NONE)
CODES.forEach((code, value) => {
  VALUES[code] = value
})

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? NONE
}

/** null for what is no base64. */
export function base64Bytes(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let at = 0
  for (let i = 0; i < text.length; i += 4) {
    const isLast = padding > 0 && i + 4 === text.length
    const c = isLast && padding === 2 ? 0 : valueAt(text, i + 2)
    const d = isLast ? 0 : valueAt(text, i + 3)
    const a = valueAt(text, i)
    const b = valueAt(text, i + 1)
    // Values are below 64: whatever reaches beyond was no letter.
    if ((a | b | c | d) > 63) return null
    const group = (a << 18) | (b << 12) | (c << 6) | d
    // Beyond the end nothing is written.
    bytes[at++] = group >> 16
    bytes[at++] = (group >> 8) & 0xff
    bytes[at++] = group & 0xff
  }
  return bytes
}

/** CRC-32 of ASCII text, eight hex digits: tells a torn file from a whole one without its key. */
export function checksum(text: string): string {
  let crc = -1
  for (let i = 0; i < text.length; i += 1) crc = (crc >>> 8) ^ (CRC[(crc ^ text.charCodeAt(i)) & 0xff] as number)
  return (~crc >>> 0).toString(16).padStart(8, '0')
}

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  return crc
})
