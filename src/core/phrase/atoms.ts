import type { Span } from '../document'
import { DEPTH } from './cursor'

/** What a filled line is made of: spans, and the places where a placeholder asked to be left out. */
export type Piece = Span | Dropped

export interface Dropped {
  readonly kind: 'dropped'
  readonly unit: 'clause' | 'sentence'
}

/** A mark or a run of literal text, something printed, or a bracketed or quoted stretch that no clause may tear apart. */
export type Atom = Span | Dropped | Group

export interface Group {
  readonly kind: 'group'
  readonly open: string
  readonly body: readonly Atom[]
  readonly close: string
}

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['（', ')'], ['(', ')'], ['【', ']'], ['[', ']'], ['〔', '〕'], ['“', '”'], ['‘', '’'], ['《', '》'], ['「', '」'], ['『', '』'],
])
const CLOSERS: ReadonlyMap<string, string> = new Map([['）', ')'], ['】', ']']])
const MARK_OR_RUN = /[、，,；;：:。！？!?（）()【】[\]〔〕“”‘’《》「」『』]|[^、，,；;：:。！？!?（）()【】[\]〔〕“”‘’《》「」『』]+/g

/** Pairs brackets and quotes. One without its partner is ordinary text. */
export function grouped(pieces: readonly Piece[]): readonly Atom[] {
  const top: Atom[] = []
  const open: { readonly bracket: string; readonly body: Atom[] }[] = []
  const here = () => open[open.length - 1]?.body ?? top
  const flatten = () => {
    const lost = open.pop()
    if (lost === undefined) return
    here().push(literal(lost.bracket))
    for (const atom of lost.body) here().push(atom)
  }
  for (const atom of pieces.flatMap(atomsOf)) {
    if (atom.kind !== 'text') here().push(atom)
    else if (BRACKETS.has(atom.text) && open.length < DEPTH) open.push({ bracket: atom.text, body: [] })
    else {
      const closer = CLOSERS.get(atom.text) ?? atom.text
      if (open.some((each) => BRACKETS.get(each.bracket) === closer)) {
        while (BRACKETS.get(open[open.length - 1]?.bracket ?? '') !== closer) flatten()
        const group = open.pop()
        if (group !== undefined) here().push({ kind: 'group', open: group.bracket, body: group.body, close: atom.text })
      } else here().push(atom)
    }
  }
  while (open.length > 0) flatten()
  return top
}

function atomsOf(piece: Piece): readonly Atom[] {
  return piece.kind === 'text' ? (piece.text.match(MARK_OR_RUN) ?? []).map(literal) : [piece]
}

export function literal(text: string): Atom {
  return { kind: 'text', text }
}

export function asSpans(atoms: readonly Atom[]): readonly Span[] {
  const spans: Span[] = []
  let text = ''
  const endText = () => {
    if (text !== '') spans.push({ kind: 'text', text })
    text = ''
  }
  const put = (atom: Atom) => {
    if (atom.kind === 'text') text += atom.text
    else if (atom.kind === 'group') {
      text += atom.open
      atom.body.forEach(put)
      text += atom.close
    } else if (atom.kind === 'printed') {
      endText()
      spans.push(atom)
    }
  }
  atoms.forEach(put)
  endText()
  return spans
}
