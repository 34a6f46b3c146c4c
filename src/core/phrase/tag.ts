import { CONDITION_WORDS, readCondition } from './condition'
import { cursorOver, isSign, isWord, peek, takeReference, type Cursor } from './cursor'
import { readWholeExpression } from './expression'
import { lex, sourceOf, type Lexeme } from './lexer'
import type { EachPart, Part, WhenPart } from './part'
import { problem, type Problem } from './problem'
import type { Reference } from './reference'
import type { TagToken } from './scan'
import { readStyles } from './styles'

/** What one `{{…}}` is: a part by itself, or a word that opens, turns or ends a block. */
export type Tag =
  | { readonly kind: 'part'; readonly part: Part; readonly problems: readonly Problem[] }
  | { readonly kind: 'open'; readonly part: WhenPart | EachPart; readonly problems: readonly Problem[] }
  | { readonly kind: 'otherwise' | 'end'; readonly problems: readonly Problem[] }

export function readTag(token: TagToken, loop: string | null): Tag {
  const content = token.content.trim()
  if (content === '完') return { kind: 'end', problems: [] }
  if (content === '否则') return { kind: 'otherwise', problems: [] }
  if (content.startsWith('否则')) {
    return { kind: 'otherwise', problems: [problem('bad-condition', token.at, '“否则”后面不能再写条件，请在它后面另写“{{若 …}}…{{完}}”。')] }
  }
  if (content.startsWith('若')) return readWhen(token, loop)
  if (content.startsWith('每') && opensLoop(token)) return readEach(token, loop)
  return readValue(token, loop)
}

function readWhen(token: TagToken, loop: string | null): Tag {
  const lexemes = lexAfter(token, '若', CONDITION_WORDS)
  const cursor = cursorOver(lexemes, token.at, loop)
  const read = token.closed ? readCondition(cursor) : null
  const condition = cursor.problems.length > 0 ? null : read
  const part = {
    kind: 'when', source: `若 ${sourceOf(lexemes)}`, condition, references: cursor.references, then: [], otherwise: [], at: token.at,
  } as const
  return { kind: 'open', part, problems: cursor.problems }
}

/** A figure's name may begin with 每, so a loop needs a space after it or a separator. */
function opensLoop(token: TagToken): boolean {
  if (token.content.trim().charAt(1).trim() === '') return true
  return loopLexemes(token).some((lexeme) => isWord(lexeme, '以'))
}

function readEach(token: TagToken, loop: string | null): Tag {
  const lexemes = loopLexemes(token)
  const cursor = cursorOver(lexemes, token.at, loop)
  const { list, separator } = token.closed ? readLoop(cursor) : NO_LOOP
  const part = {
    kind: 'each', source: `每 ${sourceOf(lexemes)}`, list, separator, references: cursor.references, body: [], at: token.at,
  } as const
  return { kind: 'open', part, problems: cursor.problems }
}

/** What follows 每, with the 以 before the separator as a word of its own even when typed against the name. */
function loopLexemes(token: TagToken): readonly Lexeme[] {
  const lexemes = lexAfter(token, '每', '').filter((lexeme) => !isSign(lexeme, ':'))
  return lexemes.flatMap((lexeme, index) => {
    const glued = lexeme.kind === 'word' && lexeme.text.length > 1 && lexeme.text.endsWith('以')
    if (!glued || lexemes[index + 1]?.kind !== 'string') return [lexeme]
    const { line, start, end } = lexeme.at
    return [
      { ...lexeme, text: lexeme.text.slice(0, -1), at: { line, start, end: end - 1 } },
      { ...lexeme, text: '以', at: { line, start: end - 1, end } },
    ]
  })
}

const NO_LOOP = { list: null, separator: null }
const SEPARATES = ['隔', '隔开', '分隔']

function readLoop(cursor: Cursor): { list: Reference | null; separator: string | null } {
  const word = peek(cursor)
  if (word?.kind !== 'word' || word.text === '以') return badLoop(cursor)
  const list = takeReference(cursor, word)
  if (cursor.problems.length > 0) return NO_LOOP
  const [withWord, separator, ending, ...more] = cursor.lexemes.slice(cursor.next)
  if (withWord === undefined) return { list, separator: null }
  const ends = ending === undefined || (ending.kind === 'word' && SEPARATES.includes(ending.text))
  if (!isWord(withWord, '以') || separator?.kind !== 'string' || !separator.closed || !ends || more.length > 0) return badLoop(cursor)
  return { list, separator: separator.text }
}

function badLoop(cursor: Cursor): typeof NO_LOOP {
  cursor.problems.push(problem('bad-loop', cursor.at, '“每”要写成 {{每 名单}}…{{完}} 或 {{每 名单 以“；”隔}}…{{完}}。'))
  return NO_LOOP
}

function readValue(token: TagToken, loop: string | null): Tag {
  const lexemes = lex(token.content, token.contentAt)
  const source = sourceOf(lexemes)
  const [before = [], ...after] = splitAtBars(lexemes)
  const cursor = cursorOver(before, token.at, loop)
  const broken = (problems: readonly Problem[]): Tag => ({
    kind: 'part', part: { kind: 'broken', source, references: cursor.references, at: token.at }, problems,
  })
  if (!token.closed) return broken([])
  if (lexemes.length === 0) return broken([problem('empty-placeholder', token.at, '“{{}}”里面是空的，请写上指标或删去。')])
  const expression = readWholeExpression(cursor)
  const { styles, problems } = readStyles(after, token.at)
  const found = [...cursor.problems, ...problems]
  if (expression === null || found.length > 0) return broken(found)
  return { kind: 'part', part: { kind: 'value', source, expression, styles, references: cursor.references, at: token.at }, problems: [] }
}

function splitAtBars(lexemes: readonly Lexeme[]): readonly (readonly Lexeme[])[] {
  const pieces: Lexeme[][] = [[]]
  for (const lexeme of lexemes) {
    if (isSign(lexeme, '|')) pieces.push([])
    else pieces[pieces.length - 1]?.push(lexeme)
  }
  return pieces
}

function lexAfter(token: TagToken, word: string, splitAt: string): readonly Lexeme[] {
  const skipped = token.content.indexOf(word) + word.length
  const at = { ...token.contentAt, start: token.contentAt.start + skipped }
  return lex(token.content.slice(skipped), at, splitAt)
}
