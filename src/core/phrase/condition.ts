import { DEPTH, isSign, isWord, peek, take, type Cursor } from './cursor'
import { readExpression, type Expression } from './expression'
import type { Lexeme } from './lexer'
import { problem, type Place } from './problem'

/** What stands after 若. 非 binds closest, then 且, then 或. */
export type Condition =
  | { readonly kind: 'compare'; readonly left: Expression; readonly sign: Comparison; readonly right: Expression; readonly at: Place }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }

export type Comparison = '=' | '≠' | '>' | '<' | '≥' | '≤'

const COMPARISONS: readonly Comparison[] = ['=', '≠', '>', '<', '≥', '≤']
const EXAMPLE = '例如 {{若 案件.事故=0}}'

/** Splits 且 and 或 off even without spaces around them; a figure's name must not contain them outside `[]`. */
export const CONDITION_WORDS = '且或'

/** The whole condition, or null with the problem in the cursor. */
export function readCondition(cursor: Cursor): Condition | null {
  const condition = readAny(cursor, 0)
  const rest = peek(cursor)
  if (condition === null || rest === null) return condition
  return refuse(cursor, rest, `条件里的“${rest.text}”放在这里看不明白，几个条件之间用“且”或“或”连起来。`)
}

function readAny(cursor: Cursor, depth: number): Condition | null {
  return readJoined(cursor, '或', 'any', () => readJoined(cursor, '且', 'all', () => readNot(cursor, depth)))
}

function readJoined(cursor: Cursor, word: string, kind: 'all' | 'any', readOne: () => Condition | null): Condition | null {
  const of: Condition[] = []
  do {
    const one = readOne()
    if (one === null) return null
    of.push(one)
  } while (takeWord(cursor, word))
  const [first] = of
  return of.length === 1 && first !== undefined ? first : { kind, of }
}

function readNot(cursor: Cursor, depth: number): Condition | null {
  if (depth > DEPTH) {
    cursor.problems.push(problem('too-deep', peek(cursor)?.at ?? cursor.at, `条件套得太多，最多${DEPTH}层，请拆成几个“若”。`))
    return null
  }
  if (takeWord(cursor, '非')) {
    const of = readNot(cursor, depth + 1)
    return of === null ? null : { kind: 'not', of }
  }
  if (!isSign(peek(cursor), '(') || !bracketHoldsCondition(cursor)) return readComparison(cursor)
  cursor.next += 1
  const inner = readAny(cursor, depth + 1)
  if (inner === null) return null
  return take(cursor, ')') ? inner : refuse(cursor, peek(cursor), '条件的括号没有收尾，请补上“）”。')
}

function readComparison(cursor: Cursor): Condition | null {
  const left = readExpression(cursor)
  if (left === null) return asCondition(cursor)
  const lexeme = peek(cursor)
  const sign = COMPARISONS.find((each) => isSign(lexeme, each))
  if (lexeme === null || sign === undefined) {
    return refuse(cursor, lexeme, `条件要有比较，用 = ≠ > < ≥ ≤，${EXAMPLE}。`)
  }
  cursor.next += 1
  const right = readExpression(cursor)
  return right === null ? asCondition(cursor) : { kind: 'compare', left, sign, right, at: lexeme.at }
}

/** `(a+b)>3` is a sum in brackets, `(a>3 或 b>3)` a condition. */
function bracketHoldsCondition(cursor: Cursor): boolean {
  let open = 0
  for (let at = cursor.next; at < cursor.lexemes.length; at += 1) {
    const lexeme = cursor.lexemes[at]
    if (isSign(lexeme, '(')) open += 1
    if (isSign(lexeme, ')')) open -= 1
    if (open === 0) return false
    if (COMPARISONS.some((sign) => isSign(lexeme, sign)) || isWord(lexeme, '非')) return true
  }
  return false
}

/** An expression that cannot be read inside a condition is a problem of the condition. */
function asCondition(cursor: Cursor): null {
  const last = cursor.problems[cursor.problems.length - 1]
  if (last?.kind === 'bad-expression') {
    cursor.problems[cursor.problems.length - 1] = problem('bad-condition', last, `条件没有写对：${last.message}${EXAMPLE}。`)
  }
  return null
}

function takeWord(cursor: Cursor, word: string): boolean {
  if (!isWord(peek(cursor), word)) return false
  cursor.next += 1
  return true
}

function refuse(cursor: Cursor, lexeme: Lexeme | null, message: string): null {
  cursor.problems.push(problem('bad-condition', lexeme?.at ?? cursor.at, message))
  return null
}
