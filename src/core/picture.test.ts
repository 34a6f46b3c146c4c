import { deflateSync, crc32 } from 'node:zlib'
import fc from 'fast-check'
import { withoutMetadata } from './picture'

const SECRET = 'GPS 33.7N 113.3E'
const secret = Buffer.from(SECRET)

/** A marker segment: its length counts itself. */
const segment = (marker: number, body: Uint8Array): Buffer => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body])
const START = Buffer.from([0xff, 0xd8])
const END = Buffer.from([0xff, 0xd9])
/** Coded pixels: an 0xff in them is followed by 0 or a restart. */
const scan = (bytes: Uint8Array): Buffer => Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([...bytes].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]))), Buffer.from([0xff, 0xd3, 7])])

const needed = fc.tuple(fc.constantFrom(0xdb, 0xc4, 0xc0, 0xc2, 0xdd, 0xee), fc.uint8Array({ maxLength: 60 })).map(([marker, body]) => ({ isKept: true, bytes: segment(marker, body) }))
const beside = fc.tuple(fc.constantFrom(0xe0, 0xe1, 0xe2, 0xe5, 0xed, 0xef, 0xfe), fc.uint8Array({ maxLength: 60 })).map(([marker, body]) => ({ isKept: false, bytes: segment(marker, Buffer.concat([secret, body])) }))
const pixels = fc.uint8Array({ maxLength: 80 }).map((bytes) => ({ isKept: true, bytes: scan(bytes) }))
const jpeg = fc.tuple(fc.array(fc.oneof(needed, beside, pixels), { maxLength: 12 }), fc.uint8Array({ maxLength: 40 }))

test('of a JPEG everything a decoder needs stays byte for byte, and nothing of what stands beside or behind it', () => {
  fc.assert(fc.property(jpeg, ([parts, behind]) => {
    const whole = Buffer.concat([START, ...parts.map(({ bytes }) => bytes), END, secret, behind])
    const kept = withoutMetadata(whole)
    expect(Buffer.from(kept ?? [])).toEqual(Buffer.concat([START, ...parts.filter(({ isKept }) => isKept).map(({ bytes }) => bytes), END]))
  }))
})

test('a JPEG that breaks off is no picture', () => {
  fc.assert(fc.property(jpeg, fc.nat(), ([parts], cut) => {
    const whole = Buffer.concat([START, ...parts.map(({ bytes }) => bytes), END])
    expect(withoutMetadata(whole.subarray(0, cut % whole.length))).toBeNull()
  }))
})

const chunk = (name: string, body: Uint8Array): Buffer => {
  const [length, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(name), body])]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

test('of a PNG words, times, EXIF and what follows the end go, and pixels stay', () => {
  const [head, data, end] = [chunk('IHDR', Buffer.alloc(13, 1)), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0))]
  const beside = ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME', 'iCCP', 'prVt'].map((name) => chunk(name, secret))
  const whole = Buffer.concat([PNG, head, ...beside, data, ...beside, end, secret])
  expect(Buffer.from(withoutMetadata(whole) ?? [])).toEqual(Buffer.concat([PNG, head, data, end]))
  for (let cut = 0; cut < whole.length - secret.length; cut += 1) expect(withoutMetadata(whole.subarray(0, cut))).toBeNull()
})

const riff = (parts: readonly (readonly [string, Uint8Array])[]): Buffer => {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts.map(([name, bytes]) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    return Buffer.concat([Buffer.from(name), length, bytes, Buffer.alloc(bytes.length % 2)])
  })])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF'), length, body])
}

test('of a WebP EXIF, XMP and profile go, its head says so, and its length fits', () => {
  const pixels = Buffer.from([1, 2, 3])
  const whole = riff([['VP8X', Buffer.from([0x3c, ...Buffer.alloc(9)])], ['ICCP', secret], ['VP8 ', pixels], ['EXIF', secret], ['XMP ', secret]])
  expect(Buffer.from(withoutMetadata(Buffer.concat([whole, secret])) ?? [])).toEqual(riff([['VP8X', Buffer.from([0x10, ...Buffer.alloc(9)])], ['VP8 ', pixels]]))
  expect(withoutMetadata(whole.subarray(0, whole.length - 1))).toBeNull()
})

test('whatever the bytes are, there is an answer, and it is clean: doing it twice changes nothing', () => {
  const start = fc.constantFrom<Uint8Array>(START, PNG, Buffer.from('RIFF\x20\0\0\0WEBPVP8 '), Buffer.from([0xff, 0xd8, 0xff, 0xe1]), Buffer.alloc(0))
  fc.assert(fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
    const once = withoutMetadata(Buffer.concat([head, rest]))
    if (once !== null) expect(withoutMetadata(once)).toEqual(once)
  }), { numRuns: 2000 })
})
