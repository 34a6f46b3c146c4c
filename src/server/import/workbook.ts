import { read, type CellObject, type WorkBook } from '@e965/xlsx'
import { MAX_IMPORT_BYTES } from '../../core/importing'
import { namesIn, packParts, unpackParts, type Unpacked } from './zip'

/** One cell as the importer sees it. `serial` is a day as spreadsheets count them; which day that is depends on the workbook. */
export interface Cell {
  readonly text: string
  readonly number?: number
  readonly serial?: number
  readonly isFormula?: true
  /** Why nothing can be read from it. */
  readonly wrong?: string
}

export interface Merge {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** Rows as the spreadsheet numbers them, 1 first; only those where something stands. */
export interface SheetCells {
  readonly name: string
  readonly rows: readonly { readonly row: number; readonly cells: ReadonlyMap<number, Cell> }[]
  readonly merges: readonly Merge[]
  /** Days are counted from 1904, as old programs on the Mac did. */
  readonly from1904: boolean
}

export interface Book {
  readonly sheets: readonly string[]
  readonly openSheet: (name: string) => Unpacked<SheetCells>
}

export const MOST_ROWS = 20_000
export const MOST_COLUMNS = 200
const MOST_CELLS = 600_000
/** Lines above the data: title, notes, header. */
const HEAD_ROWS = 50
/** Of a sheet, with the blank ones between its rows: there are no more. */
const MOST_LINES = 1_048_576

/**
 * Opens an .xlsx from outside. The zip is unpacked here, with limits on what it claims and on what really comes out; only tables go on to
 * the parser, so macros, pictures and links are never looked at. A sheet is parsed only when it is asked for.
 */
export function openBook(bytes: Buffer): Unpacked<Book> {
  if (bytes.length > MAX_IMPORT_BYTES) return refused('这个文件超过 8 MB，没有收。请拆成几个文件再导入。')
  const foreign = foreignKind(bytes)
  if (foreign !== null) return refused(foreign)
  const unpacked = unpackParts(bytes, isTablePart)
  if (unpacked.kind === 'refused') return unpacked
  if ([...unpacked.value.values()].some(hasDoctype)) return refused(DOCTYPE)
  const packed = packParts(unpacked.value)
  const book = parse(packed, { bookSheets: true })
  if (book === null || book.SheetNames.length === 0) return refused(BROKEN)
  const isTooLong = (): string | null => sizeProblem(unpacked.value)
  return { kind: 'ok', value: { sheets: book.SheetNames, openSheet: (name) => openSheet(packed, name, isTooLong()) } }
}

const DOCTYPE = '这个文件里写着“DOCTYPE”，正常的 .xlsx 没有，没有收。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。'

/** Only the beginning of a part may declare one; what people wrote in cells stands behind it, and escaped. */
function hasDoctype(part: Buffer): boolean {
  return /<!(?:DOCTYPE|ENTITY)/i.test(part.toString('latin1', 0, 4_096).split('\0').join(''))
}

const BROKEN = '这个文件坏了，读不出来。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。'

function openSheet(packed: Buffer, name: string, problem: string | null): Unpacked<SheetCells> {
  if (problem !== null) return refused(problem)
  const book = parse(packed, { sheets: name, dense: true, cellFormula: true, cellNF: true, cellHTML: false, cellText: false, sheetRows: MOST_LINES })
  const sheet = book?.Sheets[name]
  if (book === null || sheet === undefined) return refused(BROKEN)
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  const rows: { row: number; cells: ReadonlyMap<number, Cell> }[] = []
  const data = (sheet['!data'] ?? []) as readonly (readonly (CellObject | undefined)[] | undefined)[]
  // forEach passes over the holes of a sheet whose last line stands a million lines below the others.
  data.forEach((line, index) => {
    const cells = new Map<number, Cell>()
    // By its keys: a hostile cell that calls itself ZZZZZZ1 stands behind three hundred million holes.
    for (const key of Object.keys(line ?? [])) {
      const cell = line?.[Number(key)]
      const known = cell === undefined ? null : cellOf(cell)
      if (known !== null) cells.set(Number(key), known)
    }
    if (cells.size > 0) rows.push({ row: index + 1, cells })
  })
  if (rows.length > MOST_ROWS + HEAD_ROWS) return refused(tooManyRows(rows.length))
  const wide = rows.find(({ cells }) => [...cells.keys()].some((column) => column >= MOST_COLUMNS))
  if (wide !== undefined) return refused(`第 ${wide.row} 行超过 ${MOST_COLUMNS} 列，没有收。请把台账以外的列删掉，再选一次。`)
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ firstRow: s.r + 1, lastRow: e.r + 1, firstColumn: s.c, lastColumn: e.c }))
  return { kind: 'ok', value: { name, rows, merges, from1904 } }
}

/** What a parser throws over a broken file says nothing to the person who chose it. */
function parse(packed: Buffer, options: Parameters<typeof read>[1]): WorkBook | null {
  try {
    return read(packed, { type: 'buffer', ...options })
  } catch {
    return null
  }
}

function cellOf({ t, v, f, z }: CellObject): Cell | null {
  const formula = f === undefined ? {} : { isFormula: true as const }
  if (t === 'e') return { text: '', ...formula, wrong: '这一格是公式错误，没有值' }
  if (v === undefined || v === null || v === '') return f === undefined ? null : { text: '', ...formula, wrong: '这一格的公式还没有算出值，请在 WPS 里打开存一次' }
  if (t === 'n' && typeof v === 'number') {
    const text = numberText(v)
    return isDayFormat(z) ? { text, serial: v, ...formula } : { text, number: Number(text), ...formula }
  }
  if (t === 'b') return { text: v === true ? '是' : '否', ...formula }
  const text = String(v).trim()
  return text === '' ? null : { text, ...formula }
}

/** Spreadsheets compute in binary fractions: 0.1 + 0.2 is shown, and meant, as 0.3. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(15)))
}

/** A format with a year, or a month and a day, outside quotes and brackets. */
function isDayFormat(format: string | number | undefined): boolean {
  if (format === undefined) return false
  const bare = String(format).replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase()
  return /[ye]/.test(bare.replace(/general/g, '').replace(/[e]\+/g, '')) || /m.*d|d.*m/.test(bare)
}

/** Counted in the text before anything is parsed: a sheet of a hundred thousand lines costs no more than reading it through. */
function sizeProblem(parts: ReadonlyMap<string, Buffer>): string | null {
  let cells = 0
  for (const [name, xml] of parts) {
    if (!/\/worksheets\//.test(name)) continue
    const rows = filledRows(xml)
    if (rows > MOST_ROWS + HEAD_ROWS) return tooManyRows(rows)
    for (const mark of CELL_MARKS) cells += occurrences(xml, mark)
  }
  return cells > MOST_CELLS ? '这个文件的格子太多，没有收。请把台账以外的列和表删掉，或拆成几个文件，再选一次。' : null
}

/** A cell as the parser knows one, with a prefix of its namespace or without. */
const CELL_MARKS = ['<c ', '<c>', '<c/', ':c ', ':c>', ':c/']

function tooManyRows(rows: number): string {
  const parts = Math.ceil(rows / MOST_ROWS)
  return `这个表有 ${rows.toLocaleString('en-US')} 行，一次最多导入 ${MOST_ROWS.toLocaleString('en-US')} 行，没有收。请拆成 ${parts} 个文件，一个一个导入。`
}

/** Lines with a value in them; formatted empty ones, of which there may be a million, are none. Each mark is searched for once over the whole text. */
function filledRows(xml: Buffer): number {
  const [values, inlines] = [marks(xml, '<v>'), marks(xml, '<is>')]
  let rows = 0
  let at = xml.indexOf('<row')
  while (at !== -1) {
    const next = xml.indexOf('<row', at + 4)
    const end = next === -1 ? xml.length : next
    if (values.from(at) < end || inlines.from(at) < end) rows += 1
    at = next
  }
  return rows
}

/** Where a mark stands next, for positions that only grow. */
function marks(xml: Buffer, mark: string): { readonly from: (at: number) => number } {
  let known = -1
  return {
    from: (at) => {
      if (known < at) {
        const found = xml.indexOf(mark, at)
        known = found === -1 ? Number.MAX_SAFE_INTEGER : found
      }
      return known
    },
  }
}

function occurrences(xml: Buffer, text: string): number {
  let count = 0
  for (let at = xml.indexOf(text); at !== -1; at = xml.indexOf(text, at + text.length)) count += 1
  return count
}

/** Only what the values need; also not the parts a hostile file could hide work in. */
function isTablePart(name: string): boolean {
  return /\.(xml|rels)$/i.test(name) && !/(drawing|media|pivot|chart|comment|embedding|printersettings|externallink|customxml|docprops|vba|ctrlprops|activex|theme|query|connection)/i.test(name)
}

/** What people choose by mistake, each with its way out. */
function foreignKind(bytes: Buffer): string | null {
  if (bytes.length === 0) return '这个文件是空的。请重新选一个 .xlsx 文件。'
  if (bytes.subarray(0, 8).equals(COMPOUND)) {
    if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return '这个文件加了密码，打不开。请先在 WPS 或 Excel 里去掉密码，再选一次。'
    return '这是旧的 .xls 文件（或者别的旧格式）。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。'
  }
  const names = namesIn(bytes)
  if (names === null) return bytes.subarray(0, 2).toString('latin1') === 'PK' ? BROKEN : '这不是 .xlsx 文件。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。'
  if (names.some((name) => name.startsWith('word/'))) return '这是 Word 文件，不是表格。请选 .xlsx 文件。'
  if (names.some((name) => name.endsWith('.bin') && name.startsWith('xl/workbook'))) return '这是 .xlsb 文件。请另存为 .xlsx，再选一次。'
  return names.some((name) => /^\/?xl\//i.test(name)) ? null : '这不是 .xlsx 文件。请在 WPS 或 Excel 里打开，另存为 .xlsx，再选一次。'
}

/** .xls, .doc, and .xlsx with a password, which is an .xlsx inside such a file. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

function refused(say: string): { readonly kind: 'refused'; readonly say: string } {
  return { kind: 'refused', say }
}
