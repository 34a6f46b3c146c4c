import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { PAGES, type PageName } from '../../src/components/pageNames'
import { learn, type Known } from '../screens/learn'
import { pathOf } from '../screens/looks'
import { SCREENS, type ScreenCase } from '../screens/screens'
import { compiledOf, pagesOf, type AppConfig, type CompiledPackage } from './harness/compile'
import { launchBrowser, type Weapp } from './harness/open'
import { builtFor, dataStats, demoUrl, dist, openPhone, received, signIn, untilUploaded } from './phone'

/** The host advises fewer than 1000 nodes a page: beyond them old phones stutter. */
const MOST_NODES = 999

let browser: Browser
let compiled: CompiledPackage
let known: Known
const phones = new Map<string | null, Promise<Weapp>>()

beforeAll(async () => {
  compiled = compiledOf(dist)
  ;[browser, known] = await Promise.all([launchBrowser(), learn(demoUrl())])
})
afterAll(async () => {
  for (const phone of phones.values()) await (await phone).close()
  await browser.close()
})

/** One phone each account, signed in once; what it has read stays on it. */
function phoneOf(account: string | null): Promise<Weapp> {
  const phone = phones.get(account) ?? opened(account)
  phones.set(account, phone)
  return phone
}

async function opened(account: string | null): Promise<Weapp> {
  const weapp = await openPhone({ browser, compiled })
  if (account === null) return weapp
  await signIn(weapp, account)
  if (/网格员|调解员/.test(account)) await received(weapp)
  return weapp
}

/** On the page itself: its title in the host's bar, and whose data it is, stand over an empty one too. */
async function shows(weapp: Weapp, words: RegExp): Promise<void> {
  for (const end = Date.now() + untilUploaded; Date.now() < end;) {
    const text = (await weapp.text()).replace('演示数据，人和事都是编的', '').trim()
    if (words.test(text)) return
    await weapp.page.waitForTimeout(50)
  }
  await weapp.waitText(words, 0)
}

const address = (screen: ScreenCase): string => pathOf(screen, known).slice(1)
const routeOf = (path: string): string => path.split('?')[0] ?? ''
const folderOf = (page: ScreenCase['page']): string => (page in PAGES ? PAGES[page as PageName].split('/').slice(0, -1).slice(0, 2).join('/') : page)
const firstOf = (what: (screen: ScreenCase) => string) => (screen: ScreenCase, i: number): boolean => SCREENS.findIndex((other) => what(other) === what(screen)) === i

test('every page of the package is in the list of screens', () => {
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppConfig
  const listed = SCREENS.map((screen) => routeOf(address(screen)))
  expect(pagesOf(app).map(({ route }) => route).filter((route) => !listed.includes(route))).toEqual([])
})

describe('cold started, one is signed in or needs not be', () => {
  test.each(SCREENS.filter(firstOf(({ page }) => page)))('$name shows itself, is small enough, and asks nothing the host lacks', async (screen) => {
    const weapp = await phoneOf(screen.as)
    const before = weapp.errors.length
    await weapp.relaunch(address(screen))
    await shows(weapp, screen.inWeapp ?? screen.shows)
    expect(routeOf(await weapp.route())).toBe(routeOf(address(screen)))
    expect(await weapp.nodes()).toBeLessThanOrEqual(MOST_NODES)
    expect(weapp.errors.slice(before)).toEqual([])
  })
})

describe('cold started by somebody who has not signed in', () => {
  // One of each folder: those beside it go through the same door (components/session.ts).
  const pages = SCREENS.filter(firstOf(({ page }) => folderOf(page))).filter(({ as }) => as !== null)

  test.each(pages)('$page leads to the sign-in page', async (screen) => {
    const weapp = await phoneOf(null)
    const before = weapp.errors.length
    await weapp.relaunch(address(screen))
    await weapp.waitText('登录要有信号')
    expect(routeOf(await weapp.route())).toBe('pages/signin/index')
    expect(weapp.errors.slice(before)).toEqual([])
  })

  test('a record somebody was shown the way to opens after signing in', async () => {
    const screen = SCREENS.find(({ name }) => name === 'record-dispute')
    if (screen?.as === null || screen === undefined) throw new Error('no such screen')
    const weapp = await openPhone({ browser, compiled, entry: address(screen) })
    await weapp.waitText('演示账号')
    await weapp.tap(new RegExp(`^${screen.as}`))
    await weapp.waitText(screen.shows)
    expect(await weapp.route()).toBe(address(screen))
    expect(weapp.errors).toEqual([])
    await weapp.close()
  })
})

describe('with hundreds of rows', () => {
  test('a register of the phone\'s own draws only what is near the screen, wherever one has scrolled to', async () => {
    const weapp = await phoneOf('磙子营乡 人民调解员')
    await weapp.relaunch('pages/records/index?kind=dispute&from=2023-01-01&to=2026-12-31')
    await weapp.waitText(/找到 ([3-9]\d\d|\d{4,}) 件/)
    for (const share of [0, 0.5, 1]) expect(await nodesAt(weapp, share)).toBeLessThanOrEqual(MOST_NODES)
    expect(weapp.errors).toEqual([])
  })

  test('so does one read from the server, step by step, with six hundred rows on the phone', async () => {
    const weapp = await phoneOf('磙子营乡 司法所')
    const from = weapp.requests.length
    await weapp.relaunch('pages/records/index?kind=dispute')
    await weapp.waitText(/找到 \d+ 件/)
    const steps = (): number => weapp.requests.slice(from).filter(({ url, status }) => /\/api\/(search|drill)/.test(url) && status === 200).length
    for (let left = 60; left > 0 && steps() < 3; left -= 1) await nodesAt(weapp, 1)
    expect(steps()).toBeGreaterThanOrEqual(3)
    for (const share of [1, 0.5, 0]) expect(await nodesAt(weapp, share)).toBeLessThanOrEqual(MOST_NODES)
    expect(weapp.errors).toEqual([])
  })

  /** Nodes of the page once it is scrolled there and drawn. */
  async function nodesAt(weapp: Weapp, share: number): Promise<number> {
    await weapp.page.frameLocator('iframe.top').locator('body').evaluate(({ ownerDocument: { documentElement } }, at) => documentElement.scrollTo(0, documentElement.scrollHeight * at), share)
    await weapp.page.waitForTimeout(300)
    return weapp.nodes()
  }
})

test('nothing but the program\'s own server was asked, little crossed to the view, and no page lay deeper than the second', async () => {
  const all = await Promise.all(phones.values())
  const foreign = all.flatMap(({ requests }) => requests.filter(({ url }) => new URL(url).origin !== new URL(builtFor).origin))
  expect(foreign).toEqual([])
  const { p99, max, mostNodes, deepest } = await dataStats('pages', all)
  expect(p99).toBeLessThanOrEqual(64 * 1024)
  expect(max).toBeLessThanOrEqual(256 * 1024)
  expect(mostNodes).toBeLessThanOrEqual(MOST_NODES)
  expect(deepest).toBeLessThanOrEqual(2)
})
