import { readFileSync } from 'node:fs'
import PizZip from 'pizzip'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, PC, PHONE, picture, signIn, type Window } from './window'

/**
 * The main job, as a newcomer does it: a grid worker writes down a dispute of today and one of the report year; the leader's count grows in
 * another window, opens to its records, and the report of that year says one more and can be downloaded.
 */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WORKER = '磙子营乡 网格员'
const LEADER = '磙子营乡 乡党委书记'

test.each([['375', PHONE], ['1440', PC]] as const)('from a doorway to the report, at %s px', async (name, viewport) => {
  const [worker, leader] = [await openWindow(browser, viewport), await openWindow(browser, viewport)]
  await Promise.all([signIn(worker, WORKER), signIn(leader, LEADER)])

  await leader.page.getByRole(name === '375' ? 'tab' : 'link', { name: '看板' }).or(leader.page.getByText('看板', { exact: true })).first().click()
  const before = await accepted(leader.page)
  await writeDown(worker, null)
  const grown = leader.page.getByRole('link', { name: new RegExp(`^受理.*${before + 1}件，看是哪些`) }).first()
  await grown.waitFor({ timeout: 2_000 })
  await picture(leader, `board-${name}`)
  await grown.click()
  await leader.page.getByText(`找到 ${before + 1} 件`).waitFor()
  await picture(leader, `drill-${name}`)

  const [reportBefore] = await openReport(leader)
  expect(reportBefore).toBeGreaterThanOrEqual(652)
  await writeDown(worker, '2023-06-15')
  await leader.page.reload()
  const [reported, link] = await openReport(leader)
  expect(reported).toBe(reportBefore + 1)
  await picture(leader, `report-${name}`)
  await link.click()
  await picture(leader, `figure-${name}`)
  await leader.page.getByRole('button', { name: `看这 ${reported} 件` }).or(leader.page.getByText(`看这 ${reported} 件`)).first().click()
  await leader.page.getByText(`找到 ${reported} 件`).waitFor()
  await picture(leader, `report-drill-${name}`)

  await openReport(leader)
  const [download] = await Promise.all([leader.page.waitForEvent('download'), leader.page.getByRole('button', { name: /下载/ }).first().click()])
  expect(download.suggestedFilename()).toMatch(/磙子营乡2023.*\.docx$/)
  expect(textOf(await download.path())).toContain(`受理各类矛盾纠纷${reported}起`)
  expect([...worker.errors, ...leader.errors]).toEqual([])
  await Promise.all([worker.context.close(), leader.context.close()])
}, 180_000)

async function accepted(page: Page): Promise<number> {
  const tile = page.getByRole('link', { name: /^受理.*件，看是哪些/ }).first()
  await tile.waitFor()
  const label = (await tile.getAttribute('aria-label')) ?? ''
  return Number(/([\d,]+)件/.exec(label)?.[1]?.replace(',', ''))
}

/** Quick entry; `day` for a dispute of the past. */
async function writeDown({ page }: Window, day: string | null): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true }).or(page.getByRole('radio', { name, exact: true })).first()
  if (day === null) await button('记纠纷').click()
  await page.getByLabel('另一方的姓，可以不填').fill('吴')
  await button('邻里').click()
  if (day !== null) await page.getByLabel('哪天').fill(day)
  await button('调好了').click()
  await button('保存').click()
  await page.getByText('记下了').waitFor()
  await page.getByText(/编号 磙调/).waitFor()
  if (day === null) await button('再记一件').click()
}

/** Opens the report of 2023 and returns the number of disputes it states, with its link. */
async function openReport({ page }: Window): Promise<readonly [number, ReturnType<Page['locator']>]> {
  await page.goto(`${new URL(page.url()).origin}/#/pages/home/index`)
  await page.getByText('报告', { exact: true }).first().click()
  await page.getByText(/磙子营乡2023年度报告/).first().click()
  const link = page.locator('[aria-label^="纠纷总数"], [aria-label^="受理纠纷"]').first()
  await link.waitFor()
  const label = (await link.getAttribute('aria-label')) ?? ''
  return [Number(/\d+/.exec(label)?.[0]), link]
}

function textOf(path: string): string {
  const xml = new PizZip(readFileSync(path)).file('word/document.xml')?.asText() ?? ''
  return xml.replace(/<[^>]+>/g, '')
}
