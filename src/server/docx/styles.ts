import { officialFirstLine, officialMasthead, type OfficialFonts } from '../../core/officialLayout'
import { typeWidths, wordLine, wordMasthead, wordSize } from './layout'

/** Style ids of the file; the names behind them are what a clerk sees in the style list of Word or WPS. */
export const style = {
  text: 'OfficialText',
  title: 'Title',
  to: 'OfficialTo',
  headings: { 1: 'Heading1', 2: 'Heading2', 3: 'Heading3', 4: 'Heading4' },
  /** The heading part of a paragraph whose heading runs on into its text. */
  lead: 'Heading2Char',
  signature: 'OfficialSignature',
  date: 'OfficialDate',
  organisation: 'OfficialOrganisation',
  number: 'OfficialNumber',
  /** The name of 签发人 beside 签发人：. */
  signer: 'OfficialSigner',
  colophon: 'OfficialColophon',
  /** Behind a table that stands at the foot of the page: as low as a paragraph can be. */
  anchor: 'OfficialAnchor',
  cell: 'OfficialCell',
  pageNumber: 'Footer',
  comment: 'CommentText',
  commentMark: 'CommentReference',
} as const

/**
 * word/styles.xml. The layout sits in the styles, so text typed later in Word looks like its
 * neighbours. Bold appears nowhere; the standard tells levels apart by typeface.
 */
export function stylesXml(fonts: OfficialFonts): string {
  const firstLine = `<w:ind w:firstLineChars="${officialFirstLine * 100}" w:firstLine="${typeWidths(officialFirstLine)}"/>`
  const heading = (level: 1 | 2 | 3 | 4, font: string): string => paragraphStyle({
    id: style.headings[level],
    name: `heading ${level}`,
    next: style.text,
    ...(level === 2 ? { link: style.lead } : {}),
    paragraph: `<w:keepNext/>${firstLine}<w:outlineLvl w:val="${level - 1}"/>`,
    run: eastAsia(font),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    '<w:docDefaults><w:rPrDefault><w:rPr>',
    `<w:rFonts w:ascii="${fonts.latin}" w:hAnsi="${fonts.latin}" w:eastAsia="${fonts.text}" w:cs="${fonts.latin}"/>`,
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>',
    '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
    normalStyle(),
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>',
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    paragraphStyle({
      id: style.title,
      name: 'Title',
      next: style.to,
      paragraph: `<w:keepNext/>${OFF_GRID}${exactly(wordLine.title)}<w:jc w:val="center"/>`,
      // Its digits too: Times among 小标宋 looks like a hole in the line.
      run: allOf(fonts.title) + size(wordSize.title),
    }),
    paragraphStyle({ id: style.to, name: '主送机关', next: style.text, paragraph: '', run: '' }),
    paragraphStyle({ id: style.text, name: '公文正文', paragraph: firstLine, run: '' }),
    heading(1, fonts.heading1),
    heading(2, fonts.heading2),
    heading(3, fonts.text),
    heading(4, fonts.text),
    characterStyle(style.lead, 'heading 2 Char', style.headings[2], eastAsia(fonts.heading2)),
    paragraphStyle({ id: style.signature, name: '发文机关署名', next: style.date, paragraph: '<w:jc w:val="left"/>', run: '' }),
    paragraphStyle({ id: style.date, name: '成文日期', paragraph: '<w:jc w:val="left"/>', run: '' }),
    paragraphStyle({
      id: style.organisation,
      name: '发文机关标志',
      next: style.number,
      paragraph: `<w:keepNext/>${OFF_GRID}<w:jc w:val="center"/>`,
      run: allOf(fonts.title) + `<w:color w:val="${officialMasthead.colour}"/><w:spacing w:val="0"/>`,
    }),
    paragraphStyle({ id: style.number, name: '发文字号', next: style.title, paragraph: `<w:keepNext/>${OFF_GRID}${exactly(wordMasthead.numberLine, wordMasthead.numberAbove)}<w:jc w:val="center"/>`, run: '' }),
    characterStyle(style.signer, '签发人', null, eastAsia(fonts.heading2)),
    paragraphStyle({ id: style.colophon, name: '版记', paragraph: `${OFF_GRID}${exactly(wordLine.colophon)}<w:jc w:val="left"/>`, run: '<w:spacing w:val="0"/>' + size(wordSize.colophon) }),
    paragraphStyle({ id: style.anchor, name: '版记后', paragraph: OFF_GRID + exactly(1), run: size(2) }),
    paragraphStyle({
      id: style.cell,
      name: '表格文字',
      paragraph: `${OFF_GRID}${exactly(wordLine.cell)}<w:jc w:val="left"/>`,
      run: eastAsia(fonts.pageNumber) + '<w:spacing w:val="0"/>' + size(wordSize.comment),
    }),
    paragraphStyle({
      id: style.pageNumber,
      name: 'footer',
      paragraph: exactly(wordLine.pageNumber),
      run: allOf(fonts.pageNumber) + '<w:spacing w:val="0"/>' + size(wordSize.pageNumber),
    }),
    paragraphStyle({
      id: style.comment,
      name: 'annotation text',
      paragraph: '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>',
      run: eastAsia(fonts.pageNumber) + '<w:spacing w:val="0"/>' + size(wordSize.comment),
    }),
    characterStyle(style.commentMark, 'annotation reference', null, size(wordSize.comment)),
    '</w:styles>',
  ].join('')
}

/** Else WPS and LibreOffice give a line of another height the room of whole lines of text. */
const OFF_GRID = '<w:snapToGrid w:val="0"/>'

/**
 * The ground of every paragraph style. Widow control and the extra space between Chinese and digits are off,
 * because either would leave pages of fewer than 22 lines or lines of fewer than 28 characters.
 */
function normalStyle(): string {
  return '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    + `<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>${exactly(wordLine.text)}<w:jc w:val="both"/></w:pPr>`
    + `<w:rPr><w:spacing w:val="${wordLine.letterSpacing}"/>${size(wordSize.text)}</w:rPr></w:style>`
}

interface ParagraphStyle {
  readonly id: string
  readonly name: string
  readonly next?: string
  readonly link?: string
  /** Inside w:pPr and w:rPr, in the order the schema asks for. */
  readonly paragraph: string
  readonly run: string
}

function paragraphStyle({ id, name, next, link, paragraph, run }: ParagraphStyle): string {
  return `<w:style w:type="paragraph"${builtIn(name)} w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>`
    + (next === undefined ? '' : `<w:next w:val="${next}"/>`)
    + (link === undefined ? '' : `<w:link w:val="${link}"/>`)
    + '<w:qFormat/>'
    + (paragraph === '' ? '' : `<w:pPr>${paragraph}</w:pPr>`)
    + (run === '' ? '' : `<w:rPr>${run}</w:rPr>`)
    + '</w:style>'
}

function characterStyle(id: string, name: string, link: string | null, run: string): string {
  return `<w:style w:type="character"${builtIn(name)} w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="DefaultParagraphFont"/>`
    + (link === null ? '' : `<w:link w:val="${link}"/>`)
    + `<w:rPr>${run}</w:rPr></w:style>`
}

/** Word takes its own styles by their English names; ours have Chinese ones and say that they are custom. */
function builtIn(name: string): string {
  return /^[A-Za-z]/.test(name) && !name.endsWith('Char') ? '' : ' w:customStyle="1"'
}

function eastAsia(font: string): string {
  return `<w:rFonts w:eastAsia="${font}"/>`
}

function allOf(font: string): string {
  return `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}"/>`
}

function size(halfPoints: number): string {
  return `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
}

function exactly(line: number, above = 0): string {
  return `<w:spacing${above === 0 ? '' : ` w:before="${above}"`} w:line="${line}" w:lineRule="exact"/>`
}
