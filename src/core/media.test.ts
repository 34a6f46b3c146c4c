import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { crc32, isMediaId, isMediaSize, MAX_MEDIA_BYTES, missingPieces, pieceCount, pieceRange, sniffMedia } from './media'
import { mediaOfBody, mediaOfRecord, showsMedia } from './namedMedia'
import type { RecordType } from './recordType'

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string]

test('the pieces of a picture cover every byte exactly once', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 700 }), (size, pieceBytes) => {
    const ranges = Array.from({ length: pieceCount(size, pieceBytes) }, (_, piece) => pieceRange(size, piece, pieceBytes))
    expect(ranges[0]?.[0]).toBe(0)
    expect(ranges.at(-1)?.[1]).toBe(size)
    ranges.forEach(([from, to], piece) => {
      expect(to).toBeGreaterThan(from)
      if (piece > 0) expect(from).toBe(ranges[piece - 1]?.[1])
    })
  }))
})

test('the missing pieces are those not held', () => {
  expect(missingPieces(100, 30, [])).toEqual([0, 1, 2, 3])
  expect(missingPieces(100, 30, [3, 1])).toEqual([0, 2])
  expect(missingPieces(90, 30, [0, 1, 2])).toEqual([])
})

test('the checksum is the one everybody else computes', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe('cbf43926')
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(crc32(bytes)).toBe(zlibCrc32(bytes).toString(16).padStart(8, '0'))
  }))
})

test('a picture is known by its first bytes', () => {
  const riff = (form: string) => Uint8Array.from([...Buffer.from('RIFF'), 1, 2, 3, 4, ...Buffer.from(form)])
  expect(sniffMedia(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg')
  expect(sniffMedia(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image/png')
  expect(sniffMedia(riff('WEBP'))).toBe('image/webp')
  for (const other of [Buffer.from('<svg xmlns='), Buffer.from('%PDF-1.7'), riff('WAVE'), Uint8Array.of(0xff, 0xd8), new Uint8Array()]) {
    expect(sniffMedia(other)).toBeNull()
  }
})

test('an id is 64 hex digits, and a size is between one byte and the limit', () => {
  expect([A, A.slice(1), `${A}0`, A.toUpperCase(), 'g'.repeat(64), 7].map(isMediaId)).toEqual([true, false, false, false, false, false])
  expect([0, 1, MAX_MEDIA_BYTES, MAX_MEDIA_BYTES + 1, 1.5, Number.NaN].map(isMediaSize)).toEqual([false, true, true, false, false, false])
})

test('pictures are found in fields and rows, of a record and of an op', () => {
  const type: RecordType = {
    kind: 'visit', label: '走访', stream: 'township', stages: {}, moves: {}, dated: 'on', placed: null, title: [],
    fields: { photos: { kind: 'media', label: '照片', most: 9 }, visits: { kind: 'rows', label: '走访', one: '一次走访', fields: { shots: { kind: 'media', label: '照片', most: 3 } } } },
  }
  expect(mediaOfRecord(type, { photos: [A, B], visits: { r1: { values: { shots: [B, C] } }, r2: { values: { shots: [A] }, retired: true } } })).toEqual([A, B, C])
  expect(mediaOfRecord(type, {})).toEqual([])
  expect(mediaOfBody(type, { kind: 'edit', set: { photos: null }, rows: { visits: { r1: { set: { shots: [C] } }, r2: { retire: true } } } })).toEqual([C])
  expect(mediaOfBody(type, { kind: 'edit', set: { photos: [A] } })).toEqual([A])
  expect([showsMedia(type), showsMedia({ ...type, fields: { title: { kind: 'text', label: '题', max: 9 } } })]).toEqual([true, false])
})
