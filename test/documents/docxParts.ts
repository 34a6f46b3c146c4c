import PizZip from 'pizzip'

/** The text of one part of a .docx; a part that is not there is a failed test. */
export function part(docx: Uint8Array, name: string): string {
  const entry = new PizZip(docx).file(name)
  if (entry === null) throw new Error(`the file has no ${name}`)
  return entry.asText()
}

export function partNames(docx: Uint8Array): readonly string[] {
  return Object.keys(new PizZip(docx).files)
}

/** The paragraphs of word/document.xml, in order. */
export function paragraphsXml(docx: Uint8Array): readonly string[] {
  return part(docx, 'word/document.xml').match(/<w:p>.*?<\/w:p>|<w:p\/>/gs) ?? []
}

/** What a reader sees of a piece of WordprocessingML. */
export function shownText(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join('')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&')
}

/** The definition of a style, by its id. */
export function styleXml(docx: Uint8Array, id: string): string {
  const found = part(docx, 'word/styles.xml').split('<w:style ').find((style) => style.includes(`w:styleId="${id}"`))
  if (found === undefined) throw new Error(`the file has no style ${id}`)
  return found
}
