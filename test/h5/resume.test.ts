import type { Browser, BrowserContext } from 'playwright-core'
import { MEDIA_PIECE_BYTES, pieceCount } from '../../src/core/media'
import { sees, tap, write } from './hands'
import { newPage, openBrowser, openWindow, PHONE, picture, received, signIn, type Window } from './window'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const WORKER = '木叶乡 网格员'

test('a photo whose upload is cut off at 60 % goes on after the page was closed and opened again, and only the missing pieces are sent', async () => {
  const worker = await openWindow(browser, PHONE)
  const line = await watched(worker.context)
  await signIn(worker, WORKER)
  await received(worker)
  const photo = await noise(worker)
  line.cutAt(0.6)
  await tap(worker, '记纠纷')
  await write(worker, '一方的姓，可以不填', '佟')
  await tap(worker, '邻里')
  await tap(worker, '调好了')
  await tap(worker, /^补充照片/)
  const choosing = worker.page.waitForEvent('filechooser')
  await tap(worker, '拍照或选照片，可以不拍')
  await (await choosing).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo })
  await worker.page.getByAltText('第 1 张照片').waitFor()
  await tap(worker, '保存')
  await sees(worker, '记下了')
  await until(worker, () => line.isCut())
  const [total, before] = [line.total(), line.sent()]
  expect(total).toBeGreaterThanOrEqual(5)
  expect(before).toEqual(upTo(0, Math.round(total * 0.6)))
  await worker.page.close()

  line.restore()
  worker.page = await newPage(worker.context, worker.errors)
  await until(worker, () => line.sent().length >= total)
  await received(worker)
  expect(line.sent()).toEqual(upTo(0, total))
  expect(line.offers()).toBe(2)
  await picture(worker, 'resume-home-375')
  expect(worker.errors).toEqual([])
  await worker.context.close()

  const other = await openWindow(browser, PHONE)
  await signIn(other, WORKER)
  await received(other)
  await other.page.getByText(/邻里.佟某/).first().click()
  await sees(other, '经过')
  await other.page.waitForFunction(() => [...document.images].some((image) => image.alt === '第 1 张照片' && image.naturalWidth === 1600))
  await picture(other, 'resume-photo-375')
  expect(other.errors).toEqual([])
  await other.context.close()
})

/** The line of one browser: pieces that went over it, in order, and a cut after a part of a photo's. */
async function watched(context: BrowserContext) {
  const sent: number[] = []
  let [share, total, offers, isCut] = [1, Infinity, 0, false]
  await context.route(/\/api\//, async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    const piece = /^\/api\/media\/[^/]+\/[^/]+\/(\d+)$/.exec(pathname)?.[1]
    if (piece !== undefined && share < 1 && sent.length >= Math.round(total * share)) isCut = true
    if (isCut) return route.abort('internetdisconnected')
    if (pathname === '/api/media') {
      offers += 1
      total = pieceCount((request.postDataJSON() as { size: number }).size, MEDIA_PIECE_BYTES)
    }
    if (piece !== undefined) sent.push(Number(piece))
    return route.continue()
  })
  return {
    cutAt: (part: number) => {
      share = part
    },
    restore: () => {
      ;[share, isCut] = [1, false]
    },
    isCut: () => isCut,
    sent: () => [...sent],
    offers: () => offers,
    total: () => total,
  }
}

function upTo(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

async function until({ page }: Window, isSo: () => boolean): Promise<void> {
  for (let left = 300; left > 0 && !isSo(); left -= 1) await page.waitForTimeout(200)
  expect(isSo()).toBe(true)
}

/** A picture that no encoder makes small. */
async function noise({ page }: Window): Promise<Buffer> {
  const text = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 1600, height: 1200 })
    const pen = canvas.getContext('2d')
    const pixels = pen?.createImageData(1600, 1200)
    pixels?.data.forEach((_, i, data) => {
      data[i] = i % 4 === 3 ? 255 : Math.floor(Math.random() * 256)
    })
    if (pixels !== undefined) pen?.putImageData(pixels, 0, 0)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
  })
  return Buffer.from(text, 'base64')
}
