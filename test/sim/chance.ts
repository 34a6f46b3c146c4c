/** Chance from a seed: the same numbers in every run and on every machine. */
export interface Chance {
  /** 0, 1 … n − 1. */
  below(n: number): number
  pick<T>(list: readonly T[]): T
  /** One of the values, as often as its weight says. */
  weighed<T>(choices: readonly (readonly [weight: number, value: T])[]): T
}

export function createChance(seed: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0

  /** mulberry32. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighed(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of choices) {
        left -= weight
        if (left < 0) return value
      }
      throw new Error('nothing to choose from')
    },
  }
}
