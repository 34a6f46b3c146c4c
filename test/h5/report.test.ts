import { readFileSync } from 'node:fs'
import PizZip from 'pizzip'
import type { Browser, Page } from 'playwright-core'
import { demoAddress, openBrowser, openWindow, PC, picture, signIn } from './window'

/** What the clerk does in January: writes a sentence into the township's text, freezes the report, and takes the file that was issued. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const SENTENCE = '各村还把每月的记录互相看一遍，取长补短。'

test('a report is written on, frozen, and served as it was issued', async () => {
  const clerk = await openWindow(browser, PC)
  await signIn(clerk, '木叶乡 党政办')
  const { page } = clerk
  const button = (name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).filter({ visible: true })
  await page.goto(`${demoAddress()}/#/pages/report/list/index`)
  await page.getByText('木叶乡2023年度报告', { exact: true }).filter({ visible: true }).first().click()
  await button('写稿').first().click()

  const chapter = page.getByLabel('第 3 部分', { exact: true }).filter({ visible: true }).first()
  await chapter.fill(`${await chapter.inputValue()}\n${SENTENCE}`)
  // The page shows what is written before it is saved.
  await page.locator('.report-page, .op').getByText(SENTENCE).filter({ visible: true }).first().waitFor()
  await picture(clerk, 'report-writing')
  await button('保存').click()
  await page.getByText(/已保存/).filter({ visible: true }).first().waitFor()

  await button('看报告').first().click()
  await button('定稿').first().click()
  await tickAll(page)
  await picture(clerk, 'report-freezing')
  await button('定稿').last().click()
  await page.getByText(/^定稿 第\d+版/).filter({ visible: true }).first().waitFor()
  await page.getByText('定稿以来，没有一个数变过').filter({ visible: true }).first().waitFor()
  await picture(clerk, 'report-frozen')
  const [download] = await Promise.all([page.waitForEvent('download'), button('下载正式稿').first().click()])
  expect(textOf(await download.path())).toContain(SENTENCE)
  expect(clerk.errors).toEqual([])
  await clerk.context.close()
}, 120_000)

/** Whoever freezes answers for every remark by name. */
async function tickAll(page: Page): Promise<void> {
  await page.getByText('定稿人').filter({ visible: true }).first().waitFor()
  const open = page.getByRole('checkbox', { name: /^我看过，没有问题/ }).filter({ visible: true })
  while (await open.count() > 0) await open.first().click()
}

function textOf(path: string): string {
  const xml = new PizZip(readFileSync(path)).file('word/document.xml')?.asText() ?? ''
  return xml.replace(/<[^>]+>/g, '')
}
