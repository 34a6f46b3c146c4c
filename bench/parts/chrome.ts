import { chromium, type Browser, type BrowserContext, type CDPSession, type Locator, type Page } from 'playwright-core'
import { installProbes, type Sight } from './probes'

/**
 * Chromium as a mid-range phone: 360×800 at two pixels a pixel, touched, its processor slowed to a quarter, its line shaped as the profile
 * "Fast 4G" of Chrome's developer tools does: nine tenths of 9 Mbit/s down and of 1.5 up; each request waits 165 ms, which are the 60 ms
 * of a round trip and the hand-shakes that this shaping leaves out. The service worker's own requests are not shaped.
 */
export const SLOWER = 4
const FAST_4G = { offline: false, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9, latency: 165 }
const SCREEN = { viewport: { width: 360, height: 800 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }

export interface Screen {
  readonly page: Page
  readonly cdp: CDPSession
}

export async function openChrome(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'],
  })
}

/** A phone that has never been here. */
export function freshPhone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext(SCREEN)
}

/** A page of it, blank yet; `first`: what to look for from the first frame on. */
export async function openScreen(context: BrowserContext, isSlow: boolean, first: Readonly<Record<string, Sight>> = {}): Promise<Screen> {
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const cdp = await context.newCDPSession(page)
  if (isSlow) {
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', FAST_4G)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  }
  await page.addInitScript(installProbes, first)
  return { page, cdp }
}

/** When it was seen, by the page's own clock. */
export async function seenAt({ page }: Screen, name: string): Promise<number> {
  await page.waitForFunction((wanted) => window.probes.seen[wanted] !== undefined, name, { polling: 50 })
  return page.evaluate((wanted) => window.probes.seen[wanted] ?? NaN, name)
}

/** From the finger leaving `target` until each sight is on the screen. */
export async function answersTo<Name extends string>(screen: Screen, target: Locator, sights: Readonly<Record<Name, Sight>>): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(sights) as Name[]
  await target.waitFor()
  await screen.page.evaluate((wanted) => {
    for (const [name, sight] of Object.entries(wanted)) window.probes.look(name, sight)
  }, sights as Readonly<Record<string, Sight>>)
  await target.tap()
  const took: Partial<Record<Name, number>> = {}
  for (const name of names) took[name] = (await seenAt(screen, name)) - (await screen.page.evaluate(() => window.probes.tapAt))
  return took as Record<Name, number>
}

/** Nothing long was running or began within half a second of it: from then on a tap is answered at once. */
export async function interactiveAt(screen: Screen, name: string): Promise<number> {
  const seen = await seenAt(screen, name)
  await screen.page.waitForTimeout(1_000)
  const long = await screen.page.evaluate(() => window.probes.long)
  return Math.max(seen, ...long.filter(({ start }) => start < seen + 500).map(({ end }) => end))
}

export async function heapOf({ cdp }: Screen): Promise<number> {
  await cdp.send('HeapProfiler.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('Performance.enable')
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN
}
