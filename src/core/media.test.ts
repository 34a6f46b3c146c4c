import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { docx, m4a, pdf, zip } from '../../test/standin/papers'
import { crc32, DOCX, fitsMedia, isMediaId, isMediaSize, isMediaType, missingPieces, mostBytes, pieceCount, pieceRange, sniffMedia } from './media'
import { mediaByWhat, mediaOfBody, mediaOfRecord, showsMedia, whatOfNamed } from './namedMedia'
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
  for (const other of [Buffer.from('<svg xmlns='), Buffer.from(' %PDF-1.7'), riff('WAVE'), Uint8Array.of(0xff, 0xd8), new Uint8Array()]) {
    expect(sniffMedia(other)).toBeNull()
  }
})

test('a recording and a paper are known by their first bytes, whatever they are called', () => {
  expect([m4a(1), pdf(1), docx(1)].map((bytes) => sniffMedia(bytes.subarray(0, 64)))).toEqual(['audio/mp4', 'application/pdf', DOCX])
  expect(sniffMedia(Uint8Array.of(0xff, 0xf1, 0x6c, 0x40))).toBe('audio/aac')
  expect([Uint8Array.of(0xff, 0xfb, 0x90, 0x64), Buffer.from('ID3')].map((bytes) => sniffMedia(bytes))).toEqual(['audio/mpeg', 'audio/mpeg'])
  expect(sniffMedia(Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from('....webm')]))).toBe('audio/webm')
  const others = [zip({ 'run.exe': 'MZ' }), Buffer.from('\0\0\0\x18ftypheic'), Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.from('matroska')]), Buffer.from('<!doctype html>'), Buffer.from([0xff, 0xff, 0xff, 0xff])]
  expect(others.map((bytes) => sniffMedia(bytes))).toEqual(others.map(() => null))
})

test('what may stand where is said once: pictures anywhere but among recordings, sound only there, papers only among papers', () => {
  const where = (type: Parameters<typeof fitsMedia>[0]): string => (['photos', 'voice', 'files'] as const).filter((what) => fitsMedia(type, what)).join()
  expect(['image/jpeg', 'image/png', 'audio/mp4', 'audio/mpeg', 'application/pdf', DOCX].map((type) => (isMediaType(type) ? where(type) : ''))).toEqual(
    ['photos,files', 'photos,files', 'voice', 'voice', 'files', 'files'])
  expect(isMediaType('text/html')).toBe(false)
})

test('an id is 64 hex digits, and a size is between one byte and the limit', () => {
  expect([A, A.slice(1), `${A}0`, A.toUpperCase(), 'g'.repeat(64), 7].map(isMediaId)).toEqual([true, false, false, false, false, false])
  const most = mostBytes('photos')
  expect([0, 1, most, most + 1, 1.5, Number.NaN].map((size) => isMediaSize(size, 'image/jpeg'))).toEqual([false, true, true, false, false, false])
  // Ten minutes at 32 kbit/s have room.
  expect(isMediaSize(600 * 32_000 / 8, 'audio/mp4')).toBe(true)
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

test('an attachment is told by the field that names it', () => {
  const type: RecordType = {
    kind: 'visit', label: '走访', stream: 'township', stages: {}, moves: {}, dated: 'on', placed: null, title: [],
    fields: {
      photos: { kind: 'media', label: '照片', most: 9 }, voices: { kind: 'media', label: '录音', most: 3, what: 'voice' },
      visits: { kind: 'rows', label: '走访', one: '一次走访', fields: { papers: { kind: 'media', label: '材料', most: 3, what: 'files' } } },
    },
  }
  const values = { photos: [A], voices: [B], visits: { r1: { values: { papers: [C] } } } }
  expect((['photos', 'voice', 'files'] as const).map((what) => mediaByWhat(type, values, what))).toEqual([[A], [B], [C]])
  const body = { kind: 'edit', set: { voices: [B] }, rows: { visits: { r1: { set: { papers: [C] } } } } } as const
  expect([A, B, C].map((id) => whatOfNamed(type, body, id))).toEqual([null, 'voice', 'files'])
})
