import type { Browser } from 'playwright-core'
import { boardCount, more, sees, tap, write } from './hands'
import { openBrowser, openWindow, PHONE, picture, received, signIn, type Window } from './window'

/** Nobody else writes in 前营乡 while this runs: counts are exact. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const ACCEPTED = /^受理[\d,]+件，看是哪些/

test('two that are one are counted once after they were merged, and twice again when that was undone', async () => {
  const [mediator, leader] = await Promise.all([openWindow(browser, PHONE), openWindow(browser, PHONE)])
  await Promise.all([signIn(mediator, '前营乡 人民调解员'), signIn(leader, '前营乡 书记')])
  await received(mediator)
  await writeDown(mediator, false)
  await tap(mediator, '再记一件')
  await writeDown(mediator, true)
  await picture(mediator, 'likely-375')
  await tap(mediator, '看这一件')
  await uploaded(mediator)
  const before = await boardCount(leader, ACCEPTED)

  await more(mediator, '并入另一件')
  await sees(mediator, '可能是这一件')
  await picture(mediator, 'merge-pick-375')
  await mediator.page.getByText(/仝某和昝某/).filter({ visible: true }).last().click()
  await sees(mediator, '并入以后')
  await picture(mediator, 'merge-375')
  await tap(mediator, '确定并入')
  await sees(mediator, /^并入了 1 件/)
  await uploaded(mediator)
  await picture(mediator, 'merged-survivor-375')
  expect(await boardCount(leader, ACCEPTED)).toBe(before - 1)

  await mediator.page.getByText(/^并入了 1 件/).filter({ visible: true }).first().click()
  await sees(mediator, /^并入了：/)
  await more(mediator, '撤销合并')
  await tap(mediator, '确定撤销合并')
  await sees(mediator, '已归档')
  await uploaded(mediator)
  expect(await boardCount(leader, ACCEPTED)).toBe(before)
  expect([...mediator.errors, ...leader.errors]).toEqual([])
  await Promise.all([mediator, leader].map(({ context }) => context.close()))
}, 120_000)

/** The same quarrel, written down by quick entry. */
async function writeDown(window: Window, isHinted: boolean): Promise<void> {
  if (!isHinted) await tap(window, '记纠纷')
  await write(window, '一方的姓，可以不填', '仝')
  await write(window, '另一方的姓，可以不填', '昝')
  await tap(window, '邻里')
  await tap(window, '调好了')
  if (isHinted) await sees(window, /是同一件就不用再记/)
  await tap(window, '保存')
  await sees(window, '记下了')
}

async function uploaded({ page }: Window): Promise<void> {
  await page.getByText('已上传', { exact: true }).filter({ visible: true }).first().waitFor()
}
