import { PLAIN_PAPER, type Block, type Span } from '../../core/document'
import { isBroken, opens, readingOf } from './reading'

const text = (words: string): Span => ({ kind: 'text', text: words })
const block = (kind: 'title' | 'to' | 'paragraph' | 'signature' | 'date', words: string): Block => ({ kind, spans: [text(words)] })
const blocks: readonly Block[] = [
  block('title', '磙子营乡人民政府'), block('title', '关于2026年工作的报告'), block('to', '县委、县政府'), block('paragraph', ' '),
  { kind: 'heading', level: 1, spans: [text('一、做法')] }, { kind: 'lead', heading: [text('（一）化解。')], spans: [text('受理668件。')] },
  { kind: 'heading', level: 3, spans: [text('1.小标题')] }, block('paragraph', '末段。'), block('signature', '乡政府'), block('date', '2026年11月20日'),
]

test('every block that shows anything finds its paragraph, titles share one', () => {
  const { paragraphs, paragraphByBlock } = readingOf({ blocks }, PLAIN_PAPER)
  expect(paragraphByBlock.map((at) => (at === null ? null : paragraphs[at]?.kind)))
    .toEqual(['title', 'title', 'to', null, 'heading', 'lead', 'heading', 'paragraph', 'signature', 'date'])
  expect(paragraphByBlock[0]).toBe(paragraphByBlock[1])
})

test('the contents are the headings of the first two levels, also those with their text behind them', () => {
  const { headings, paragraphByBlock } = readingOf({ blocks }, PLAIN_PAPER)
  expect(headings).toEqual([
    { level: 1, text: '一、做法', paragraph: paragraphByBlock[4] },
    { level: 2, text: '（一）化解。', paragraph: paragraphByBlock[5] },
  ])
})

test('a figure opens, a year does not, and a hole is seen', () => {
  const printed = { kind: 'printed', source: '纠纷.受理', exact: 668 } as const
  expect(opens({ ...printed, text: '668', figures: [{ key: '纠纷.受理', value: 668 }] })).toBe(true)
  expect(opens({ ...printed, text: '2026', figures: [] })).toBe(false)
  expect(isBroken({ ...printed, text: '【？没有这个】', figures: [] })).toBe(true)
})

test('版头 and 版记 stand around the text and are no paragraphs of it', () => {
  const masthead = { organisation: '柳湾乡人民政府', number: '柳政〔2026〕3号', signer: '' }
  const colophon = { copyTo: '', printer: '柳湾乡人民政府', printedOn: null }
  const { paragraphs, paragraphByBlock } = readingOf({ blocks: [block('title', '报告'), block('paragraph', '正文。')] }, { ...PLAIN_PAPER, masthead, colophon })
  expect(paragraphByBlock.map((at) => paragraphs[at ?? -1]?.kind)).toEqual(['title', 'paragraph'])
})
