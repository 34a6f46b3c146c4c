import type { Browser } from 'playwright-core'
import { addressOf, PAGES, type PageName } from '../../src/components/pageNames'
import { demoAddress, openBrowser, openWindow, PHONE, type Window } from './window'

/** Links, shared addresses and codes open any page at any time; so do addresses that somebody cut in two. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (page: string): string => `${demoAddress()}/#${page}`
const junk = { id: '%E6%9D%8E%zz', kind: 'nothing', stream: '00000000', n: '-1', person: '?', field: 'a.b.c', name: '𠮷', place: '', template: '{}', period: '13-2026', scene: 'id%3D1%26x' }
const shown = ({ page }: Window): ReturnType<Window['page']['locator']> => page.locator('.page').filter({ visible: true }).last()

/** In the browser: the page of the address, not the one that is still leaving, and what comes from the server or its refusal has come. */
function saysSomething(): boolean {
  const isOf = ({ id }: Element): boolean => id !== '' && location.hash.startsWith(`#${id.split('?')[0] ?? ''}`)
  const pages = [...document.querySelectorAll<HTMLElement>('.taro_page')].filter((page) => isOf(page) && page.offsetParent !== null)
  return (pages.at(-1)?.querySelector<HTMLElement>('.content')?.innerText ?? '').trim().length >= 4
}

/** As by a link in another program: nothing of the page before is left. */
async function opened(window: Window, address: string): Promise<void> {
  await window.page.goto('about:blank')
  await window.page.goto(at(address))
}

test('whoever is not signed in lands on the sign-in page, and after it on the page that was asked for', async () => {
  const window = await openWindow(browser, PHONE)
  for (const page of ['record', 'edit', 'reports', 'settings', 'sync'] as const) {
    await opened(window, addressOf(page, { id: 'a&b=c', kind: 'dispute' }))
    await window.page.getByText('演示账号').filter({ visible: true }).waitFor()
  }
  await opened(window, addressOf('records', { kind: 'outreach' }))
  await window.page.getByRole('button', { name: '磙子营乡 司法所' }).click()
  await window.page.getByText('演示账号').waitFor({ state: 'hidden' })
  await window.page.waitForURL(/pages\/records\/index\?.*kind=outreach/)
  await shown(window).getByText(/普法/).filter({ visible: true }).first().waitFor()
  expect(window.errors).toEqual([])
  await window.context.close()
})

test('a page that does not exist leads home, signed in or not', async () => {
  const window = await openWindow(browser, PHONE)
  await opened(window, '/pages/gone/index?id=1')
  await window.page.getByRole('button', { name: '磙子营乡 网格员' }).first().click()
  await window.page.getByText('最近记下的').filter({ visible: true }).first().waitFor()
  await opened(window, '/pages/gone/index?id=1')
  await window.page.getByText('最近记下的').filter({ visible: true }).first().waitFor()
  expect(window.errors).toEqual([])
  await window.context.close()
})

test.each(['磙子营乡 网格员', '演示县 县管理员'])('%s: no page is blank or breaks, with parameters of nonsense and for a role that has nothing to do there', async (label) => {
  const window = await openWindow(browser, PHONE)
  await window.page.getByRole('button', { name: label }).first().click()
  await window.page.getByText('演示账号').waitFor({ state: 'hidden' })
  const blank: PageName[] = []
  for (const page of Object.keys(PAGES) as PageName[]) {
    if (page === 'signin') continue
    await window.page.goto(at(`/${PAGES[page]}?${Object.entries(junk).map(([name, value]) => `${name}=${value}`).join('&')}`))
    await window.page.waitForURL((url) => url.hash.includes(PAGES[page]) || url.hash.includes('pages/home'))
    await window.page.waitForFunction(saysSomething, undefined, { timeout: 10_000 }).catch(() => blank.push(page))
  }
  expect([blank, window.errors]).toEqual([[], []])
  await window.context.close()
})
