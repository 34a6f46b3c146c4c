import { inFours, isCodeLike, readAloud, timeLeft } from './codeText'

test('a code is read sign by sign, a secret stands in fours', () => {
  expect(readAloud('KX7M2-QR9TW')).toBe('K X 7 M 2，Q R 9 T W')
  expect(inFours('ABCDEFGHIJ')).toEqual(['ABCD', 'EFGH', 'IJ'])
})

test('what is left is told to the second, and nothing once it is over', () => {
  const at = Date.parse('2026-11-21T02:00:00Z')
  expect(timeLeft('2026-11-21T02:02:00Z', at)).toBe('2 分 00 秒')
  expect(timeLeft('2026-11-21T02:00:59.2Z', at)).toBe('1 分 00 秒')
  expect(timeLeft('2026-11-21T02:00:05Z', at)).toBe('5 秒')
  expect([timeLeft('2026-11-21T02:00:00Z', at), timeLeft('nonsense', at)]).toEqual([null, null])
})

test('dashes, blanks and full-width signs do not count', () => {
  expect([isCodeLike('ＫＸ７m2-qr 9tw', 10), isCodeLike('KX7M2-QR9T', 10), isCodeLike('', 1)]).toEqual([true, false, false])
})
