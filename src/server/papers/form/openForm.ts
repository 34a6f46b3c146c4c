import { openDocx, MOST_DOCX_BYTES } from '../../docx/read/openDocx'
import { visitXml } from '../../docx/read/xml'
import { unpackParts, type Unpacked } from '../../import/zip'
import type { FormProblem } from '../../../core/paperWire'

/** A county's form, unpacked: its parts by name, and what may not be in it. */
export interface OpenedForm {
  readonly parts: ReadonlyMap<string, Buffer>
  readonly problems: readonly FormProblem[]
}

const AGAIN = '请在 WPS 或 Word 里去掉，另存为 .docx，再选一次。'
const RULES = { most: 20 * 1024 * 1024, tooLarge: `这个文件解开以后太大，没有收。请把里面的图片去掉，${AGAIN.slice(-15)}`, broken: '这个文件坏了，读不出来。请在 WPS 或 Word 里打开，另存为 .docx，再选一次。' }
/** Of one part that is read: a form of a page has some ten thousand characters. */
const MOST_TEXT = 4 * 1024 * 1024
export const MOST_FORM_BYTES = MOST_DOCX_BYTES

/** Parts in which placeholders are looked for. */
export function isWritten(name: string): boolean {
  return /^word\/(document|header\d*|footer\d*)\.xml$/.test(name)
}

/** Nothing that runs, and nothing that reaches outside the file. What cannot be read at all is refused with one sentence, the rest said together. */
export function openForm(bytes: Buffer): Unpacked<OpenedForm> {
  const opened = openDocx(bytes)
  if (opened.kind === 'refused') return opened
  const unpacked = unpackParts(bytes, () => true, RULES)
  if (unpacked.kind === 'refused') return unpacked
  const parts = new Map([...unpacked.value].filter(([name]) => !name.endsWith('/')).map(([name, content]) => [name.replace(/^\//, ''), content]))
  if (!parts.has('word/document.xml')) return { kind: 'refused', say: RULES.broken }
  for (const [name, content] of parts) {
    if (!/\.(xml|rels)$/i.test(name)) continue
    if (content.length > MOST_TEXT) return { kind: 'refused', say: RULES.tooLarge }
    const fault = visitXml(content.toString('utf8').replace(/^\ufeff/, ''), () => false, SILENT)
    if (fault !== null) return { kind: 'refused', say: RULES.broken }
  }
  return { kind: 'ok', value: { parts, problems: [...foreignIn(parts)].map((message) => ({ where: '', text: '', message })) } }
}
const SILENT = { open: () => undefined, close: () => undefined, text: () => undefined }

function foreignIn(parts: ReadonlyMap<string, Buffer>): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [name, content] of parts) {
    if (/vbaProject|vbaData|\/macros\//i.test(name)) found.add(`文件里带宏。${AGAIN}`)
    else if (/activeX/i.test(name)) found.add(`文件里有控件（ActiveX）。${AGAIN}`)
    else if (/embeddings\/|oleObject/i.test(name)) found.add(`文件里嵌着别的文件（OLE 对象）。${AGAIN}`)
    else if (/afchunk|altChunk/i.test(name)) found.add(`文件里夹着另一个文档。${AGAIN}`)
    if (!/\.(xml|rels)$/i.test(name)) continue
    const text = content.toString('utf8')
    if (/macroEnabled|vbaProject/i.test(text) && /\.xml$/i.test(name) && name.startsWith('[')) found.add(`文件里带宏。${AGAIN}`)
    if (/\.rels$/i.test(name)) for (const say of linksIn(text)) found.add(say)
    if (isWritten(name) && /<w:altChunk/.test(text)) found.add(`文件里夹着另一个文档。${AGAIN}`)
    if (isWritten(name) && /<w:(?:object|control)[\s>]/.test(text)) found.add(`文件里有控件或嵌着别的文件。${AGAIN}`)
    if (isWritten(name) && REACHING_FIELDS.test(fieldsOf(text))) found.add(`文件里有会去读别的文件的域（INCLUDETEXT、DDE 一类）。${AGAIN}`)
  }
  return found
}
const REACHING_FIELDS = /\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b/i

function fieldsOf(xml: string): string {
  const complex = [...xml.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map(([, field = '']) => field).join('')
  return `${complex} ${[...xml.matchAll(/w:instr="([^"]*)"/g)].map(([, field = '']) => field).join(' ')}`
}

function linksIn(relations: string): readonly string[] {
  return [...relations.matchAll(/<Relationship\b[^>]*>/g)].flatMap(([relation]) => {
    if (/attachedTemplate/i.test(relation)) return [`文件挂着一个模板。${AGAIN}`]
    if (!/TargetMode\s*=\s*["']External["']/i.test(relation)) return []
    return [/\/hyperlink["']/.test(relation) ? `文件里有超链接。${AGAIN}` : `文件里链接着文件外面的东西（图片、模板或数据）。${AGAIN}`]
  })
}
