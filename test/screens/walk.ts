import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { inspect, settled, type Finding } from './inspect'
import type { Known } from './learn'
import { addressOfScreen } from './looks'
import type { ScreenCase } from './screens'

/** One way of holding a page: window, size of text, whether axe-core reads it. */
export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly isLargest: boolean
  /** Height a finger needs, px; null at a desk, where nothing is measured: a mouse is exact, and tables give way (test/h5/desk.test.ts). */
  readonly tall: number | null
  readonly isRead: boolean
}
const PHONE = { width: 375, height: 812 }
/** Of a finger, px (`--tap`). */
const FINGER = { normal: 44, largest: 60 }
/** In every run: the phone most have, and the hardest case, largest text on the smallest phone. */
export const LOOKS: readonly Look[] = [
  { name: 'normal', ...PHONE, isLargest: false, tall: FINGER.normal, isRead: true },
  { name: 'small largest', width: 360, height: 640, isLargest: true, tall: FINGER.largest, isRead: true },
]
/** `npm run test:full` looks at these too. */
export const ALL_LOOKS: readonly Look[] = [
  ...LOOKS,
  { name: 'largest', ...PHONE, isLargest: true, tall: FINGER.largest, isRead: true },
  { name: 'landscape', width: 812, height: 375, isLargest: false, tall: FINGER.normal, isRead: false },
  { name: 'tablet', width: 768, height: 1024, isLargest: false, tall: FINGER.normal, isRead: false },
  { name: 'desk', width: 1440, height: 900, isLargest: false, tall: null, isRead: true },
  { name: 'desk largest', width: 1440, height: 900, isLargest: true, tall: null, isRead: true },
]
const DARK = /^(signin|home-worker|register|board|me|quick|record-dispute|attention|report|people)$/
/** Pages of records, where what people write stands: looked at also with names and numbers such as nobody thought of. */
const ODD = /^(home|register|record|board|records|quick|todo)/
/** The part of a window that docked things may take. */
const DOCKED = 0.4
/** One line of filters, and the kinds of record above a list: a finger draws them along. */
const STRIPS = '.chips-line, .kind-tabs'
/** Where and what of a record, in one line of a list. */
const GIVES_WAY = '.facts-line > *'
/** What of the page itself the measures go by. */
const MEASURES = { strips: STRIPS, givesWay: GIVES_WAY }
/** Pictures of numbers: they say what they show, not the letters of their axes. */
const PICTURES = /class="tap months"/

const HOLDERS = /网格员|调解员|司法所/

/** One line a finding: screen and look | rule | what | why. */
export type Line = string

export interface Walk {
  readonly browser: Browser
  /** Origin of a running demo, and what its pages are asked for. */
  readonly address: string
  readonly known: Known
  readonly looks: readonly Look[]
  /** Each page is loaded anew; else it follows the one before, as by a tap. */
  readonly isCold: boolean
  /** Hears each line as it is found. */
  tell(line: Line): void
}

/** The screens of one person, in a browser of their own. */
export async function walk({ browser, address, known, looks, isCold, tell }: Walk, screens: readonly ScreenCase[]): Promise<void> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: true })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const [first] = screens
  let at = first
  page.on('pageerror', ({ message }) => tell(`${at?.name ?? ''} | error | | ${message}`))
  await page.goto(address)
  if (first !== undefined && first.as !== null) await cameIn(page, first.as)
  for (const screen of screens) {
    at = screen
    if (isCold) await page.goto('about:blank')
    await page.goto(addressOfScreen(address, screen, known))
    if (await shows(page, screen.shows)) await look(page, screen.name, looks, tell)
    else tell(`${screen.name} | missing | | it does not show ${String(screen.shows)}: ${(await page.innerText('body')).replace(/\s+/g, ' ').slice(0, 200)}`)
  }
  await context.close()
}

async function cameIn(page: Page, as: string): Promise<void> {
  await page.getByRole('button', { name: as }).first().click()
  await page.getByText('演示账号').waitFor({ state: 'hidden' })
  // Who holds records reads their township first, which takes its time.
  if (HOLDERS.test(as)) await page.getByText('都已上传').filter({ visible: true }).first().waitFor({ timeout: 60_000 })
}

function shows(page: Page, words: RegExp): Promise<boolean> {
  return page.getByText(words).filter({ visible: true }).first().waitFor().then(() => true, () => false)
}

/** The page that is open, in every look, its colours in the dark, and with words such as nobody thought of. */
async function look(page: Page, name: string, looks: readonly Look[], tell: (line: Line) => void): Promise<void> {
  await page.evaluate(settled, 200)
  await page.evaluate(addAxe, axe.source)
  const add = (how: string, findings: readonly Finding[]): void => {
    for (const { rule, element, why } of findings) tell(`${name}, ${how} | ${rule} | ${element} | ${why}`)
  }
  if (DARK.test(name)) {
    await page.emulateMedia({ colorScheme: 'dark' })
    add('dark', await page.evaluate(readAloud, ['color-contrast']))
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const hold = async ({ width, height, isLargest }: Look): Promise<void> => {
    await page.setViewportSize({ width, height })
    await page.evaluate(enlarge, isLargest)
    // What the width changes is asked for anew, and pale until it is there.
    if (width > PHONE.width) await page.evaluate(settled, 400)
  }
  for (const each of looks) {
    await hold(each)
    if (each.isRead) add(each.name, (await page.evaluate(readAloud, [])).filter(({ element }) => !PICTURES.test(element)))
    if (each.tall !== null) add(each.name, await page.evaluate(inspect, { ...MEASURES, tall: each.tall, wide: FINGER.normal, docked: DOCKED }))
  }
  // Last: what the odd words have written over is gone.
  for (const each of looks.filter(({ tall }) => tall !== null && ODD.test(name))) {
    await hold(each)
    await page.evaluate(makeOdd, LONG)
    add(`odd ${each.name}`, (await page.evaluate(inspect, { ...MEASURES, tall: 0, wide: 0, docked: 1 })).filter(({ rule }) => /^(sideways|clipped|over)$/.test(rule)))
  }
  await page.setViewportSize(PHONE)
}

/** In the browser, once a document. */
function addAxe(source: string): void {
  if (!('axe' in window)) (0, eval)(source)
}

/** In the browser: as 我的 → 字号 does it, without a start for each. */
function enlarge(isLargest: boolean): void {
  for (const root of document.querySelectorAll('.page')) root.classList.toggle('page-largest', isLargest)
}

/** A place of 120 characters; a name of 30 with characters outside the first plane, a joined emoji, and no place to break. */
const LONG = { place: '磙子营乡石碾沟村民委员会东片总支第一网格'.repeat(6), name: `𠮷䶮${'欧阳'.repeat(5)}👨‍👩‍👧‍👦${'abcdefghij'}𬭎` }

/** In the browser: the words of the page, as if its records held the long and the odd. Every row and cell, every number that opens. */
function makeOdd({ place, name }: typeof LONG): void {
  const write = (selector: string, words: readonly string[]): void => {
    document.querySelectorAll(selector).forEach((each, at) => {
      const inner = [...each.querySelectorAll('taro-text-core, span')].find(({ childElementCount }) => childElementCount === 0) ?? each
      if (inner.childElementCount === 0) inner.textContent = words[at % words.length] ?? ''
    })
  }
  write('.row-title, .top-title, .cell-value, .pair-value, .subject', [`邻里・${name}和${name}`, place])
  write('.row-meta > *, .bar-name, .timeline-body, .chip-place', [place, name])
  write('.opens-number, .bar-number, .sum-before', ['10,000', '0'])
}

/** In the browser, where axe-core has put itself: by these rules, or by all of WCAG 2.1 AA. */
async function readAloud(only: readonly string[]): Promise<readonly Finding[]> {
  const { axe: reader } = window as unknown as { readonly axe: { run(options: object): Promise<axe.AxeResults> } }
  const rules = only.length > 0 ? { runOnly: only } : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], rules: { 'label-content-name-mismatch': { enabled: true } } }
  const { violations } = await reader.run({ ...rules, resultTypes: ['violations'] })
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ rule: `axe ${id}`, element: html.slice(0, 160), why: (failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 240) })))
}
