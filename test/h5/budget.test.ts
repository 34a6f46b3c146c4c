import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openBrowser, openWindow, PHONE, signIn } from './window'

const H5 = join('dist', 'h5')
/** What is on the way before somebody can begin: sign-in and home. */
const FIRST_LOAD = 250 * 1024
/** What the service worker then puts aside, page by page, for days without a network; twenty pages of administration among them. */
const WHOLE_PROGRAM = 540 * 1024

test('the first load, up to a home page one can write from, is at most 250 KB compressed', async () => {
  const browser = await openBrowser()
  const window = await openWindow(browser, PHONE)
  await signIn(window, '磙子营乡 网格员')
  await window.page.getByRole('button', { name: '记纠纷', exact: true }).waitFor()
  const loaded = await window.page.evaluate(() => ['', ...performance.getEntriesByType('resource').map(({ name }) => name)]
    .map((address) => new URL(address, location.href).pathname).filter((path) => /(\.(js|css)|\/)$/.test(path)))
  const files = [...new Set(loaded)].map((path) => path.endsWith('/') ? 'index.html' : path.slice(1)).filter((name) => name !== 'sw.js')
  expect(files.length).toBeGreaterThan(5)
  expect(files.reduce((sum, name) => sum + compressed(name), 0)).toBeLessThanOrEqual(FIRST_LOAD)
  await browser.close()
})

test('the whole program, every page included, is at most 540 KB compressed', () => {
  expect(codeFiles().length).toBeGreaterThan(20)
  expect(codeFiles().reduce((sum, name) => sum + compressed(name), 0)).toBeLessThanOrEqual(WHOLE_PROGRAM)
})

function codeFiles(): readonly string[] {
  return readdirSync(H5, { recursive: true }).map(String).filter((name) => /\.(js|css|html)$/.test(name))
}

function compressed(name: string): number {
  return gzipSync(readFileSync(join(H5, name))).length
}

/** Names in messages and stand-in addresses inside Taro, Stencil and React. Nothing is fetched from them: the journeys watch every request. */
const NAMED_ONLY = /^(www\.w3\.org|reactjs\.org|stenciljs\.com|taro\.com|(docs\.)?taro\.zone|taro-docs\.jd\.com|query-string\.invalid|github\.com|developers\.weixin\.qq\.com)$/

test('no new foreign host has come into the program', () => {
  const hosts = codeFiles().flatMap((name) => [...readFileSync(join(H5, name), 'utf8').matchAll(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,})/gi)].map((found) => found[1] ?? ''))
  expect([...new Set(hosts)].filter((host) => !NAMED_ONLY.test(host))).toEqual([])
})
