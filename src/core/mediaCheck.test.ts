import fc from 'fast-check'
import { docx, m4a, pdf, zip } from '../../test/standin/papers'
import { jpeg, jpegOf, pngOf, withPlace } from '../../test/standin/pictures'
import { cleanMedia, mediaProblem, takenProblem } from './mediaCheck'
import { pictureSize } from './picture'
import { zipNames } from './zipNames'

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
const HTML = Buffer.from('<html><script>alert(1)</script></html>')

test('how large a picture becomes stands before its pixels, and a few bytes of it are enough to know', () => {
  expect(pictureSize(jpegOf(30_000, 30_000).subarray(0, 40))).toEqual({ width: 30_000, height: 30_000 })
  expect(pictureSize(pngOf(70_000, 3).subarray(0, 24))).toEqual({ width: 70_000, height: 3 })
  const webp = (name: string, ...body: readonly number[]): Uint8Array => joined(Buffer.from('RIFF\x20\0\0\0WEBP'), Buffer.from(name), Uint8Array.of(10, 0, 0, 0, ...body, ...new Array<number>(12).fill(0)))
  expect(pictureSize(webp('VP8X', 0, 0, 0, 0, 0xff, 0x0f, 0, 0x1f, 0x03, 0))).toEqual({ width: 4096, height: 800 })
  expect(pictureSize(webp('VP8L', 0x2f, 0xff, 0x80, 0x12, 0))).toEqual({ width: 256, height: 75 })
  expect(pictureSize(webp('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1))).toEqual({ width: 640, height: 480 })
  expect([HTML, new Uint8Array(), Uint8Array.of(0xff, 0xd8, 0xff)].map((bytes) => pictureSize(bytes))).toEqual([null, null, null])
})

test('S10: a picture of 30,000 × 30,000 pixels is refused before anybody decodes it, on the phone and behind it', () => {
  for (const bomb of [jpegOf(30_000, 30_000), pngOf(30_000, 30_000), pngOf(4_000_000, 1)]) {
    expect([takenProblem(bomb), cleanMedia(bomb, 'photos'), mediaProblem(bomb, ['photos'])]).toEqual(['tooManyPixels', { kind: 'problem', why: 'tooManyPixels' }, 'tooManyPixels'])
  }
  // The largest that a phone's camera makes is made small first; as it is it would not be kept.
  expect([takenProblem(jpegOf(12_000, 9_000)), mediaProblem(jpegOf(12_000, 9_000), [])]).toEqual([null, 'tooManyPixels'])
})

test('what is refused is told by what is wrong with it', () => {
  const photo = jpeg(1, 900)
  const told = (bytes: Uint8Array, what: Parameters<typeof cleanMedia>[1]): string => {
    const clean = cleanMedia(bytes, what)
    return clean.kind === 'clean' ? clean.type : clean.why
  }
  expect([
    told(new Uint8Array(), 'photos'), told(HTML, 'photos'), told(pdf(1), 'photos'), told(photo.subarray(0, 500), 'photos'), told(photo.subarray(0, 3), 'photos'),
    told(m4a(1), 'files'), told(photo, 'voice'), told(m4a(1).subarray(0, 2000), 'voice'), told(m4a(1, 900, 'hdlr\0\0\0\0\0\0\0\0vide'), 'voice'), told(m4a(1, 900, 'udta\u00a9xyz+33.7'), 'voice'),
    told(pdf(1).subarray(0, 900), 'files'), told(docx(1).subarray(0, 200), 'files'), told(docx(1, { 'word/vbaProject.bin': 'x' }), 'files'),
    told(zip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), 'files'), told(zip({ 'run.exe': 'MZ' }), 'files'),
  ]).toEqual([
    'empty', 'wrongType', 'wrongType', 'damaged', 'damaged', 'wrongType', 'wrongType', 'damaged', 'wrongType', 'beside', 'damaged', 'damaged', 'macro', 'wrongType', 'wrongType',
  ])
  expect([told(photo, 'files'), told(pdf(1), 'files'), told(m4a(1), 'voice')]).toEqual(['image/jpeg', 'application/pdf', 'audio/mp4'])
})

test('S09: a picture with a place, or with a second file behind it, is cleaned on the phone and refused behind it', () => {
  const photo = jpeg(1, 900)
  for (const more of [withPlace(photo), joined(photo, HTML), joined(photo, zip({ 'word/document.xml': '' })), joined(photo, photo)]) {
    expect(mediaProblem(more, ['photos'])).toBe('beside')
    expect(cleanMedia(more, 'photos')).toEqual({ kind: 'clean', type: 'image/jpeg', bytes: photo })
  }
  expect(mediaProblem(photo, ['photos'])).toBeNull()
})

test('S11: whatever a zip holds, its names are read from its own list, and nothing stands behind it', () => {
  const name = fc.stringMatching(/^[a-z/.]{1,30}$/)
  fc.assert(fc.property(fc.uniqueArray(name, { maxLength: 12 }), fc.uint8Array({ minLength: 1, maxLength: 30 }), (names, behind) => {
    const whole = zip(Object.fromEntries(names.map((each) => [each, each.repeat(3)])))
    expect(zipNames(whole)).toEqual(names)
    expect(zipNames(joined(whole, behind, Uint8Array.of(7)))).toBeNull()
    expect(zipNames(whole.subarray(0, whole.length - 1))).toBeNull()
  }))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(190), (bytes, at) => {
    const torn = Uint8Array.from(bytes)
    torn.set(Uint8Array.of(0x50, 0x4b, 5, 6).subarray(0, Math.max(0, torn.length - at)), Math.min(at, torn.length))
    expect(() => zipNames(torn)).not.toThrow()
  }))
})

test('whatever the bytes are, there is an answer, and what the phone keeps the server takes', () => {
  const head = fc.constantFrom<Uint8Array>(jpeg(1, 60), pngOf(9, 9), pdf(1, 60), docx(1), m4a(1, 90), Uint8Array.of(0xff, 0xf1, 0x50, 0x80), Buffer.from('ID3'))
  fc.assert(fc.property(head, fc.uint8Array({ maxLength: 60 }), fc.constantFrom('photos' as const, 'voice' as const, 'files' as const), (first, rest, what) => {
    const clean = cleanMedia(joined(first, rest), what)
    if (clean.kind === 'clean') expect(mediaProblem(clean.bytes, [what])).toBeNull()
  }), { numRuns: 500 })
})
