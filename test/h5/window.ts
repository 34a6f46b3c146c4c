import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { demoVariable } from '../setup/startDemo'

/** Pictures of every run, to be looked at: dist/pictures. */
const PICTURES = join('dist', 'pictures')

export const PHONE = { width: 375, height: 812 }
export const PC = { width: 1440, height: 900 }

export async function openBrowser(): Promise<Browser> {
  mkdirSync(PICTURES, { recursive: true })
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: [...openArgs],
  })
}

export const openArgs = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] as const

/** One person's browser: what it keeps survives its pages, as on a phone. Errors of the page fail the test that reads them. */
export interface Window {
  readonly context: BrowserContext
  page: Page
  readonly errors: string[]
}

export async function openWindow(browser: Browser, viewport: { readonly width: number; readonly height: number }): Promise<Window> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true })
  context.setDefaultTimeout(20_000)
  const errors: string[] = []
  const page = await newPage(context, errors)
  return { context, page, errors }
}

export async function newPage(context: BrowserContext, errors: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(demoAddress()).origin) errors.push(`asked a foreign host: ${origin}`)
  })
  await page.goto(demoAddress())
  return page
}

export function demoAddress(): string {
  const address = process.env[demoVariable]
  if (address === undefined) throw new Error('no demo: the jest project lacks globalSetup test/setup/startDemo.ts')
  return address
}

/** Taps the demo account on the sign-in page, as a newcomer does. */
export async function signIn({ page }: Window, label: string): Promise<void> {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByText('演示账号').waitFor({ state: 'hidden' })
}

/** The device has its first reading whole; before that it knows neither villages nor the person's last entries, and proposes no place. */
export async function received({ page }: Window): Promise<void> {
  await page.getByText('都已上传').filter({ visible: true }).first().waitFor({ timeout: 60_000 })
}

export async function picture({ page }: Window, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}
