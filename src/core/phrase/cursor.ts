import type { Lexeme } from './lexer'
import type { Place, Problem } from './problem'
import { readReference, type Reference } from './reference'

/** Where a reader stands in one placeholder. It lives only while that placeholder is read. */
export interface Cursor {
  readonly lexemes: readonly Lexeme[]
  /** The whole placeholder, for problems at its end. */
  readonly at: Place
  readonly loop: string | null
  readonly problems: Problem[]
  /** Every reference met, also in a placeholder that turns out to be wrong. */
  readonly references: Reference[]
  next: number
}

/** Brackets and blocks deeper than this are refused, so no text can exhaust the stack. */
export const DEPTH = 20

export function cursorOver(lexemes: readonly Lexeme[], at: Place, loop: string | null): Cursor {
  return { lexemes, at, loop, problems: [], references: [], next: 0 }
}

export function peek(cursor: Cursor): Lexeme | null {
  return cursor.lexemes[cursor.next] ?? null
}

export function isSign(lexeme: Lexeme | null | undefined, sign: string): boolean {
  return lexeme?.kind === 'sign' && lexeme.text === sign
}

export function isWord(lexeme: Lexeme | null | undefined, word: string): boolean {
  return lexeme?.kind === 'word' && lexeme.text === word
}

/** Steps over the sign if it is next. */
export function take(cursor: Cursor, sign: string): boolean {
  if (!isSign(peek(cursor), sign)) return false
  cursor.next += 1
  return true
}

/** The reference at the cursor; the caller has seen that a word is next. */
export function takeReference(cursor: Cursor, word: Lexeme): Reference {
  cursor.next += 1
  const following = peek(cursor)
  const narrow = following?.kind === 'narrow' ? following : null
  if (narrow !== null) cursor.next += 1
  const { reference, problem } = readReference(word, narrow, cursor.loop)
  cursor.references.push(reference)
  if (problem !== null) cursor.problems.push(problem)
  return reference
}
