import type { Browser } from 'playwright-core'
import { more, save, sees, tap, write } from './hands'
import { demoAddress, openBrowser, openWindow, PC, PHONE, picture, received, signIn, type Window } from './window'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Somebody whose account is not on the sign-in page of the demo. */
async function enter(window: Window, login: string): Promise<void> {
  await write(window, '账号', login)
  await write(window, '密码', 'demo1234')
  await tap(window, '登录')
  await window.page.getByText('演示账号').waitFor({ state: 'hidden' })
}

/** The record as it stands for somebody else, who comes to it afresh; whoever has it open sees it move. */
async function look(window: Window, address: string): Promise<void> {
  if (window.page.url() !== address) {
    await window.page.goto(address)
    await window.page.reload()
  }
  await sees(window, '经过')
}

async function uploaded(window: Window): Promise<void> {
  await window.page.getByText('已上传', { exact: true }).filter({ visible: true }).first().waitFor()
}

/** Registers a matter and leaves its page open; the address of it. */
async function listen(window: Window, kind: string, what: string): Promise<string> {
  await tap(window, '记说事')
  await tap(window, kind)
  await write(window, '说的什么事', what)
  await tap(window, '保存')
  await sees(window, '记下了')
  await tap(window, '看这一件')
  await sees(window, '待交办')
  await uploaded(window)
  return window.page.url()
}

test('a matter is handed out, signed for, chased, settled, rated badly, done again and rated well', async () => {
  const [mediator, office, station] = await Promise.all([openWindow(browser, PHONE), openWindow(browser, PC), openWindow(browser, PHONE)])
  await Promise.all([signIn(mediator, '马楼乡 人民调解员'), enter(office, '马楼/综治中心'), enter(station, '马楼/派出所')])
  await received(mediator)
  const address = await listen(mediator, '求助', '村口路灯坏了三盏，晚上没人敢走')

  await look(office, address)
  await picture(office, 'matter-registered-1440')
  await tap(office, '交办')
  await tap(office, /^承办单位：/)
  await tap(office, '马楼乡派出所')
  await picture(office, 'matter-assign-1440')
  await save(office)
  await sees(office, '等马楼乡派出所签收')

  await look(station, address)
  await picture(station, 'matter-assigned-375')
  await tap(station, '签收')
  await save(station)
  await more(station, '申请延期')
  await station.page.getByLabel('想延到').filter({ visible: true }).first().fill(inDays(20))
  await write(station, '延期的理由', '灯杆要等供电所来人')
  await save(station)

  await look(office, address)
  await tap(office, '同意延期')
  await save(office)
  await more(office, '督办')
  await write(office, '督办意见', '天黑得早，请先修一盏')
  await save(office)
  await sees(office, '天黑得早，请先修一盏')

  await look(station, address)
  await tap(station, '办结')
  await write(station, '怎么办的、怎么答复的', '修好两盏，还有一盏等配件')
  await save(station)
  await picture(station, 'matter-resolved-375')

  await look(office, address)
  await tap(office, '反馈给群众')
  await save(office)
  await picture(office, 'matter-rate-1440')
  await tap(office, '不满意')
  await tap(office, '记下不满意')
  await sees(office, '已评价')
  await tap(office, '重办')
  await save(office)
  await sees(office, '群众不满意，重办过一次')

  await look(station, address)
  await picture(station, 'matter-again-375')
  await tap(station, '办结')
  await write(station, '怎么办的、怎么答复的', '三盏都亮了，说事的人在场看过')
  await save(station)
  await look(office, address)
  await tap(office, '反馈给群众')
  await save(office)
  await tap(office, '满意')
  await tap(office, '记下满意')
  await tap(office, '归档')
  await tap(office, '确定归档')
  await sees(office, '已归档')
  await picture(office, 'matter-archived-1440')
  expect([...mediator.errors, ...office.errors, ...station.errors]).toEqual([])
  await Promise.all([mediator, office, station].map(({ context }) => context.close()))
})

test('a matter that becomes a dispute is one dispute more and no matter more, wherever it is counted', async () => {
  const [mediator, leader] = await Promise.all([openWindow(browser, PHONE), openWindow(browser, PHONE)])
  await Promise.all([signIn(mediator, '马楼乡 人民调解员'), signIn(leader, '马楼乡 书记')])
  await received(mediator)
  await listen(mediator, '纠纷', '两家为滴水檐吵起来了')
  const before = await counts(leader)
  await more(mediator, '转为纠纷')
  await sees(mediator, /来自说事/)
  await tap(mediator, /^类型：/)
  await tap(mediator, '邻里')
  await picture(mediator, 'convert-375')
  await tap(mediator, '保存')
  await sees(mediator, '记下了')
  await tap(mediator, '看这一件')
  await sees(mediator, /^来自说事：纠纷/)
  await tap(mediator, '受理')
  await save(mediator)
  await uploaded(mediator)
  await picture(mediator, 'converted-dispute-375')
  await mediator.page.getByText(/^来自说事：纠纷/).filter({ visible: true }).first().click()
  await sees(mediator, /^转成的纠纷：邻里/)
  await picture(mediator, 'converted-matter-375')
  const after = await counts(leader)
  expect(after).toEqual({ disputes: before.disputes + 1, matters: before.matters })
  expect([...mediator.errors, ...leader.errors]).toEqual([])
  await Promise.all([mediator, leader].map(({ context }) => context.close()))
})

/** What the board says was accepted this year, of disputes and of matters, read anew. */
async function counts({ page }: Window): Promise<{ readonly disputes: number; readonly matters: number }> {
  await page.goto(`${demoAddress()}/#/pages/board/index`)
  await page.reload()
  const read = async (label: RegExp): Promise<number> => {
    const tile = page.getByRole('link', { name: label }).filter({ visible: true }).first()
    await tile.waitFor()
    return Number(/\d+/.exec(((await tile.getAttribute('aria-label')) ?? '').replace(/,/g, ''))?.[0])
  }
  return { disputes: await read(/^受理[\d,]+件，看是哪些/), matters: await read(/^受理群众说事[\d,]+件，看是哪些/) }
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
