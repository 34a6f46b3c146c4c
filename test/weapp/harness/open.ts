import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { compiledOf, type CompiledPackage } from './compile'
import { createDisk, HostFailure, phoneLimits, type DiskLimits, type HostCalls } from './disk'
import { createNetwork, type RequestRecord } from './net'
import { createPermissions } from './permissions'
import { createScreen, patience, type Screen, type Target } from './screen'
import { serve } from './serve'

/** The answer of a mocked API: a value, or a function of the program's arguments; it throws a `HostFailure` to make the call fail. */
export type Mock = object | string | number | boolean | null

export interface OpenOptions {
  readonly dist: string
  /** The same package compiled before, for tests with many phones. */
  readonly compiled?: CompiledPackage
  /** Origin of the server under test. */
  readonly serverUrl: string
  /** Origin the package was built for, when it is another one ('' if for none); the only one the program may talk to. */
  readonly domain?: string
  /** Where storage and files stand; without it a fresh folder that goes away on close. */
  readonly storageDir?: string
  readonly mocks?: Readonly<Record<string, Mock>>
  /** A browser to share, so that several phones fit into one test. */
  readonly browser?: Browser
  /** First page with its query, `pages/home/index?from=card`; the package's first page otherwise. */
  readonly entry?: string
  readonly theme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly limits?: Partial<DiskLimits>
  /** The host's own font size: 16 is normal, WeChat's largest is 26. */
  readonly fontSize?: number
  /** Scopes the person refused, `scope.record`. */
  readonly refused?: readonly string[]
  /** What a recording of this phone holds. */
  readonly recording?: Buffer
  /** Whether the person has agreed to the privacy terms already (they have, unless said), and the calls the terms name (all, unless said). */
  readonly privacy?: { readonly isAgreed?: boolean; readonly declared?: readonly string[] }
}

/** What the program cost the phone since it was first opened, over all starts. */
export interface Measures {
  /** Bytes of every setData, in order. */
  readonly sizes: readonly number[]
  /** Most nodes one page had, and the route of that page. */
  readonly mostNodes: number
  readonly mostOn: string
  /** Most pages on the stack. */
  readonly deepest: number
}

export interface WxCall {
  readonly name: string
  readonly args: readonly unknown[]
}

export interface Weapp extends Pick<Screen, 'text' | 'waitText' | 'count'> {
  readonly page: Page
  /** Every call of `wx.*`, oldest first; kept over `relaunch`. */
  readonly calls: readonly WxCall[]
  readonly requests: readonly RequestRecord[]
  /** Everything the program did wrong: errors uncaught or said on the console, refused or unknown calls, oversized setData. A sound journey ends with none. */
  readonly errors: readonly string[]
  tap(target: Target): Promise<void>
  longPress(target: Target): Promise<void>
  /** Types into the text field with this placeholder or label, or the one found by selector. */
  input(target: Target, text: string): Promise<void>
  /** What stands in a text field. */
  valueOf(target: Target): Promise<string>
  /** Presses the keyboard's confirm key in an input. */
  confirm(target: Target): Promise<void>
  /** Opens a picker by tapping `target` and chooses one text per column; for a date or time its value. */
  pick(target: Target, ...choices: readonly string[]): Promise<void>
  title(): Promise<string>
  /** Route of the current page with its query as it arrived, still encoded. */
  route(): Promise<string>
  back(): Promise<void>
  tab(text: string): Promise<void>
  pullDown(): Promise<void>
  background(): Promise<void>
  foreground(): Promise<void>
  offline(offline: boolean): Promise<void>
  setTheme(theme: 'light' | 'dark'): Promise<void>
  mock(name: string, mock: Mock): Promise<void>
  /** Turns the phone, or gives it another size. */
  resize(viewport: { readonly width: number; readonly height: number }): Promise<void>
  /** From now on the disk takes only so much. */
  limit(limits: Partial<DiskLimits>): void
  refuse(scope: string): void
  allow(scope: string): void
  /** The host has fetched a newer version of the program, or could not. */
  update(outcome: 'ready' | 'failed'): Promise<void>
  /** Nodes of the current page. */
  nodes(): Promise<number>
  /** Pages on the stack now. */
  depth(): Promise<number>
  measures(): Promise<Measures>
  /** Kills the program and starts it cold; storage and files stay. */
  relaunch(entry?: string): Promise<void>
  shot(path: string): Promise<void>
  close(): Promise<void>
}

// Prints the path of Chromium, and installs it where it may; `npm test` has run it already and set CHROME_PATH.
const finder = join(__dirname, '../../../scripts/browser.mjs')
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim()
  return chromium.launch({ executablePath, args: flags })
}

/** Starts the built package of `dist` in a browser under the host's rules and waits for its first page. */
export async function openWeapp(options: OpenOptions): Promise<Weapp> {
  const compiled = options.compiled ?? compiledOf(options.dist)
  const diskRoot = options.storageDir ?? mkdtempSync(join(tmpdir(), 'weapp-'))
  const browser = options.browser ?? (await launchBrowser())
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 375, height: 812 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const errors: string[] = []
  const calls: WxCall[] = []
  const mocks = new Map<string, Mock>(Object.entries(options.mocks ?? {}))
  const limits = { ...phoneLimits, ...options.limits }
  const permissions = createPermissions(options, diskRoot)
  const control = <T>(name: string, argument: unknown = null): Promise<T> =>
    page.evaluate(([method, value]) => (globalThis as never as Controls).weapp?.[method]?.(value), [name, argument] as const) as Promise<T>

  const network = createNetwork({
    serverUrl: options.serverUrl,
    domain: options.domain ?? options.serverUrl,
    diskRoot,
    onSocket: (id, kind, detail) => void control('socket', { id, kind, detail }).catch(() => undefined),
  })
  const hostCalls: HostCalls = {
    ...createDisk(diskRoot, limits),
    ...permissions.calls,
    ...network.calls,
    log: (entry: WxCall) => void calls.push(entry),
    error: (text: string) => void errors.push(text),
    mock: ({ name, args }: WxCall) => {
      const mock = mocks.get(name)
      return typeof mock === 'function' ? (mock as (...args: readonly unknown[]) => unknown)(...args) : mock
    },
  }
  const call = async (text: string): Promise<string> => {
    const { name, options: given } = JSON.parse(text) as { name: string; options: never }
    try {
      return JSON.stringify({ ok: await hostCalls[name]?.(given) })
    } catch (error) {
      if (error instanceof HostFailure) return JSON.stringify({ fail: error.message })
      errors.push(`${name}: ${String(error)}`)
      return JSON.stringify({ fail: String(error) })
    }
  }
  let entry = options.entry ?? compiled.app.pages[0] ?? ''
  let theme = options.theme ?? 'light'
  let isConnected = true
  const boot = (): string =>
    JSON.stringify({ compiled, entry, theme, isConnected, mocked: [...mocks.keys()], fontSize: options.fontSize ?? 16, privacy: permissions.privacy() })
  const served = await serve({ dist: options.dist, diskRoot, boot, call })
  await page.exposeFunction('hostCall', call)
  page.on('crash', () => errors.push('the page crashed'))

  async function start(): Promise<void> {
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(served.url)
    await page.waitForFunction(() => (globalThis as never as Controls).weapp?.started !== undefined, undefined, { timeout: patience })
    await control('started')
  }

  const screen = createScreen(page, errors)
  let before: Measures = { sizes: [], mostNodes: 0, mostOn: '', deepest: 0 }

  const weapp: Weapp = {
    page,
    calls,
    requests: network.requests,
    errors,
    tap: async target => {
      const found = await screen.find(target)
      await found.click({ timeout: patience, force: await isReached(found) })
    },
    longPress: async target => (await screen.find(target)).click({ delay: 450, timeout: patience }),
    input: async (target, value) => (await screen.field(target)).fill(value, { timeout: patience }),
    valueOf: async target => (await screen.field(target)).inputValue(),
    confirm: async target => (await screen.field(target)).press('Enter'),
    pick: async (target, ...choices) => {
      await weapp.tap(target)
      const picker = page.locator('#popups .picker')
      for (const [i, choice] of choices.entries()) {
        const typed = picker.locator('input')
        if ((await typed.count()) > 0) await typed.fill(choice)
        else await picker.locator('.column').nth(i).getByText(choice, { exact: true }).click({ timeout: patience })
      }
      await picker.getByText('确定', { exact: true }).click()
    },
    text: screen.text,
    waitText: screen.waitText,
    count: screen.count,
    title: () => control('title'),
    route: () => control('route'),
    back: () => control('back'),
    tab: async name => page.locator('#tabs').getByText(name, { exact: true }).click({ timeout: patience }).then(() => control('settled')),
    pullDown: () => control('pullDown'),
    background: () => control('background'),
    foreground: () => control('foreground'),
    offline: async offline => {
      isConnected = !offline
      network.setOffline(offline)
      await control('network', isConnected)
    },
    setTheme: async next => {
      theme = next
      await page.emulateMedia({ colorScheme: theme })
      await control('theme', theme)
    },
    mock: async (name, mock) => {
      mocks.set(name, mock)
      await control('mocked', name)
    },
    resize: async viewport => {
      await page.setViewportSize(viewport)
      await control('resize')
    },
    limit: next => void Object.assign(limits, next),
    refuse: permissions.refuse,
    allow: permissions.allow,
    update: outcome => control('update', outcome),
    nodes: () => control('nodes'),
    depth: () => control('depth'),
    measures: async () => together(before, await control('measures')),
    relaunch: async next => {
      before = together(before, (await control<Measures | undefined>('measures')) ?? before)
      entry = next ?? options.entry ?? compiled.app.pages[0] ?? ''
      await page.goto('about:blank')
      network.dropAll()
      await start()
    },
    shot: async path => void (await page.screenshot({ path })),
    close: async () => {
      network.dropAll()
      await context.close()
      if (options.browser === undefined) await browser.close()
      await served.close()
      if (options.storageDir === undefined && existsSync(diskRoot)) rmSync(diskRoot, { recursive: true })
    },
  }
  try {
    await start()
  } catch (error) {
    await weapp.close()
    throw new Error(`The program did not start: ${String(error)}\nErrors: ${errors.join('\n')}`)
  }
  return weapp
}

/**
 * Whether a finger gets through to it; what lies below the dock is scrolled up first, as a person does. On a word it hits the button around it,
 * whose room for fingers may lie over the word: Playwright would wait for the word to be free.
 */
async function isReached(found: Locator): Promise<boolean> {
  await found.scrollIntoViewIfNeeded({ timeout: patience })
  return found.evaluate(element => {
    const isFree = (): boolean => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const over = element.ownerDocument.elementFromPoint(left + width / 2, top + height / 2)
      return over !== null && (over.contains(element) || element.contains(over))
    }
    if (!isFree()) element.scrollIntoView({ block: 'center' })
    return isFree()
  })
}

function together(before: Measures, now: Measures): Measures {
  const { mostNodes, mostOn } = before.mostNodes > now.mostNodes ? before : now
  return { sizes: [...before.sizes, ...now.sizes], mostNodes, mostOn, deepest: Math.max(before.deepest, now.deepest) }
}

interface Controls {
  readonly weapp?: Readonly<Record<string, (argument: unknown) => unknown>>
}
