import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { assert, must } from '../src/core/assert'
import type { Township } from '../test/full/county'
import { makePhoneCode } from '../src/server/account/phoneCode'
import type { Me } from '../src/core/protocol'
import { answersTo, freshPhone, heapOf, interactiveAt, openChrome, openScreen, seenAt, type Screen } from './parts/chrome'
import { withCounty, type Served } from './parts/county'
import { writeEntries } from './parts/entries'
import { circumstances, spreadOf, tableText } from './parts/measure'
import type { Sight } from './parts/probes'

/**
 * The program that ships, on an emulated mid-range phone (`parts/chrome.ts`): built H5 from the built server on loopback. `npm run bench -- phone
 * [runs] [records]`; writes dist/bench/phone.json.
 */
const RUNS = Number(process.argv[2] ?? 7)
const RECORDS = Number(process.argv[3] ?? 2_000)
const MANY = 5 * RECORDS
const TARGETS: Readonly<Record<string, number>> = { 'first visit, sign-in usable': 3_000, 'repeat visit, home usable': 1_000, 'save → row in the list': 100 }

const SIGN_IN: Sight = { css: 'button', text: '账号密码' }
const DOCK: Sight = { css: '.home-dock button', text: '记纠纷' }
/** Any of the latest: each run adds one. */
const ROW: Sight = { css: '.row-title', text: '某' }

/** Of nobody in the entries: a run each. */
const SURNAMES = [...'赵钱孙周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何']

type Numbers = Record<string, number[]>

async function main(served: Served): Promise<void> {
  const before = circumstances()
  const { address, county } = served
  const [some, many, none] = county.townships.map((town) => mediatorsOf(served, town))
  const write = (i: number, count: number): Promise<void> => {
    const town = must(county.townships[i], 'a township')
    return writeEntries(county, town, must(town.mediators[0], 'a mediator'), count, i * RECORDS)
  }
  await write(0, RECORDS)
  assert(some !== undefined && many !== undefined && none !== undefined, 'three townships')
  const browser = await openChrome()
  const numbers: Numbers = {}
  const note = (name: string, ms: number): void => void (numbers[name] ??= []).push(ms)
  const phone = await signedInPhone(browser, address, some)
  for (let i = 0; i <= RUNS; i += 1) {
    // The first of each is thrown away: it warms the server and this machine's disk.
    const noted = i === 0 ? () => undefined : note
    await firstVisit(browser, address, some, noted)
    await repeatVisit(phone, address, i, noted)
  }
  const told = { ...before, loadAfter: circumstances().load, runs: RUNS, records: RECORDS, numbers }
  tell(told)
  await write(1, MANY)
  const heap = { none: await heapAt(browser, address, none), some: await heapAt(browser, address, some), many: await heapAt(browser, address, many) }
  await browser.close()
  keep({ ...told, heap })
  process.stdout.write(`heap of the home page, MB: ${heap.none} without records, ${heap.some} with ${RECORDS}, ${heap.many} with ${MANY}\n`)
}

/** The next of a township's mediators each time, with the code of their mini-program: nobody is given two within a minute. */
type Hand = () => Promise<{ readonly name: string; readonly code: string }>

function mediatorsOf({ db, county }: Served, { mediators }: Township): Hand {
  const left: Me[] = [...mediators]
  return async () => {
    const { county: id, person, name } = must(left.shift(), 'one more mediator')
    const made = must(await makePhoneCode(db, county.deps.vault, { county: id, person }, Date.now()), 'a code')
    return { name, code: made.code }
  }
}

async function firstVisit(browser: Browser, address: string, hand: Hand, note: (name: string, ms: number) => void): Promise<void> {
  const context = await freshPhone(browser)
  const screen = await openScreen(context, true, { signIn: SIGN_IN })
  const { page } = screen
  await page.goto(address, { waitUntil: 'commit' })
  note('first visit, sign-in seen', await seenAt(screen, 'signIn'))
  const usable = await interactiveAt(screen, 'signIn')
  note('first visit, sign-in usable', usable)
  const bytes = await page.evaluate(() => performance.getEntriesByType('resource').map((each) => ({ name: each.name, bytes: (each as PerformanceResourceTiming).encodedBodySize, end: (each as PerformanceResourceTiming).responseEnd })))
  const files = bytes.filter(({ name, end }) => end <= usable && /\.(js|css)$/.test(new URL(name).pathname))
  note('first visit, KB of program', files.reduce((sum, each) => sum + each.bytes, 0) / 1024)
  note('first visit, answer to the first tap', (await answersTo(screen, page.getByText('账号密码', { exact: true }), { field: { css: 'input[type=password]' } })).field)
  await page.getByText('手机上的登录码', { exact: true }).tap()
  await typeCode(page, hand)
  const { dock, received } = await answersTo(screen, page.getByRole('button', { name: '登录', exact: true }), { dock: DOCK, received: { css: '.home-head', text: '都已上传' } })
  note('first sign-in → home seen', dock)
  note('first sign-in → 2,000 records on the phone', received)
  await context.close()
  note('raw limit: the same files fetched, nothing run', await rawFetch(await freshPhone(browser), address, files.map(({ name }) => name), true))
}

async function repeatVisit(phone: BrowserContext, address: string, run: number, note: (name: string, ms: number) => void): Promise<void> {
  const screen = await openScreen(phone, true, { row: ROW, dock: DOCK })
  const { page } = screen
  await page.goto(address, { waitUntil: 'commit' })
  note('repeat visit, home seen', await seenAt(screen, 'row'))
  note('repeat visit, home usable', await interactiveAt(screen, 'row'))
  await page.waitForTimeout(1_500)
  note('record opened', (await answersTo(screen, visible(page, '.row', '某'), { open: { css: '.content', text: '经过' } })).open)
  await page.goBack()
  note('quick entry opened', (await answersTo(screen, visible(page, '.home-dock button', '记纠纷'), { entry: { css: '.section', text: '哪一类' } })).entry)
  await saved(screen, run, note)
  await register(screen, note)
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /\.(js|css)$/.test(name)))
  await page.close()
  note('raw limit: the same files and every sealed file read', await rawFetch(phone, address, files, false))
}

/** A typical entry, with a text long enough to feel how typing goes. */
async function saved(screen: Screen, run: number, note: (name: string, ms: number) => void): Promise<void> {
  const { page } = screen
  const name = SURNAMES[run % SURNAMES.length] ?? ''
  await page.getByRole('radio', { name: '邻里', exact: true }).tap()
  await page.getByRole('radio', { name: '调好了', exact: true }).tap()
  await page.getByLabel('一方的姓，可以不填', { exact: true }).tap()
  await page.keyboard.insertText(name)
  await page.getByLabel('怎么回事、怎么商定的').tap()
  await page.waitForTimeout(700)
  await page.evaluate(() => window.probes.keys.splice(0))
  await page.keyboard.type('shuiguan yuedi jiehao, ge chu yiban', { delay: 120 })
  await page.waitForTimeout(300)
  const keys = (await page.evaluate(() => window.probes.keys)).sort((a, b) => a - b)
  note('key → letter, median', keys[Math.floor(keys.length / 2)] ?? NaN)
  note('key → letter, p95', keys[Math.floor(keys.length * 0.95)] ?? NaN)
  note('raw limit: one small file written', await rawWrite(page))
  const row = { css: '.row-title', text: `邻里・${name}某` }
  const save = await answersTo(screen, page.getByRole('button', { name: '保存', exact: true }), { receipt: { css: '.receipt-code' }, row: { ...row, below: true } })
  note('save → receipt', save.receipt)
  note('save → row in the list', save.row)
  note('receipt closed → row on the screen', (await answersTo(screen, page.locator('.sheet-close').last(), { row })).row)
  await page.waitForTimeout(1_000)
}

async function register(screen: Screen, note: (name: string, ms: number) => void): Promise<void> {
  const { page, cdp } = screen
  note('register opened', (await answersTo(screen, visible(page, '.tabs a, .tabs button', '台账'), { list: { css: '.found-count', text: '找到' } })).list)
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    window.probes.frames = []
    window.probes.look('never', { css: 'never' })
  })
  for (let i = 0; i < 3; i += 1) await cdp.send('Input.synthesizeScrollGesture', { x: 180, y: 600, yDistance: -4_000, speed: 3_000, gestureSourceType: 'touch' })
  const frames = await page.evaluate(() => window.probes.frames ?? [])
  const gaps = frames.slice(1).map((at, i) => at - (frames[i] ?? at)).sort((a, b) => a - b)
  note('scrolling, p95 of a frame', gaps[Math.floor(gaps.length * 0.95)] ?? NaN)
  note('scrolling, longest frame', gaps.at(-1) ?? NaN)
}

async function typeCode(page: Page, hand: Hand): Promise<void> {
  const { name, code } = await hand()
  await page.getByLabel('姓名', { exact: true }).fill(name)
  await page.getByLabel('登录码', { exact: true }).fill(code)
}

/** A phone whose records are all there, and the program too. */
async function signedInPhone(browser: Browser, address: string, hand: Hand): Promise<BrowserContext> {
  const context = await freshPhone(browser)
  const { page } = await openScreen(context, false)
  await page.goto(address)
  await typeCode(page, hand)
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText('都已上传').filter({ visible: true }).first().waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.close()
  return context
}

async function heapAt(browser: Browser, address: string, hand: Hand): Promise<number> {
  const context = await signedInPhone(browser, address, hand)
  const screen = await openScreen(context, false, { dock: DOCK })
  await screen.page.goto(address)
  await seenAt(screen, 'dock')
  await screen.page.waitForTimeout(3_000)
  const heap = await heapOf(screen)
  await context.close()
  return Math.round(heap / 1024 / 102.4) / 10
}

/** What no order of work in the program saves: its files come and are not run; on a phone that has data, that is read too. */
async function rawFetch(context: BrowserContext, address: string, files: readonly string[], isFresh: boolean): Promise<number> {
  const { page } = await openScreen(context, true)
  // Under /c/ nothing is kept by the service worker.
  await page.route('**/c/raw', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><button>登录</button>' }))
  await page.goto(`${address}/c/raw`)
  const ms = await page.evaluate(async ([names, hasData]) => {
    const began = performance.now()
    await Promise.all(names.map(async (name) => (await fetch(name)).arrayBuffer()))
    if (hasData) {
      const asked = indexedDB.open('shuoshibu')
      await new Promise((done) => { asked.onsuccess = done })
      const all = asked.result.transaction('files').objectStore('files').getAll()
      await new Promise((done) => { all.onsuccess = done })
    }
    return performance.now() - began
  }, [files, !isFresh] as const)
  if (isFresh) await context.close()
  else await page.close()
  return ms
}

/** As many bytes as one op, on the disk in one transaction of the same strictness. */
function rawWrite(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const asked = indexedDB.open('shuoshibu')
    await new Promise((done) => { asked.onsuccess = done })
    const began = performance.now()
    const written = asked.result.transaction('files', 'readwrite', { durability: 'strict' })
    written.objectStore('files').put('x'.repeat(1_500), 'bench')
    await new Promise((done) => { written.oncomplete = done })
    const ms = performance.now() - began
    asked.result.close()
    return ms
  })
}

function visible(page: Page, css: string, text: string) {
  return page.locator(css).filter({ hasText: text, visible: true }).first()
}

interface Result extends ReturnType<typeof circumstances> {
  readonly loadAfter: readonly number[]
  readonly runs: number
  readonly records: number
  readonly heap?: { readonly none: number; readonly some: number; readonly many: number }
  readonly numbers: Numbers
}

function keep(result: Result): void {
  mkdirSync('dist/bench', { recursive: true })
  writeFileSync('dist/bench/phone.json', `${JSON.stringify(result, null, 1)}\n`)
}

function tell(result: Result): void {
  const { numbers, load, loadAfter } = result
  keep(result)
  const rows = Object.entries(numbers).map(([name, values]) => {
    const { median, min, max } = spreadOf(values)
    const target = TARGETS[name]
    return [name, median, min, max, target === undefined ? '' : `${target}${median <= target ? '' : ' missed'}`] as const
  })
  process.stdout.write(`${tableText([['ms', 'median', 'min', 'max', 'target'], ...rows])}\n\n`)
  process.stdout.write(`${result.runs} runs, ${result.records} records, processor a quarter, fast 4G; load ${load.join(' ')} before, ${loadAfter.join(' ')} after\n`)
}

void withCounty(main, { townships: 3, villages: 20, mediators: RUNS + 4 }).then(() => process.exit(0), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
