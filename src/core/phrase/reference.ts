import { isQuote, narrowSign, type Lexeme } from './lexer'
import { problem, type Place, type Problem } from './problem'

/** A name the clerk used, with its narrowing. Names and labels mean nothing here; the caller resolves them. */
export interface Reference extends Place {
  /** `referenceKey` of this reference. */
  readonly key: string
  /** Dotted path, half-width: 纠纷.总数 */
  readonly name: string
  /** Conditions in the order of writing, labels as written: 难度=疑难/一般 */
  readonly narrow: readonly Narrowing[]
  /**
   * Key of the list of the innermost 每 around it (the 每 as written if its list cannot be read), null outside any.
   * Inside, the name may be a field of that list's items.
   */
  readonly loop: string | null
}

export interface Narrowing {
  readonly field: string
  readonly values: readonly string[]
}

/** One text for one meaning: conditions and values sorted by code unit, labels with signs in them quoted. */
export function referenceKey(reference: Pick<Reference, 'name' | 'narrow'>): string {
  if (reference.narrow.length === 0) return reference.name
  const conditions = reference.narrow.map(
    (each) => `${label(each.field)}=${[...each.values].sort().map(label).join('/')}`,
  )
  return `${reference.name}[${conditions.sort().join(',')}]`
}

const MOST_CONDITIONS = 20

export function readReference(word: Lexeme, narrow: Lexeme | null, loop: string | null): { reference: Reference; problem: Problem | null } {
  const conditions = narrow === null ? [] : readNarrowing(narrow)
  const refused = typeof conditions === 'string' && narrow !== null ? problem('bad-narrowing', narrow.at, conditions) : null
  const at = { line: word.at.line, start: word.at.start, end: (narrow ?? word).at.end }
  // A narrowing that cannot be read is not also reported as unknown; the name itself still is.
  const named = { name: word.text, narrow: typeof conditions === 'string' ? [] : conditions }
  return { reference: { key: referenceKey(named), ...named, loop, ...at }, problem: refused }
}

function readNarrowing(narrow: Lexeme): readonly Narrowing[] | string {
  return narrow.closed ? conditionsIn(narrow.text) : `“[${narrow.text}”没有收尾，请补上“]”。`
}

/** What stands between brackets as conditions, or the sentence that says what is wrong with the first bad one. */
export function conditionsIn(text: string): readonly Narrowing[] | string {
  const written = splitConditions(text)
  if (written.length > MOST_CONDITIONS) return `方括号里的条件太多，最多${MOST_CONDITIONS}个，请减少几个。`
  const conditions: Narrowing[] = []
  for (const parts of written) {
    const reading = readCondition(parts, conditions)
    if (typeof reading === 'string') return reading
    conditions.push(reading)
  }
  return conditions
}

/** Each condition as its labels and signs: ['难度', '=', '疑难', '/', '一般']. */
function splitConditions(text: string): readonly (readonly string[])[] {
  const conditions: string[][] = [[]]
  let current = conditions[0] ?? []
  let piece = ''
  let quoted = false
  const endPiece = () => {
    if (piece.trim() !== '') current.push(piece.trim())
    piece = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    const sign = narrowSign(char)
    if (isQuote(char)) quoted = !quoted
    else if (!quoted && sign === ',') {
      endPiece()
      current = []
      conditions.push(current)
    } else if (!quoted && (sign === '=' || sign === '/')) {
      endPiece()
      current.push(sign)
    } else piece += char
  }
  endPiece()
  return conditions
}

function readCondition(parts: readonly string[], before: readonly Narrowing[]): Narrowing | string {
  const [field, equals, ...rest] = parts
  const values = rest.filter((_, index) => index % 2 === 0)
  const separated = rest.every((part, index) => (index % 2 === 1) === (part === '/') && part !== '=')
  if (field === undefined || field === '=' || field === '/' || equals !== '=' || rest.length % 2 === 0 || !separated) {
    const written = parts.join('')
    return `方括号里的“${written}”看不明白，请写成“字段=选项”，例如 [难度=疑难] 或 [难度=疑难/一般]。`
  }
  if (before.some((each) => each.field === field)) {
    return `方括号里“${field}”写了两次，几个选项请写在一起，例如 [${field}=${values.join('/')}/…]。`
  }
  return { field, values: [...new Set(values)] }
}

function label(text: string): string {
  return /[,，=＝/／[\]【】|｜\s]/.test(text) ? `"${text}"` : text
}
