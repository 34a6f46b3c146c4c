import { createCipheriv, createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { PROVIDERS } from './providers'

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex')

test('SM3, HMAC-SM3 and SM4 are those of the standards: the printed examples come out', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  // GB/T 32907-2016, annex A.1: one block, key and plaintext alike.
  const block = hex('0123456789abcdeffedcba9876543210')
  const cipher = createCipheriv('sm4-ecb', block, null).setAutoPadding(false)
  expect(Buffer.concat([cipher.update(block), cipher.final()]).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  // RFC 8998, A.1 gives SM4-CTR inside GCM: its first block of keystream follows from the counter alone.
  const counter = createCipheriv('sm4-ctr', block, hex('00001234567800000000abcd00000002'))
  const ecb = createCipheriv('sm4-ecb', block, null).setAutoPadding(false)
  expect(counter.update(Buffer.alloc(16))).toEqual(ecb.update(hex('00001234567800000000abcd00000002')))
})

test('HMAC-SM3 is the HMAC of RFC 2104 over SM3', () => {
  // Built by hand from SM3 alone, whose example stands above.
  const sm3 = (...parts: readonly Buffer[]): Buffer => createHash('sm3').update(Buffer.concat(parts)).digest()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 200 }), (key, text) => {
    const padded = Buffer.concat([Buffer.from(key), Buffer.alloc(64 - key.length)])
    const by = (byte: number): Buffer => Buffer.from(padded.map((each) => each ^ byte))
    expect(PROVIDERS.sm.mac(Buffer.from(key), Buffer.from(text))).toEqual(sm3(by(0x5c), sm3(by(0x36), Buffer.from(text))))
  }), { numRuns: 50 })
  expect(PROVIDERS.sm.mac(Buffer.from('key'), 'a', 'b')).toEqual(createHmac('sm3', 'key').update('ab').digest())
})

test('HMAC-SHA-256: example 2 of RFC 4231', () => {
  expect(PROVIDERS.aes.mac(Buffer.from('Jefe'), 'what do ya want ', 'for nothing?').toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})

describe.each(Object.values(PROVIDERS))('$label', (provider) => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
  const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each))
  const header = hex('0202000a')

  test('any bytes in any context come back, and no two envelopes are alike', () => {
    fc.assert(fc.property(key, bytes, fc.string({ unit: 'binary' }), (k, plain, context) => {
      const sealed = provider.encrypt(k, plain, { header, context })
      expect(provider.decrypt(k, sealed, { header, context })).toEqual(plain)
      expect(provider.encrypt(k, plain, { header, context })).not.toEqual(sealed)
    }), { numRuns: 100 })
  })

  test('another key, header or context, a flipped bit, a byte less or more: refused', () => {
    fc.assert(fc.property(key, bytes, fc.string(), fc.nat(), fc.nat(7), (k, plain, context, at, bit) => {
      const sealed = provider.encrypt(k, plain, { header, context })
      const bound = { header, context }
      const flipped = Buffer.from(sealed)
      const place = at % flipped.length
      flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
      const otherKey = Buffer.from(k)
      otherKey[at % 32] = (otherKey[at % 32] ?? 0) ^ (1 << bit)
      for (const attempt of [
        () => provider.decrypt(k, flipped, bound),
        () => provider.decrypt(otherKey, sealed, bound),
        () => provider.decrypt(k, sealed.subarray(0, place), bound),
        () => provider.decrypt(k, Buffer.concat([sealed, Buffer.from([0])]), bound),
        () => provider.decrypt(k, sealed, { header, context: `${context}x` }),
        () => provider.decrypt(k, sealed, { header: hex('0202000b'), context }),
        // What was context may not become text.
        () => provider.decrypt(k, Buffer.concat([sealed, Buffer.from('x')]), { header, context: context.slice(0, -1) }),
      ]) expect(attempt).toThrow()
    }), { numRuns: 100 })
  })
})
