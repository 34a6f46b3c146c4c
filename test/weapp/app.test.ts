import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage } from './harness/checkPackage'
import { openWeapp, type Weapp } from './harness/open'

const dist = join(__dirname, '../../dist/weapp')
const megabyte = 1_000_000
// The address config/index.ts builds in when TARO_APP_SERVER names no other.
const builtFor = process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:8787'

beforeAll(() => {
  if (!existsSync(join(dist, 'app.json'))) throw new Error('dist/weapp is missing: run `npm run build:weapp` first')
})

describe('the package', () => {
  test('has nothing the host would refuse', () => {
    expect(checkPackage(dist, { hosts: [new URL(builtFor).hostname] }).findings).toEqual([])
  })

  test('stays small: the main package below 1.2 MB, each package below 2 MB', () => {
    const { sizes } = checkPackage(dist)
    expect(sizes['']).toBeLessThan(1.2 * megabyte)
    for (const size of Object.values(sizes)) expect(size).toBeLessThan(2 * megabyte)
  })
})

describe('the program', () => {
  let weapp: Weapp

  beforeAll(async () => {
    weapp = await openWeapp({ dist, serverUrl: 'http://127.0.0.1:9', domain: builtFor })
  })
  afterAll(() => weapp.close())

  test('starts cold without a server and shows a stranger the way in', async () => {
    await weapp.waitText('登录要有信号')
    expect(await weapp.title()).toBe('登录')
    expect(await weapp.route()).toBe('pages/signin/index')
    expect(weapp.errors).toEqual([])
  })
})
