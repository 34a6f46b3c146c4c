import { readFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { demoAddress, openBrowser, PHONE } from './window'

const DIST = join(__dirname, '../../dist/h5')

/** The demo's program with a version of its own: everything goes to the demo, but the service worker says which version it is. */
async function releasing(): Promise<{ readonly address: string; release(): void; readonly close: () => void }> {
  const demo = new URL(demoAddress())
  let version = 1
  const server: Server = createServer((asked, answer) => {
    if (asked.url === '/sw.js') {
      const worker = readFileSync(join(DIST, 'sw.js'), 'utf8').replace(/'shuoshibu-([0-9a-f]+)'/, (_, hash: string) => `'shuoshibu-${hash}-${version}'`)
      answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(worker)
      return
    }
    const headers = { ...asked.headers, host: demo.host, ...(asked.headers.origin === undefined ? {} : { origin: demo.origin }) }
    asked.pipe(request({ host: demo.hostname, port: demo.port, path: asked.url, method: asked.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    }).on('error', () => answer.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release: () => void (version += 1),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('a new version leaves an open form alone, offers itself on the home page, and takes over with the draft', async () => {
  const county = await releasing()
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const seen = (text: RegExp | string) => page.getByText(text).filter({ visible: true }).first()
  await page.goto(county.address)
  await page.getByRole('button', { name: /磙子营乡 网格员/ }).first().click()
  await seen('最近记下的').waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.getByRole('button', { name: '记纠纷', exact: true }).click()
  await page.getByLabel('一方的姓，可以不填', { exact: true }).fill('仝')
  await page.evaluate(() => Object.assign(window, { isSame: true }))

  county.release()
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  expect(await page.getByText('有新版').filter({ visible: true }).count()).toBe(0)
  expect(await page.getByLabel('一方的姓，可以不填', { exact: true }).inputValue()).toBe('仝')

  await page.getByRole('button', { name: '返回' }).filter({ visible: true }).first().click()
  await seen('有新版').waitFor()
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
  await page.getByRole('button', { name: '点一下换上' }).filter({ visible: true }).click()
  await page.waitForFunction(() => !('isSame' in window))
  await seen('接着写').waitFor()
  expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shuoshibu-')))).toEqual([expect.stringMatching(/-1$/), expect.stringMatching(/-2$/)])

  // Begun anew with a version waiting, nobody has done anything yet: it takes over at once.
  county.release()
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    Object.assign(window, { isSame: true })
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await registration.update()
    while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
  await page.reload()
  await page.waitForFunction(async () => (await caches.keys()).some((name) => name.endsWith('-3')) && (await navigator.serviceWorker.getRegistration())?.waiting === null)
  await seen('接着写').waitFor()
  await context.close()
  county.close()
})
