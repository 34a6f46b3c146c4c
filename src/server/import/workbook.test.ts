import { deflateRawSync } from 'node:zlib'
import { utils, write, type WorkSheet } from '@e965/xlsx'
import PizZip from 'pizzip'
import { lyingZip } from '../../../test/documents/lyingZip'
import { openBook, type SheetCells } from './workbook'

function fileOf(sheet: WorkSheet, more: { readonly date1904?: boolean } = {}): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '台账')
  book.Workbook = { WBProps: { date1904: more.date1904 === true } }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

function sheetOf(bytes: Buffer): SheetCells {
  const book = openBook(bytes)
  if (book.kind !== 'ok') throw new Error(book.say)
  const sheet = book.value.openSheet(book.value.sheets[0] ?? '')
  if (sheet.kind !== 'ok') throw new Error(sheet.say)
  return sheet.value
}

function refusalOf(bytes: Buffer): string {
  const book = openBook(bytes)
  if (book.kind === 'refused') return book.say
  const sheet = book.value.openSheet(book.value.sheets[0] ?? '')
  return sheet.kind === 'refused' ? sheet.say : ''
}

test('cells come with their text, number, day and formula', () => {
  const sheet = utils.aoa_to_sheet([['村', '日期', '金额'], ['东村', 44990, 12.5], ['', '2023.3.5', '１２']])
  sheet.B2 = { t: 'n', v: 44990, z: 'yyyy/m/d' }
  sheet.C2 = { t: 'n', v: 0.1 + 0.2, f: 'A1+B1' }
  const { rows, from1904 } = sheetOf(fileOf(sheet))
  expect(from1904).toBe(false)
  expect(rows.map(({ row, cells }) => [row, Object.fromEntries(cells)])).toEqual([
    [1, { 0: { text: '村' }, 1: { text: '日期' }, 2: { text: '金额' } }],
    [2, { 0: { text: '东村' }, 1: { text: '44990', serial: 44990 }, 2: { text: '0.3', number: 0.3, isFormula: true } }],
    [3, { 1: { text: '2023.3.5' }, 2: { text: '１２' } }],
  ])
})

test('formulas without a value and broken ones are told, not guessed', () => {
  const sheet = utils.aoa_to_sheet([['村', '人数']])
  sheet.A2 = { t: 'e', v: 0x2a, f: 'VLOOKUP(B2,X:Y,2)' }
  sheet['!ref'] = 'A1:B2'
  expect(sheetOf(fileOf(sheet)).rows[1]?.cells.get(0)).toEqual({ text: '', isFormula: true, wrong: '这一格是公式错误，没有值' })
})

test('a workbook that counts from 1904 says so', () => {
  expect(sheetOf(fileOf(utils.aoa_to_sheet([['日期'], [43528]]), { date1904: true })).from1904).toBe(true)
})

test('merged cells are told with their rows', () => {
  const sheet = utils.aoa_to_sheet([['村', '日期'], ['东村', '2023-3-5'], ['', '2023-3-6']])
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }]
  expect(sheetOf(fileOf(sheet)).merges).toEqual([{ firstRow: 2, lastRow: 3, firstColumn: 0, lastColumn: 0 }])
})

test('a hundred thousand lines are refused with what to do', () => {
  const zip = new PizZip(fileOf(utils.aoa_to_sheet([['村']])))
  const line = '<row><c t="inlineStr"><is><t>东村</t></is></c><c><v>44990</v></c></row>'
  zip.file('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${line.repeat(100_000)}</sheetData></worksheet>`)
  expect(refusalOf(zip.generate({ type: 'nodebuffer' }))).toBe('这个表有 100,000 行，一次最多导入 20,000 行，没有收。请拆成 5 个文件，一个一个导入。')
})

test('rows far below the others are read: blank lines between them are no end', () => {
  const zip = new PizZip(fileOf(utils.aoa_to_sheet([['村']])))
  const line = (row: number): string => `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>东村</t></is></c></row>`
  zip.file('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${line(1)}${line(2)}${line(30_000)}</sheetData></worksheet>`)
  expect(sheetOf(zip.generate({ type: 'nodebuffer' })).rows.map(({ row }) => row)).toEqual([1, 2, 30_000])
})

test('a cell that claims a column beyond every sheet is refused at once, and cells are counted however they are spelled', () => {
  const zip = new PizZip(fileOf(utils.aoa_to_sheet([['村']])))
  const far = (row: number): string => `<row r="${row}"><c r="A${row}"><v>1</v></c><c r="ZZZZZZ${row}"><v>1</v></c></row>`
  zip.file('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${Array.from({ length: 1000 }, (_, at) => far(at + 1)).join('')}</sheetData></worksheet>`)
  expect(refusalOf(zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' }))).toContain('第 1 行超过 200 列')
  zip.file('xl/worksheets/sheet1.xml', `<worksheet><sheetData><row>${Array.from({ length: 600_001 }, (_, at) => `<c><v>${at}</v></c>`).join('')}</row></sheetData></worksheet>`)
  expect(refusalOf(zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' }))).toContain('格子太多')
})

test('S12: a zip bomb is refused by what it claims, and by what comes out', () => {
  const packed = deflateRawSync(Buffer.alloc(80 * 1024 * 1024, 0x20))
  expect(packed.length).toBeLessThan(100_000)
  expect(refusalOf(lyingZip('xl/worksheets/sheet1.xml', packed, 80 * 1024 * 1024))).toContain('解开以后太大')
  // The directory lies about the size; the bytes cannot.
  expect(refusalOf(lyingZip('xl/worksheets/sheet1.xml', packed, 1000))).toContain('解开以后太大')
})

test('what is no .xlsx is told apart', () => {
  const xls = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(512)])
  expect(refusalOf(xls)).toContain('旧的 .xls')
  expect(refusalOf(Buffer.concat([xls, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain('加了密码')
  expect(refusalOf(new PizZip().file('word/document.xml', '<w/>').generate({ type: 'nodebuffer' }))).toContain('Word')
  expect(refusalOf(new PizZip().file('a.txt', 'x').generate({ type: 'nodebuffer' }))).toContain('不是 .xlsx')
  expect(refusalOf(Buffer.from('日期,村\n2023-3-5,东村'))).toContain('不是 .xlsx')
  expect(refusalOf(Buffer.alloc(0))).toContain('空的')
  const whole = fileOf(utils.aoa_to_sheet([['村']]))
  expect(refusalOf(whole.subarray(0, whole.length - 30))).toContain('坏了')
  expect(refusalOf(new PizZip().file('xl/workbook.xml', '<nonsense').generate({ type: 'nodebuffer' }))).toContain('坏了')
})

test.each(['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', '<!doctype a [<!ENTITY b "bb">]>'])('S16: a sheet that declares %s is refused before any parser sees it', (declared) => {
  const zip = new PizZip(fileOf(utils.aoa_to_sheet([['村']])))
  const part = zip.file('xl/worksheets/sheet1.xml')?.asText() ?? ''
  zip.file('xl/worksheets/sheet1.xml', part.replace('<worksheet', `${declared}<worksheet`))
  expect(refusalOf(zip.generate({ type: 'nodebuffer' }))).toContain('DOCTYPE')
  const honest = new PizZip(fileOf(utils.aoa_to_sheet([['<!DOCTYPE 王五>']])))
  expect(sheetOf(honest.generate({ type: 'nodebuffer' })).rows).toHaveLength(1)
})

test('macros are never looked at', () => {
  const zip = new PizZip(fileOf(utils.aoa_to_sheet([['村']])))
  zip.file('xl/vbaProject.bin', 'not a macro')
  expect(sheetOf(zip.generate({ type: 'nodebuffer' })).rows).toHaveLength(1)
})
