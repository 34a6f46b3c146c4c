import type { Condition } from './condition'
import type { Expression } from './expression'
import type { Place } from './problem'
import type { Reference } from './reference'
import type { Style } from './styles'

/** A template that can be filled any number of times; plain data. */
export interface Template {
  readonly parts: readonly Part[]
}

export type Part = TextPart | ValuePart | BrokenPart | WhenPart | EachPart

export interface TextPart {
  readonly kind: 'text'
  readonly text: string
  readonly at: Place
}

/** What all placeholders have. */
interface Written {
  /** As the clerk wrote it, half-width and without spaces. */
  readonly source: string
  /** Names used by the placeholder itself, also when the rest of it could not be read. */
  readonly references: readonly Reference[]
  readonly at: Place
}

export interface ValuePart extends Written {
  readonly kind: 'value'
  readonly expression: Expression
  readonly styles: readonly Style[]
}

export interface BrokenPart extends Written {
  readonly kind: 'broken'
}

/** `condition` is null when it could not be read. */
export interface WhenPart extends Written {
  readonly kind: 'when'
  readonly condition: Condition | null
  readonly then: readonly Part[]
  readonly otherwise: readonly Part[]
}

/** `list` is null when it could not be read; `separator` stands between the items, null for none. */
export interface EachPart extends Written {
  readonly kind: 'each'
  readonly list: Reference | null
  readonly separator: string | null
  readonly body: readonly Part[]
}
