import { crc32, deflateSync } from 'node:zlib'

/** A JPEG of about that many bytes as far as its frame goes; another one for every number. */
export function jpeg(number: number, size = 90_000): Uint8Array {
  const scan = Uint8Array.from({ length: Math.max(1, size - 25) }, (_, i) => (i * 31 + number * 7919 + (i >> 8) * number) % 255)
  return Uint8Array.from([0xff, 0xd8, ...frame(640, 480), 0xff, 0xda, 0, 2, ...scan, 0xff, 0xd9])
}

/** The part of a JPEG that says how large it becomes once it is decoded. */
function frame(width: number, height: number): readonly number[] {
  return [0xff, 0xc0, 0, 11, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]
}

/** The same, saying that it has so many pixels. */
export function jpegOf(width: number, height: number): Uint8Array {
  const picture = jpeg(1, 900)
  return Uint8Array.from([...picture.subarray(0, 2), ...frame(width, height), ...picture.subarray(15)])
}

/** A PNG of a few bytes that says it has so many pixels. */
export function pngOf(width: number, height: number): Uint8Array {
  const chunk = (name: string, body: Buffer): Buffer => {
    const [length, named, sum] = [Buffer.alloc(4), Buffer.concat([Buffer.from(name), body]), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Uint8Array.from(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(4096))), chunk('IEND', Buffer.alloc(0))]))
}

/** The same with a place in its EXIF. */
export function withPlace(picture: Uint8Array): Uint8Array {
  const place = Buffer.from('Exif\0\0GPS 33.7N 113.3E')
  return Uint8Array.from([...picture.subarray(0, 2), 0xff, 0xe1, 0, place.length + 2, ...place, ...picture.subarray(2)])
}
