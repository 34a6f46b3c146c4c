/**
 * Rounding is for the reader only: every rule here rounds so that the printed words stay true of the exact number.
 */

/** 260余 is base 260, over; 近200 is base 200, under; otherwise the base is the exact number. */
export interface Rounded {
  readonly base: number
  readonly side: 'exact' | 'over' | 'under'
}

/** 余 is never said of a number below this: 10 is 10, 11 is 10余. */
const LEAST_OVER = 11

/** Floor to the place, by default to tens below 100 and to two leading digits above; 余 only if something was cut. */
export function roundOver(value: number, place: number | null): Rounded {
  if (value < LEAST_OVER) return { base: value, side: 'exact' }
  const unit = place ?? (value < 100 ? 10 : 10 ** (wholeDigits(value) - 2))
  const base = Math.floor(value / unit) * unit
  return base === 0 || base === value ? { base: value, side: 'exact' } : { base, side: 'over' }
}

/** Ceiling to the place, by default the leading digit, if at most a twentieth is missing; otherwise the exact number. */
export function roundNear(value: number, place: number | null): Rounded {
  if (value <= 0) return { base: value, side: 'exact' }
  const unit = place ?? 10 ** (wholeDigits(value) - 1)
  const base = Math.ceil(value / unit) * unit
  const missing = base - value
  return missing > 0 && missing * 20 <= base ? { base, side: 'under' } : { base: value, side: 'exact' }
}

/** No thousands separator; at most four decimals, so sums of decimals show no binary dust. */
export function digitsOf(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(4)))
}

/** `part` of `whole`, rounded half up; 100% only of everything, 0% only of nothing. 0 ≤ part ≤ whole, whole > 0. */
export function percentText(part: number, whole: number, decimals: number): string {
  if (part === 0) return '0%'
  if (part === whole) return '100%'
  const units = halfUp(part, whole, decimals + 2)
  if (units === 0) return `不足${withPoint(1, decimals)}%`
  const most = 100 * 10 ** decimals - 1
  return `${withPoint(Math.min(units, most), decimals)}%`
}

/** Floor to a step of percent; 以上 includes the number itself (民法典第1259条), and all of it is 100%. */
export function atLeastText(part: number, whole: number, step: number): string {
  if (part === whole) return '100%'
  const floor = Math.floor(Math.floor((part * 100) / whole) / step) * step
  return floor === 0 ? percentText(part, whole, 2) : `${floor}%以上`
}

function wholeDigits(value: number): number {
  return String(Math.floor(value)).length
}

/** part/whole × 10^digits, rounded half up by long division, since the product could leave the exact integers. */
function halfUp(part: number, whole: number, digits: number): number {
  let quotient = 0
  let rest = part
  for (let place = 0; place < digits; place += 1) {
    rest *= 10
    const next = Math.floor(rest / whole)
    quotient = quotient * 10 + next
    rest -= next * whole
  }
  return rest * 2 >= whole ? quotient + 1 : quotient
}

/** 9833 with two decimals is 98.33, 9500 is 95. */
function withPoint(units: number, decimals: number): string {
  const text = String(units).padStart(decimals + 1, '0')
  const point = text.length - decimals
  const fraction = text.slice(point).replace(/0+$/, '')
  return fraction === '' ? text.slice(0, point) : `${text.slice(0, point)}.${fraction}`
}
