/** What a printed number may stand for: every value from `low` to `high`, both included; `high` may be Infinity. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Sums of decimals carry binary dust; counts differ by one. */
const DUST = 1e-6

export function meets(a: Interval, b: Interval): boolean {
  return a.low <= b.high + DUST && b.low <= a.high + DUST
}

/** Every value of `a` is greater than every value of `b`. */
export function isAbove(a: Interval, b: Interval): boolean {
  return a.low > b.high + DUST
}

export function sum(all: readonly Interval[]): Interval {
  return all.reduce((total, each) => ({ low: total.low + each.low, high: total.high + each.high }), { low: 0, high: 0 })
}

/** Percent that `part` may be of `whole`. Of nothing there is no rate: then everything is possible. */
export function percentOf(part: Interval, whole: Interval): Interval {
  if (whole.low <= 0) return { low: 0, high: Infinity }
  return { low: whole.high === Infinity ? 0 : (part.low * 100) / whole.high, high: (part.high * 100) / whole.low }
}

export function isOne({ low, high }: Interval): boolean {
  return low === high
}
