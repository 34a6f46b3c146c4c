import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoVariable } from '../setup/startDemo'
import { openWeapp, type OpenOptions, type Weapp } from './harness/open'
import type { Target } from './harness/screen'

/** The package that ships. Somebody who works on one test brings a built one of their own. */
export const dist = process.env.TEST_WEAPP ?? join(__dirname, '../../dist/weapp')
/** The address config/index.ts builds in when TARO_APP_SERVER names no other. */
export const builtFor = process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:8787'
/** The server judges within a second; a machine that runs all tests at once may take longer. */
export const untilUploaded = 60_000

export function demoUrl(): string {
  const url = process.env[demoVariable]
  if (url === undefined) throw new Error('The demo is not running: this file belongs to the jest project `system`')
  return url
}

/** A recording as WeChat gives it: AAC in frames of their own. */
export function adts(size: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xf1, 0x6c, 0x40]), Buffer.alloc(size, 3)])
}

/** A new phone with the program, talking to the demo. */
export async function openPhone(options: Partial<OpenOptions> = {}): Promise<Weapp> {
  if (!existsSync(join(dist, 'app.json'))) throw new Error(`${dist} is missing: run \`npm run build:weapp\` first`)
  return openWeapp({ dist, serverUrl: demoUrl(), domain: builtFor, ...options })
}

/** Taps the demo account whose button begins with these words. */
export async function signIn(weapp: Weapp, account: string): Promise<void> {
  await weapp.waitText('演示账号')
  await weapp.tap(new RegExp(`^${account}`))
  await weapp.waitText('演示数据')
}

/** Somebody who is not on the sign-in page of the demo. */
export async function enter(weapp: Weapp, login: string): Promise<void> {
  await weapp.waitText('演示账号')
  await weapp.input(labelled('账号'), login)
  await weapp.input(labelled('密码'), 'demo1234')
  await weapp.tap('登录')
  await weapp.waitText('演示数据')
}

/** A phone that keeps records has read them whole; before that it knows neither villages nor its last entries. */
export async function received(weapp: Weapp): Promise<void> {
  await weapp.waitText('都已上传', 100_000)
}

/** What those who hear the page are told it is. */
export function labelled(label: string): Target {
  return { css: `[aria-label="${label}"]` }
}

/** Saves the form of a move; the record it belongs to is on top again. */
export async function save(weapp: Weapp): Promise<void> {
  await weapp.tap('保存')
  await weapp.waitText('经过')
}

/** Bytes of the setData calls of some phones together, sorted out; printed, because a limit alone does not tell how near it is. */
export async function dataStats(name: string, phones: readonly Weapp[]): Promise<{ readonly p50: number; readonly p99: number; readonly max: number; readonly mostNodes: number; readonly deepest: number }> {
  const all = await Promise.all(phones.map((phone) => phone.measures()))
  const sizes = all.flatMap((each) => each.sizes).sort((a, b) => a - b)
  const at = (share: number): number => sizes[Math.max(0, Math.ceil(sizes.length * share) - 1)] ?? 0
  const most = all.reduce((before, each) => (each.mostNodes > before.mostNodes ? each : before))
  const stats = { p50: at(0.5), p99: at(0.99), max: at(1), mostNodes: most.mostNodes, deepest: Math.max(...all.map((each) => each.deepest)) }
  process.stdout.write(`${name}: ${sizes.length} × setData, p50 ${stats.p50} B, p99 ${stats.p99} B, max ${stats.max} B; at most ${most.mostNodes} nodes (${most.mostOn}), ${stats.deepest} pages\n`)
  return stats
}
