import type { Browser } from 'playwright-core'
import { sees, tap, write } from './hands'
import { demoAddress, openBrowser, openWindow, PC, PHONE, picture, signIn, type Window } from './window'

/** Nobody else works in 梨园村 while this runs. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function go(window: Window, page: string): Promise<void> {
  await window.page.goto(`${demoAddress()}/#/pages/admin/${page}/index`)
}

test('a county splits a village, another admin grants a role in the new one, and the person signs in and has it', async () => {
  const [admin, security, worker] = await Promise.all([openWindow(browser, PC), openWindow(browser, PC), openWindow(browser, PHONE)])
  await Promise.all([signIn(admin, '县管理员'), signIn(security, '县安全管理员')])
  await go(admin, 'places')
  await sees(admin, '马楼乡')
  await write(admin, '找地方', '梨园村')
  await tap(admin, /^梨园村/)
  await sees(admin, /^记过的一共/)
  await picture(admin, 'admin-places-1440')
  await tap(admin, /^分开/)
  await write(admin, '第 1 个叫什么', '梨园北村')
  await write(admin, '第 2 个叫什么', '梨园南村')
  // Each group says with which it goes.
  for (const [group, part] of [['一组归哪个', '梨园北村'], ['二组归哪个', '梨园南村']] as const) {
    await admin.page.getByRole('radiogroup', { name: group }).getByText(part).click()
  }
  await sees(admin, /梨园北村（下面 1 个）/)
  await picture(admin, 'admin-split-1440')
  await tap(admin, '分成 2 个')
  await sees(admin, '这里有')
  await write(admin, '找地方', '梨园')
  await sees(admin, '梨园南村')

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
  await write(security, '找地方', '梨园北村')
  await tap(security, '梨园北村')
  await picture(security, 'admin-grant-1440')
  await tap(security, '授权')
  await sees(security, '现在有的')
  await security.page.goto(`${demoAddress()}/#/pages/me/index`)
  await sees(security, '写下的都到县里了')

  await signIn(worker, '马楼乡 网格员')
  await worker.page.goto(`${demoAddress()}/#/pages/me/index`)
  await sees(worker, /梨园北村\s*人民调解员/)
  expect([...admin.errors, ...security.errors, ...worker.errors]).toEqual([])
  await Promise.all([admin, security, worker].map(({ context }) => context.close()))
}, 60_000)

/** Who stands on the sign-in page of the demo with that role. */
async function nameOf({ page }: Window, label: string): Promise<string> {
  const words = await page.getByRole('button', { name: label }).first().innerText()
  return /网格员\s+(\S+)/.exec(words)?.[1] ?? ''
}
