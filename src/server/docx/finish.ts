import PizZip from 'pizzip'
import { must } from '../../core/assert'
import { officialSubstitutes, type OfficialFonts } from '../../core/officialLayout'
import { stylesXml } from './styles'
import { legal } from './textRun'

export interface Properties {
  /** Title and author as the file's properties show them. */
  readonly title: string
  readonly organisation: string
  /** ISO instant; the file knows no other time, so equal input gives equal bytes. */
  readonly createdAt: string
}

/**
 * What the library cannot say: our styles and no others, substitutes for missing fonts, a creation time
 * given from outside. Repacked with fixed entry dates and [Content_Types].xml first, as Word itself does.
 */
export function finish(packed: Uint8Array, fonts: OfficialFonts, properties: Properties): Uint8Array {
  const made = new PizZip(packed)
  const final = new PizZip()
  for (const name of [contentTypes, ...Object.keys(made.files).filter((name) => name !== contentTypes).sort()]) {
    const entry = must(made.files[name], name)
    if (entry.dir) continue
    const text = ours(name, fonts, properties)
    final.file(name, text ?? entry.asUint8Array(), { date: zipEpoch(), createFolders: false })
  }
  return final.generate({ type: 'uint8array', compression: 'DEFLATE' })
}

const contentTypes = '[Content_Types].xml'

/** The earliest time a zip entry can have, in the local time that the packer writes. */
function zipEpoch(): Date {
  return new Date(1980, 0, 1)
}

function ours(part: string, fonts: OfficialFonts, properties: Properties): string | null {
  switch (part) {
    // The library adds blue headings and a bold style to whatever styles it is given.
    case 'word/styles.xml': return stylesXml(fonts)
    case 'word/fontTable.xml': return fontTableXml(fonts)
    case 'docProps/core.xml': return corePropertiesXml(properties)
    default: return null
  }
}

function fontTableXml(fonts: OfficialFonts): string {
  const chinese = [...new Set([fonts.text, fonts.title, fonts.heading1, fonts.heading2, fonts.pageNumber])]
  return [
    declaration,
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    ...chinese.map((name) => `<w:font w:name="${name}">${substitute(name)}`
      + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'),
    `<w:font w:name="${fonts.latin}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`,
    '</w:fonts>',
  ].join('')
}

function substitute(name: string): string {
  const other = officialSubstitutes[name]
  return other === undefined ? '' : `<w:altName w:val="${other}"/>`
}

function corePropertiesXml({ title, organisation, createdAt }: Properties): string {
  const instant = `${new Date(createdAt).toISOString().slice(0, 19)}Z`
  return [
    declaration,
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(organisation)}</dc:creator>`,
    `<cp:lastModifiedBy>${escaped(organisation)}</cp:lastModifiedBy><cp:revision>1</cp:revision>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created>`,
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('')
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

function escaped(text: string): string {
  return legal(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
