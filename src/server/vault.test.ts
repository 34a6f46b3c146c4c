import { randomBytes } from 'node:crypto'
import { dispute } from '../domain/dispute'
import { bareRanges } from './pull'
import { decodeCursor, encodeCursor } from './cursor'
import { joinBody, joinValues, partBody, partValues } from './personal'
import { createVault } from './vault'

const vault = createVault(randomBytes(32))

test('what was sealed opens with its key and its context, and with nothing else', () => {
  const { key, wrapped } = vault.newKey('乡|甲')
  const sealed = vault.seal(key, { name: '陈' }, '乡|甲')
  expect(vault.open(vault.unwrap(wrapped, '乡|甲'), sealed, '乡|甲')).toEqual({ name: '陈' })
  expect(() => vault.open(key, sealed, '乡|乙')).toThrow()
  expect(() => vault.unwrap(wrapped, '乡|乙')).toThrow()
  expect(() => createVault(randomBytes(32)).unwrap(wrapped, '乡|甲')).toThrow()
  const altered = Buffer.from(sealed)
  altered[altered.length - 1] = (altered[altered.length - 1] ?? 0) ^ 1
  expect(() => vault.open(key, altered, '乡|甲')).toThrow()
})

test('bytes are sealed as they are, each piece to its own place', () => {
  const { key } = vault.newKey('乡|照片')
  const bytes = Buffer.from([0, 255, 128, 10, 0])
  const sealed = vault.sealBytes(key, bytes, '乡|照片|0')
  expect(vault.openBytes(key, sealed, '乡|照片|0')).toEqual(bytes)
  expect(() => vault.openBytes(key, sealed, '乡|照片|1')).toThrow()
})

test('values part into open and secret by the fields’ description, and join to the same again', () => {
  const values = {
    type: 'land', summary: '地界的事', people: 2,
    parties: { r1: { values: { name: '陈', side: 'applicant' } }, r2: { values: { name: '吴' }, retired: true as const } },
    photos: ['a'.repeat(64)],
  }
  const { open, secret } = partValues(dispute, values)
  expect(JSON.stringify(open)).not.toMatch(/陈|吴|地界/)
  expect(secret).toEqual({ summary: '地界的事', 'parties/r1/name': '陈', 'parties/r2/name': '吴', photos: ['a'.repeat(64)] })
  expect(joinValues(open, secret)).toEqual(values)
})

test('a body parts and joins the same way, clearing included', () => {
  const body = { kind: 'edit' as const, set: { summary: null, people: 3 }, rows: { parties: { r1: { set: { name: '陈', side: 'applicant' } }, r2: { retire: true as const } } } }
  const { open, secret } = partBody(dispute, body)
  expect(JSON.stringify(open)).not.toMatch(/陈/)
  expect(joinBody(open, secret)).toEqual(body)
})

test('a cursor is believed only with its signature', () => {
  const positions = { s: { epoch: 'e', n: 5, scope: 'x' } }
  const cursor = encodeCursor(vault.derive('cursor'), positions)
  expect(decodeCursor(vault.derive('cursor'), cursor)).toEqual(positions)
  for (const bad of [null, '', 'x', cursor.slice(0, -2), `A${cursor}`, encodeCursor(vault.derive('other'), positions)]) {
    expect(decodeCursor(vault.derive('cursor'), bad)).toEqual({})
  }
})

test('bare ranges are exactly the numbers that no record carries', () => {
  expect(bareRanges(0, 0, [])).toEqual([])
  expect(bareRanges(0, 5, [])).toEqual([[1, 5]])
  expect(bareRanges(2, 9, [3, 6, 7])).toEqual([[4, 5], [8, 9]])
  expect(bareRanges(0, 3, [1, 2, 3])).toEqual([])
})
