import type { Reference } from './reference'

/** What a name stands for. Numbers are finite; `day` is YYYY-MM-DD; a list is a count per label, zeros included. */
export type Fact =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
  /** `blank`: nobody knows it yet, and a pen fills it in; whatever the way of writing, `text` is printed as it is. */
  | { readonly kind: 'text'; readonly text: string; readonly blank?: true }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'items'; readonly items: readonly Item[] }

export interface ListItem {
  readonly label: string
  readonly value: number
}

/** One row of a list that 每 goes through: its fields by name. */
export type Item = Readonly<Record<string, Fact>>

/** The caller's answer to a reference; undefined when it knows no such name or narrowing. */
export type Facts = (reference: Reference) => Fact | undefined
