import fc from 'fast-check'
import { isBrokenText } from './check'
import { decodeOp, decodeOpHead } from './decode'
import { isId, newId } from './id'
import type { Op } from './op'

const ID = '01900000-0000-7000-8000-000000000001'
const op: Op = {
  id: ID, device: 'K7M2QX', seq: 1, schema: 1, kind: 'dispute', record: ID, base: 0, claimedAt: '2026-11-21T02:00:00.000Z',
  body: { kind: 'create', move: 'register', set: { type: 'land', people: 3, informed: true, prevented: ['crime'], amount: null }, rows: { parties: { r1: { set: { name: '陈' } } } } },
}

test('an op comes through unchanged', () => {
  expect(decodeOp(JSON.parse(JSON.stringify(op)))).toEqual(op)
})

test('what is no op is none, whatever it is made of', () => {
  const bad: unknown[] = [
    null, 1, 'op', [], {}, { ...op, id: 'x' }, { ...op, seq: -1 }, { ...op, seq: 1.5 }, { ...op, kind: '../etc' }, { ...op, claimedAt: 'today' },
    { ...op, body: { kind: 'delete', set: {} } }, { ...op, body: { kind: 'edit' } }, { ...op, body: { kind: 'edit', set: { a: {} } } },
    { ...op, body: { kind: 'edit', set: { a: [1] } } }, { ...op, body: { kind: 'edit', set: {}, rows: { parties: { r1: 'x' } } } },
    JSON.parse('{"__proto__":{"admin":true}}'),
  ]
  expect(bad.filter((raw) => decodeOp(raw) !== null)).toEqual([])
})

test('unknown keys stay outside, so depth and prototypes go nowhere', () => {
  const deep = JSON.parse(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`) as object
  expect(decodeOp({ ...op, more: deep })).toEqual(op)
})

test('something that is no op but has a head can be refused in its place', () => {
  expect(decodeOpHead({ ...op, body: 'what' })).toEqual({ id: ID, device: 'K7M2QX', seq: 1 })
})

test('decoding never throws', () => {
  fc.assert(fc.property(fc.anything(), (raw) => {
    decodeOp(raw)
    decodeOpHead(raw)
  }))
})

test('NUL and half an emoji are broken text, whole ones and rare characters are not', () => {
  expect(['a\u0000', '\ud83d', 'x\ud83dx', '\udc00x'].every(isBrokenText)).toBe(true)
  expect(['', '好', '😀', '𠮷䶮', '第一\n第二'].some(isBrokenText)).toBe(false)
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => !isBrokenText(text.replace(/\u0000/g, ''))))
})

test('ids are UUIDv7 and sort by the phone’s clock', () => {
  let next = 0
  const random = (length: number) => Uint8Array.from({ length }, () => (next += 37) % 256)
  const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((now) => newId(now, random))
  expect(ids.every(isId)).toBe(true)
  expect(ids.map((id) => id[14])).toEqual(['7', '7', '7'])
  expect([...ids].sort()).toEqual(ids)
})
