import type { Browser } from 'playwright-core'
import { newPage, openBrowser, openWindow, PHONE, picture, received, signIn, type Window } from './window'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WORKER = /磙子营乡 网格员/

test('quick entry takes at most five taps beyond typing, and ends with a receipt and an official number', async () => {
  const worker = await openWindow(browser, PHONE)
  await signIn(worker, WORKER.source)
  await received(worker)
  let taps = 0
  const tap = async (name: string) => {
    taps += 1
    await worker.page.getByRole('button', { name, exact: true }).or(worker.page.getByRole('radio', { name, exact: true })).first().click()
  }
  await tap('记纠纷')
  await worker.page.getByLabel('一方的姓，可以不填', { exact: true }).fill('陈')
  await worker.page.getByLabel('另一方的姓，可以不填').fill('吴')
  await tap('邻里')
  await tap('调好了')
  await worker.page.getByLabel('怎么回事、怎么商定的').fill('雨水流到院里，商定月底前把水管接到村沟')
  await picture(worker, 'quick-375')
  await tap('保存')
  await worker.page.getByText('记下了').waitFor()
  await worker.page.getByText(/编号 磙调〔\d{4}〕\d+号/).waitFor()
  await picture(worker, 'receipt-375')
  expect(taps).toBeLessThanOrEqual(5)
  expect(worker.errors).toEqual([])
  await worker.context.close()
})

test('written without a network, the page closed and opened again, uploaded when the network is back', async () => {
  const worker = await openWindow(browser, PHONE)
  await signIn(worker, WORKER.source)
  await received(worker)
  await isKept(worker)
  await worker.context.setOffline(true)
  await worker.page.getByRole('button', { name: '记纠纷', exact: true }).click()
  await worker.page.getByLabel('一方的姓，可以不填', { exact: true }).fill('仉')
  await worker.page.getByLabel('另一方的姓，可以不填').fill('昝')
  await worker.page.getByRole('radio', { name: '借贷合同' }).or(worker.page.getByRole('button', { name: '借贷合同' })).first().click()
  await worker.page.getByRole('radio', { name: '调好了' }).or(worker.page.getByRole('button', { name: '调好了' })).first().click()
  await worker.page.getByRole('button', { name: '保存', exact: true }).click()
  await worker.page.getByText('记下了').waitFor()
  await worker.page.close()

  worker.page = await newPage(worker.context, worker.errors)
  await worker.page.getByText('1 条存在手机').waitFor()
  await picture(worker, 'home-offline-375')
  await worker.page.getByText(/合同.仉某和昝某/).first().waitFor()
  await worker.context.setOffline(false)
  await worker.page.getByText('都已上传').waitFor({ timeout: 60_000 })
  await picture(worker, 'home-uploaded-375')
  expect(worker.errors).toEqual([])
  await worker.context.close()
})

test('a photo taken without a network is kept with its record, sent behind it, and seen on another device', async () => {
  const worker = await openWindow(browser, PHONE)
  await signIn(worker, WORKER.source)
  await received(worker)
  const photo = await worker.page.screenshot({ type: 'jpeg' })
  await worker.context.setOffline(true)
  await worker.page.getByRole('button', { name: '记纠纷', exact: true }).click()
  await worker.page.getByLabel('一方的姓，可以不填', { exact: true }).fill('佘')
  await worker.page.getByRole('radio', { name: '邻里', exact: true }).or(worker.page.getByRole('button', { name: '邻里', exact: true })).first().click()
  await worker.page.getByRole('radio', { name: '调好了', exact: true }).or(worker.page.getByRole('button', { name: '调好了', exact: true })).first().click()
  await worker.page.getByRole('button', { name: /^补充照片/ }).click()
  const choosing = worker.page.waitForEvent('filechooser')
  await worker.page.getByRole('button', { name: '拍照或选照片，可以不拍' }).click()
  await (await choosing).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo })
  await worker.page.getByAltText('第 1 张照片').waitFor()
  await picture(worker, 'quick-photo-375')
  await worker.page.getByRole('button', { name: '保存', exact: true }).click()
  await worker.page.getByText('记下了').waitFor()
  await worker.page.getByRole('button', { name: '收起' }).click()
  await openRecord(worker)
  await worker.page.getByText('影像待传').waitFor()
  await picture(worker, 'record-photo-waiting-375')
  await worker.context.setOffline(false)
  await worker.page.getByText('影像待传').waitFor({ state: 'hidden', timeout: 60_000 })
  expect(worker.errors).toEqual([])
  await worker.context.close()

  const other = await openWindow(browser, PHONE)
  await signIn(other, WORKER.source)
  await openRecord(other)
  await other.page.waitForFunction(() => [...document.images].some((image) => image.alt === '第 1 张照片' && image.naturalWidth === 375))
  await picture(other, 'record-photo-375')
  expect(other.errors).toEqual([])
  await other.context.close()
})

async function openRecord({ page }: Window): Promise<void> {
  await page.getByText(/邻里.佘某/).first().click()
  await page.getByText('经过', { exact: true }).waitFor()
}

/** The program is on the device once its worker controls the page; until then a closed page needs the network to open. */
async function isKept({ page }: Window): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}
