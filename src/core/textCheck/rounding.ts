import type { Interval } from './interval'

export interface Rounding {
  /** 近, 约, 超过 … */
  readonly before: string
  readonly over: boolean
  /** 以上, 左右 … */
  readonly after: string
  /** 数十, 几百 */
  readonly isVague: boolean
  readonly decimals: number
}

/**
 * What the writer may have counted, never narrower than usage allows: 200余 is 200…299 and 260余 260…269 by its trailing zeros, 近千
 * 900…1000, 3.5万 34,500…35,999. `base` is as written, before `scale` (万); `second` is the other end of 3—5.
 */
export function roundedInterval(base: number, second: number | null, scale: number, rounding: Rounding): Interval {
  const value = base * scale
  if (second !== null) return { low: Math.min(value, second * scale), high: Math.max(value, second * scale) }
  if (rounding.isVague || rounding.before === '上') return { low: value, high: value * 10 - 1 }
  const side = sideOf(rounding.before, rounding.after)
  // What 近 and 约 may hide in official text.
  const lessATenth = Math.floor((value * 9) / 10)
  const step = lastPlace(base, rounding.decimals, scale) * scale
  const top = rounding.over ? value + Math.max(step - 1, 0) : value
  if (side === 'above') return { low: value, high: Infinity }
  if (side === 'below') return { low: 0, high: value }
  if (side === 'near') return { low: lessATenth, high: top }
  if (side === 'around') return { low: lessATenth, high: Math.max(top, Math.ceil((value * 11) / 10)) }
  // Full ten thousands are mostly rounded, either way.
  if (!rounding.over && scale >= 1e4) return { low: value - step / 2, high: value + step - 1 }
  return { low: value, high: top }
}

export type Side = 'above' | 'below' | 'near' | 'around' | 'at'

/** What the words around a number do to it; 以上 and 超过 include the number itself. */
export function sideOf(before: string, after: string): Side {
  if (after === '以上' || /不少于|不低于|至少|超|逾/.test(before)) return 'above'
  if (/以下|以内/.test(after) || /不超过|不足|不到|最多/.test(before)) return 'below'
  if (/近/.test(before)) return 'near'
  return before === '' && after === '' ? 'at' : 'around'
}

/** The place 余 hides: 100 in 1200, 10 in 50, 0.1 in 2.8万; where there is no zero to hide in (5余, 15余), up to the next ten. */
function lastPlace(base: number, decimals: number, scale: number): number {
  if (decimals > 0) return 10 ** -decimals
  if (base === 0) return 1
  let step = 1
  while (base % (step * 10) === 0 && step < 1e12) step *= 10
  return step === 1 && scale === 1 ? 10 - (base % 10) : step
}
