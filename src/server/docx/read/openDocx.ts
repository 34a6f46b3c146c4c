import { namesIn, unpackParts, type Unpacked, type ZipRules } from '../../import/zip'

/** The parts of a .docx that say what its text is; '' for one it does not have. */
export interface DocxParts {
  readonly document: string
  readonly styles: string
  readonly numbering: string
}

export const MOST_DOCX_BYTES = 2 * 1024 * 1024
const AGAIN = '请在 WPS 或 Word 里打开，另存为 .docx，再选一次。'
export const BROKEN = `这个文件坏了，读不出来。${AGAIN}`
const RULES: ZipRules = { most: 20 * 1024 * 1024, tooLarge: `这个文件解开以后太大，没有读。请把里面的图片删掉，${AGAIN.slice(1)}`, broken: BROKEN }
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

/** Opens a .docx from outside, or says in Chinese why not. Only its text parts are unpacked; pictures, macros and links are never looked at. */
export function openDocx(bytes: Buffer): Unpacked<DocxParts> {
  if (bytes.length === 0) return refused('这个文件是空的。请重新选一个 .docx 文件。')
  if (bytes.length > MOST_DOCX_BYTES) return refused(`这个文件超过 2 MB，没有读。请把里面的图片删掉，${AGAIN.slice(1)}`)
  const foreign = foreignKind(bytes)
  if (foreign !== null) return refused(foreign)
  const unpacked = unpackParts(bytes, (name) => /^\/?(\[Content_Types\]|word\/(document\d*|styles|numbering)|_rels\/)/i.test(name) && /\.(xml|rels)$/i.test(name), RULES)
  if (unpacked.kind === 'refused') return unpacked
  const texts = new Map([...unpacked.value].map(([name, content]) => [name.replace(/^\//, '').toLowerCase(), decoded(content)]))
  const main = mainPart(texts.get('_rels/.rels') ?? '')
  const document = texts.get(main) ?? texts.get('word/document.xml')
  if (document === undefined) return refused(BROKEN)
  if ([...texts.values()].some((text) => /macroEnabled/i.test(text) && text.includes('<Types'))) return refused(`这个文件带宏，没有读。${AGAIN}`)
  return { kind: 'ok', value: { document, styles: texts.get('word/styles.xml') ?? '', numbering: texts.get('word/numbering.xml') ?? '' } }
}

/** What it is when it is not a .docx, in words for who chose it. */
function foreignKind(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(COMPOUND)) {
    if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return '这个文件加了密码，打不开。请先在 WPS 或 Word 里去掉密码，再选一次。'
    return `这是旧的 .doc 或 .wps 文件。${AGAIN}`
  }
  const head = bytes.subarray(0, 5).toString('latin1')
  if (head.startsWith('%PDF')) return '这是 PDF，里面的字取不回来。请选在 WPS 或 Word 里写的 .docx 文件。'
  if (head.startsWith('{\\rtf')) return `这是 .rtf 文件。${AGAIN}`
  const names = namesIn(bytes)
  if (names === null) return head.startsWith('PK') ? BROKEN : `这不是 .docx 文件。${AGAIN}`
  const has = (folder: string): boolean => names.some((name) => name.replace(/^\//, '').toLowerCase().startsWith(folder))
  if (names.some((name) => /vbaproject\.bin$/i.test(name))) return `这个文件带宏，没有读。${AGAIN}`
  if (has('word/')) return null
  if (has('xl/')) return '这是表格文件（.xlsx），不是 Word。请选 .docx 文件。'
  if (has('ppt/')) return '这是演示文件（.pptx），不是 Word。请选 .docx 文件。'
  return `这不是 .docx 文件。${AGAIN}`
}

/** The part the package calls its document, lower case: nearly always word/document.xml. */
function mainPart(relations: string): string {
  // Looked for from its middle: a pattern that begins at any < goes through a hostile file once for each of them.
  const type = relations.indexOf('/officeDocument"')
  const relation = type < 0 ? '' : relations.slice(relations.lastIndexOf('<', type), relations.indexOf('>', type) + 1)
  return (/Target="([^"]*)"/.exec(relation)?.[1] ?? 'word/document.xml').replace(/^\//, '').toLowerCase()
}

function decoded(content: Buffer): string {
  const isUtf16 = content[0] === 0xff && content[1] === 0xfe
  return content.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '')
}

function refused(say: string): { readonly kind: 'refused'; readonly say: string } {
  return { kind: 'refused', say }
}
