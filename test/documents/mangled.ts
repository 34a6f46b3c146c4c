import PizZip from 'pizzip'

/** Where and how text is torn: each number in [0, 1) decides one thing, in turn. */
export type Chance = () => number

/**
 * What WPS and Word do to a .docx that was opened, touched and saved: runs torn apart anywhere, marks of the spelling check, bookmarks
 * and comments between them, tracked changes around them, style ids given anew, braces of the input method's width. The text a reader sees
 * stays what it was.
 */
export function mangledDocx(docx: Uint8Array, chance: Chance): Buffer {
  const zip = new PizZip(docx)
  const edit = (name: string, change: (xml: string) => string): void => {
    const xml = zip.file(name)?.asText()
    if (xml !== undefined) zip.file(name, change(xml))
  }
  edit('word/document.xml', (xml) => renamed(xml.replace(/<w:r>(<w:rPr>.*?<\/w:rPr>)?<w:t[^>]*>([^<]*)<\/w:t><\/w:r>/g, (_whole, look: string | undefined, text: string) => torn(text, look ?? '', chance))))
  edit('word/styles.xml', renamed)
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** WPS numbers styles. */
function renamed(xml: string): string {
  return xml.replace(/(w:styleId|<w:(?:pStyle|rStyle|basedOn|next|link) w:val)="([^"]*)"/g, (_whole, before: string, id: string) => `${before}="${[...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)}"`)
}

function torn(text: string, look: string, chance: Chance): string {
  const characters = text.match(/&\w+;|[^&]/gu) ?? []
  const wide = chance() < 0.3
  const pieces: string[] = ['']
  for (const character of characters) {
    if (chance() < 0.25) pieces.push('')
    const shown = wide ? character.replace('{', '｛').replace('}', '｝') : character
    pieces[pieces.length - 1] += shown
  }
  return pieces.map((piece) => around(`<w:r w:rsidRPr="00A1">${look}<w:t xml:space="preserve">${piece}</w:t></w:r>`, chance())).join('')
}

function around(run: string, choice: number): string {
  if (choice < 0.1) return `<w:proofErr w:type="spellStart"/>${run}<w:proofErr w:type="spellEnd"/>`
  if (choice < 0.2) return `<w:bookmarkStart w:id="7" w:name="_GoBack"/>${run}<w:bookmarkEnd w:id="7"/>`
  if (choice < 0.3) return `<w:ins w:id="8" w:author="王" w:date="2026-01-01T00:00:00Z">${run}</w:ins>`
  if (choice < 0.4) return `${run}<w:del w:id="9" w:author="王"><w:r><w:delText>删去的{{话</w:delText></w:r></w:del>`
  if (choice < 0.5) return `<w:commentRangeStart w:id="3"/>${run}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>`
  if (choice < 0.6) return `<w:hyperlink r:id="rId9">${run}</w:hyperlink>`
  if (choice < 0.7) return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
  if (choice < 0.8) return `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run}</w:sdtContent></w:sdt>`
  return run
}
