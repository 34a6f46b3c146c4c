import { DEPTH, isSign, peek, take, takeReference, type Cursor } from './cursor'
import type { Lexeme } from './lexer'
import { problem, type Place } from './problem'
import type { Reference } from './reference'
import { STYLE_WORDS } from './styles'

/** What a placeholder computes, always with exact numbers. */
export type Expression =
  | { readonly kind: 'figure'; readonly reference: Reference; readonly at: Place }
  | { readonly kind: 'integer'; readonly value: number; readonly at: Place }
  | { readonly kind: 'percent'; readonly value: number; readonly at: Place }
  | { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly at: Place }
  | { readonly kind: 'rate'; readonly part: Expression; readonly whole: Expression; readonly at: Place }

export interface Term {
  readonly sign: 1 | -1
  readonly value: Expression
}

/** Null after the first thing that cannot be read; the cursor then holds the problem. */
export function readExpression(cursor: Cursor, depth = 0): Expression | null {
  const first = readTerm(cursor, depth)
  if (first === null) return null
  const terms: Term[] = [{ sign: 1, value: first }]
  for (;;) {
    const sign = take(cursor, '+') ? 1 : take(cursor, '-') ? -1 : null
    if (sign === null) break
    const value = readTerm(cursor, depth)
    if (value === null) return null
    terms.push({ sign, value })
  }
  return terms.length === 1 ? first : { kind: 'sum', terms, at: span(terms.map((term) => term.value.at)) }
}

/** A whole expression: whatever follows it is a problem. */
export function readWholeExpression(cursor: Cursor): Expression | null {
  const expression = readExpression(cursor)
  const rest = peek(cursor)
  if (expression === null || rest === null) return expression
  return refuse(cursor, rest, tooMuch(rest))
}

function readTerm(cursor: Cursor, depth: number): Expression | null {
  const lexeme = peek(cursor)
  if (lexeme === null) return refuse(cursor, null, '算式没有写完，请补上指标。')
  if (depth > DEPTH) {
    cursor.problems.push(problem('too-deep', lexeme.at, `括号套得太多，最多${DEPTH}层，请分开写。`))
    return null
  }
  if (lexeme.kind === 'integer') return readInteger(cursor, lexeme)
  if (lexeme.kind === 'word') {
    return isSign(cursor.lexemes[cursor.next + 1], '(') ? readCall(cursor, lexeme, depth) : readFigure(cursor, lexeme)
  }
  if (!take(cursor, '(')) return refuse(cursor, lexeme, unexpected(lexeme))
  const inner = readExpression(cursor, depth + 1)
  if (inner === null) return null
  return take(cursor, ')') ? inner : refuse(cursor, peek(cursor), '括号没有收尾，请补上“）”。')
}

function readInteger(cursor: Cursor, lexeme: Lexeme): Expression | null {
  if (lexeme.text.length > 15) return refuse(cursor, lexeme, '这个数太长，最多15位，请改短。')
  cursor.next += 1
  const kind = take(cursor, '%') ? 'percent' : 'integer'
  return { kind, value: Number(lexeme.text), at: lexeme.at }
}

function readFigure(cursor: Cursor, word: Lexeme): Expression | null {
  if (/^[0-9.]+$/.test(word.text)) return refuse(cursor, word, '算式里的数只能是整数，小数请设为指标。')
  if (/^\.|\.\.|\.$/.test(word.text)) return refuse(cursor, word, `“${word.text}”的点前后都要有名字，例如 纠纷.总数。`)
  const reference = takeReference(cursor, word)
  return { kind: 'figure', reference, at: place(reference) }
}

function readCall(cursor: Cursor, word: Lexeme, depth: number): Expression | null {
  if (word.text !== '合计' && word.text !== '率') {
    if (isStyleWord(word.text)) return refuse(cursor, word, tooMuch(word))
    return refuse(cursor, word, `没有叫“${word.text}”的算法，可以用：合计(甲,乙)、率(甲,乙)。`)
  }
  cursor.next += 2
  const parts: Expression[] = []
  do {
    const part = readExpression(cursor, depth + 1)
    if (part === null) return null
    parts.push(part)
  } while (take(cursor, ','))
  if (!take(cursor, ')')) return refuse(cursor, peek(cursor), `“${word.text}”的括号没有收尾，请补上“）”。`)
  const at = span([word.at, ...parts.map((part) => part.at)])
  if (word.text === '合计') return { kind: 'sum', terms: parts.map((value) => ({ sign: 1, value })), at }
  const [part, whole] = parts
  if (part === undefined || whole === undefined || parts.length > 2) {
    return refuse(cursor, word, '“率”要写两个数：率(分子,分母)，例如 率(纠纷.成功,纠纷.调结)。')
  }
  return { kind: 'rate', part, whole, at }
}

/** Notes the problem at the lexeme, or at the placeholder's end, and gives up the expression. */
export function refuse(cursor: Cursor, lexeme: Lexeme | null, message: string): null {
  cursor.problems.push(problem('bad-expression', lexeme?.at ?? cursor.at, message))
  return null
}

function unexpected(lexeme: Lexeme): string {
  if (lexeme.kind === 'string') return '这里要写指标，指标名不加引号。'
  if (lexeme.kind === 'narrow') return '方括号前面要有指标，例如 纠纷.总数[难度=疑难]。'
  return `“${lexeme.text}”放在这里看不明白，这里要写指标或整数。`
}

function tooMuch(lexeme: Lexeme): string {
  if (lexeme.kind === 'word' && isStyleWord(lexeme.text)) return `写法“${lexeme.text}”前面要加“|”。`
  if (lexeme.kind === 'sign') return `“${lexeme.text}”放在这里看不明白，请删去或补全。`
  return '两个指标之间要有“+”“-”，或者分成两个“{{}}”。'
}

function isStyleWord(text: string): boolean {
  return Object.values(STYLE_WORDS).some((style) => style.word === text)
}

function place(at: Place): Place {
  return { line: at.line, start: at.start, end: at.end }
}

function span(places: readonly Place[]): Place {
  const [first, last] = [places[0], places[places.length - 1]]
  return { line: first?.line ?? 1, start: first?.start ?? 0, end: last?.end ?? 0 }
}
