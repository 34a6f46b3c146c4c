import type { Edit } from './bundle'

/** Faults as somebody might make them, one at a time in an otherwise sound program: the laws must notice each. */
export interface Planted extends Edit {
  readonly name: string
  /** Where it shows: in histories on a server, or in the enumeration of deaths. */
  readonly on: 'standin' | 'postgres' | 'crash'
  /** Seeds that are known to find it, tried before all others. */
  readonly seeds?: readonly number[]
}

export const PLANTED: readonly Planted[] = []
