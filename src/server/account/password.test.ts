import { checkHash, hashPassword } from './password'
import { passwordFault } from './passwordRules'

test('S19: argon2id and PBKDF2-SM3 name themselves, salt each anew, and open to the password alone', async () => {
  for (const scheme of ['argon2id', 'pbkdf2-sm3'] as const) {
    const stored = await hashPassword('黄土 Plateau 7', scheme)
    expect(stored).toMatch(new RegExp(`^${scheme}\\$[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=$`))
    expect(await checkHash('黄土 Plateau 7', stored, 'county', scheme)).toBe('right')
  }
  const [one, two] = [await hashPassword('x'), await hashPassword('x')]
  expect(one).not.toBe(two)
  expect(await checkHash('y', one, 'county', 'argon2id')).toBe('wrong')
})

test('S19: a county that changed to the national kind makes old hashes anew; a hash of no known make opens nothing', async () => {
  const stored = await hashPassword('黄土 Plateau 7')
  expect(await checkHash('黄土 Plateau 7', stored, 'county', 'pbkdf2-sm3')).toBe('stale')
  for (const strange of [null, '', 'plain$$x', '__proto__$$', 'argon2id$$', 'constructor$AAAA$AAAA']) expect(await checkHash('', strange, 'county', 'argon2id')).toBe('wrong')
})

test('S19: a password has twelve signs of three kinds, and is none of the common ones nor hung on one', () => {
  for (const good of ['Loess-Plateau 7', '黄土高原上的第7个Yao洞里', 'tidy Walnut 38 river', 'Xk2#vQ9!mZ4p']) expect([good, passwordFault(good, '县管理员')]).toEqual([good, null])
  const bad = [
    'Short-1', 'alllowercaseletters', 'lowercasewith7', 'Password1234!', 'P@ssw0rd!2026', '!!Iloveyou!!2026', 'Shuoshibu-2026', 'Abc123456789!', '1Qaz2Wsx3Edc4Rfv!', 'Aa1!Aa1!Aa1!',
    'My name is ZhouLi 7', 'Qwertyuiop[]12',
  ]
  for (const each of bad) expect([each, passwordFault(each, 'zhouli')]).toEqual([each, expect.stringMatching(/密码/)])
})
