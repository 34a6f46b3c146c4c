import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { compile } from 'sass'
import { PLAIN_PAPER, type Document, type Paper } from '../../src/core/document'
import { officialColophon, officialGrid, officialMasthead, officialPage } from '../../src/core/officialLayout'
import { officialParagraphs, officialText } from '../../src/core/officialText'
import { measured, type Word } from '../documents/pdfWords'
import { sampleReport } from '../documents/sampleReport'
import { openBrowser } from '../h5/window'

/**
 * What 打印 makes of a report: the paper of the report page, printed by Chromium and measured in the PDF. Any Chinese face will do.
 */
const UPWARD: Paper = {
  fonts: 'gov',
  seal: true,
  masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '周远山' },
  colophon: { copyTo: '县司法局，县人大常委会办公室，县委全面依法治县委员会办公室，县人民政府督查室', printer: '青石岭乡党政办公室', printedOn: '2026-01-15' },
}
const { lines, characters } = officialGrid

let folder: string
let browser: Browser
let page: Page
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'print-'))
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // Taro's own style sheet takes the margin of the page away.
  await page.setContent(`<style>body { margin: 0 } ${sheet()}</style><body>`)
  await page.addScriptTag({ content: await program('test/documents/printPage.tsx') })
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

function sheet(): string {
  return ['src/app.scss', 'src/styles/reportWide.scss'].map((file) => compile(resolve(file), { loadPaths: ['src/styles'] }).css).join('\n')
}

async function program(entry: string): Promise<string> {
  const made = await build({
    entryPoints: [entry], bundle: true, write: false, format: 'iife', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
    resolveExtensions: ['.h5.tsx', '.h5.ts', '.tsx', '.ts', '.mjs', '.js'],
    alias: { '@tarojs/components': resolve('test/mocks/taroComponents.tsx'), '@tarojs/taro': resolve('test/mocks/taro.ts') },
    loader: { '.scss': 'empty', '.css': 'empty', '.png': 'empty', '.svg': 'empty' }, logLevel: 'silent',
  })
  return made.outputFiles.map(({ text }) => text).join('')
}

async function printed(document: Document, paper: Paper): Promise<string> {
  await page.evaluate(([report, on]) => window.show(report, on), [document, paper] as const)
  await page.locator('.op').first().waitFor()
  const file = join(folder, 'print.pdf')
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
  return file
}

/** The characters of the pages without white space and page numbers. */
function characterCounts(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const character of text.replace(/—\s*\d+\s*—/g, '').replace(/\s/g, '')) counts[character] = (counts[character] ?? 0) + 1
  return counts
}

test.each([['plain', PLAIN_PAPER], ['upward', UPWARD], ['without a seal, in Windows faces', { ...UPWARD, fonts: 'plain', seal: false } as const]])('no character is lost on paper: %s', async (_name, paper) => {
  const text = execFileSync('pdftotext', ['-raw', await printed(sampleReport, paper), '-'], { encoding: 'utf8' })
  expect(characterCounts(text)).toEqual(characterCounts(officialText(officialParagraphs(sampleReport, paper))))
})

test.each([['plain', PLAIN_PAPER], ['upward', UPWARD]])('22 lines of 28 characters on every page that has no head: %s', async (_name, paper) => {
  const measuring: Document = { blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text: '国'.repeat(lines * characters * 4) }] }] }
  const words = measured(await printed(measuring, paper)).filter((word) => word.text.startsWith('国'))
  for (const number of [2, 3]) {
    expect(words.filter((word) => word.page === number).map((word) => word.text.length)).toEqual(Array.from({ length: lines }, () => characters))
  }
})

describe('upward', () => {
  let words: readonly Word[]
  beforeAll(async () => { words = measured(await printed(sampleReport, UPWARD)) })
  const found = (text: string): Word => {
    const word = words.find((each) => each.text.startsWith(text))
    if (word === undefined) throw new Error(`not on paper: ${text}`)
    return word
  }

  test('版头: the organisation in the middle, number at the left and 签发人 at the right of one line', () => {
    const [mark, number, signer] = [found('青石岭乡人民政府文件'), found('青政'), found('签发人')]
    expect(Math.abs((mark.left + mark.right) / 2 - officialPage.left - 78)).toBeLessThan(1)
    // A stand-in face for 小标宋 does not stand in the middle of what pdftotext takes for its height.
    const type = (officialMasthead.mostPt / 72) * 25.4
    expect(Math.abs((mark.top + mark.bottom) / 2 - type / 2 - officialPage.top - officialMasthead.top)).toBeLessThan(5)
    expect(number.top).toBeCloseTo(signer.top, 0)
    expect(number.page).toBe(1)
    const character = 156 / characters
    expect(Math.abs(number.left - officialPage.left - character)).toBeLessThan(1)
    expect(Math.abs(officialPage.width - officialPage.right - signer.right - character)).toBeLessThan(1)
  })

  test('版记: the last lines of the last page, at its foot', () => {
    const [copy, printer, day] = [found('抄送'), found('青石岭乡党政办公室'), words.filter((word) => word.text.includes('印发')).pop()]
    const last = Math.max(...words.map((word) => word.page))
    expect([copy.page, printer.page, day?.page]).toEqual([last, last, last])
    const line = (officialColophon.linePt / 72) * 25.4
    expect(Math.abs(officialPage.height - officialPage.bottom - (printer.top + printer.bottom) / 2 - line / 2)).toBeLessThan(2.5)
  })
})

describe('a table of the desk', () => {
  const COUNT = 120
  let file: string
  let text: string
  let table: Page
  beforeAll(async () => {
    table = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const css = ['src/app.scss', 'src/styles/chrome.scss', 'src/styles/watermark.scss', 'src/styles/table.scss'].map((each) => compile(resolve(each), { loadPaths: ['src/styles'] }).css)
    await table.setContent(`<style>${css.join('\n')}</style><body>`)
    // Taro's functions are spies in tests; a browser has no jest.
    await table.addScriptTag({ content: 'window.jest = { fn: (run) => run ?? (() => undefined) }' })
    await table.addScriptTag({ content: await program('test/documents/printTable.tsx') })
    await table.evaluate((count) => window.showTable(count), COUNT)
    await table.locator('table').waitFor()
    file = join(folder, 'table.pdf')
    writeFileSync(file, await table.pdf({ preferCSSPageSize: true }))
    text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/[ ]/g, '')
  })
  afterAll(() => table.close())

  test('every row is on paper, whole, though the screen drew only those in sight', () => {
    expect(Array.from({ length: COUNT }, (_, i) => i + 1).filter((i) => !text.includes(`第${i}件`))).toEqual([])
    const names = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '')
    expect(names.split('很长的地名'.repeat(12)).length - 1).toBe(COUNT)
  })

  test('its head stands on each sheet, and of what one taps only the condition that is set', () => {
    const sheets = text.split('\f').filter((sheet) => sheet.trim() !== '')
    expect(sheets.length).toBeGreaterThan(2)
    for (const sheet of sheets) expect(sheet).toContain('办到哪')
    expect(text).toContain('矛盾纠纷')
    expect(text).toContain('今年')
    for (const gone of ['导航栏', '顶栏', '没选的条件', '按钮', '旁边的一件', '停靠栏', 'Enter']) expect(text).not.toContain(gone)
  })

  test('who looked is printed with it', async () => {
    await table.emulateMedia({ media: 'print' })
    const mark = await table.locator('.watermark').evaluate((element) => [getComputedStyle(element).display, getComputedStyle(element).printColorAdjust])
    expect(mark).toEqual(['block', 'exact'])
    await table.emulateMedia({ media: null })
    // Afterwards the screen draws what is in sight again.
    await expect(table.locator('tbody tr[id]').count()).resolves.toBeLessThan(COUNT)
  })
})
