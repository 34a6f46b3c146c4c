import { PLAIN_PAPER, type Block, type Document, type Paper, type Span } from './document'
import { officialParagraphs, officialText, type OfficialParagraph } from './officialText'

const printed = (text: string): Span => ({ kind: 'printed', text, source: '甲.乙', figures: [], exact: null })
const plain = (text: string): Span => ({ kind: 'text', text })
const block = (kind: Exclude<Block['kind'], 'heading' | 'lead'>, ...spans: (string | Span)[]): Block =>
  ({ kind, spans: spans.map((span) => typeof span === 'string' ? plain(span) : span) })
const place = (seal: boolean, ...blocks: Block[]): readonly OfficialParagraph[] => officialParagraphs({ blocks }, { ...PLAIN_PAPER, seal })
const kinds = (paragraphs: readonly OfficialParagraph[]): readonly string[] => paragraphs.map((each) => each.kind)

test('the title stands under two blank lines and over one, whatever follows', () => {
  expect(kinds(place(true, block('title', '报告'), block('to', '县政府：'), block('paragraph', '正文。'))))
    .toEqual(['blank', 'blank', 'title', 'blank', 'to', 'paragraph'])
  expect(kinds(place(true, block('title', '报告'), block('paragraph', '正文。'))))
    .toEqual(['blank', 'blank', 'title', 'blank', 'paragraph'])
})

test('a report without a title starts at the top of the page', () => {
  expect(kinds(place(true, block('paragraph', '正文。')))).toEqual(['paragraph'])
})

test('consecutive title blocks are the lines of one title', () => {
  const [, , title] = place(true, block('title', '青石岭乡人民政府'), block('title', '关于', printed('2025'), '年工作的报告'))
  expect(title).toMatchObject({ kind: 'title', lines: [[{ text: '青石岭乡人民政府' }], [{ text: '关于' }, { text: '2025' }, { text: '年工作的报告' }]] })
})

test('a broken title keeps what a placeholder printed in one piece and as what it is', () => {
  const [, , title] = place(true, block('title', '青石岭乡人民政府关于', printed('2025'), '年法治政府建设情况的报告'))
  expect(title).toMatchObject({
    lines: [[plain('青石岭乡人民政府')], [plain('关于'), printed('2025'), plain('年法治政府建设情况的报告')]],
  })
})

test.each(['县委、县政府', '县委、县政府:', '县委、县政府：', '县委、县政府 :  '])('主送机关 written as "%s" ends in one full-width colon', (written) => {
  expect(officialText(place(true, block('to', written)))).toBe('县委、县政府：')
})

test('empty blocks vanish and white space around a block is dropped, inside it stays', () => {
  expect(officialText(place(true, block('paragraph', '　　甲 乙', printed(''), '　'), block('paragraph', ' ', printed(''))))).toBe('甲 乙')
})

test('a lead without its heading is a paragraph', () => {
  expect(place(true, { kind: 'lead', heading: [plain(' ')], spans: [plain('正文。')] })).toMatchObject([{ kind: 'paragraph' }])
})

test('headings stay with what follows, the last paragraph with the closing lines, the date with nothing', () => {
  const placed = place(false,
    { kind: 'heading', level: 1, spans: [plain('一、甲')] },
    block('paragraph', '第一段。'), block('paragraph', '末段。'), block('signature', '乡政府'), block('date', '2026年1月5日'))
  expect(placed.map((each) => [each.kind, each.keepWithNext])).toEqual([
    ['heading', true], ['paragraph', false], ['paragraph', true], ['blank', true], ['signature', true], ['date', false],
  ])
})

describe('where 署名 and 成文日期 stand', () => {
  const closing = (seal: boolean, signature: string, date: string): readonly (number | string)[] =>
    place(seal, block('signature', signature), block('date', date))
      .flatMap((each) => each.kind === 'signature' || each.kind === 'date' ? [each.place.align, each.place.left] : [])

  test('with a seal both are centred on a date that ends four characters from the edge', () => {
    // 28 − (4 + 6.5 + 4): the centre of what remains is 4 + 3.25 from the edge.
    expect(closing(true, '青石岭乡人民政府', '2026年1月15日')).toEqual(['centre', 13.5, 'centre', 13.5])
  })

  test('with a seal a long 署名 reaches to the edge and the date moves under its middle', () => {
    expect(closing(true, '某某省某某市某某县青石岭乡人民政府', '2026年1月5日')).toEqual(['centre', 11, 'centre', 11])
  })

  test('without a seal the 署名 ends two characters from the edge and the date starts two to its right', () => {
    expect(closing(false, '青石岭乡人民政府', '2026年1月15日')).toEqual(['start', 18, 'start', 20])
  })

  test('without a seal a date longer than the 署名 ends two characters from the edge and the 署名 gives way', () => {
    expect(closing(false, '乡政府', '2026年12月15日')).toEqual(['start', 17, 'start', 19])
  })

  test('two blank lines leave room for a seal, one is enough without', () => {
    expect(kinds(place(true, block('date', '2026年1月5日')))).toEqual(['blank', 'blank', 'date'])
    expect(kinds(place(false, block('date', '2026年1月5日')))).toEqual(['blank', 'date'])
  })

  test('nothing is ever placed left of the text area', () => {
    const long = '某'.repeat(40)
    expect([...closing(true, long, long), ...closing(false, long, long)].filter((left) => typeof left === 'number' && left < 0)).toEqual([])
  })
})

test('a numbered paragraph that goes on behind its heading keeps nothing else on its page', () => {
  const numbered = (text: string): Block => ({ kind: 'heading', level: 3, spans: [plain(text)] })
  const placed = place(true, numbered('1.抓学习。每月一次。'), numbered('2.抓落实。'), block('paragraph', '甲。'))
  expect(placed.map(({ keepWithNext }) => keepWithNext)).toEqual([false, true, false])
})

test('an empty document has no pages to lay out', () => {
  const empty: Document = { blocks: [] }
  expect(officialParagraphs(empty, PLAIN_PAPER)).toEqual([])
})

describe('版头 and 版记', () => {
  const masthead = { organisation: '柳湾乡人民政府', number: '柳政[2026]3号', signer: '' }
  const colophon = { copyTo: '抄送：县司法局、县人大常委会', printer: '柳湾乡党政办公室', printedOn: '2026-01-05' } as const
  const framed = (paper: Partial<Paper>, ...blocks: Block[]): readonly OfficialParagraph[] => officialParagraphs({ blocks }, { ...PLAIN_PAPER, ...paper })

  test('the organisation, two lines, its number over the rule, and two lines before the title', () => {
    const paragraphs = framed({ masthead }, block('title', '报告'), block('paragraph', '正文。'))
    expect(kinds(paragraphs)).toEqual(['organisation', 'blank', 'blank', 'number', 'blank', 'blank', 'title', 'blank', 'paragraph'])
    expect(paragraphs[0]).toMatchObject({ text: '柳湾乡人民政府文件', sizePt: 42 })
    expect(paragraphs[3]).toMatchObject({ number: '柳政〔2026〕3号', signer: '' })
  })

  test('a text without a title keeps the two lines too', () => {
    expect(kinds(framed({ masthead }, block('paragraph', '正文。')))).toEqual(['organisation', 'blank', 'blank', 'number', 'blank', 'blank', 'paragraph'])
  })

  test('a long name is set smaller, and still on one line of 156 mm', () => {
    const [organisation] = framed({ masthead: { ...masthead, organisation: '青石岭经济技术开发区管理委员会' } })
    expect(organisation).toMatchObject({ text: '青石岭经济技术开发区管理委员会文件', sizePt: 25 })
    expect(25 * '青石岭经济技术开发区管理委员会文件'.length).toBeLessThanOrEqual(442)
  })

  test('版记 is last, says 抄送 once and ends it with a full stop', () => {
    expect(framed({ colophon }, block('paragraph', '正文。'), block('date', '2026年1月5日')).slice(-1)[0]).toEqual({
      kind: 'colophon', copyTo: '县司法局、县人大常委会。', printer: '柳湾乡党政办公室', printedOn: '2026年1月5日印发', keepWithNext: false,
    })
    expect(framed({ colophon: { ...colophon, copyTo: ' ', printedOn: null } }, block('paragraph', '正文。')).slice(-1)[0]).toMatchObject({ copyTo: '', printedOn: '' })
  })

  test('the words of the paper are read in their places', () => {
    expect(officialText(framed({ masthead: { ...masthead, signer: '签发人: 王大山' }, colophon }, block('title', '报告'), block('paragraph', '正文。')))).toBe([
      '柳湾乡人民政府文件', '柳政〔2026〕3号签发人：王大山', '报告', '正文。', '抄送：县司法局、县人大常委会。', '柳湾乡党政办公室2026年1月5日印发',
    ].join('\n'))
  })
})
