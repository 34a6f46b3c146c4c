import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { factsOf } from '../../src/domain/papers/facts'
import { layOut, type PaperBlock } from '../../src/domain/papers/layout'
import type { PaperCase } from '../../src/domain/papers/names'
import { PAPER_IDS, PAPERS, type Paper, type PaperId } from '../../src/domain/papers/papers'
import { BARE_SAMPLE, SAMPLE, sampleRow } from '../../src/domain/papers/sample'
import { paperFile } from '../../src/server/papers/paperFile'
import { measured, type Word } from '../documents/pdfWords'

/**
 * An independent reader: LibreOffice opens every paper, filled and empty, and what pdftotext finds is compared with the list of its
 * fields: every label is there, every value that is known, and where none is known there is room on the page for a pen.
 */
let folder: string
const KINDS = ['full', 'bare'] as const

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papers-'))
  const files: string[] = []
  for (const kind of KINDS) {
    for (const id of PAPER_IDS) {
      files.push(join(folder, `${kind}-${id}.docx`))
      writeFileSync(files[files.length - 1] ?? '', await paperFile([{ blocks: blocksOf(kind, id), cover: id === 'cover' }], { title: PAPERS[id].title, organisation: '', createdAt: '2026-03-20T02:00:00Z' }))
    }
  }
  execFileSync('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files], { stdio: 'pipe' })
})
afterAll(() => rmSync(folder, { recursive: true }))

function blocksOf(kind: (typeof KINDS)[number], id: PaperId): readonly PaperBlock[] {
  const paper: Paper = PAPERS[id]
  const of: PaperCase = kind === 'full' ? SAMPLE : BARE_SAMPLE
  return layOut(paper, factsOf(paper, of, kind === 'full' ? sampleRow(paper) : null))
}

const pdf = (kind: string, id: string): string => join(folder, `${kind}-${id}.pdf`)
const plain = (text: string): string => text.replace(/[\s\u3000\ue000-\ue0ff]/g, '')
const read = (kind: string, id: string): string => plain(execFileSync('pdftotext', ['-layout', pdf(kind, id), '-'], { encoding: 'utf8' }))

/** What must be found on the page: labels, and the values behind them. A value that is too long for its cell goes on below it, so each is looked for by its beginning. */
function wordsOf(block: PaperBlock): readonly string[] {
  switch (block.kind) {
    case 'title':
      return [block.text]
    case 'fields':
      return block.cells.flatMap(({ label, text }) => [label, ...(text === null ? [] : [text.slice(0, 8)])])
    case 'long':
      return [block.label, ...(block.text ?? '').split('\ue000')]
    case 'row':
      return block.cells
    default:
      return block.runs.map(({ text }) => text.slice(0, 14))
  }
}

test.each(KINDS.flatMap((kind) => PAPER_IDS.map((id) => [kind, id] as const)))('%s: every label and every value of %s is on the page', (kind, id) => {
  const text = read(kind, id)
  const missing = blocksOf(kind, id).flatMap(wordsOf).map((word) => plain(word)).filter((word) => word !== '' && !text.includes(word))
  expect(missing).toEqual([])
  expect(text).not.toMatch(/undefined|null|NaN|【？|\{\{/)
})

test.each(PAPER_IDS)('what %s does not know leaves room for a pen', (id) => {
  const words = measured(pdf('bare', id))
  for (const block of blocksOf('bare', id)) {
    if (block.kind !== 'fields') continue
    const [first] = block.cells
    if (first === undefined || first.text !== null) continue
    const label = words.find(({ text }) => text.startsWith(plain(first.label).slice(0, 3)))
    const next = block.cells[1] === undefined ? undefined : afterOnLine(words, label, plain(block.cells[1].label))
    // 20 mm hold a name of three characters.
    if (label !== undefined && next !== undefined) expect([first.label, next.left - label.right > 19]).toEqual([first.label, true])
  }
})

test.each(['application', 'registration', 'notice', 'oral', 'session', 'inquiry', 'followUp', 'cover', 'contents', 'termination', 'note'] as const)('an empty %s is one page', (id) => {
  expect(pagesOf('bare', id)).toBe(1)
})

test('the agreement and the application to a court end on their second page at most', () => {
  for (const id of ['agreement', 'court'] as const) expect(pagesOf('bare', id)).toBeLessThanOrEqual(2)
  for (const id of PAPER_IDS) expect(pagesOf('full', id)).toBe(1)
})

function pagesOf(kind: string, id: string): number {
  return Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [pdf(kind, id)], { encoding: 'utf8' }))?.[1])
}

/** The next label on the line of this one. */
function afterOnLine(words: readonly Word[], label: Word | undefined, next: string): Word | undefined {
  return words.find(({ text, top, page, left }) => label !== undefined && page === label.page && Math.abs(top - label.top) < 2 && left > label.right && text.startsWith(next.slice(0, 2)))
}

test('the same paper is the same file', async () => {
  const once = await paperFile([{ blocks: blocksOf('full', 'agreement') }], { title: 'a', organisation: '', createdAt: '2026-03-20T02:00:00Z' })
  const again = await paperFile([{ blocks: blocksOf('full', 'agreement') }], { title: 'a', organisation: '', createdAt: '2026-03-20T02:00:00Z' })
  expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true)
  expect(readFileSync(pdf('full', 'agreement')).length).toBeGreaterThan(1_000)
})
