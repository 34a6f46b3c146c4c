import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refusals, serversIn, wantedBy, type Facts, type Wanted } from '../scripts/release/rules'

const ROOT = join(__dirname, '..')
const APPID = 'wx0123456789abcdef'
const SERVER = 'https://ssb.example.gov.cn'
const ENVIRONMENT = { WEAPP_KEY: '/keys/a', WEAPP_APPID: APPID, TARO_APP_SERVER: SERVER }
const GOOD: Facts = { key: 'good', isCurrent: true, isBuilt: true, isDirty: false, builtFor: [SERVER], findings: [] }

function wanted(words: readonly string[], environment: Readonly<Record<string, string>> = ENVIRONMENT): Wanted {
  const read = wantedBy(words, environment, '1.2.3')
  if ('problem' in read) throw new Error(read.problem)
  return read
}

test('a release that is whole may go; flags go before the environment', () => {
  expect(refusals(wanted(['upload']), GOOD)).toEqual([])
  const read = wanted(['upload', '--robot', '7', '--version=2.0.0', '--desc=修了 a=b', '--appid', 'wxfedcba9876543210'])
  expect([read.robot, read.version, read.desc, read.appid, read.key, wanted(['preview']).robot]).toEqual(['7', '2.0.0', '修了 a=b', 'wxfedcba9876543210', '/keys/a', '1'])
})

test.each<[string, readonly string[], Partial<Facts>, RegExp]>([
  ['no key', ['--key='], { key: 'missing' }, /WEAPP_KEY/],
  ['a key that cannot be read', [], { key: 'unreadable' }, /读不出来/],
  ['a file that is no key', [], { key: 'notKey' }, /不是私钥/],
  ['a key that would be committed', [], { key: 'inTheOpen' }, /移到项目外面/],
  ['a tourist’s app id', ['--appid', 'touristappid'], {}, /游客号/],
  ['no app id', ['--appid='], {}, /WEAPP_APPID/],
  ['robot 0', ['--robot', '0'], {}, /1 到 30/],
  ['robot 31', ['--robot', '31'], {}, /1 到 30/],
  ['a version that is none', ['--version', 'neu'], {}, /1\.2\.3/],
  ['a server without TLS', ['--server', 'http://ssb.example.gov.cn'], {}, /https/],
  ['this machine as the server', ['--server', 'https://localhost'], {}, /本机或 IP/],
  ['a bare address as the server', ['--server', 'https://10.1.2.3'], {}, /本机或 IP/],
  ['an IPv6 address as the server', ['--server', 'https://[::1]'], {}, /本机或 IP/],
  ['a port', ['--server', 'https://ssb.example.gov.cn:8443'], {}, /端口/],
  ['a server that is no address', ['--server', '演示县'], {}, /https/],
  ['no server', ['--server='], {}, /TARO_APP_SERVER/],
  ['a build for another server', [], { builtFor: ['http://127.0.0.1:8787'] }, /别的服务器/],
  ['no build', [], { isBuilt: false }, /build:weapp/],
  ['a build older than its sources', [], { isCurrent: false }, /比源码旧/],
  ['changes in no commit', [], { isDirty: true }, /没有提交/],
  ['a package the host would refuse', [], { findings: [{ file: 'app.js', problem: 'does not parse' }] }, /app\.js does not parse/],
])('%s is refused in plain words of both languages, and nothing else is', (_, words, found, said) => {
  const reasons = refusals(wanted(['upload', ...words]), { ...GOOD, ...found })
  expect(reasons).toHaveLength(1)
  expect(reasons[0]).toMatch(said)
  expect(reasons[0]).toMatch(/ \/ [A-Z].{10}/)
})

test('words that nobody knows are not guessed at; only what is checked may lie in another folder', () => {
  for (const words of [[], ['send'], ['upload', '--roboter', '3'], ['upload', 'now'], ['upload', '--package', '/tmp/x']]) expect(wantedBy(words, ENVIRONMENT, '1.2.3')).toHaveProperty('problem')
  expect(wanted(['upload', '--package', '/tmp/x', '--check']).folder).toBe('/tmp/x')
})

test('a built program tells which server it was built for', () => {
  expect(serversIn('var a="https://ssb.example.gov.cn";t("http://www.w3.org/2000/svg");b(\'https://servicewechat.com\')')).toEqual([SERVER])
})

describe('the tool itself', () => {
  let folder = ''
  let key = ''
  beforeAll(() => {
    if (!existsSync(join(ROOT, 'dist/weapp/app.json'))) throw new Error('dist/weapp is missing: run `npm run build:weapp` first')
    folder = mkdtempSync(join(tmpdir(), 'shuoshibu-release-'))
    key = join(folder, 'upload.key')
    writeFileSync(key, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }))
    cpSync(join(ROOT, 'dist/weapp'), join(folder, 'weapp'), { recursive: true })
    for (const file of readdirSync(join(folder, 'weapp'), { recursive: true }).map(String).filter((name) => name.endsWith('.js'))) {
      const path = join(folder, 'weapp', file)
      writeFileSync(path, readFileSync(path, 'utf8').split(process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:8787').join(SERVER))
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('takes a package as it is built, with a real key, up to the call to WeChat', async () => {
    const { code, said } = await run(['preview', '--check', '--package', join(folder, 'weapp')], { ...ENVIRONMENT, WEAPP_KEY: key })
    expect([code, said]).toEqual([0, expect.stringContaining('没有发')])
    expect(said).toMatch(/主包 main \d+ KB/)
    expect(said).not.toContain('PRIVATE KEY')
  })

  test('sends nothing without what it needs, and says all of it at once', async () => {
    const { code, said } = await run(['upload'], {})
    expect(code).toBe(2)
    for (const name of ['WEAPP_KEY', 'WEAPP_APPID', 'TARO_APP_SERVER']) expect(said).toContain(name)
  })
})

function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly said: string }> {
  const { WEAPP_KEY: _key, WEAPP_APPID: _appid, WEAPP_ROBOT: _robot, WEAPP_VERSION: _version, WEAPP_DESC: _desc, TARO_APP_SERVER: _server, ...rest } = process.env
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(ROOT, 'scripts/releaseWeapp.mjs'), ...words], { cwd: ROOT, env: { ...rest, ...environment } }, (_, out, err) => resolve({ code: child.exitCode ?? 1, said: out + err }))
  })
}
