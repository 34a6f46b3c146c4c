import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVACY_DUTIES } from '../../src/client/platform/hostPrivacy'
import { checkPackage } from './harness/checkPackage'
import { openWeapp, type Weapp } from './harness/open'
import { builtFor, dist } from './phone'

const megabyte = 1_000_000

beforeAll(() => {
  if (!existsSync(join(dist, 'app.json'))) throw new Error('dist/weapp is missing: run `npm run build:weapp` first')
})

describe('the package', () => {
  test('has nothing the host would refuse', () => {
    expect(checkPackage(dist, { hosts: [new URL(builtFor).hostname], privateCalls: PRIVACY_DUTIES.map(({ api }) => api) }).findings).toEqual([])
  })

  test('stays small: the main package at most 1.0 MB, each other package at most 1.5 MB', () => {
    const { '': main, ...others } = checkPackage(dist).sizes
    expect(main).toBeLessThanOrEqual(1.0 * megabyte)
    expect(Object.keys(others).length).toBeGreaterThan(5)
    for (const size of Object.values(others)) expect(size).toBeLessThanOrEqual(1.5 * megabyte)
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
