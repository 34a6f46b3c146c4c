import PizZip from 'pizzip'
import { countyForm, paragraph, tableRow } from '../../../../test/server/forms'
import { factsOf } from '../../../domain/papers/facts'
import { PAPERS } from '../../../domain/papers/papers'
import { BARE_SAMPLE, SAMPLE, sampleRow } from '../../../domain/papers/sample'
import { checkForm } from './checkForm'
import { fillForm } from './fillForm'
import { openForm } from './openForm'
import { PAPER_IDS } from '../../../domain/papers/papers'

const problemsOf = (bytes: Uint8Array): readonly string[] => checkForm(PAPERS.agreement, Buffer.from(bytes)).problems.map(({ where, message }) => `${where}${where === '' ? '' : '：'}${message}`)
const link = (type: string, mode = ' TargetMode="External"'): string => `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://evil.example/x"${mode}/>`
const OK = ['编号 {{协议编号}}']

function filled(bytes: Uint8Array, of = SAMPLE): string {
  const opened = openForm(Buffer.from(bytes))
  if (opened.kind === 'refused') throw new Error(opened.say)
  const made = fillForm(opened.value.parts, factsOf(PAPERS.agreement, of, null))
  if (made.kind === 'wrong') throw new Error(made.says.join())
  return new PizZip(made.bytes).file('word/document.xml')?.asText() ?? ''
}
const textOf = (xml: string): string => xml.replace(/<w:br\/>/g, '⏎').replace(/<\/w:p>/g, '\n').replace(/<[^>]*>/g, '').trim()

test.each<[string, Uint8Array, string]>([
  ['macros', countyForm(OK, { more: { 'word/vbaProject.bin': 'x' } }), '带宏'],
  ['a macro-enabled type', countyForm(OK, { types: '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' }), '带宏'],
  ['a template behind it', countyForm(OK, { more: { 'word/_rels/settings.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${link('attachedTemplate')}</Relationships>` } }), '挂着一个模板'],
  ['a picture from outside', countyForm(OK, { relations: link('image') }), '文件外面的东西'],
  ['a link', countyForm(OK, { relations: link('hyperlink') }), '超链接'],
  ['an embedded file', countyForm(OK, { more: { 'word/embeddings/oleObject1.bin': 'x' } }), 'OLE'],
  ['a control', countyForm(OK, { more: { 'word/activeX/activeX1.xml': '<a/>' } }), 'ActiveX'],
  ['another document inside', countyForm(OK, { more: { 'word/afchunk1.htm': '<p>x</p>' } }), '另一个文档'],
  ['a field that reads files', countyForm([], { body: `${paragraph(...OK)}<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "c:/x"</w:instrText></w:r></w:p>` }), '域'],
  ['a document type', countyForm(OK, { more: { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' } }), '坏了'],
  ['nothing to fill', countyForm(['协议书']), '一个“{{名称}}”也没有'],
])('refused: %s', (_what, bytes, say) => {
  expect(problemsOf(bytes).join()).toContain(say)
})

test('everything that is wrong stands in one list, with where and what to write instead', () => {
  const problems = problemsOf(countyForm(['第一段', '{{当事人姓明}}', '{{协议编号', '{{每 当事人}}', '{{姓名|百分}}', '{{若 书面协议}}是{{完}}'], { relations: link('image') }))
  expect(problems).toEqual([
    expect.stringContaining('文件外面'),
    expect.stringMatching(/^第 3 段：.*收尾/), expect.stringMatching(/^第 4 段：.*没有“{{完}}”/), expect.stringMatching(/^第 6 段：条件/),
    expect.stringMatching(/^第 2 段：没有叫“当事人姓明”的名称，是不是“当事人姓名”/), expect.stringMatching(/^第 5 段：.*百分/),
  ])
})

test('S12: a zip that unpacks to too much is not unpacked', () => {
  expect(problemsOf(countyForm(OK, { more: { 'word/media/a.xml': ' '.repeat(21 * 1024 * 1024) } })).join()).toContain('太大')
})

test('a name that is not known is a blank, and never breaks the form', () => {
  const xml = filled(countyForm(['当事人{{当事人姓名}}，{{生效日期|年月日}}，{{协议内容|零则略}}。']), BARE_SAMPLE)
  expect(textOf(xml)).toMatch(/^当事人[\u3000]+，[\u3000]+年[\u3000]+月[\u3000]+日/)
  expect(xml).toContain('<w:u w:val="single"/>')
  expect(xml).not.toMatch(/[\ue000-\ue0ff]|undefined/)
})

test('an empty cell stays empty, since its rules are blank enough', () => {
  const xml = filled(countyForm([], { body: `<w:tbl>${tableRow('姓名', '{{当事人姓名}}')}</w:tbl>${paragraph('完')}` }), BARE_SAMPLE)
  expect(textOf(xml)).toBe('姓名\n\n完')
})

test('lines of a value are lines, and the look of its run stays', () => {
  const xml = filled(countyForm(['{{协议内容}}']))
  expect(textOf(xml)).toBe('一、四月底以前退回原界。⏎二、互不追究。')
  expect(xml).toContain('<w:b/>')
})

test('placeholders cut over runs, and written full-width, are put together', () => {
  const cut = paragraph('前', '｛', '｛协议', '编号 ', '}', '}后{{每 当', '事人 以“；”隔}}{{姓', '名}}{{完', '}}。')
  expect(textOf(filled(countyForm([], { body: cut })))).toBe('前样调协〔2026〕1号后甲某；乙某。')
})

test('rows of a table and paragraphs are repeated, and 若 leaves out what does not hold', () => {
  const body = `<w:tbl>${tableRow('姓名', '年龄')}${tableRow('{{每 当事人}}{{姓名}}', '{{年龄}}{{完}}')}</w:tbl>${['{{每 申请人}}', '申请人：{{姓名}}', '{{完}}', '{{若 书面协议=0}}', '口头', '{{完}}', '{{若 当事人人数>1}}', '几方', '{{完}}'].map((text) => paragraph(text)).join('')}`
  expect(problemsOf(countyForm([], { body }))).toEqual([])
  expect(textOf(filled(countyForm([], { body })))).toBe('姓名\n年龄\n甲某\n50岁\n乙某\n48岁\n申请人：甲某\n几方')
})

test('what only works inside one paragraph is said', () => {
  const problems = problemsOf(countyForm(['{{若 书面协议=1}}', '书面', '{{否则}}', '口头', '{{完}}', '{{每 当事人 以“；”隔}}', '{{姓名}}', '{{完}}']))
  expect(problems).toEqual([expect.stringMatching(/^第 3 段：“否则”/), expect.stringMatching(/^第 6 段：“以…隔”/)])
})

test('a loop that begins in a table and ends outside it cannot be repeated', () => {
  const body = `<w:tbl>${tableRow('{{每 当事人}}{{姓名}}', '')}</w:tbl>${paragraph('{{完}}')}`
  expect(problemsOf(countyForm([], { body })).join()).toContain('没法重复')
})

test('S15: what people typed is never read as a placeholder or as XML', () => {
  const values = { ...SAMPLE, values: { ...SAMPLE.values, summary: '{{编号}} <w:p/> & "x"\u0000', agreement: '{{每 当事人}}' } }
  expect(textOf(filled(countyForm(['{{简要情况}}|{{协议内容}}']), values))).toBe('{{编号}} &lt;w:p/&gt; &amp; &quot;x&quot;|{{每 当事人}}')
})

test('the standard text of every paper can stand in a form', () => {
  for (const id of PAPER_IDS) {
    const form = countyForm(PAPERS[id].text.split('\n').map((line) => line.replace(/^[#>] |^@(署名|日期) /, '')))
    expect([id, checkForm(PAPERS[id], Buffer.from(form)).problems.map(({ where, message }) => where + message)]).toEqual([id, []])
    const opened = openForm(Buffer.from(form))
    if (opened.kind === 'refused') throw new Error(opened.say)
    const made = fillForm(opened.value.parts, factsOf(PAPERS[id], SAMPLE, sampleRow(PAPERS[id])))
    expect(made.kind).toBe('filled')
  }
})
