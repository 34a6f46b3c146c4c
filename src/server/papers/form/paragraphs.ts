/** A paragraph of a part of a .docx: its text, in the pieces it is written in. Paragraphs in text boxes stand by themselves. */
export interface FormParagraph {
  readonly pieces: readonly Piece[]
  readonly text: string
  readonly inCell: boolean
}

/** Where the text between <w:t> and </w:t> stands in the part, escaped as it is there. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly text: string
}

const TOKENS = /<w:p(?=[\s>/])[^>]*>|<\/w:p>|<w:t(?=[\s>])[^>]*>([^<]*)<\/w:t>|<w:tc(?=[\s>])[^>]*>|<\/w:tc>/g

/** In the order they begin. */
export function paragraphsOf(xml: string): readonly FormParagraph[] {
  const all: { pieces: Piece[]; inCell: boolean }[] = []
  const open: { pieces: Piece[]; inCell: boolean }[] = []
  let cells = 0
  for (const found of xml.matchAll(TOKENS)) {
    const [token, inner] = found
    if (inner !== undefined) {
      const start = found.index + token.indexOf('>') + 1
      open[open.length - 1]?.pieces.push({ start, end: start + inner.length, text: unescaped(inner) })
    } else if (token.startsWith('<w:tc')) cells += token.endsWith('/>') ? 0 : 1
    else if (token === '</w:tc>') cells -= 1
    else if (token === '</w:p>') open.pop()
    else {
      const paragraph = { pieces: [], inCell: cells > 0 }
      all.push(paragraph)
      if (!token.endsWith('/>')) open.push(paragraph)
    }
  }
  return all.map(({ pieces, inCell }) => ({ pieces, inCell, text: pieces.map(({ text }) => text).join('') }))
}

export interface Edit {
  /** In the paragraph's text, end exclusive. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The part with these stretches of its paragraphs written anew: each into the piece it begins in, so that no run's look is lost but its own. */
export function edited(xml: string, edits: readonly { readonly paragraph: FormParagraph; readonly edits: readonly Edit[] }[]): string {
  const changes: { readonly start: number; readonly end: number; readonly text: string }[] = []
  for (const { paragraph, edits: ofParagraph } of edits) {
    let at = 0
    for (const { start, end, text } of paragraph.pieces) {
      const [from, to] = [at, at + text.length]
      at = to
      const touching = ofParagraph.filter((edit) => edit.from < to && edit.to > from)
      if (touching.length === 0) continue
      let written = ''
      let done = from
      for (const edit of touching) {
        written += text.slice(done - from, Math.max(edit.from, from) - from) + (edit.from >= from ? edit.text : '')
        done = Math.min(edit.to, to)
      }
      changes.push({ start, end, text: escaped(written + text.slice(done - from)) })
    }
  }
  let result = ''
  let done = 0
  for (const { start, end, text } of changes.sort((a, b) => a.start - b.start)) {
    result += xml.slice(done, start) + text
    done = end
  }
  return result + xml.slice(done)
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g, (whole, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
