import type { Browser, Page } from 'playwright-core'
import { demoAddress, openBrowser, openWindow, PC, picture, signIn, type Window } from './window'

/** A clerk's work at a desk without a mouse: search, run through the rows, open, close, and the keyboard is where it was. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** The row the keyboard stands on, once it stands on one, and on another than `last`. */
async function rowAfter(page: Page, last = ''): Promise<string> {
  const id = await page.waitForFunction((before) => {
    const now = document.activeElement?.closest('tr')?.id ?? ''
    return now === before ? '' : now
  }, last)
  return id.jsonValue()
}
/** One step with the arrow, once the list has rows: while it is read anew there are none. */
async function go(page: Page, key: 'ArrowDown' | 'ArrowUp', last = ''): Promise<string> {
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  await page.keyboard.press(key)
  return rowAfter(page, last)
}
/** One way back from the record, and there is the list it was opened from. */
async function backToList({ page, errors, context }: Window): Promise<void> {
  await page.goBack()
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  expect(page.url()).toContain('kind=outreach')
  expect(errors).toEqual([])
  await context.close()
}
const openedRow = (page: Page) => page.locator('tr[aria-current=true]').filter({ visible: true })
const panel = (page: Page) => page.locator('.panel').filter({ visible: true })
const focusedLabel = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

test('the register is searched, run through, opened and closed by keys', async () => {
  const window = await openWindow(browser, PC)
  await signIn(window, '磙子营乡 司法所')
  const { page } = window
  await page.goto(`${demoAddress()}/#/pages/records/index?kind=outreach`)
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  await page.keyboard.press('/')
  await expect(focusedLabel(page)).resolves.toBe('找台账')
  const first = await go(page, 'ArrowDown')
  expect(first).toMatch(/^row-/)
  const second = await go(page, 'ArrowDown', first)
  await expect(panel(page).count()).resolves.toBe(0)
  await page.keyboard.press('Enter')
  await panel(page).waitFor()
  await expect(openedRow(page).getAttribute('id')).resolves.toBe(second)
  // With one open the arrows change it.
  await expect(go(page, 'ArrowUp', second)).resolves.toBe(first)
  await expect(openedRow(page).getAttribute('id')).resolves.toBe(first)
  await picture(window, 'desk-register-1440')
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  await expect(rowAfter(page)).resolves.toBe(first)
  // Closed by its own button, the keyboard comes back to the row too.
  await page.keyboard.press('Enter')
  await panel(page).getByRole('button', { name: '收起' }).last().focus()
  await page.keyboard.press('Enter')
  await panel(page).waitFor({ state: 'detached' })
  await expect(rowAfter(page)).resolves.toBe(first)
  // Once more on the open one: the whole page, and back.
  await page.keyboard.press('Enter')
  await panel(page).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('经过').filter({ visible: true }).first().waitFor()
  expect(page.url()).toContain('/pages/record/index')
  // The table below hears nothing of what is typed on the page over it.
  await page.keyboard.press('Enter')
  await backToList(window)
}, 120_000)

test('a row opened twice while its page is still being fetched opens once: one way back leads to the list', async () => {
  const window = await openWindow(browser, PC)
  await signIn(window, '磙子营乡 司法所')
  const { page } = window
  await page.goto(`${demoAddress()}/#/pages/records/index?kind=outreach`)
  await go(page, 'ArrowDown')
  await page.keyboard.press('Enter')
  await panel(page).waitFor()
  const deep = await page.evaluate(() => history.length)
  // The address changes at once, the page comes later: until then it is the list that hears the keys.
  await page.evaluate(async () => {
    for (let press = 0; press < 40; press += 1) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await Promise.resolve()
    }
  })
  await page.waitForFunction(() => location.hash.includes('/pages/record/index'))
  await expect(page.evaluate(() => history.length)).resolves.toBe(deep + 1)
  await page.getByText('经过').filter({ visible: true }).first().waitFor()
  await backToList(window)
}, 120_000)

test('the register that a number of the board opens has the keys, not the tab that lies hidden below', async () => {
  const window = await openWindow(browser, PC)
  await signIn(window, '磙子营乡 司法所')
  const { page } = window
  await page.goto(`${demoAddress()}/#/pages/register/index`)
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  await page.getByRole('link', { name: '看板' }).filter({ visible: true }).first().click()
  await page.getByRole('link', { name: /^受理[\d,]+件，看是哪些/ }).filter({ visible: true }).first().click()
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  await page.keyboard.press('/')
  await expect(focusedLabel(page)).resolves.toBe('找台账')
  await expect(page.evaluate(() => (document.activeElement?.getClientRects().length ?? 0) > 0)).resolves.toBe(true)
  expect(window.errors).toEqual([])
  await window.context.close()
}, 120_000)

test('the directory of people opens beside its table, stays in the address, and comes back after a reload', async () => {
  const window = await openWindow(browser, PC)
  await signIn(window, '县管理员')
  const { page } = window
  await page.goto(`${demoAddress()}/#/pages/admin/people/index`)
  await page.locator('tbody tr[id]').filter({ visible: true }).first().waitFor()
  await page.keyboard.press('/')
  await expect(focusedLabel(page)).resolves.toBe('找人员')
  await go(page, 'ArrowDown')
  await page.keyboard.press('Enter')
  await panel(page).waitFor()
  expect(page.url()).toMatch(/person=[0-9a-f-]{36}/)
  await picture(window, 'desk-people-1440')
  const name = await openedRow(page).locator('td').first().innerText()
  await page.reload()
  await panel(page).getByText(name).first().waitFor()
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  expect(page.url()).not.toContain('person=')
  // End and Home reach rows that were not drawn before.
  const first = await rowAfter(page)
  await page.keyboard.press('End')
  const last = await rowAfter(page, first)
  await page.keyboard.press('Home')
  await rowAfter(page, last)
  expect(window.errors).toEqual([])
  await window.context.close()
}, 120_000)
