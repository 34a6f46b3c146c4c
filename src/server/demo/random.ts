/** Draws that are the same for the same name, for ever: the demo county has to come out alike on every machine. */
export interface Draw {
  /** At least 0, below 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly int: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

export function drawFor(name: string): Draw {
  let state = seedOf(name)
  // mulberry32: small, and even enough for invented villages.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const found = list[int(0, list.length - 1)]
      if (found === undefined) throw new Error(`broken invariant: ${name} picks from an empty list`)
      return found
    },
  }
}

/** The same things in another order. */
export function shuffled<T>(list: readonly T[], draw: Draw): readonly T[] {
  const order = list.map((item) => ({ item, key: draw.next() }))
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

/** `total` cut into `count` whole parts of about the same size, none below `least`; they add up exactly. */
export function parted(total: number, count: number, draw: Draw, least = 0): readonly number[] {
  const weights = Array.from({ length: count }, () => 0.6 + draw.next())
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const parts = weights.map((weight) => least + Math.floor(((total - least * count) * weight) / sum))
  const left = total - parts.reduce((all, part) => all + part, 0)
  return parts.map((part, index) => (index < left ? part + 1 : part))
}

/** FNV-1a over UTF-16 units. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash | 0
}
