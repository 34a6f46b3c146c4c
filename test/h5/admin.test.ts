import type { Browser } from 'playwright-core'
import { must } from '../../src/core/assert'
import { sees, tap, write } from './hands'
import { demoAddress, openBrowser, openWindow, PC, PHONE, picture, signIn, type Window } from './window'

/** Nobody else works in them while this runs. A village is split once: a second try takes the second. */
const VILLAGES: readonly string[] = ['梨园', '塔下']
let tries = 0

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function go(window: Window, page: string): Promise<void> {
  await window.page.goto(`${demoAddress()}/#/pages/admin/${page}/index`)
}

test('a county splits a village, another admin grants a role in the new one, and the person signs in and has it', async () => {
  const village = must(VILLAGES[tries++], 'a village for this try')
  const [north, south] = [`${village}北村`, `${village}南村`]
  const [admin, security, worker] = await Promise.all([openWindow(browser, PC), openWindow(browser, PC), openWindow(browser, PHONE)])
  await Promise.all([signIn(admin, '县管理员'), signIn(security, '县安全管理员')])
  await go(admin, 'places')
  await sees(admin, '马楼乡')
  await write(admin, '找地方', `${village}村`)
  await tap(admin, new RegExp(`^${village}村`))
  await sees(admin, /^记过的一共/)
  await picture(admin, 'admin-places-1440')
  await tap(admin, /^分开/)
  await write(admin, '第 1 个叫什么', north)
  await write(admin, '第 2 个叫什么', south)
  // Each group says with which it goes.
  for (const [group, part] of [['一组归哪个', north], ['二组归哪个', south]] as const) {
    await admin.page.getByRole('radiogroup', { name: group }).getByText(part).click()
  }
  await sees(admin, `${north}（下面 1 个）`)
  await picture(admin, 'admin-split-1440')
  await tap(admin, '分成 2 个')
  await sees(admin, '这里有')
  await write(admin, '找地方', village)
  await sees(admin, south)

  await go(security, 'grants')
  await sees(security, '现在有的')
  await tap(security, '授权')
  await tap(security, /^人员：/)
  const name = await nameOf(worker, '马楼乡 网格员')
  await write(security, '找人员', name)
  await tap(security, name)
  await tap(security, /^角色：/)
  await tap(security, '人民调解员')
  await tap(security, /^范围：/)
  await write(security, '找地方', north)
  await tap(security, north)
  await picture(security, 'admin-grant-1440')
  await tap(security, '授权')
  await sees(security, '现在有的')
  await security.page.goto(`${demoAddress()}/#/pages/me/index`)
  await sees(security, '写下的都到县里了')

  await signIn(worker, '马楼乡 网格员')
  await worker.page.goto(`${demoAddress()}/#/pages/me/index`)
  await sees(worker, new RegExp(`${north}\\s*人民调解员`))
  expect([...admin.errors, ...security.errors, ...worker.errors]).toEqual([])
  await Promise.all([admin, security, worker].map(({ context }) => context.close()))
}, 60_000)

/** Who stands on the sign-in page of the demo with that role. */
async function nameOf({ page }: Window, label: string): Promise<string> {
  const words = await page.getByRole('button', { name: label }).first().innerText()
  return /网格员\s+(\S+)/.exec(words)?.[1] ?? ''
}
