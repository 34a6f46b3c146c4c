import { checkRate, type Value } from '../core/phrase/evaluate'
import type { Fact } from '../core/phrase/fact'
import { referenceKey, type Narrowing } from '../core/phrase/reference'
import { scan } from '../core/phrase/scan'
import { STYLE_WORDS, type Style } from '../core/phrase/styles'
import { parseTemplate } from '../core/phrase/template'
import { wordsFor } from '../core/phrase/words'

/** A placeholder that stands for one figure: what the picker shows and writes. */
export interface Picked {
  readonly name: string
  readonly narrow: readonly Narrowing[]
  readonly styles: readonly Style[]
}

/** Where a placeholder stands in a text, braces included. */
export interface PlaceholderPlace {
  readonly start: number
  readonly end: number
}

/** In the order of the text, unclosed ones included. */
export function placeholdersIn(text: string): readonly PlaceholderPlace[] {
  return scan(text).tokens.flatMap((token) => (token.kind === 'tag' ? [{ start: token.at.start, end: token.at.end }] : []))
}

/** The one the cursor stands in; at its outer edges it stands beside. */
export function placeholderAt(text: string, offset: number): PlaceholderPlace | null {
  return placeholdersIn(text).find(({ start, end }) => start < offset && offset < end) ?? null
}

/** Null for what is not one figure: an expression, a condition, something unfinished. */
export function readPlaceholder(written: string): Picked | null {
  const { template, problems } = parseTemplate(written)
  const [part, more] = template.parts
  if (problems.length > 0 || more !== undefined || part?.kind !== 'value' || part.expression.kind !== 'figure') return null
  const { name, narrow } = part.expression.reference
  return { name, narrow, styles: part.styles }
}

export function writePlaceholder({ name, narrow, styles }: Picked): string {
  return `{{${[referenceKey({ name, narrow }), ...styles.map(styleText)].join('|')}}}`
}

export function styleText(style: Style): string {
  const { word } = STYLE_WORDS[style.kind]
  switch (style.kind) {
    case 'over':
    case 'near':
      return style.place === null ? word : `${word}(${style.place})`
    case 'atLeast':
      return style.step === 5 ? word : `${word}(${style.step})`
    case 'percent':
      return style.decimals === 2 ? word : `${word}(${style.decimals})`
    case 'enumerate':
      return `${word}("${style.unit}","${style.separator}")`
    default:
      return word
  }
}

/** The ways a value may be put into words, plain first; `null` writes the number as it is. */
export function waysFor(kind: Fact['kind'], unit: string): readonly (Style | null)[] {
  switch (kind) {
    case 'number':
      return [null, { kind: 'over', place: null }, { kind: 'over', place: 100 }, { kind: 'near', place: null }, { kind: 'characters' }, { kind: 'tenThousand' }]
    case 'ratio':
      return [null, { kind: 'percent', decimals: 1 }, { kind: 'percent', decimals: 0 }, { kind: 'atLeast', step: 5 }, { kind: 'atLeast', step: 1 }]
    case 'list':
      return [{ kind: 'enumerate', unit, separator: '，' }, { kind: 'enumerate', unit, separator: '、' }]
    default:
      return [null]
  }
}

/** What is left out when there is nothing to tell; goes with every way of writing. */
export const DROPS = [{ kind: 'dropClause' }, { kind: 'dropSentence' }] as const satisfies readonly Style[]

export function isDrop(style: Style): boolean {
  return STYLE_WORDS[style.kind].group === STYLE_WORDS.dropClause.group
}

/** What a way of writing prints, in the words the report prints; null where it cannot be written that way. */
export function exampleOf(fact: Fact, style: Style | null): string | null {
  const value = valueOf(fact)
  if (value === null || (value.kind === 'rate' && checkRate(value, NOWHERE) !== null)) return null
  const words = wordsFor(value, style === null ? [] : [style])
  return words.ok ? words.text : null
}

const NOWHERE = { line: 1, start: 0, end: 0 }

function valueOf(fact: Fact): Value | null {
  if (fact.kind === 'ratio') return { kind: 'rate', part: fact.numerator, whole: fact.denominator }
  return fact.kind === 'items' ? null : fact
}
