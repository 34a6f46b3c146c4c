import { FINDING_LEVELS } from '../textCheck/finding'

/** A place in the template's text: 1-based line, UTF-16 offsets into the whole text, `end` exclusive. */
export interface Place {
  readonly line: number
  readonly start: number
  readonly end: number
}

/** Something the clerk should look at. While there is one `error` the final copy is not to be issued. */
export interface Problem extends Place {
  readonly kind: ProblemKind
  readonly level: 'error' | 'remark'
  /** A Chinese sentence: what is wrong and what to do. */
  readonly message: string
}

const LEVELS = {
  'too-long': 'error',
  'too-much': 'error',
  'too-deep': 'error',
  'unclosed-placeholder': 'error',
  'stray-brace': 'error',
  'empty-placeholder': 'error',
  'unclosed-block': 'error',
  'stray-block-word': 'error',
  'unknown-mark': 'error',
  'bad-expression': 'error',
  'bad-condition': 'error',
  'bad-loop': 'error',
  'bad-narrowing': 'error',
  'unknown-style': 'error',
  'bad-style': 'error',
  'style-conflict': 'error',
  'style-misfit': 'error',
  'unknown-name': 'error',
  'unknown-narrowing': 'error',
  'wrong-kind': 'error',
  'zero-denominator': 'error',
  'rate-out-of-range': 'error',
  'empty-list': 'error',
  'empty-loop': 'remark',
  'negative-number': 'remark',
  'typed-number': 'remark',
  ...FINDING_LEVELS,
} as const satisfies Record<string, Problem['level']>

export type ProblemKind = keyof typeof LEVELS

export function problem(kind: ProblemKind, at: Place, message: string): Problem {
  return { kind, level: LEVELS[kind], line: at.line, start: at.start, end: at.end, message }
}

/** In reading order, one of a kind for each place: a loop's body is filled many times but is wrong in one place. */
export function inReadingOrder<T extends Problem>(problems: readonly T[]): readonly T[] {
  const byPlace = new Map<string, T>()
  for (const each of problems) {
    const key = `${each.start} ${each.end} ${each.kind}`
    if (!byPlace.has(key)) byPlace.set(key, each)
  }
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
