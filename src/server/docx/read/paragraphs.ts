import { own } from '../../../core/own'
import { isWord } from './names'
import { levelOf, numbererOf, type Numberer } from './numbering'
import type { DocxParts } from './openDocx'
import { readStyles, type StyleInfo } from './styleList'
import { visitXml, type XmlFault } from './xml'

/** One paragraph as a reader sees it, or one row of a table. */
export interface ReadParagraph {
  /** As it is written, a line break as \n. */
  readonly text: string
  /** Lower-case name of its style, '' for none. */
  readonly style: string
  readonly isCentred: boolean
  readonly isRow: boolean
}

/** What was met on the way and not taken. */
export type Left = 'picture' | 'textBox' | 'note' | 'hidden' | 'symbol' | 'number' | 'contents'

export type ReadParagraphs =
  | { readonly kind: 'read'; readonly paragraphs: readonly ReadParagraph[]; readonly left: ReadonlySet<Left> }
  | { readonly kind: XmlFault }

/**
 * The text of the body: what stands there when all tracked changes are accepted, fields show their results, and numbers WPS
 * writes by itself are written out. Comments, codes, bookmarks and marks of the spelling check are no text.
 */
export function readParagraphs({ document, styles: stylesXml, numbering }: DocxParts): ReadParagraphs {
  const styles = readStyles(stylesXml)
  const numberOf = numbererOf(numbering)
  const paragraphs: ReadParagraph[] = []
  const left = new Set<Left>()
  const tables: Table[] = []
  const fields: boolean[] = []
  let now = newParagraph()
  /** A deleted paragraph mark: the next paragraph goes on in this one. */
  let carried: Open | null = null
  let skipped = 0
  const path: string[] = []

  const table = (): Table | undefined => tables[tables.length - 1]
  const inside = (name: string): boolean => path.includes(name)
  const write = (text: string): void => {
    // Between the beginning of a field and its result stands its code.
    if (inside('r') && !now.isHidden && !fields.includes(false)) now.text += text
    else if (now.isHidden && text.trim() !== '') left.add('hidden')
  }
  const writeElement = (name: string): void => {
    const [written, lost] = [own(WRITTEN, name), own(LEFT, name)]
    if (written !== undefined) write(written)
    else if (lost !== undefined) left.add(lost)
  }
  const finish = (): void => {
    const number = numberBefore(now, styles, numberOf)
    if (number !== '') left.add('number')
    const paragraph = { text: number + now.text, style: styles.get(now.style)?.name ?? '', isCentred: now.isCentred, isRow: false }
    const row = table()
    if (row !== undefined) writeInCell(row, paragraph)
    else if (/^toc \d/.test(paragraph.style)) left.add('contents')
    else paragraphs.push(paragraph)
  }

  /** Nothing follows that could go on in it. */
  const flush = (): void => {
    if (carried === null) return
    now = carried
    carried = null
    finish()
  }

  const fault = visitXml(document, isWord, {
    open(name, attribute) {
      path.push(name)
      if (skipped > 0 || isSkipped(name, path)) {
        skipped += 1
        noteSkipped(name, skipped, left)
        return
      }
      const value = attribute('val')
      switch (name) {
        case 'p':
          now = carried ?? newParagraph()
          carried = null
          break
        case 'del':
          if (inside('pPr')) now.isJoined = true
          else markRowDeleted(table())
          break
        case 'fldChar':
          changeFields(fields, attribute('fldCharType'))
          break
        case 'tbl':
          flush()
          tables.push({ cells: [], cell: '', style: '', isRowDeleted: false })
          break
        case 'r':
          now.isHidden = false
          break
        case 'vanish':
          if (!inside('pPr')) now.isHidden = value === null || !['0', 'false', 'off'].includes(value)
          break
        default:
          if (inside('pPr')) setProperty(now, name, value)
          else writeElement(name)
      }
    },
    close(name) {
      path.pop()
      if (skipped > 0) {
        skipped -= 1
        return
      }
      if (name === 'p') {
        // A code that never came to its result hides no more than its paragraph.
        if (fields.includes(false)) fields.length = 0
        if (now.isJoined) carried = { ...now, isJoined: false }
        else finish()
      } else if (name === 'tc') {
        flush()
        closeCell(table())
      } else if (name === 'tr') closeRow(tables, paragraphs)
      else if (name === 'tbl') tables.pop()
      else if (name === 'body') flush()
    },
    text(text) {
      if (skipped === 0 && path[path.length - 1] === 't') write(text.replace(/[\r\n\t]+/g, ' '))
    },
  })
  return fault === null ? { kind: 'read', paragraphs, left } : { kind: fault }
}

interface Open {
  text: string
  style: string
  numId: string | null
  level: number
  isCentred: boolean
  isHidden: boolean
  isJoined: boolean
}

function newParagraph(): Open {
  return { text: '', style: '', numId: null, level: 0, isCentred: false, isHidden: false, isJoined: false }
}

interface Table {
  readonly cells: string[]
  cell: string
  /** Of the row's first paragraph. */
  style: string
  isRowDeleted: boolean
}

/** What WPS writes before a paragraph by itself. */
function numberBefore({ text, style, numId, level }: Open, styles: ReadonlyMap<string, StyleInfo>, numberOf: Numberer): string {
  const listed = numId === null ? inherited(styles, style) : { numId, level }
  return listed === null || listed.numId === null || listed.numId === '0' || text.trim() === '' ? '' : numberOf(listed.numId, listed.level)
}

function writeInCell(row: Table, { text, style }: ReadParagraph): void {
  if (row.style === '') row.style = style
  row.cell += (row.cell === '' || text === '' ? '' : ' ') + text.replace(/\n/g, ' ')
}

function markRowDeleted(table: Table | undefined): void {
  if (table !== undefined) table.isRowDeleted = true
}

function closeCell(table: Table | undefined): void {
  if (table === undefined) return
  table.cells.push(table.cell.trim())
  table.cell = ''
}

/** A row is one paragraph; of a table inside a cell, more words of that cell. */
function closeRow(tables: readonly Table[], paragraphs: ReadParagraph[]): void {
  const table = tables[tables.length - 1]
  if (table === undefined) return
  const text = table.cells.filter((cell) => cell !== '').join('　')
  if (text !== '' && !table.isRowDeleted) {
    const outer = tables[tables.length - 2]
    if (outer === undefined) paragraphs.push({ text, style: table.style, isCentred: false, isRow: true })
    else outer.cell += (outer.cell === '' ? '' : ' ') + text
  }
  table.cells.length = 0
  table.style = ''
  table.isRowDeleted = false
}

/** Open fields, innermost last: whether the result of each has begun. */
function changeFields(fields: boolean[], kind: string | null): void {
  if (kind === 'begin') fields.push(false)
  else if (kind === 'end') fields.pop()
  else if (kind === 'separate' && fields.length > 0) fields[fields.length - 1] = true
}

function noteSkipped(name: string, depth: number, left: Set<Left>): void {
  const what = name === 'txbxContent' ? 'textBox' : depth === 1 ? own(LEFT, name) : undefined
  if (what !== undefined) left.add(what)
}

/** What holds no text of the body. `del` is text only where it marks a paragraph or a row. */
function isSkipped(name: string, path: readonly string[]): boolean {
  if (name === 'del' || name === 'moveFrom') return !path.includes('pPr') && !path.includes('trPr')
  return SKIPPED.has(name) || name.endsWith('Change')
}

const SKIPPED: ReadonlySet<string> = new Set(['drawing', 'pict', 'object', 'txbxContent', 'mc:Fallback', 'instrText', 'delText', 'delInstrText', 'rt', 'sectPr', 'sdtPr'])
/** Characters that are elements. */
const WRITTEN: Readonly<Record<string, string>> = { tab: ' ', br: '\n', cr: '\n', noBreakHyphen: '-' }
const LEFT: Readonly<Record<string, Left>> = {
  drawing: 'picture', pict: 'picture', object: 'picture', sym: 'symbol', footnoteReference: 'note', endnoteReference: 'note',
}

/** Of the paragraph as a whole. */
function setProperty(paragraph: Open, name: string, value: string | null): void {
  if (name === 'pStyle') paragraph.style = value ?? ''
  else if (name === 'numId') paragraph.numId = value
  else if (name === 'ilvl') paragraph.level = levelOf(value)
  else if (name === 'jc') paragraph.isCentred = value === 'center'
}

function inherited(styles: ReadonlyMap<string, StyleInfo>, id: string): StyleInfo | null {
  let style = styles.get(id)
  for (let steps = 0; style !== undefined && steps < 20; steps += 1) {
    if (style.numId !== null) return style
    style = style.basedOn === null ? undefined : styles.get(style.basedOn)
  }
  return null
}
