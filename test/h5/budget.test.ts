import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const H5 = join('dist', 'h5')
const FIRST_LOAD = 350 * 1024

test('the whole program, every page included, is a first load of at most 350 KB compressed', () => {
  const code = readdirSync(H5, { recursive: true }).map(String).filter((name) => /\.(js|css|html)$/.test(name))
  const bytes = code.reduce((sum, name) => sum + gzipSync(readFileSync(join(H5, name))).length, 0)
  expect(code.length).toBeGreaterThan(5)
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD)
})

/** Names in messages and stand-in addresses inside Taro, Stencil and React. Nothing is fetched from them: the journeys watch every request. */
const NAMED_ONLY = /^(www\.w3\.org|reactjs\.org|stenciljs\.com|taro\.com|(docs\.)?taro\.zone|taro-docs\.jd\.com|query-string\.invalid|github\.com|developers\.weixin\.qq\.com)$/

test('no new foreign host has come into the program', () => {
  const code = readdirSync(H5, { recursive: true }).map(String).filter((name) => /\.(js|css|html)$/.test(name))
  const hosts = code.flatMap((name) => [...readFileSync(join(H5, name), 'utf8').matchAll(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,})/gi)].map((found) => found[1] ?? ''))
  expect([...new Set(hosts)].filter((host) => !NAMED_ONLY.test(host))).toEqual([])
})
