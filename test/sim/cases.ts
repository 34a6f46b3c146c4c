import type { Act } from './acts'

/** Histories that failed once, each with what they were about: they run with every test. */
export interface Case {
  readonly name: string
  readonly seed: number
  readonly acts: readonly Act[]
}

export const CASES: readonly Case[] = []
