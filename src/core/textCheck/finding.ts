/**
 * What a report's text contradicts in itself. An error is certain: no numbers exist that make the sentence true. A remark is
 * for a person to look at.
 */
export const FINDING_LEVELS = {
  'parts-broken': 'error',
  'parts-doubtful': 'remark',
  'rate-broken': 'error',
  'rate-doubtful': 'remark',
  'share-impossible': 'error',
  'growth-broken': 'error',
  'lone-over': 'error',
  'decimal-count': 'error',
  'said-twice': 'error',
  'said-twice-doubtful': 'remark',
  'people-mixed': 'remark',
  'odd-unit': 'remark',
  'person-named': 'remark',
} as const satisfies Record<string, 'error' | 'remark'>

export type FindingKind = keyof typeof FINDING_LEVELS

/** UTF-16 offsets into the text that was checked, the end exclusive. */
export type Stretch = readonly [from: number, to: number]

export interface Finding {
  readonly kind: FindingKind
  readonly severity: 'error' | 'remark'
  readonly at: Stretch
  /** One Chinese sentence: what does not fit, and what to do. */
  readonly say: string
  /** The numbers it is about, in the order of the sentence. */
  readonly numbers: readonly { readonly text: string; readonly at: Stretch; readonly low: number; readonly high: number }[]
}

interface Printed {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
}

export function finding(kind: FindingKind, about: readonly Printed[], say: string): Finding {
  const numbers = [...about].sort((a, b) => a.from - b.from)
  const at: Stretch = [Math.min(...numbers.map((each) => each.from)), Math.max(...numbers.map((each) => each.to))]
  return { kind, severity: FINDING_LEVELS[kind], at, say, numbers: numbers.map(({ text, from, to, low, high }) => ({ text, at: [from, to], low, high })) }
}
