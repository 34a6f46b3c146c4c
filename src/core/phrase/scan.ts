import { problem, type Place, type Problem } from './problem'

/** The template's text cut into literal text and what stands between `{{` and `}}`. */
export type Token = TextToken | TagToken

export interface TextToken {
  readonly kind: 'text'
  readonly text: string
  readonly at: Place
}

export interface TagToken {
  readonly kind: 'tag'
  /** What stands between the braces, as written. */
  readonly content: string
  readonly contentAt: Place
  /** False when the braces at its end are missing. */
  readonly closed: boolean
  readonly at: Place
}

export interface Scanned {
  readonly tokens: readonly Token[]
  readonly problems: readonly Problem[]
}

const OPEN = /[{｛]/
const CLOSE = /[}｝]/
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029\v\f]/g

/** A placeholder ends on its own line; an unclosed one ends at a lone brace, the next placeholder or the line's end. */
export function scan(text: string): Scanned {
  const placeOf = placesIn(text, { line: 1, start: 0 })
  const tokens: Token[] = []
  const problems: Problem[] = []
  let textStart = 0
  let position = 0

  const endText = (end: number) => {
    if (end > textStart) tokens.push({ kind: 'text', text: text.slice(textStart, end), at: placeOf(textStart, end) })
  }

  while (position < text.length) {
    if (isPair(text, position, OPEN)) {
      endText(position)
      const tag = readTag(text, position)
      const at = placeOf(position, tag.end)
      const contentAt = placeOf(position + 2, tag.contentEnd)
      tokens.push({ kind: 'tag', content: text.slice(position + 2, tag.contentEnd), contentAt, closed: tag.closed, at })
      if (!tag.closed) problems.push(problem('unclosed-placeholder', at, '“{{”没有收尾，请在指标后面补上“}}”。'))
      position = tag.end
      textStart = position
    } else if (OPEN.test(text.charAt(position)) || CLOSE.test(text.charAt(position))) {
      const end = isPair(text, position, CLOSE) ? position + 2 : position + 1
      problems.push(strayBrace(text.slice(position, end), placeOf(position, end)))
      position = end
    } else position += 1
  }
  endText(text.length)
  return { tokens, problems }
}

function isPair(text: string, position: number, brace: RegExp): boolean {
  return brace.test(text.charAt(position)) && brace.test(text.charAt(position + 1))
}

function readTag(text: string, start: number): { contentEnd: number; end: number; closed: boolean } {
  let loneBrace = -1
  let at = start + 2
  for (; at < text.length && !isPair(text, at, OPEN) && !isLineBreak(text.charAt(at)); at += 1) {
    if (isPair(text, at, CLOSE)) return { contentEnd: at, end: at + 2, closed: true }
    if (loneBrace < 0 && CLOSE.test(text.charAt(at))) loneBrace = at
  }
  if (loneBrace >= 0) return { contentEnd: loneBrace, end: loneBrace + 1, closed: false }
  return { contentEnd: at, end: at, closed: false }
}

function strayBrace(found: string, at: Place): Problem {
  if (found.length === 2) return problem('stray-brace', at, '多出一个“}}”，前面没有“{{”，请删去或补上“{{”。')
  return problem('stray-brace', at, `单独一个“${found}”不起作用，指标要写成“{{指标}}”，不用请删去。`)
}

export function isLineBreak(char: string): boolean {
  return char !== '' && '\n\r\u2028\u2029\v\f'.includes(char)
}

/** Places inside a stretch of text that itself begins at `from`. */
export function placesIn(text: string, from: Pick<Place, 'line' | 'start'>): (start: number, end: number) => Place {
  const lineStarts = [0]
  for (const found of text.matchAll(LINE_BREAK)) lineStarts.push(found.index + found[0].length)
  return (start, end) => ({ line: from.line - 1 + lineOf(lineStarts, start), start: from.start + start, end: from.start + end })
}

function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0
  let high = lineStarts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}
