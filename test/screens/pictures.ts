import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { learn } from './learn'
import { addressOfScreen, SIZES, type Size } from './looks'
import { SCREENS } from './screens'

/**
 * `npm run pictures -- --at http://127.0.0.1:8787 [--size 375,1440-dark] [--only home,record] [--out folder]`: every page of a running
 * demo, photographed, to be looked at. Pictures of 375 px show the whole page, so that nothing below the fold is forgotten.
 */
const words = process.argv.slice(2)
const said = (name: string): string | undefined => words[words.indexOf(`--${name}`) + 1 || words.length]

async function main(): Promise<void> {
  const address = said('at') ?? 'http://127.0.0.1:8787'
  const out = said('out') ?? join('dist', 'pictures', 'screens')
  const only = said('only')?.split(',')
  const sizes = said('size')?.split(',')
  const known = await learn(address)
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  for (const [name, size] of Object.entries(SIZES).filter(([each]) => sizes === undefined || sizes.includes(each))) {
    mkdirSync(join(out, name), { recursive: true })
    const people = new Map<string | null, { readonly context: BrowserContext; readonly page: Page }>()
    for (const screen of SCREENS.filter((each) => only === undefined || only.some((begin) => each.name.startsWith(begin)))) {
      const { page } = people.get(screen.as) ?? await person(screen.as, size)
      await page.goto('about:blank')
      await page.goto(addressOfScreen(address, screen, known))
      const isThere = await page.getByText(screen.shows).filter({ visible: true }).first().waitFor({ timeout: 15_000 }).then(() => true, () => false)
      await page.waitForTimeout(800)
      await page.screenshot({ path: join(out, name, `${screen.name}.png`), fullPage: size.isWhole })
      process.stdout.write(`${name} ${screen.name}${isThere ? '' : `  does not show ${String(screen.shows)}`}\n`)
    }
    for (const { context } of people.values()) await context.close()

    async function person(as: string | null, { width, height, scale, theme }: Size) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block', colorScheme: theme })
      await context.addInitScript((kept) => { if (location.protocol.startsWith('http')) localStorage.setItem('textScale', JSON.stringify({ data: kept })) }, scale)
      const page = await context.newPage()
      page.on('pageerror', ({ message }) => process.stdout.write(`${name} error: ${message}\n`))
      await page.goto(address)
      if (as !== null) {
        await page.getByRole('button', { name: as }).first().click()
        await page.getByText('演示账号').waitFor({ state: 'hidden' })
        await page.waitForTimeout(3_000)
      }
      people.set(as, { context, page })
      return { context, page }
    }
  }
  await browser.close()
}

void main()
