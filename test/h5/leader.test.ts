import { readFileSync } from 'node:fs'
import PizZip from 'pizzip'
import type { Browser, Locator, Page } from 'playwright-core'
import { demoAddress, openBrowser, openWindow, PC, PHONE, picture, received, signIn, type Window } from './window'

/**
 * The main job, as a newcomer does it: a grid worker writes down a dispute of today and one of a report year; the leader's count grows in
 * another window, opens to its records, and the report of that year says one more and can be downloaded.
 * What is written is of 2025: the years of the five printed reports are counted exactly, in the same demo (test/demo/figures.test.ts).
 */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WORKER = '磙子营乡 网格员'
const LEADER = '磙子营乡 乡党委书记'
const PRINTED = { name: '磙子营乡2023年度报告', year: '2023年', part: /^（五）/, says: /^652$/ }
const OPEN = { name: '年度报告（县统一稿）', year: '2025年', part: /^（四）/, says: /^3\d\d$/ }

test('without its socket a board finds out by itself, and nothing is loaded anew', async () => {
  const [worker, leader] = [await openWindow(browser, PHONE), await openWindow(browser, PHONE)]
  await leader.page.routeWebSocket(/\/api\/poke/, (socket) => socket.close())
  await Promise.all([signIn(worker, WORKER), signIn(leader, LEADER)])
  await received(worker)
  await shown(leader.page, '看板').click()
  const before = await accepted(leader.page)
  const loaded = await leader.page.evaluate(() => performance.timeOrigin)
  await writeDown(worker, null)
  await grown(leader.page, before + 1)
  expect(await leader.page.evaluate(() => performance.timeOrigin)).toBe(loaded)
  expect([...worker.errors, ...leader.errors]).toEqual([])
  await Promise.all([worker.context.close(), leader.context.close()])
}, 90_000)

test.each([['375', PHONE], ['1440', PC]] as const)('from a doorway to the report, at %s px', async (name, viewport) => {
  const [worker, leader] = [await openWindow(browser, viewport), await openWindow(browser, viewport)]
  await Promise.all([signIn(worker, WORKER), signIn(leader, LEADER)])
  await received(worker)

  await shown(leader.page, '看板').click()
  const before = await accepted(leader.page)
  await writeDown(worker, null)
  const now = await grown(leader.page, before + 1)
  await picture(leader, `board-${name}`)
  await acceptedTile(leader.page).click()
  const listed = await readTotal(leader.page)
  await picture(leader, `drill-${name}`)
  // The count is live and other tests write in the same township: what was listed lies between what the tile said before and what it says after.
  expect(listed).toBeGreaterThanOrEqual(now)
  // At once, as a thumb does it: the page below must be there, and stay.
  await leader.page.goBack()
  await grown(leader.page, listed)

  await openReport(leader, PRINTED)
  // On a wide screen one page is shown at a time; the list of parts turns to the page.
  if (viewport === PC) await leader.page.getByText(PRINTED.part).filter({ visible: true }).last().click()
  await picture(leader, `report-${name}`)

  const [stated] = await openReport(leader, OPEN)
  await writeDown(worker, '2025-06-15')
  const [restated, figure] = await openReport(leader, OPEN)
  expect(restated).toBe(stated + 1)
  if (viewport === PC) await leader.page.getByText(OPEN.part).filter({ visible: true }).last().click()
  await figure.click()
  const records = leader.page.getByRole('button', { name: `看这 ${restated} 件` })
  await records.waitFor()
  await picture(leader, `figure-${name}`)
  await records.click()
  await total(leader.page, restated).waitFor()
  await picture(leader, `report-drill-${name}`)

  await openReport(leader, OPEN)
  await leader.page.getByRole('button', { name: /下载/ }).filter({ visible: true }).first().click()
  const [download] = await Promise.all([leader.page.waitForEvent('download'), leader.page.getByRole('button', { name: '下载正式稿' }).click()])
  expect(download.suggestedFilename()).toBe('磙子营乡2025年年度报告（草稿）.docx')
  expect(textOf(await download.path())).toContain(`受理矛盾纠纷${restated}件`)
  expect([...worker.errors, ...leader.errors]).toEqual([])
  await Promise.all([worker.context.close(), leader.context.close()])
}, 180_000)

function shown(page: Page, text: string): Locator {
  return page.getByText(text, { exact: true }).filter({ visible: true }).first()
}

/** The tile of this year's accepted disputes. */
function acceptedTile(page: Page): Locator {
  return page.getByRole('link', { name: /^受理[\d,]+件，看是哪些/ }).filter({ visible: true }).first()
}

/** What a register says it lists, the protected ones included. */
function total(page: Page, value: number): Locator {
  return page.getByText(new RegExp(`(找到|合计) ${value} 件`)).filter({ visible: true }).first()
}

async function readTotal(page: Page): Promise<number> {
  const line = page.getByText(/(找到|合计) \d+ 件/).filter({ visible: true }).first()
  await line.waitFor()
  return Number(/(?:找到|合计) (\d+) 件/.exec((await line.textContent()) ?? '')?.[1])
}

async function accepted(page: Page): Promise<number> {
  const tile = acceptedTile(page)
  await tile.waitFor()
  return Number(/\d+/.exec((await tile.getAttribute('aria-label')) ?? '')?.[0])
}

/** What the tile says once it says at least `least`. Other tests write in the same township, so that it may say more. */
async function grown(page: Page, least: number): Promise<number> {
  await page.waitForFunction(([least]) => [...document.querySelectorAll('[role=link]')].some((tile) => {
    const [, number] = /^受理(\d+)件，看是哪些/.exec(tile.getAttribute('aria-label') ?? '') ?? []
    return number !== undefined && Number(number) >= Number(least)
  }), [least])
  return accepted(page)
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

/** Opens a report afresh; the number of disputes it states, and that number on the page. */
async function openReport({ page }: Window, { name, year, says }: typeof OPEN): Promise<readonly [number, Locator]> {
  await page.goto(`${demoAddress()}/#/pages/report/list/index`)
  await page.reload()
  await page.locator('.row, tr').filter({ hasText: name }).filter({ hasText: year }).filter({ visible: true }).first().click()
  const figure = page.locator('span[role=link]').filter({ hasText: says }).filter({ visible: true }).first()
  await figure.waitFor()
  return [Number(await figure.textContent()), figure]
}

function textOf(path: string): string {
  const xml = new PizZip(readFileSync(path)).file('word/document.xml')?.asText() ?? ''
  return xml.replace(/<[^>]+>/g, '')
}
