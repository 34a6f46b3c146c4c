import { cursorOver, isSign, peek, take, type Cursor } from './cursor'
import type { Lexeme } from './lexer'
import { problem, type Place, type Problem } from './problem'

/** How a value is put into words. `place` is the unit rounded to, null for the leading digits. */
export type Style =
  | { readonly kind: 'over'; readonly place: number | null }
  | { readonly kind: 'near'; readonly place: number | null }
  | { readonly kind: 'atLeast'; readonly step: number }
  | { readonly kind: 'percent'; readonly decimals: number }
  | { readonly kind: 'characters' }
  | { readonly kind: 'tenThousand' }
  | { readonly kind: 'monthDay' }
  | { readonly kind: 'fullDay' }
  | { readonly kind: 'enumerate'; readonly unit: string; readonly separator: string }
  | { readonly kind: 'dropClause' }
  | { readonly kind: 'dropSentence' }

interface StyleWord {
  readonly word: string
  /** Two styles of one group contradict each other. */
  readonly group: string
  /** The kind of value it can put into words. */
  readonly fits: 'number' | 'rate' | 'day' | 'list' | 'any'
  readonly example: string
}

export const STYLE_WORDS: Readonly<Record<Style['kind'], StyleWord>> = {
  over: { word: '余', group: 'rounding', fits: 'number', example: '余、余(百)' },
  near: { word: '近', group: 'rounding', fits: 'number', example: '近、近(百)' },
  atLeast: { word: '以上', group: 'rate', fits: 'rate', example: '以上、以上(1)' },
  percent: { word: '百分', group: 'rate', fits: 'rate', example: '百分、百分(1)' },
  characters: { word: '汉字', group: 'characters', fits: 'number', example: '汉字' },
  tenThousand: { word: '万', group: 'tenThousand', fits: 'number', example: '万' },
  monthDay: { word: '月日', group: 'day', fits: 'day', example: '月日' },
  fullDay: { word: '年月日', group: 'day', fits: 'day', example: '年月日' },
  enumerate: { word: '列举', group: 'list', fits: 'list', example: '列举("个","，")' },
  dropClause: { word: '零则略', group: 'drop', fits: 'any', example: '零则略' },
  dropSentence: { word: '零则略句', group: 'drop', fits: 'any', example: '零则略句' },
}

const PLACES: ReadonlyMap<string, number> = new Map([
  ['十', 10], ['百', 100], ['千', 1000], ['万', 10_000], ['十万', 100_000], ['百万', 1_000_000], ['千万', 10_000_000], ['亿', 100_000_000],
])
const DEFAULT_STEP = 5
export const DEFAULT_DECIMALS = 2

/** Reads what follows each `|`. Every style that cannot be read gives its own problem and is left out. */
export function readStyles(parts: readonly (readonly Lexeme[])[], at: Place): { styles: readonly Style[]; problems: readonly Problem[] } {
  const styles: Style[] = []
  const problems: Problem[] = []
  for (const lexemes of parts) {
    const cursor = cursorOver(lexemes, at, null)
    const style = readStyle(cursor)
    for (const each of cursor.problems) problems.push(each)
    if (style === null) continue
    const opposed = styles.find((other) => STYLE_WORDS[other.kind].group === STYLE_WORDS[style.kind].group)
    if (opposed === undefined) styles.push(style)
    else problems.push(problem('style-conflict', lexemes[0]?.at ?? at, conflict(opposed, style)))
  }
  return { styles, problems }
}

function readStyle(cursor: Cursor): Style | null {
  const word = peek(cursor)
  if (word === null) return refuse(cursor, 'bad-style', '“|”后面没有写法，请补上或删去“|”。')
  const found = Object.entries(STYLE_WORDS).find(([, style]) => word.kind === 'word' && style.word === word.text)
  if (found === undefined) return refuse(cursor, 'unknown-style', `没有叫“${word.text}”的写法，可以用：${allWords()}。`)
  cursor.next += 1
  const given = readArguments(cursor)
  const kind = found[0] as Style['kind']
  const style = given === null ? null : withArguments(kind, given)
  return style ?? refuse(cursor, 'bad-style', `“${word.text}”后面的括号不对，可以写：${STYLE_WORDS[kind].example}。`)
}

/** Null when the brackets or what stands after them cannot be read. */
function readArguments(cursor: Cursor): readonly Lexeme[] | null {
  const given: Lexeme[] = []
  if (take(cursor, '(')) {
    do {
      const lexeme = peek(cursor)
      if (lexeme === null || lexeme.kind === 'sign' || !lexeme.closed) return null
      given.push(lexeme)
      cursor.next += 1
    } while (take(cursor, ','))
    if (!isSign(peek(cursor), ')')) return null
    cursor.next += 1
  }
  return peek(cursor) === null ? given : null
}

function withArguments(kind: Style['kind'], given: readonly Lexeme[]): Style | null {
  const [first, second] = given
  switch (kind) {
    case 'over':
    case 'near': {
      const place = first === undefined ? null : placeOf(first)
      return given.length > 1 || place === undefined ? null : { kind, place }
    }
    case 'atLeast': {
      const step = first === undefined ? DEFAULT_STEP : integerIn(first, 1, 50)
      return given.length > 1 || step === null ? null : { kind, step }
    }
    case 'percent': {
      const decimals = first === undefined ? DEFAULT_DECIMALS : integerIn(first, 0, 4)
      return given.length > 1 || decimals === null ? null : { kind, decimals }
    }
    case 'enumerate': {
      const unit = first?.text ?? ''
      return given.length > 2 || given.some((each) => each.kind === 'integer') ? null : { kind, unit, separator: second?.text ?? '，' }
    }
    default:
      return given.length > 0 ? null : { kind }
  }
}

function placeOf(lexeme: Lexeme): number | undefined {
  if (lexeme.kind === 'word') return PLACES.get(lexeme.text)
  return /^10{1,11}$/.test(lexeme.text) ? Number(lexeme.text) : undefined
}

function integerIn(lexeme: Lexeme, least: number, most: number): number | null {
  const value = Number(lexeme.text)
  return lexeme.kind === 'integer' && value >= least && value <= most ? value : null
}

function conflict(one: Style, other: Style): string {
  const [a, b] = [STYLE_WORDS[one.kind].word, STYLE_WORDS[other.kind].word]
  return a === b ? `写法“${a}”写了两次，请删去一个。` : `“${a}”和“${b}”不能同时用，请删去一个。`
}

function allWords(): string {
  return Object.values(STYLE_WORDS).map((style) => style.word).join('、')
}

function refuse(cursor: Cursor, kind: 'bad-style' | 'unknown-style', message: string): null {
  cursor.problems.push(problem(kind, peek(cursor)?.at ?? cursor.lexemes[0]?.at ?? cursor.at, message))
  return null
}
