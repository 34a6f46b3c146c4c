import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PLAIN_PAPER, type Document, type Paper } from '../../src/core/document'
import { officialGrid, officialMasthead, officialPage, officialPageNumber, officialSizes } from '../../src/core/officialLayout'
import { officialParagraphs, officialText } from '../../src/core/officialText'
import { must } from '../../src/core/assert'
import { checkingDocx } from '../../src/server/docx/checkingDocx'
import { reportDocx } from '../../src/server/docx/reportDocx'
import type { DocxOptions } from '../../src/server/docx/wordFile'
import { measured, type Word } from '../documents/pdfWords'
import { sampleReport } from '../documents/sampleReport'

/**
 * An independent reader: LibreOffice opens the file, pdftotext measures its pages. Any Chinese face will do,
 * because all are as wide as they are high; what is measured is the layout, not the look of a face.
 * Whether every character arrives is read from the text, not from the PDF: LibreOffice 7.4 drops
 * punctuation hanging over the end of justified lines when it draws them.
 */

const options: DocxOptions = {
  paper: PLAIN_PAPER, createdAt: '2026-01-15T09:30:00+08:00', title: '报告', organisation: '青石岭乡人民政府',
}

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'docx-pages-')) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const UPWARD: Paper = {
  fonts: 'gov',
  seal: true,
  masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '周远山' },
  colophon: { copyTo: '县司法局，县人大常委会办公室', printer: '青石岭乡党政办公室', printedOn: '2026-01-15' },
}

async function converted(document: Document, to: string, extension: string, paper: Paper = PLAIN_PAPER): Promise<string> {
  return convertedFile(await reportDocx(document, { ...options, paper }), to, extension)
}

function convertedFile(docx: Uint8Array, to: string, extension: string): string {
  const file = join(folder, `${extension}.docx`)
  writeFileSync(file, docx)
  execFileSync('soffice', [
    `-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', to, '--outdir', folder, file,
  ], { stdio: 'pipe' })
  return file.replace(/docx$/, extension)
}

const READ_BACK: readonly (readonly [string, Paper])[] = [
  ['plain', PLAIN_PAPER], ['upward', UPWARD], ['without a seal, in Windows faces', { ...UPWARD, fonts: 'plain', seal: false }],
]
const lines = (text: string): string => text.replace(/^\ufeff/, '').replace(/[\r\n\t]/g, '')

test.each(READ_BACK)('another program reads the same text, character by character: %s', async (_name, paper) => {
  const read = readFileSync(await converted(sampleReport, 'txt:Text (encoded):UTF8', 'txt', paper), 'utf8')
  expect(lines(read)).toBe(lines(officialText(officialParagraphs(sampleReport, paper))))
})

test('of the checking copy too, and behind it the table of sources', async () => {
  const source = { label: '', definition: '', narrowed: '', period: '', records: '', exact: '1件', written: '' }
  const docx = await checkingDocx(sampleReport, { ...options, paper: UPWARD }, ({ text, figures }) => figures.map(({ key }) => ({ ...source, printed: text, name: key })))
  const read = lines(readFileSync(convertedFile(docx, 'txt:Text (encoded):UTF8', 'txt'), 'utf8'))
  expect(read.replace(/数据来源对照表.*$/, '')).toBe(lines(officialText(officialParagraphs(sampleReport, UPWARD))))
  expect(read).toContain('数据来源对照表')
})

describe('pages of one character', () => {
  const { lines, characters } = officialGrid
  /** Three full pages and a line: the paragraph starts two characters in. */
  const measuring: Document = {
    blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text: '国'.repeat(lines * characters * 3 - 2 + characters) }] }],
  }
  let words: readonly Word[]
  beforeAll(async () => { words = measured(await converted(measuring, 'pdf', 'pdf')) })

  test('22 lines of 28 characters a page', () => {
    const text = words.filter((word) => word.text.startsWith('国'))
    const pages = [1, 2, 3, 4].map((page) => text.filter((word) => word.page === page).map((word) => word.text.length))
    expect(pages[0]).toEqual([characters - 2, ...Array.from({ length: lines - 1 }, () => characters)])
    expect(pages[1]).toEqual(Array.from({ length: lines }, () => characters))
    expect(pages[2]).toEqual(Array.from({ length: lines }, () => characters))
    expect(pages[3]).toEqual([characters])
  })

  test('the text keeps the margins to a millimetre', () => {
    const second = words.filter((word) => word.page === 2 && word.text.startsWith('国'))
    const edge = (pick: (word: Word) => number, of: (...values: number[]) => number): number => of(...second.map(pick))
    expect(Math.abs(edge((word) => word.left, Math.min) - officialPage.left)).toBeLessThan(1)
    expect(Math.abs(officialPage.width - edge((word) => word.right, Math.max) - officialPage.right)).toBeLessThan(1)
  })

  test('page numbers stand one character from the outer edge, 7 mm below the text', () => {
    const character = (officialSizes.pageNumber / 72) * 25.4 * officialPageNumber.outerIndent
    for (const page of [1, 2, 3, 4]) {
      const number = words.filter((word) => word.page === page && !word.text.startsWith('国'))
      expect(number.map((word) => word.text).join('')).toBe(`—${page}—`)
      const distance = page % 2 === 1
        ? officialPage.width - Math.max(...number.map((word) => word.right)) - officialPage.right
        : Math.min(...number.map((word) => word.left)) - officialPage.left
      expect(Math.abs(distance - character)).toBeLessThan(1)
      const middle = Math.max(...number.map((word) => (word.top + word.bottom) / 2))
      expect(Math.abs(middle - (officialPage.height - officialPage.bottom) - officialPageNumber.gap)).toBeLessThan(1)
    }
  })
})

describe('版头', () => {
  const character = (officialPage.width - officialPage.left - officialPage.right) / officialGrid.characters
  let words: readonly Word[]
  beforeAll(async () => {
    const { lines: perPage, characters } = officialGrid
    const measuring: Document = { blocks: [{ kind: 'title', spans: [{ kind: 'text', text: '报告' }] }, { kind: 'paragraph', spans: [{ kind: 'text', text: '国'.repeat(perPage * characters * 4) }] }] }
    words = measured(await converted(measuring, 'pdf', 'pdf', { ...UPWARD, colophon: null }))
  })
  const starting = (text: string): Word => must(words.find((word) => word.text.startsWith(text)), text)

  test('the pages after it have 22 lines of 28 characters', () => {
    for (const page of [2, 3]) {
      const text = words.filter((word) => word.page === page && word.text.startsWith('国'))
      expect(text.map((word) => word.text.length)).toEqual(Array.from({ length: officialGrid.lines }, () => officialGrid.characters))
    }
  })

  test('the 发文机关标志 stands 35 mm below the upper edge of the 版心, in the middle', () => {
    const mark = starting('青石岭')
    const type = (officialMasthead.mostPt / 72) * 25.4
    expect(Math.abs((mark.top + mark.bottom) / 2 - type / 2 - officialPage.top - officialMasthead.top)).toBeLessThan(3)
    expect(Math.abs((mark.left + mark.right) / 2 - (officialPage.left + officialPage.width - officialPage.right) / 2)).toBeLessThan(1)
  })

  test('发文字号 one character from the left edge, 签发人 one from the right, on one line', () => {
    const [number, signer] = [starting('青政'), starting('签发人')]
    expect(Math.abs(number.left - officialPage.left - character)).toBeLessThan(1)
    expect(Math.abs(officialPage.width - officialPage.right - signer.right - character)).toBeLessThan(1)
    expect(Math.abs((number.top + number.bottom - signer.top - signer.bottom) / 2)).toBeLessThan(1)
  })
})

describe('closing lines', () => {
  const character = (officialPage.width - officialPage.left - officialPage.right) / officialGrid.characters

  test('with a seal the signature is centred over the date, which ends some four characters from the edge', async () => {
    const { signature, date } = closing(await converted(sampleReport, 'pdf', 'pdf'))
    expect(Math.abs(middle(signature) - middle(date))).toBeLessThan(1)
    // Half of what the digits of a stand-in for Times New Roman are too wide.
    expect(Math.abs(officialPage.width - officialPage.right - right(date) - 4 * character)).toBeLessThan(1.5 * character)
  })

  test('without a seal the date starts two characters to the right of the signature, which ends two from the edge', async () => {
    const { signature, date } = closing(await converted(sampleReport, 'pdf', 'pdf', { ...PLAIN_PAPER, seal: false }))
    expect(Math.abs(left(date) - left(signature) - 2 * character)).toBeLessThan(1)
    expect(Math.abs(officialPage.width - officialPage.right - right(signature) - 2 * character)).toBeLessThan(1)
  })

  /** The last two lines of the last page, which must also carry text. */
  function closing(pdf: string): { readonly signature: readonly Word[]; readonly date: readonly Word[] } {
    const words = measured(pdf)
    const last = words.filter((word) => word.page === words[words.length - 1]?.page && word.bottom < officialPage.height - officialPage.bottom)
    const centre = (word: Word): number => (word.top + word.bottom) / 2
    const lowest = Math.max(...last.map(centre))
    const near = (height: number): readonly Word[] => last.filter((word) => Math.abs(centre(word) - height) < 3)
    const date = near(lowest)
    const signature = near(lowest - (officialGrid.linePt / 72) * 25.4)
    expect(signature.map((word) => word.text).join('')).toBe('青石岭乡人民政府')
    expect(date.map((word) => word.text).join('')).toBe('2026年1月15日')
    expect(last.length).toBeGreaterThan(signature.length + date.length)
    return { signature, date }
  }

  function left(line: readonly Word[]): number {
    return Math.min(...line.map((word) => word.left))
  }

  function right(line: readonly Word[]): number {
    return Math.max(...line.map((word) => word.right))
  }

  function middle(line: readonly Word[]): number {
    return (left(line) + right(line)) / 2
  }
})
