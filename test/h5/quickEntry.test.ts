import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { sees, tap, write } from './hands'
import { openKillable } from './killable'
import { countTaps, counted, quickEntryText } from './taps'
import { openBrowser, openWindow, PHONE, received, signIn, type Window } from './window'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WORKER = '木叶乡 网格员'
const TEXT = '雨水流到院里，商定月底前把水管接到村沟'

test('who has done it twice needs at most five taps beside the typing, and the place of the last entry stands there already', async () => {
  const worker = await openWindow(browser, PHONE)
  await signIn(worker, WORKER)
  await received(worker)
  for (const surname of ['仝', '弥']) {
    await entered(worker, surname)
    await tap(worker, '收起')
    await sees(worker, '最近记下的')
  }
  await countTaps(worker.page)
  const began = Date.now()
  await entered(worker, '乜')
  const seconds = (Date.now() - began) / 1_000
  const { count, letters } = await counted(worker.page)
  process.stdout.write(quickEntryText('', count, seconds, TEXT.length))
  expect(letters).toBe(1 + TEXT.length)
  expect(count).toBeGreaterThanOrEqual(4)
  expect(count).toBeLessThanOrEqual(5)
  expect(worker.errors).toEqual([])
  await worker.context.close()
})

test('an entry half written is there again after the page was loaded anew, and after the program was killed without a word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-killed-'))
  const first = await openKillable(folder, PHONE)
  await signIn(first.window, WORKER)
  await received(first.window)
  await tap(first.window, '记纠纷')
  await write(first.window, '一方的姓，可以不填', '笪')
  await tap(first.window, '邻里')
  await isPutAside(first.window)
  await first.window.page.reload()
  await isAsLeft(first.window, '')

  await write(first.window, '怎么回事、怎么商定的', TEXT)
  await tap(first.window, '调好了')
  await isPutAside(first.window)
  // Nothing of it runs any more, not even its farewell.
  await first.kill()
  const second = await openKillable(folder, PHONE)
  const { window } = second
  await window.page.getByText(/接着写・/).filter({ visible: true }).click()
  await isAsLeft(window, TEXT)
  expect(await window.page.getByRole('radio', { name: '调好了', exact: true }).getAttribute('aria-checked')).toBe('true')
  await tap(window, '保存')
  await sees(window, '记下了')
  await tap(window, '收起')
  await sees(window, '最近记下的')
  expect(await window.page.getByText(/接着写・/).count()).toBe(0)
  expect([...first.window.errors, ...window.errors]).toEqual([])
  await second.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** A typical entry: a surname, the type, how it ended, what was agreed, 保存. */
async function entered(worker: Window, surname: string): Promise<void> {
  await tap(worker, '记纠纷')
  await write(worker, '一方的姓，可以不填', surname)
  await tap(worker, '邻里')
  await tap(worker, '调好了')
  await write(worker, '怎么回事、怎么商定的', TEXT)
  await tap(worker, '保存')
  await sees(worker, '记下了')
}

async function isAsLeft({ page }: Window, text: string): Promise<void> {
  const who = page.getByLabel('一方的姓，可以不填', { exact: true }).filter({ visible: true })
  await who.waitFor()
  expect(await who.inputValue()).toBe('笪')
  expect(await page.getByRole('radio', { name: '邻里', exact: true }).filter({ visible: true }).getAttribute('aria-checked')).toBe('true')
  expect(await page.getByLabel('怎么回事、怎么商定的').filter({ visible: true }).inputValue()).toBe(text)
}

/** The draft's file is written half a second after the last change. */
async function isPutAside({ page }: Window): Promise<void> {
  await page.waitForTimeout(1_500)
}
