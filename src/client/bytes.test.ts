import fc from 'fast-check'
import { base64Bytes, base64Text, checksum, utf8Bytes, utf8Length, utf8Text } from './bytes'

const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units))
const wholeText = fc.string({ unit: 'binary', maxLength: 300 })

test('text comes back from bytes as it was, half characters included', () => {
  fc.assert(fc.property(anyText, (text) => utf8Text(utf8Bytes(text)) === text))
})

test('bytes of whole text are UTF-8', () => {
  fc.assert(fc.property(wholeText, (text) => Buffer.from(utf8Bytes(text)).equals(Buffer.from(text, 'utf8'))))
})

test('the length in bytes is known without making them', () => {
  fc.assert(fc.property(anyText, (text) => utf8Length(text) === utf8Bytes(text).length))
})

test('long text comes back', () => {
  const text = '宅基地𠀀 a'.repeat(20_000)
  expect(utf8Text(utf8Bytes(text))).toBe(text)
})

test('base64 is that of the standard, both ways', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
    const text = base64Text(bytes)
    return text === Buffer.from(bytes).toString('base64') && Buffer.from(base64Bytes(text) ?? []).equals(Buffer.from(bytes))
  }))
})

test.each(['a', 'abc', 'ab*=', '====', 'a=bc'])('%s is no base64', (text) => {
  expect(base64Bytes(text)).toBeNull()
})

test('the checksum is CRC-32', () => {
  expect(checksum('123456789')).toBe('cbf43926')
})
