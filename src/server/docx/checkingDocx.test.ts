import { paragraphsXml, part, shownText } from '../../../test/documents/docxParts'
import { sampleReport, spans } from '../../../test/documents/sampleReport'
import { PLAIN_PAPER, type PrintedSpan } from '../../core/document'
import { checkingDocx } from './checkingDocx'
import { reportDocx } from './reportDocx'
import type { FigureSource } from './sources'
import type { DocxOptions } from './wordFile'

const options: DocxOptions = {
  paper: PLAIN_PAPER, createdAt: '2026-01-15T09:30:00+08:00', title: '核对稿', organisation: '青石岭乡人民政府',
}
const sources = (figure: PrintedSpan): readonly FigureSource[] => figure.figures.map(({ key, value }) => ({
  printed: figure.text, label: '受理', name: key, exact: `${value}件`, written: `{{${figure.source}}}`, definition: '当年受理的纠纷。', narrowed: '', period: '2025年', records: '652条',
}))
const twoFigures = { blocks: [{ kind: 'paragraph' as const, spans: spans('受理[652:纠纷.受理]件，普法[260余:普法.场次|余]场。') }] }

test('the text is that of the 正式稿, paragraph by paragraph, and behind it stands the table of sources', async () => {
  const final = paragraphsXml(await reportDocx(sampleReport, options)).map(shownText)
  const checking = paragraphsXml(await checkingDocx(sampleReport, options, sources)).map(shownText)
  expect(checking.slice(0, final.length)).toEqual(final)
  expect(checking[final.length]).toBe('数据来源对照表')
})

test('each printed figure carries one comment with its lines', async () => {
  const checking = await checkingDocx(twoFigures, options, sources)
  const [paragraph = ''] = paragraphsXml(checking)
  const commented = [...paragraph.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>(.*?)<w:commentRangeEnd w:id="\1"\/>.*?<w:commentReference w:id="\1"\/>/g)]
  expect(commented.map(([, id, xml = '']) => [id, shownText(xml)])).toEqual([['0', '652'], ['1', '260余']])
  const comments = part(checking, 'word/comments.xml').match(/<w:comment .*?<\/w:comment>/g) ?? []
  expect(comments.map((xml) => [/w:id="(\d+)"/.exec(xml)?.[1], (xml.match(/<w:p>.*?<\/w:p>/g) ?? []).map(shownText)])).toEqual([
    ['0', ['指标：受理（纠纷.受理）', '准确数：652件', '口径：当年受理的纠纷。', '期间：2025年', '记录：652条', '写法：{{纠纷.受理}}']],
    ['1', ['指标：受理（普法.场次）', '准确数：260件', '口径：当年受理的纠纷。', '期间：2025年', '记录：652条', '写法：{{普法.场次|余}}']],
  ])
})

test('the table has a row for every figure and repeats its head on every page', async () => {
  const xml = part(await checkingDocx(twoFigures, options, sources), 'word/document.xml')
  const rows = xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? []
  expect(rows.map((row) => (row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []).map(shownText))).toEqual([
    ['印出的数', '指标', '准确数', '写法', '条件、期间', '记录数'],
    ['652', '受理纠纷.受理', '652件', '{{纠纷.受理}}', '2025年', '652条'],
    ['260余', '受理普法.场次', '260件', '{{普法.场次|余}}', '2025年', '652条'],
  ])
  expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, false, false])
  expect(xml).toMatch(/<w:pageBreakBefore\/>(?:(?!<w:p>).)*数据来源对照表/)
})

test('comments are dated with the given time and are small whatever the text is', async () => {
  const comments = part(await checkingDocx(sampleReport, options, sources), 'word/comments.xml')
  expect(new Set(comments.match(/w:date="[^"]*"/g))).toEqual(new Set(['w:date="2026-01-15T01:30:00.000Z"']))
  expect(comments.match(/<w:p>/g)?.length).toBe(comments.match(/<w:pStyle w:val="CommentText"\/>/g)?.length)
})

test('a figure about which there is nothing to say has no comment, and a report of such figures no table', async () => {
  const checking = await checkingDocx({ blocks: [{ kind: 'paragraph', spans: spans('[3:甲.乙]件') }] }, options, () => [])
  expect(part(checking, 'word/document.xml')).not.toMatch(/comment|<w:tbl>/)
})

test('equal input gives equal bytes', async () => {
  const [one, other] = [await checkingDocx(sampleReport, options, sources), await checkingDocx(sampleReport, options, sources)]
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
})
