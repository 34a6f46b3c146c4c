import { readEnvironment } from './environment'

const files = (path: string): string => {
  if (path === '/secrets/url') return 'postgres://a@b/c\n'
  throw new Error('ENOENT')
}

test('what is empty is not set: a compose file may name what a county has not', () => {
  expect(readEnvironment({ WECHAT_APPID: '', PORT: '1' }, files)).toEqual({ kind: 'read', env: { PORT: '1' } })
})

test('a secret may stand in a file, once', () => {
  expect(readEnvironment({ DATABASE_URL_FILE: '/secrets/url' }, files)).toMatchObject({ kind: 'read', env: { DATABASE_URL: 'postgres://a@b/c' } })
  expect(readEnvironment({ DATABASE_URL_FILE: '/secrets/url', DATABASE_URL: 'postgres://x' }, files)).toMatchObject({ kind: 'wrong' })
})

test('every file that cannot be read is named at once, its content never', () => {
  const read = readEnvironment({ DATABASE_URL_FILE: '/none', WECHAT_SECRET_FILE: '/neither' }, files)
  expect(read.kind === 'wrong' && read.sentences.map((sentence) => sentence.slice(0, 12))).toEqual(['DATABASE_URL', 'WECHAT_SECRE'])
})
