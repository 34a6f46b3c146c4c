import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..')

/** What a secret looks like, whatever it is called. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]{40}/,
  'a backup’s key': /AGE-SECRET-KEY-1[0-9A-Z]{40}/,
  'a key file': /"format":\s*"shuoshibu-keys"[\s\S]{0,200}"key":\s*"[A-Za-z0-9+/]{43}="/,
  'an AppSecret': /\b(?:app_?secret|wechat_secret|secret)\b["']?\s*[:=]\s*["']?[0-9a-f]{32}\b/i,
  'a database’s password': /postgres(?:ql)?:\/\/[\w-]+:(?!password|secret)[\w!#$%^&*+=-]{6,}@/,
  'a cloud’s key': /\b(?:AKIA[0-9A-Z]{16}|AKID[0-9A-Za-z]{32}|LTAI[0-9A-Za-z]{16,24})\b/,
  'a token': /\b(?:ghp_[0-9A-Za-z]{36}|npm_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}|xox[bap]-[0-9A-Za-z-]{20,})\b/,
  'a signed token': /\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\.[0-9A-Za-z_-]{20,}/,
}

const KEY_FILES = /(?:^|\/)(?:master\.key(?:\..*)?|.*\.(?:pem|p12|pfx|jks)|id_(?:rsa|ed25519)|\.env(?:\..+)?|.*\.backup)$/

function secretsIn(text: string): readonly string[] {
  return Object.entries(SECRETS).flatMap(([name, shape]) => (shape.test(text) ? [name] : []))
}

function repository(): readonly string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0').filter((name) => name !== '')
}

function built(): readonly string[] {
  const dist = join(root, 'dist')
  return existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) => join('dist', name)) : []
}

const SELF = 'test/secrets.test.ts'
const TEXT = /\.(?:tsx?|jsx?|mjs|cjs|json|md|ya?ml|html|s?css|wxml|wxss|sh|map|txt|toml|conf|svg)$|(?:^|\/)(?:Dockerfile|\.[a-z]+(?:rc|ignore))$/

test('S36: no key, password, AppSecret or token stands in the repository or in what is built', () => {
  const found = [...repository(), ...built()].filter((name) => name !== SELF && TEXT.test(name)).flatMap((name) => {
    const path = join(root, name)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return []
    return secretsIn(readFileSync(path, 'utf8')).map((what) => `${name}: ${what}`)
  })
  expect(found).toEqual([])
})

test('S36: no file that holds keys is kept or built, and git leaves the data folder alone', () => {
  expect([...repository(), ...built()].filter((name) => KEY_FILES.test(name))).toEqual([])
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toMatch(/^\/?data\/?$/m)
})

test('the search finds what it is for', () => {
  const hex = 'deadbeef'.repeat(4)
  for (const text of [
    `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}`, `AGE-SECRET-KEY-1${'Q'.repeat(58)}`, `{"format": "shuoshibu-keys", "root": {"key": "${Buffer.alloc(32, 7).toString('base64')}"}}`, `WECHAT_SECRET=${hex}`, `secret: '${hex}'`,
    `postgres://county:${hex}@10.1.2.3/db`, `AKIA${'A'.repeat(16)}`, `ghp_${'a'.repeat(36)}`,
  ]) expect([text.slice(0, 20), secretsIn(text).length]).toEqual([text.slice(0, 20), 1])
  expect(secretsIn('DATABASE_URL 应当像 postgres://用户:口令@主机:5432/库名。')).toEqual([])
})
