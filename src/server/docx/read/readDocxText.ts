import { MAX_TEXT } from '../../../core/check'
import { formOfLine } from '../../../core/phrase/lines'
import type { DraftText, ImportedText } from '../../../core/reportWire'
import type { Unpacked } from '../../import/zip'
import { isOwnTable, markedLines, type MarkedLine } from './marks'
import { BROKEN, openDocx } from './openDocx'
import { readParagraphs, type Left, type ReadParagraph } from './paragraphs'

/** In UTF-8, as the template language's own limit is about as much. */
const MOST_TEXT_BYTES = 200 * 1024
const MOST_CHAPTERS = 60

/**
 * The text of a .docx that was edited in WPS or Word, as parts of a template: the layout is not read, it is made anew from the
 * text. Either all of it is read or, with a sentence why, nothing.
 */
export function readDocxText(bytes: Buffer): Unpacked<ImportedText> {
  const opened = openDocx(bytes)
  if (opened.kind === 'refused') return opened
  const read = readParagraphs(opened.value)
  if (read.kind !== 'read') return refused(read.kind === 'doctype' ? DOCTYPE : BROKEN)
  const lines = markedLines(read.paragraphs)
  if (lines.length === 0) return refused('这个文件里没有文字。字在图片或文本框里的，请先改成正文，再选一次。')
  const size = Buffer.byteLength(lines.map(({ text }) => text).join('\n'))
  if (size > MOST_TEXT_BYTES) return refused(`正文太长，有 ${Math.ceil(size / 1024)} kB，最多 ${MOST_TEXT_BYTES / 1024} kB，没有读。是不是选错了文件？`)
  const long = lines.find(({ text }) => text.length > MAX_TEXT)
  if (long !== undefined) return refused(`第 ${long.paragraph} 段（“${long.text.slice(0, 12)}…”）有 ${long.text.length} 字，一段最多 ${MAX_TEXT} 字，没有读。请在文件里分成几段，再选一次。`)
  const { text, wasCut } = draftOf(lines)
  if (text.chapters.length > MOST_CHAPTERS) return refused(`这个文件有 ${text.chapters.length} 个部分，最多 ${MOST_CHAPTERS} 个，没有读。请并一并“一、二、三、”这样的标题，再选一次。`)
  return { kind: 'ok', value: { text, remarks: [...(lines.some((line) => line.text.includes('{{')) ? [] : [NO_FIGURES]), ...remarksOf(read.paragraphs, read.left), ...(wasCut ? [CUT] : [])] } }
}

const DOCTYPE = '这个文件里写着“DOCTYPE”，正常的 .docx 没有，没有读。请在 WPS 或 Word 里打开，另存为 .docx，再选一次。'
const NO_FIGURES = '这个文件里没有双大括号的指标，数都是写死的，请看看是不是选错了文件。'
const CUT = `有的部分超过 ${MAX_TEXT} 字，按（一）（二）分成了几个部分，印出来还是连着的。`

const LEFT_WORDS: Readonly<Record<Left, string>> = {
  picture: '图片没有取，这里只取文字。',
  textBox: '文本框里的字没有取，要的话请改成正文。',
  note: '脚注没有取。',
  hidden: '隐藏的字没有取。',
  symbol: '有插入的特殊符号没有取，请对一对。',
  number: '自动编号写成了文字，请对一对编号。',
  contents: '目录没有取。',
}

function remarksOf(paragraphs: readonly ReadParagraph[], left: ReadonlySet<Left>): readonly string[] {
  const row = paragraphs.findIndex((each) => each.isRow && !isOwnTable(each))
  const bare = paragraphs.findIndex(({ style, text }) => style === 'heading 1' && text.trim() !== '' && formOfLine(text.trim()).form !== 1)
  const quiet = left.has('textBox') ? 'picture' : null
  return [
    ...(row < 0 ? [] : [`第 ${row + 1} 段是表格，一行写成了一段，请看看要不要改。`]),
    ...(bare < 0 ? [] : [`第 ${bare + 1} 段“${paragraphs[bare]?.text.trim().slice(0, 12) ?? ''}”是标题样式，没有写“一、”，读成了普通段落。`]),
    ...[...left].filter((each) => each !== quiet).map((each) => LEFT_WORDS[each]),
  ]
}

/** A chapter begins with 一、; the last lines from 署名 or 日期 on are the closing. */
function draftOf(lines: readonly MarkedLine[]): { readonly text: DraftText; readonly wasCut: boolean } {
  const texts = lines.map(({ text }) => text)
  const forms = texts.map((text) => formOfLine(text).form)
  const lastHeading = forms.lastIndexOf(1)
  const signed = forms.findIndex((form, at) => at > lastHeading && (form === 'signature' || form === 'date'))
  const end = signed < 0 ? texts.length : signed
  const starts = forms.flatMap((form, at) => (form === 1 && at < end ? [at] : []))
  const first = starts[0] ?? end
  const [opening = [], ...over] = cutAtSections(texts.slice(0, first))
  const whole = starts.map((from, i) => texts.slice(from, starts[i + 1] ?? end))
  const chapters = [...over, ...whole.flatMap(cutAtSections)]
  return {
    text: { opening: opening.join('\n'), chapters: chapters.map((chapter) => chapter.join('\n')), closing: texts.slice(end).join('\n') },
    wasCut: chapters.length > whole.length,
  }
}

/** A part of a template holds no more than `MAX_TEXT`: a longer chapter is cut before a （一）, or where it must be. */
function cutAtSections(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  let size = 0
  lines.forEach((line, at) => {
    // Asked of a （一） only: of every line, the lines below it would be gone through once for each.
    const isFull = size + line.length + 1 > MAX_TEXT || (formOfLine(line).form === 2 && size + sectionSize(lines, at) > MAX_TEXT)
    if (isFull && size > 0) {
      parts.push([])
      size = 0
    }
    parts[parts.length - 1]?.push(line)
    size += line.length + 1
  })
  return parts
}

/** From this line up to the next （一）. */
function sectionSize(lines: readonly string[], from: number): number {
  let size = 0
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (at > from && formOfLine(line).form === 2) break
    size += line.length + 1
  }
  return size
}

function refused(say: string): { readonly kind: 'refused'; readonly say: string } {
  return { kind: 'refused', say }
}
