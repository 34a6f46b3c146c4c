import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import PizZip from 'pizzip'
import { lyingZip } from '../../../../test/documents/lyingZip'
import { mangledDocx } from '../../../../test/documents/mangled'
import { sampleReport } from '../../../../test/documents/sampleReport'
import { PLAIN_PAPER } from '../../../core/document'
import { officialParagraphs, officialText } from '../../../core/officialText'
import type { DraftText, ImportedText } from '../../../core/reportWire'
import { wholeText } from '../../../domain/template'
import { demoTemplates } from '../../demo/templates/all'
import { checkingDocx } from '../checkingDocx'
import { reportDocx } from '../reportDocx'
import { templateDocx } from '../templateDocx'
import { readDocxText } from './readDocxText'

const options = { paper: PLAIN_PAPER, createdAt: '2026-01-15T09:30:00+08:00', title: '报告', organisation: '青石岭乡人民政府' }

function read(bytes: Uint8Array): ImportedText {
  const found = readDocxText(Buffer.from(bytes))
  if (found.kind === 'refused') throw new Error(found.say)
  return found.value
}

function refusal(bytes: Uint8Array): string {
  const found = readDocxText(Buffer.from(bytes))
  if (found.kind === 'ok') throw new Error('it was read')
  return found.say
}

const NO_FIGURES = '这个文件里没有双大括号的指标，数都是写死的，请看看是不是选错了文件。'

const text = ({ opening, chapters, closing }: DraftText): string => wholeText({ opening, chapters: chapters.map((chapter) => ({ text: chapter })), closing })

const BODY_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="x"'
const para = (words: string, properties = ''): string => `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`

function fileOf(body: string, more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  const zip = new PizZip()
  zip.file('[Content_Types].xml', '<Types xmlns="t"><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
  zip.file('word/document.xml', body.startsWith('<?') ? body : `<?xml version="1.0"?><w:document ${BODY_NS}><w:body>${body}</w:body></w:document>`)
  for (const [name, content] of Object.entries(more)) zip.file(name, content, { binary: typeof content !== 'string' })
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}

describe('a template written as .docx and read back', () => {
  test.each(demoTemplates().map((template) => [template.name, template] as const))('is identical, part by part: %s', async (_name, { opening, chapters, closing }) => {
    const written = wholeText({ opening, chapters: chapters.map((chapter) => ({ text: chapter })), closing })
    const { text: found, remarks } = read(await templateDocx(written, options))
    expect(text(found)).toBe(written)
    expect(remarks).toEqual([])
  })

  test('is identical after WPS has torn its runs, whatever it did between them', async () => {
    const [template] = demoTemplates()
    const written = text({ opening: template?.opening ?? '', chapters: template?.chapters ?? [], closing: template?.closing ?? '' })
    const docx = await templateDocx(written, options)
    fc.assert(fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (seed) => {
      let state = seed
      const chance = (): number => {
        state = (state * 48271) % 0x7fffffff
        return state / 0x7fffffff
      }
      expect(text(read(mangledDocx(docx, chance)).text)).toBe(written)
    }), { numRuns: 12 })
  })

  const line = fc.oneof(
    fc.constantFrom('# 报告', '> 县委：', '@署名 柳湾乡人民政府', '@日期 {{截至日|年月日}}', '一、成效', '（一）做法。还有', '1.甲', '（2）乙', '共{{纠纷.总数[难度=疑难]|余}}起'),
    fc.array(fc.constantFrom(...'甲乙一、（）1.。：#>@{}<&"\'｛ab '), { minLength: 1, maxLength: 12 }).map((all) => all.join('').trim()).filter((words) => !/^([#＃>＞]|[@＠](署名|日期))*[\s:：]*$/.test(words)),
  )
  test('keeps every line of any text', async () => {
    await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
      const found = text(read(await templateDocx(lines.join('\n'), options)).text)
      const plain = (words: string): string => words.replace(/[｛{]{2}/g, '{{').replace(/[｝}]{2}/g, '}}').replace(/^([#＃]+|[>＞]|[@＠](署名|日期))[\s:：]*/, '')
      expect(found.split('\n').map(plain)).toEqual(lines.map((each) => plain(each.trim())).filter((each) => each !== ''))
      // What was read once is read the same ever after.
      expect(text(read(await templateDocx(found, options)).text)).toBe(found)
    }), { numRuns: 10 })
  })
})

test('an issued report gives its text, without 版头 and 版记', async () => {
  const paper = { ...PLAIN_PAPER, masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '周远山' }, colophon: { copyTo: '县司法局', printer: '青石岭乡人民政府', printedOn: '2026-01-15' } as const }
  const { text: found, remarks } = read(await reportDocx(sampleReport, { ...options, paper }))
  expect(text(found).replace(/^(# |> |@署名 |@日期 )/gm, '')).toBe(officialText(officialParagraphs(sampleReport, PLAIN_PAPER)))
  expect([found.opening.split('\n').map((each) => each.slice(0, 2)), found.chapters.length, found.closing]).toEqual([['# ', '> ', '20'], 4, '@署名 青石岭乡人民政府\n@日期 2026年1月15日'])
  expect(remarks).toEqual([NO_FIGURES])
})

test('of a checking copy the table of sources is no text', async () => {
  const source = { label: '', definition: '', narrowed: '', period: '', records: '', exact: '1件', written: '', printed: '1', name: '甲' }
  const { text: found, remarks } = read(await checkingDocx(sampleReport, options, () => [source]))
  expect(found.closing).toBe('@署名 青石岭乡人民政府\n@日期 2026年1月15日')
  expect(remarks).toEqual([NO_FIGURES])
})

describe('a file somebody else wrote', () => {
  test('title, 主送, 署名 and 日期 are known by their places', () => {
    const { text: found } = read(fileOf([
      para('柳湾乡人民政府', '<w:jc w:val="center"/>'), para('关于2025年工作的报告', '<w:jc w:val="center"/>'), para(''), para('县委、县人民政府：'), para('　　现将情况报告如下：'),
      para('一、成效'), para('做了工作。'), para('二、打算'), para('再做工作。'), para('柳湾乡人民政府'), para('2026年1月5日'),
    ].join('')))
    expect(found).toEqual({
      opening: '# 柳湾乡人民政府\n# 关于2025年工作的报告\n> 县委、县人民政府：\n现将情况报告如下：',
      chapters: ['一、成效\n做了工作。', '二、打算\n再做工作。'],
      closing: '@署名 柳湾乡人民政府\n@日期 2026年1月5日',
    })
  })

  test('numbers WPS writes by itself are written out', () => {
    const level = (ilvl: number, format: string, words: string): string => `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${words}"/></w:lvl>`
    const numbering = `<w:numbering ${BODY_NS}><w:abstractNum w:abstractNumId="5">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCountingThousand', '（%2）')}</w:abstractNum>`
      + '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    const styles = `<w:styles ${BODY_NS}><w:style w:styleId="3"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>`
    const first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    const second = '<w:pStyle w:val="3"/>'
    const { text: found, remarks } = read(fileOf(
      [para('成效', first), para('做法', second), para('效果', second), para('打算', first), para('以后', second)].join(''), { 'word/numbering.xml': numbering, 'word/styles.xml': styles }))
    expect(found.chapters).toEqual(['一、成效\n（一）做法\n（二）效果', '二、打算\n（一）以后'])
    expect(remarks).toEqual([NO_FIGURES, '自动编号写成了文字，请对一对编号。'])
  })

  test('tables are told, and a row is a line', () => {
    const cell = (words: string): string => `<w:tc>${para(words)}</w:tc>`
    const { text: found, remarks } = read(fileOf(`${para('报告')}${para('一、数')}<w:tbl><w:tr>${cell('类型')}${cell('件数')}</w:tr><w:tr>${cell('邻里')}${cell('{{纠纷.总数}}')}</w:tr></w:tbl>${para('完。')}`))
    expect(found.chapters).toEqual(['一、数\n类型　件数\n邻里　{{纠纷.总数}}\n完。'])
    expect(remarks).toEqual(['第 3 段是表格，一行写成了一段，请看看要不要改。'])
  })

  test('of tracked changes the new text counts, and a paragraph whose end was deleted goes on in the next', () => {
    const joined = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    const { text: found } = read(fileOf(`${joined}${para('乙。')}<w:p><w:moveFrom w:id="2"><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:ins w:id="3"><w:r><w:t>丙</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>`))
    expect(found.opening).toBe('甲乙。\n丙。')
  })

  test('line breaks, tabs, hidden text, codes, text boxes and fallbacks', () => {
    const run = (inside: string): string => `<w:r>${inside}</w:r>`
    const field = `${run('<w:fldChar w:fldCharType="begin"/>')}${run('<w:t>PAGE</w:t>')}${run('<w:fldChar w:fldCharType="separate"/>')}${run('<w:t>3</w:t>')}${run('<w:fldChar w:fldCharType="end"/>')}`
    const box = `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>${para('框里')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>`
    const { text: found, remarks } = read(fileOf(`<w:p>${run('<w:t>一句。</w:t><w:br/><w:t>又</w:t><w:tab/><w:t>一句</w:t>')}${run('<w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t>')}${field}${run(box)}${run('<w:t>。</w:t>')}</w:p>`))
    expect(found.opening).toBe('一句。\n又 一句3。')
    expect(remarks).toEqual([NO_FIGURES, '隐藏的字没有取。', '文本框里的字没有取，要的话请改成正文。'])
  })

  test('any prefix, entities and strict names', () => {
    const { text: found } = read(fileOf('<?xml version="1.0"?><a:document xmlns:a="http://purl.oclc.org/ooxml/wordprocessingml/main"><a:body><a:p><a:r><a:t>甲&amp;乙&#x3002;</a:t></a:r></a:p></a:body></a:document>'))
    expect(found.opening).toBe('甲&乙。')
  })

  test('a chapter longer than a part can hold is cut before a （一）', () => {
    const long = '字'.repeat(3000)
    const { text: found, remarks } = read(fileOf([para('报告'), para('一、成效'), para('（一）甲'), para(long), para('（二）乙'), para(long)].join('')))
    expect(found.chapters.map((chapter) => chapter.slice(0, 5))).toEqual(['一、成效\n', '（二）乙\n'])
    expect(remarks).toEqual([NO_FIGURES, '有的部分超过 5000 字，按（一）（二）分成了几个部分，印出来还是连着的。'])
  })
})

describe('what is no .docx is refused in words', () => {
  const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
  const whole = fileOf(para('甲。'))
  test.each<readonly [string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), '空的'],
    ['text', Buffer.from('一、成效'), '不是 .docx'],
    ['PDF', Buffer.from('%PDF-1.7 …'), 'PDF'],
    ['rtf', Buffer.from('{\\rtf1}'), '.rtf'],
    ['an old .doc', compound, '旧的 .doc'],
    ['an encrypted file', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), '加了密码'],
    ['a table', new PizZip().file('xl/workbook.xml', '<x/>').generate({ type: 'nodebuffer' }), '表格文件'],
    ['slides', new PizZip().file('ppt/presentation.xml', '<x/>').generate({ type: 'nodebuffer' }), '演示文件'],
    ['some other zip', new PizZip().file('a.txt', 'x').generate({ type: 'nodebuffer' }), '不是 .docx'],
    ['macros', fileOf(para('甲'), { 'word/vbaProject.bin': 'x' }), '带宏'],
    ['a macro type', fileOf(para('甲'), { '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>' }), '带宏'],
    ['a document type', fileOf(`<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w:document ${BODY_NS}/>`), 'DOCTYPE'],
    ['a torn zip', whole.subarray(0, whole.length - 30), '坏了'],
    ['torn XML', fileOf(`<?xml version="1.0"?><w:document ${BODY_NS}><w:body><w:p>`), '坏了'],
    ['crossed XML', fileOf('<w:p><w:r></w:p></w:r>'), '坏了'],
    ['a row outside a table', fileOf(`<w:tr><w:trPr><w:del/></w:trPr><w:tc>${para('')}</w:tc></w:tr>`), '没有文字'],
    ['no document', new PizZip().file('word/other.xml', '<x/>').generate({ type: 'nodebuffer' }), '坏了'],
    ['no text', fileOf('<w:p/><w:p><w:r><w:drawing/></w:r></w:p>'), '没有文字'],
    ['200 kB of text', fileOf(Array.from({ length: 80 }, () => para('字'.repeat(1000))).join('')), '太长'],
    ['a paragraph without an end', fileOf(para('字'.repeat(6000))), '第 1 段'],
    ['a hundred parts', fileOf(Array.from({ length: 70 }, () => para('一、部分')).join('')), '最多 60 个'],
    ['a large file', Buffer.concat([Buffer.from('PK'), Buffer.alloc(2 * 1024 * 1024)]), '超过 2 MB'],
    ['a zip bomb by its claim', fileOf(para('甲'), { 'word/document2.xml': Buffer.alloc(40 * 1024 * 1024, 0x20) }), '解开以后太大'],
    ['a zip bomb by what comes out', lyingZip('word/document.xml', deflateRawSync(Buffer.alloc(40 * 1024 * 1024, 0x20)), 1000), '解开以后太大'],
  ])('%s', (_name, bytes, words) => {
    expect(refusal(bytes)).toContain(words)
  })

  test('levels of lists that no program writes, and a start beyond all numbers, are read as the first', () => {
    const numbering = (level: string, start: string): string => `<w:numbering ${BODY_NS}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="${level}"><w:start w:val="${start}"/><w:numFmt w:val="chineseCounting"/>`
      + '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    for (const level of ['-5', '1.5', '4294967295', '1e300']) {
      const found = read(fileOf(para('基本情况', `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`), { 'word/numbering.xml': numbering(level, '1') }))
      expect(found.text.chapters).toEqual(['一、基本情况'])
    }
    expect(read(fileOf(para('基本情况', '<w:numPr><w:numId w:val="7"/></w:numPr>'), { 'word/numbering.xml': numbering('0', 'Infinity') })).text.opening).toContain('基本情况')
  })

  test('names every object of the program inherits are no text and no style', () => {
    const body = `<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:constructor/></w:r><w:r><w:constructor/><w:t>甲&amp;&toString;乙</w:t></w:r></w:p>`
    const styles = `<w:styles ${BODY_NS}><w:style w:styleId="1"><w:name w:val="constructor"/></w:style></w:styles>`
    expect(read(fileOf(body, { 'word/styles.xml': styles })).text.opening).toBe('甲&&toString;乙')
  })

  test('sixty thousand short lines, and relations that are all opening brackets, take no time', () => {
    expect(refusal(fileOf(para('').repeat(10), { '_rels/.rels': '<'.repeat(2_000_000) }))).toContain('没有文字')
    const many = read(fileOf(`${para('一、基本情况')}${para('a').repeat(60_000)}`))
    expect(many.remarks.join('')).toContain('分成了几个部分')
  })

  test('a damaged file is refused or read, never worse', async () => {
    const docx = Buffer.from(await templateDocx('# 报告\n一、甲\n乙。', options))
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(docx.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), (changes) => {
      const damaged = Buffer.from(docx)
      for (const [at, byte] of changes) damaged[at] = byte
      expect(['ok', 'refused']).toContain(readDocxText(damaged).kind)
    }), { numRuns: 150 })
  })
})
