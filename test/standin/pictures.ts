/** A JPEG of about that many bytes as far as its frame goes; another one for every number. */
export function jpeg(number: number, size = 90_000): Uint8Array {
  const scan = Uint8Array.from({ length: Math.max(1, size - 12) }, (_, i) => (i * 31 + number * 7919 + (i >> 8) * number) % 255)
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2, ...scan, 0xff, 0xd9])
}

/** The same with a place in its EXIF. */
export function withPlace(picture: Uint8Array): Uint8Array {
  const place = Buffer.from('Exif\0\0GPS 33.7N 113.3E')
  return Uint8Array.from([...picture.subarray(0, 2), 0xff, 0xe1, 0, place.length + 2, ...place, ...picture.subarray(2)])
}
