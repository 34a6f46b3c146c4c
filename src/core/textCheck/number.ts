import type { Interval } from './interval'
import type { UnitClass } from './units'

/** A number a reader meets: what it may stand for, and where it is. */
interface Printed extends Interval {
  readonly from: number
  /** After the unit and what belongs to it (以上). */
  readonly to: number
  readonly text: string
  /** Written out, without 余, 近, 约 or 万. */
  readonly exact: boolean
}

export interface Count extends Printed {
  readonly kind: 'count'
  readonly unit: string
  readonly unitClass: UnitClass
  readonly hasDecimals: boolean
  /** 5余: an 余 on a single digit says nothing. */
  readonly isLoneOver: boolean
}

/** `low` and `high` are percent: 98.5% is around 98.5, 九成 around 90, 一倍 around 100. */
export interface Percent extends Printed {
  readonly kind: 'percent'
}

export type NumberInText = Count | Percent

// Every repetition is bounded: a page of digits must not be read once for each digit.
/** Thousands may be set off by a comma or a space. */
export const DIGITS = '(?:\\d{1,3}(?:[, \\u00a0\\u2009]\\d{3}){1,4}(?!\\d)|\\d{1,12})(?:\\.\\d{1,6})?'
export const HAN = '[〇零一二三四五六七八九十百千万亿两]{1,12}'
export const BEFORE = '不少于|不低于|不超过|不足|不到|至少|最多|超过|大约|将近|接近|近|约|超|逾'
export const DASH = '[-—–~～至到]{1,2}'

export function numberOf(digits: string): number {
  return Number(digits.replace(/[^\d.]/g, ''))
}

export function decimalsOf(digits: string | undefined): number {
  return digits?.split('.')[1]?.length ?? 0
}

/** 近 in 附近 and 约 in 签约 do not belong to the number that follows. */
export function ownWord(text: string, at: number, before: string): string {
  const ahead = text.charAt(at - 1)
  if (before === '近' && /[附最临]/.test(ahead)) return ''
  return before === '约' && /[签预合契]/.test(ahead) ? '' : before
}
