import { paragraphsXml, part, shownText } from '../../../test/documents/docxParts'
import { sampleReport, spans } from '../../../test/documents/sampleReport'
import { checkingDocx } from './checkingDocx'
import { reportDocx } from './reportDocx'
import type { DocxOptions } from './wordFile'

const options: DocxOptions = {
  fonts: 'gov', seal: true, createdAt: '2026-01-15T09:30:00+08:00', title: '核对稿', organisation: '青石岭乡人民政府',
}
const lines = (figure: { readonly source: string; readonly exact: number | null }): readonly string[] =>
  [`指标：${figure.source}`, `准确数：${figure.exact ?? '无'}`]

test('the text is that of the 正式稿, paragraph by paragraph', async () => {
  const checking = await checkingDocx(sampleReport, options, lines)
  expect(paragraphsXml(checking).map(shownText)).toEqual(paragraphsXml(await reportDocx(sampleReport, options)).map(shownText))
})

test('each printed figure carries one comment with its lines', async () => {
  const checking = await checkingDocx(
    { blocks: [{ kind: 'paragraph', spans: spans('受理[652:纠纷.受理]件，普法[260余:普法.场次|余]场。') }] }, options, lines)
  const [paragraph = ''] = paragraphsXml(checking)
  const commented = [...paragraph.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>(.*?)<w:commentRangeEnd w:id="\1"\/>.*?<w:commentReference w:id="\1"\/>/g)]
  expect(commented.map(([, id, xml = '']) => [id, shownText(xml)])).toEqual([['0', '652'], ['1', '260余']])
  const comments = part(checking, 'word/comments.xml').match(/<w:comment .*?<\/w:comment>/g) ?? []
  expect(comments.map((xml) => [/w:id="(\d+)"/.exec(xml)?.[1], (xml.match(/<w:p>.*?<\/w:p>/g) ?? []).map(shownText)])).toEqual([
    ['0', ['指标：纠纷.受理', '准确数：652']],
    ['1', ['指标：普法.场次|余', '准确数：260']],
  ])
})

test('comments are dated with the given time and are small whatever the text is', async () => {
  const comments = part(await checkingDocx(sampleReport, options, lines), 'word/comments.xml')
  expect(new Set(comments.match(/w:date="[^"]*"/g))).toEqual(new Set(['w:date="2026-01-15T01:30:00.000Z"']))
  expect(comments.match(/<w:p>/g)?.length).toBe(comments.match(/<w:pStyle w:val="CommentText"\/>/g)?.length)
})

test('a figure about which there is nothing to say has no comment', async () => {
  const checking = await checkingDocx({ blocks: [{ kind: 'paragraph', spans: spans('[3:甲.乙]件') }] }, options, () => [])
  expect(part(checking, 'word/document.xml')).not.toContain('comment')
})
