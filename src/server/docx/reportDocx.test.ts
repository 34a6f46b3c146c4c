import fc from 'fast-check'
import PizZip from 'pizzip'
import { paragraphsXml, part, partNames, shownText, styleXml } from '../../../test/documents/docxParts'
import { sampleReport, spans } from '../../../test/documents/sampleReport'
import { PLAIN_PAPER, type Block, type Document, type Paper } from '../../core/document'
import { officialParagraphs, officialText } from '../../core/officialText'
import { reportDocx } from './reportDocx'
import type { DocxOptions } from './wordFile'

/** As it goes up to the county. */
const UPWARD: Paper = {
  fonts: 'gov',
  seal: true,
  masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '周远山' },
  colophon: { copyTo: '县司法局，县人大常委会办公室', printer: '青石岭乡党政办公室', printedOn: '2026-01-15' },
}

const options: DocxOptions = {
  paper: PLAIN_PAPER,
  createdAt: '2026-01-15T09:30:00+08:00',
  title: '2025年法治政府建设情况的报告',
  organisation: '青石岭乡人民政府',
}

let report: Uint8Array
beforeAll(async () => {
  report = await reportDocx(sampleReport, options)
})

/** The paragraph that shows this text. */
function paragraph(text: string, docx = report): string {
  const found = paragraphsXml(docx).find((xml) => shownText(xml).startsWith(text))
  if (found === undefined) throw new Error(`no paragraph "${text}"`)
  return found
}

describe('page', () => {
  test('A4 with the margins 37, 28, 26, 35 mm and a text area of 156 × 225 mm', () => {
    const section = part(report, 'word/document.xml')
    expect(section).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(section).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    const millimetres = (twips: number): number => Math.round((twips / 1440) * 254) / 10
    expect([millimetres(11906 - 1587 - 1474), millimetres(16838 - 2098 - 1984)]).toEqual([156, 225])
  })

  test('a grid of 22 lines, which every line keeps exactly', () => {
    expect(part(report, 'word/document.xml')).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>')
    expect(styleXml(report, 'Normal')).toContain('<w:spacing w:line="579" w:lineRule="exact"/>')
    expect(579 * 22).toBeLessThanOrEqual(16838 - 2098 - 1984)
  })

  test('text of 3号, set so close that 28 characters fit a line', () => {
    expect(styleXml(report, 'Normal')).toContain('<w:rPr><w:spacing w:val="-5"/><w:sz w:val="32"/>')
    expect(28 * (320 - 5)).toBeLessThanOrEqual(11906 - 1587 - 1474)
  })

  test('no lines are held back and no gaps set that would leave less on a page', () => {
    expect(styleXml(report, 'Normal')).toMatch(/<w:widowControl w:val="0"\/><w:autoSpaceDE w:val="0"\/><w:autoSpaceDN w:val="0"\/>/)
  })
})

describe('page numbers', () => {
  test('odd and even pages have their own', () => {
    expect(part(report, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    expect(part(report, 'word/document.xml')).toMatch(/<w:footerReference w:type="default"[^>]*\/><w:footerReference w:type="even"/)
  })

  test.each([
    ['word/footer1.xml', 'w:ind w:right="280"', 'w:jc w:val="right"'],
    ['word/footer2.xml', 'w:ind w:left="280"', 'w:jc w:val="left"'],
  ])('%s is — 1 — one character from the outer edge', (name, indent, side) => {
    const footer = part(report, name)
    expect(footer).toContain(indent)
    expect(footer).toContain(side)
    expect(footer).toContain('PAGE')
    expect(shownText(footer)).toBe('—  —')
  })

  test('4号宋体, digits too, the dashes 7 mm below the text area', () => {
    expect(styleXml(report, 'Footer')).toContain('<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:spacing w:val="0"/><w:sz w:val="28"/>')
    const footer = Number(/w:footer="(\d+)"/.exec(part(report, 'word/document.xml'))?.[1])
    const line = Number(/w:line="(\d+)"/.exec(styleXml(report, 'Footer'))?.[1])
    const belowText = ((1984 - footer - line / 2) / 1440) * 25.4
    expect(Math.abs(belowText - 7)).toBeLessThan(0.1)
  })
})

describe('elements', () => {
  test('title: 2号小标宋 in the middle, broken before 关于, two lines free above and one below', () => {
    expect(styleXml(report, 'Title')).toMatch(/<w:spacing w:line="640" w:lineRule="exact"\/><w:jc w:val="center"\/>.*w:eastAsia="方正小标宋简体".*<w:sz w:val="44"\/>/)
    const all = paragraphsXml(report).map(shownText)
    expect(all.slice(0, 5)).toEqual(['', '', '青石岭乡人民政府关于2025年法治政府建设情况的报告', '', '县委、县人民政府：'])
    expect(paragraph('青石岭乡人民政府关于')).toMatch(/青石岭乡人民政府<\/w:t><\/w:r><w:r>.*<w:br\/><w:t[^>]*>关于2025年/)
  })

  test('主送机关 starts at the edge, every paragraph and heading two characters in', () => {
    expect(paragraph('县委、县人民政府')).toContain('<w:pStyle w:val="OfficialTo"/>')
    expect(styleXml(report, 'OfficialTo')).not.toContain('w:ind')
    for (const id of ['OfficialText', 'Heading1', 'Heading2', 'Heading3', 'Heading4']) {
      expect(styleXml(report, id)).toContain('<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    }
  })

  test.each([
    ['Heading1', 'heading 1', '黑体', 0],
    ['Heading2', 'heading 2', '楷体_GB2312', 1],
    ['Heading3', 'heading 3', '仿宋_GB2312', 2],
    ['Heading4', 'heading 4', '仿宋_GB2312', 3],
  ])('%s is set in its typeface and found by the outline', (id, name, font, level) => {
    const style = styleXml(report, id)
    expect(style).toContain(`<w:name w:val="${name}"/>`)
    expect(style).toContain(`w:eastAsia="${font}"`)
    expect(style).toContain(`<w:outlineLvl w:val="${level}"/>`)
    expect(style).toContain('<w:keepNext/>')
  })

  test('nothing is bold and nothing has a colour but the 发文机关标志', () => {
    for (const name of ['word/document.xml', 'word/styles.xml', 'word/footer1.xml', 'word/footer2.xml']) {
      expect(part(report, name).replace(/<w:color w:val="ff0000"\/>/, '')).not.toMatch(/<w:(b|bCs|i|color|u)[ /]/)
    }
    expect(styleXml(report, 'OfficialOrganisation')).toContain('<w:color w:val="ff0000"/>')
    expect(part(report, 'word/document.xml')).not.toContain('OfficialOrganisation')
  })

  test('a lead is 楷体 in its heading only', () => {
    const xml = paragraph('（一）依法行政意识')
    expect(xml).toMatch(/<w:rStyle w:val="Heading2Char"\/>.*?<w:t[^>]*>（一）依法行政意识有待增强。<\/w:t>/)
    expect(xml.match(/w:rStyle/g)).toHaveLength(1)
    expect(styleXml(report, 'Heading2Char')).toContain('w:eastAsia="楷体_GB2312"')
  })

  test('digits are Times New Roman, quotation marks and dashes stay Chinese', () => {
    expect(part(report, 'word/styles.xml')).toContain('<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"')
    const runs = part(report, 'word/document.xml').match(/<w:r>.*?<\/w:r>/g) ?? []
    expect(runs.filter((run) => !run.includes('<w:rFonts w:hint="eastAsia"/>'))).toEqual([])
  })
})

describe('signature and date', () => {
  test('with a seal both are centred in the same room, two lines below the text', () => {
    const closing = paragraphsXml(report).slice(-4)
    expect(closing.map(shownText)).toEqual(['', '', '青石岭乡人民政府', '2026年1月15日'])
    // 13.5 of 28 places of 8845 twips stay free.
    for (const xml of closing.slice(2)) expect(xml).toMatch(/<w:ind w:left="4265"\/><w:jc w:val="center"\/>/)
  })

  test('without a seal the date starts two characters to the right of the signature, one line below the text', async () => {
    const closing = paragraphsXml(await reportDocx(sampleReport, { ...options, paper: { ...PLAIN_PAPER, seal: false } })).slice(-3)
    expect(closing.map(shownText)).toEqual(['', '青石岭乡人民政府', '2026年1月15日'])
    const [signature, date] = closing.slice(1).map((xml) => Number(/<w:ind w:left="(\d+)"/.exec(xml)?.[1]))
    expect(signature).toBe(5686)
    expect(date).toBe(6318)
  })

  test('the last paragraph, the blank lines and the signature stay with what follows', () => {
    const tail = paragraphsXml(report).slice(-5)
    expect(tail.map((xml) => xml.includes('<w:keepNext/>'))).toEqual([true, true, true, true, false])
  })
})

describe('版头', () => {
  const millimetres = (twips: number): number => (twips / 1440) * 25.4
  let upward: Uint8Array
  beforeAll(async () => { upward = await reportDocx(sampleReport, { ...options, paper: UPWARD }) })

  test('the organisation in red 小标宋, the upper edge of its type 35 mm below that of the 版心', () => {
    const xml = paragraph('青石岭乡人民政府文件', upward)
    expect(xml).toContain('<w:pStyle w:val="OfficialOrganisation"/>')
    expect(styleXml(upward, 'OfficialOrganisation')).toMatch(/<w:jc w:val="center"\/>.*w:eastAsia="方正小标宋简体".*<w:color w:val="ff0000"\/>/)
    const [, before, line, type] = (/w:before="(\d+)" w:line="(\d+)" w:lineRule="exact".*<w:sz w:val="(\d+)"/.exec(xml) ?? []).map(Number)
    expect(millimetres((before ?? 0) + ((line ?? 0) - (type ?? 0) * 10) / 2)).toBeCloseTo(35, 1)
  })

  test('of 上行文: number at the left and 签发人 at the right of one line, his name in 楷体', () => {
    const xml = paragraph('青政〔2026〕3号', upward)
    expect(shownText(xml)).toBe('青政〔2026〕3号签发人：周远山')
    expect(xml).toMatch(/<w:tab w:val="left" w:pos="316"\/><w:tab w:val="right" w:pos="8529"\/>/)
    expect(xml).toMatch(/<w:rStyle w:val="OfficialSigner"\/>.*<w:t[^>]*>周远山<\/w:t>/)
    expect(styleXml(upward, 'OfficialSigner')).toContain('w:eastAsia="楷体_GB2312"')
  })

  test('without 签发人 the number stands in the middle', async () => {
    const docx = await reportDocx(sampleReport, { ...options, paper: { ...UPWARD, masthead: { organisation: '青石岭乡人民政府', number: '青政〔2026〕3号', signer: '' } } })
    expect(paragraph('青政〔2026〕3号', docx)).not.toMatch(/w:tab |w:jc/)
    expect(styleXml(docx, 'OfficialNumber')).toContain('<w:jc w:val="center"/>')
  })

  test('the red rule is as wide as the 版心, and two lines stand between it and the title', () => {
    const xml = paragraph('青政〔2026〕3号', upward)
    expect(xml).toMatch(/<w:pBdr><w:bottom w:val="single" w:color="ff0000" w:sz="8" w:space="\d+"\/><\/w:pBdr>/)
    expect(xml).not.toContain('w:ind')
    const all = paragraphsXml(upward).map(shownText)
    expect(all.slice(0, 7)).toEqual(['青石岭乡人民政府文件', '', '', '青政〔2026〕3号签发人：周远山', '', '', '青石岭乡人民政府关于2025年法治政府建设情况的报告'])
  })
})

describe('版记', () => {
  let upward: string
  beforeAll(async () => { upward = part(await reportDocx(sampleReport, { ...options, paper: UPWARD }), 'word/document.xml') })

  test('rules of 0.35, 0.25 and 0.35 mm, as wide as the 版心', () => {
    const eighths = (name: string): number => Number(new RegExp(`<w:${name} w:val="single" w:color="000000" w:sz="(\\d+)"`).exec(upward)?.[1])
    expect(['top', 'insideH', 'bottom'].map((name) => Math.round((eighths(name) / 8 / 72) * 25.4 * 20) / 20)).toEqual([0.35, 0.25, 0.35])
    expect(upward).toContain('<w:tblW w:type="dxa" w:w="8845"/>')
  })

  test('抄送 with a full stop, 印发机关 at the left and the day at the right', () => {
    const rows = (upward.match(/<w:tr>.*?<\/w:tr>/gs) ?? []).map(shownText)
    expect(rows).toEqual(['抄送：县司法局，县人大常委会办公室。', '青石岭乡党政办公室2026年1月15日印发'])
    expect(upward).toMatch(/青石岭乡党政办公室<\/w:t><\/w:r><w:r><w:tab\/><\/w:r>.*2026年1月15日印发/)
  })

  test('at the foot of the page, the last thing but a paragraph of no height that Word wants behind it', () => {
    expect(upward).toMatch(/<w:tblpPr[^>]*w:tblpYSpec="bottom"[^>]*w:vertAnchor="margin"/)
    expect(upward).toMatch(/<\/w:tbl><w:p><w:pPr><w:pStyle w:val="OfficialAnchor"\/><\/w:pPr><\/w:p><w:sectPr>/)
  })

  test('without 抄送 there is one row and no rule inside', async () => {
    const docx = await reportDocx(sampleReport, { ...options, paper: { ...UPWARD, colophon: { copyTo: '', printer: '青石岭乡人民政府', printedOn: null } } })
    expect((part(docx, 'word/document.xml').match(/<w:tr>.*?<\/w:tr>/gs) ?? []).map(shownText)).toEqual(['青石岭乡人民政府'])
  })
})

describe('file', () => {
  test('what was counted looks like what was written, down to the runs', () => {
    const xml = paragraph('全年受理各类矛盾纠纷652件')
    expect(xml.match(/<w:r>/g)).toHaveLength(1)
    expect(part(report, 'word/document.xml')).not.toContain('comment')
    expect(partNames(report)).not.toContain('word/comments.xml')
  })

  test('nothing unfilled reaches a page', () => {
    for (const name of partNames(report).filter((each) => each.endsWith('.xml'))) {
      expect(part(report, name)).not.toMatch(/undefined|NaN|\[object|\{\{|\}\}|【？/)
    }
  })

  test.each([
    ['gov', '方正小标宋简体', '方正小标宋_GBK'],
    ['gov', '仿宋_GB2312', '仿宋'],
    ['gov', '楷体_GB2312', '楷体'],
    ['plain', '仿宋', 'FangSong'],
  ] as const)('with %s fonts a PC without %s is told to take %s', async (fonts, name, substitute) => {
    const table = part(await reportDocx(sampleReport, { ...options, paper: { ...PLAIN_PAPER, fonts } }), 'word/fontTable.xml')
    expect(table).toContain(`<w:font w:name="${name}"><w:altName w:val="${substitute}"/>`)
  })

  test('no font is named that the font table does not know', () => {
    const named = new Set([...part(report, 'word/styles.xml').matchAll(/w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"/g)].map(([, name]) => name))
    named.delete('zh-CN')
    const known = [...part(report, 'word/fontTable.xml').matchAll(/w:font w:name="([^"]*)"/g)].map(([, name]) => name)
    expect([...named].filter((name) => !known.includes(name))).toEqual([])
  })

  test('properties carry the title, the organisation and the given time, and no other time', () => {
    const core = part(report, 'docProps/core.xml')
    expect(core).toContain('<dc:title>2025年法治政府建设情况的报告</dc:title><dc:creator>青石岭乡人民政府</dc:creator>')
    expect(core).toMatch(/<dcterms:created[^>]*>2026-01-15T01:30:00Z<.*<dcterms:modified[^>]*>2026-01-15T01:30:00Z</)
    expect(Object.values(new PizZip(report).files).map((entry) => entry.date.getFullYear())).toEqual(partNames(report).map(() => 1980))
  })

  test('equal input gives equal bytes, whatever the clock says', async () => {
    jest.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z'), doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] })
    const later = await reportDocx(sampleReport, options).finally(() => jest.useRealTimers())
    expect(Buffer.from(later).equals(Buffer.from(report))).toBe(true)
  })

  test('S15: characters that XML cannot carry are left out, those it escapes are not', async () => {
    const text = 'a<b>&"c"\u0000\u000b\ud800甲\ufffe乙'
    const docx = await reportDocx({ blocks: [{ kind: 'paragraph', spans: spans(text) }] }, { ...options, title: text })
    expect(paragraphsXml(docx).map(shownText)).toEqual(['a<b>&"c"甲乙'])
    expect(part(docx, 'docProps/core.xml')).toContain('<dc:title>a&lt;b&gt;&amp;"c"甲乙</dc:title>')
  })

  test('an empty document is still a file', async () => {
    expect(part(await reportDocx({ blocks: [] }, options), 'word/document.xml')).toContain('<w:sectPr>')
  })
})

const text = fc.array(fc.constantFrom(...'甲乙丙关于《》“”，。、12 %.<&>{}'), { maxLength: 40 }).map((all) => all.join(''))
const anySpans = fc.array(fc.oneof(
  text.map((written) => ({ kind: 'text' as const, text: written })),
  text.map((shown) => ({ kind: 'printed' as const, text: shown, source: 'x', figures: [], exact: 1 })),
), { maxLength: 4 })
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('title' as const, 'to' as const, 'paragraph' as const, 'signature' as const, 'date' as const), spans: anySpans }),
  fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), spans: anySpans }),
  fc.record({ kind: fc.constant('lead' as const), heading: anySpans, spans: anySpans }),
)
const documents: fc.Arbitrary<Document> = fc.record({ blocks: fc.array(block, { maxLength: 8 }) })

test('the file shows the characters of any document, all and in order', async () => {
  await fc.assert(fc.asyncProperty(documents, fc.boolean(), fc.boolean(), async (document, seal, framed) => {
    const paper = framed ? { ...UPWARD, seal } : { ...PLAIN_PAPER, seal }
    const shown = paragraphsXml(await reportDocx(document, { ...options, paper })).map(shownText).filter((line) => line !== '')
    expect(shown.join('\n')).toBe(officialText(officialParagraphs(document, paper)))
  }), { numRuns: 30 })
})
