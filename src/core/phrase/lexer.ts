import type { Place } from './problem'

/** What stands inside one placeholder, in half-width. `narrow` is everything between `[` and `]`, as written. */
export interface Lexeme {
  readonly kind: 'word' | 'integer' | 'string' | 'sign' | 'narrow'
  readonly text: string
  /** False for a string or a narrowing that lacks its end. */
  readonly closed: boolean
  readonly at: Place
}

const SIGNS = '()|,=≠><≥≤!+-/%:;]{}'
const SYNONYMS: Readonly<Record<string, string>> = {
  '、': ',', '−': '-', '–': '-', '—': '-', '≧': '≥', '≦': '≤', '【': '[', '】': ']', '。': '.',
}
const PAIRS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '!=': '≠', '<>': '≠' }
const QUOTES = '"“”＂'

/** One character in half-width; the length never changes, so offsets stay true. */
export function halfWidth(char: string): string {
  const code = char.charCodeAt(0)
  const narrowed = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char
  return SYNONYMS[narrowed] ?? narrowed
}

export function isQuote(char: string): boolean {
  return char !== '' && QUOTES.includes(char)
}

/** `splitAt` are words that stand by themselves even without spaces around them, such as 且. */
export function lex(content: string, contentAt: Place, splitAt = ''): readonly Lexeme[] {
  const lexemes: Lexeme[] = []
  let at = 0
  while (at < content.length) {
    const raw = content.charAt(at)
    const char = halfWidth(raw)
    if (raw.trim() === '') at += 1
    else if (isQuote(raw)) at = push(readString(content, at))
    else if (char === '[') at = push(readNarrow(content, at))
    else if (SIGNS.includes(char)) at = push(readSign(content, at))
    else at = push(readWord(content, at, splitAt))
  }
  return lexemes

  function push(found: Found): number {
    const place = { line: contentAt.line, start: contentAt.start + at, end: contentAt.start + found.end }
    lexemes.push({ kind: found.kind, text: found.text, closed: found.closed, at: place })
    return found.end
  }
}

/** How a placeholder is quoted in messages and in the checking copy: half-width, without spaces. */
export function sourceOf(lexemes: readonly Lexeme[]): string {
  return lexemes.map(lexemeSource).join('')
}

function lexemeSource(lexeme: Lexeme): string {
  if (lexeme.kind === 'string') return `"${lexeme.text}"`
  if (lexeme.kind === 'narrow') return `[${narrowSource(lexeme.text)}]`
  return lexeme.text
}

interface Found {
  readonly kind: Lexeme['kind']
  readonly text: string
  readonly closed: boolean
  readonly end: number
}

function readString(content: string, start: number): Found {
  let end = start + 1
  while (end < content.length && !isQuote(content.charAt(end))) end += 1
  return { kind: 'string', text: content.slice(start + 1, end), closed: end < content.length, end: Math.min(end + 1, content.length) }
}

function readNarrow(content: string, start: number): Found {
  let quoted = false
  let end = start + 1
  for (; end < content.length; end += 1) {
    const char = content.charAt(end)
    if (isQuote(char)) quoted = !quoted
    else if (!quoted && halfWidth(char) === ']') {
      return { kind: 'narrow', text: content.slice(start + 1, end), closed: true, end: end + 1 }
    } else if (!quoted && halfWidth(char) === '|') break
  }
  return { kind: 'narrow', text: content.slice(start + 1, end), closed: false, end }
}

function readSign(content: string, start: number): Found {
  const one = halfWidth(content.charAt(start))
  const two = PAIRS[one + halfWidth(content.charAt(start + 1))]
  return { kind: 'sign', text: two ?? one, closed: true, end: start + (two === undefined ? 1 : 2) }
}

/** A dotted path may have spaces around its dots: 纠纷 . 总数 is one word. */
function readWord(content: string, start: number, splitAt: string): Found {
  if (splitAt.includes(content.charAt(start))) {
    return { kind: 'word', text: content.charAt(start), closed: true, end: start + 1 }
  }
  let text = ''
  let end = start
  for (;;) {
    const next = skipSpaces(content, end)
    const char = halfWidth(content.charAt(next))
    const continues = next === end || char === '.' || text.endsWith('.')
    if (!continues || !isWordChar(content.charAt(next)) || splitAt.includes(char)) break
    text += char
    end = next + 1
  }
  return { kind: /^[0-9]+$/.test(text) ? 'integer' : 'word', text, closed: true, end }
}

function skipSpaces(content: string, from: number): number {
  let at = from
  while (at < content.length && content.charAt(at).trim() === '') at += 1
  return at
}

function isWordChar(raw: string): boolean {
  const char = halfWidth(raw)
  return raw !== '' && !isQuote(raw) && char !== '[' && !SIGNS.includes(char)
}

function narrowSource(text: string): string {
  let quoted = false
  let source = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (isQuote(char)) {
      quoted = !quoted
      source += '"'
    } else if (quoted) source += char
    else if (char.trim() !== '') source += narrowSign(char)
  }
  return source
}

/** Inside a narrowing only its own signs are made half-width: a label such as 其他（请注明） keeps its characters. */
export function narrowSign(char: string): string {
  const half = halfWidth(char)
  return char !== '、' && (half === ',' || half === '=' || half === '/') ? half : char
}
