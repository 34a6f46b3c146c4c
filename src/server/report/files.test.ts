import { paragraphsXml, part, partNames, shownText } from '../../../test/documents/docxParts'
import { spans } from '../../../test/documents/sampleReport'
import type { Paper } from '../../core/document'
import type { Copy, ReportAnswer, ReportFigure } from '../../core/reportWire'
import { fileTitle, reportFile, type Edition } from './files'

const paper: Paper = {
  fonts: 'gov',
  seal: true,
  masthead: { organisation: '柳湾乡人民政府', number: '柳政〔2026〕3号', signer: '周远山' },
  colophon: { copyTo: '县司法局', printer: '柳湾乡人民政府', printedOn: '2026-01-15' },
}
const period = { from: '2025-01-01', to: '2025-12-31' } as const
const figure = (key: string, more: Partial<ReportFigure>): ReportFigure => ({
  key, label: '受理纠纷', unit: '件', definition: '当年受理的纠纷。', value: 0, pair: null, lastYear: 0, pairLastYear: null, parts: [],
  query: { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period, place: null, by: null }, ...more,
})
const summed = { ...figure('', {}).query, figure: { ...figure('', {}).query.figure, measure: { kind: 'sum', field: 'people' } as const } }
const NARROWED = { kind: 'printed', text: '31', source: '纠纷.受理[难度=疑难]', figures: [{ key: '纠纷.受理[难度=疑难]', value: 31 }], exact: 31 } as const
const report: ReportAnswer = {
  template: 't', name: '年度报告', periodKey: '2025', scope: { place: 'p', placeName: '柳湾乡', label: '2025年', period }, paper, at: { town: 1, county: 1 }, readAt: '2026-01-15T01:30:00.000Z', problems: [],
  document: {
    blocks: [
      { kind: 'title', spans: spans('柳湾乡报告') },
      { kind: 'to', spans: spans('县委：') },
      { kind: 'paragraph', spans: [{ kind: 'printed', text: '2025', source: '年度', figures: [], exact: null }, ...spans('年受理[652:纠纷.受理]件，涉及[900余:纠纷.涉及人数|余]人，疑难'), NARROWED, ...spans('件。')] },
      { kind: 'signature', spans: spans('柳湾乡人民政府') },
    ],
  },
  figureByKey: {
    '纠纷.受理': figure('纠纷.受理', { value: 652 }),
    '纠纷.涉及人数': figure('纠纷.涉及人数', { label: '涉及人数', unit: '人', value: 913, query: summed }),
    '纠纷.受理[难度=疑难]': figure('纠纷.受理[难度=疑难]', { value: 31 }),
  },
}
const shown = (bytes: Uint8Array): readonly string[] => paragraphsXml(bytes).map(shownText).filter((line) => line !== '')
const COPIES: readonly Copy[] = ['final', 'public', 'checking']

test('the final copy goes up to the county as the paper says', async () => {
  const { bytes, name } = await reportFile(report, 'final', 1, 0)
  expect(name).toBe('柳湾乡2025年年度报告.docx')
  expect(shown(bytes)).toEqual(['柳湾乡人民政府文件', '柳政〔2026〕3号签发人：周远山', '柳湾乡报告', '县委：', expect.stringContaining('652'), '柳湾乡人民政府', '抄送：县司法局。', '柳湾乡人民政府2026年1月15日印发'])
})

test('a file says of which township and period it is, once', () => {
  const scope = { placeName: '柳湾乡', label: '2026年10月' }
  expect(fileTitle('月报（县统一稿）', scope)).toBe('柳湾乡2026年10月月报')
  expect(fileTitle('（试用）', scope)).toBe('柳湾乡2026年10月（试用）')
  expect(fileTitle('柳湾乡月报', scope)).toBe('2026年10月柳湾乡月报')
  expect(fileTitle('柳湾乡2026年度报告', { ...scope, label: '2026年' })).toBe('柳湾乡2026年度报告')
})

test('a draft is told from an issued report, and a later version from the first', async () => {
  const nameOf = async (copy: Copy, edition: Edition): Promise<string> => (await reportFile({ ...report, name: '年度报告（县统一稿）' }, copy, edition, 0)).name
  expect(await nameOf('final', 'draft')).toBe('柳湾乡2025年年度报告（草稿）.docx')
  expect(await nameOf('checking', 'draft')).toBe('柳湾乡2025年年度报告（核对稿，草稿）.docx')
  expect(await nameOf('final', 1)).toBe('柳湾乡2025年年度报告.docx')
  expect(await nameOf('final', 2)).toBe('柳湾乡2025年年度报告（第2版）.docx')
  expect(await nameOf('public', 2)).toBe('柳湾乡2025年年度报告（公开稿，第2版）.docx')
})

test('the public copy is addressed to nobody and names nobody of the paper', async () => {
  const { bytes, name } = await reportFile(report, 'public', 1, 0)
  expect(name).toBe('柳湾乡2025年年度报告（公开稿）.docx')
  expect(shown(bytes)).toEqual(['柳湾乡报告', expect.stringContaining('652'), '柳湾乡人民政府'])
})

test('the checking copy says of every figure what it is, in words; of a year it says nothing', async () => {
  const { bytes } = await reportFile(report, 'checking', 1, 0, { '纠纷.涉及人数': 640 })
  const comments = (part(bytes, 'word/comments.xml').match(/<w:comment .*?<\/w:comment>/g) ?? []).map((xml) => (xml.match(/<w:p>.*?<\/w:p>/g) ?? []).map(shownText))
  expect(comments.slice(0, 2)).toEqual([
    ['指标：受理纠纷（纠纷.受理）', '准确数：652件', '口径：当年受理的纠纷。', '期间：2025年', '记录：652条', '写法：{{纠纷.受理}}'],
    ['指标：涉及人数（纠纷.涉及人数）', '准确数：900人', '口径：当年受理的纠纷。', '期间：2025年', '记录：640条', '写法：{{纠纷.涉及人数|余}}'],
  ])
  expect(comments[2]).toEqual(['指标：受理纠纷（纠纷.受理）', '准确数：31件', '口径：当年受理的纠纷。', '条件：难度=疑难', '期间：2025年', '记录：31条', '写法：{{纠纷.受理[难度=疑难]}}'])
  expect(comments).toHaveLength(3)
})

test.each(COPIES)('equal input gives equal bytes: %s', async (copy) => {
  const [one, other] = [await reportFile(report, copy, 1, 0), await reportFile(report, copy, 1, 0)]
  expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
  expect(partNames(one.bytes).includes('word/comments.xml')).toBe(copy === 'checking')
})
