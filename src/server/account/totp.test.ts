import { base32, newTotpSecret, stepOf, totpAt, totpUri } from './totp'

/** RFC 6238, appendix B: SHA-1, eight digits. */
const SECRET = Buffer.from('12345678901234567890')
const VECTORS = [[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']] as const

test('S18: codes are those of RFC 6238', () => {
  expect(VECTORS.map(([seconds]) => totpAt(SECRET, Math.floor(seconds / 30), 8))).toEqual(VECTORS.map(([, code]) => code))
})

test('S18: a code is taken within a step of its own, once, and never before the last one used', () => {
  const now = 1_234_567_890_000
  const here = Math.floor(now / 30_000)
  expect([-2, -1, 0, 1, 2].map((step) => stepOf(SECRET, totpAt(SECRET, here + step), now, null))).toEqual([null, here - 1, here, here + 1, null])
  expect([-1, 0, 1].map((step) => stepOf(SECRET, totpAt(SECRET, here + step), now, here))).toEqual([null, null, here + 1])
  expect(['', '12345', 'abcdef'].map((code) => stepOf(SECRET, code, now, null))).toEqual([null, null, null])
})

test('the authenticator is told a secret of 160 bits in base32', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(totpUri(SECRET, '县 管&理')).toContain(`secret=${base32(SECRET)}`)
  expect(newTotpSecret()).toHaveLength(20)
})
