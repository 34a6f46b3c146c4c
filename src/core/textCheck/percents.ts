import { BEFORE, DASH, decimalsOf, DIGITS, HAN, numberOf, ownWord, type Percent } from './number'
import { readNumeral } from './numeral'
import { sideOf } from './rounding'

const AFTER = '以上|以下|以内|左右|多'
const PERCENT = new RegExp(`(${BEFORE})?(?:(${DIGITS})(?:%?${DASH}(${DIGITS}))?[ \\t]{0,2}%|百分之(${HAN})(?:点([〇零一二三四五六七八九]{1,4}))?)(${AFTER})?`, 'g')
const TENTHS = new RegExp(`([率达占比有为到]|${BEFORE})([一二三四五六七八九])成(半|多|以上|左右)?(?:[，,。；;、的]|$)`, 'g')
const TIMES = new RegExp(`([增长高升加少低了]|${BEFORE})(?:(${DIGITS})|([一两二三四五六七八九]))倍(多|以上)?`, 'g')

/** Shares and growth: 98.5%, 百分之九十八, 九成, 增长1.5倍. 百分点 is a difference of shares and is not read. */
export function readPercents(text: string): readonly Percent[] {
  return [...[...text.matchAll(PERCENT)].map((found) => percentFrom(text, found)), ...[...text.matchAll(TENTHS)].map(tenthsFrom), ...[...text.matchAll(TIMES)].map(timesFrom)]
}

function percentFrom(text: string, found: RegExpMatchArray): Percent {
  const [whole, word = '', first, second, han = '', point = '', after = ''] = found
  const at = found.index ?? 0
  const before = ownWord(text, at, word)
  const base = { kind: 'percent', from: at, to: at + whole.length, text: whole, exact: false } as const
  const value = first === undefined ? withPoint(readNumeral(han) ?? 0, point) : numberOf(first)
  if (second !== undefined) return { ...base, low: value, high: numberOf(second) }
  const side = sideOf(before, after === '多' ? '以上' : after)
  if (side === 'above') return { ...base, low: value, high: Infinity }
  if (side === 'below') return { ...base, low: 0, high: value }
  if (side !== 'at') return { ...base, low: value * 0.9, high: side === 'near' ? value : value * 1.1 }
  if (value === 100) return { ...base, low: 100, high: 100, exact: true }
  // Some round half up, some cut: both are said of the same numbers.
  const step = 10 ** -(first === undefined ? point.length : decimalsOf(first))
  return { ...base, low: value - step / 2, high: value + step * 0.999, exact: true }
}

function tenthsFrom(found: RegExpMatchArray): Percent {
  const [, word = '', digit = '', after = ''] = found
  const from = (found.index ?? 0) + word.length
  const value = (readNumeral(digit) ?? 0) * 10
  const low = word === '近' || word === '约' || after === '左右' ? value - 10 : after === '' ? value - 5 : value
  return { kind: 'percent', from, to: from + 2 + after.length, text: `${digit}成${after}`, low, high: after === '以上' ? 100 : value + 10, exact: false }
}

function timesFrom(found: RegExpMatchArray): Percent {
  const [whole, word = '', digits, han = '', after = ''] = found
  const from = (found.index ?? 0) + word.length
  const value = digits === undefined ? (readNumeral(han) ?? 0) : numberOf(digits)
  const step = 10 ** -decimalsOf(digits)
  const rough = word === '近' || word === '约' ? 0.2 : 0.5
  return { kind: 'percent', from, to: (found.index ?? 0) + whole.length, text: whole.slice(word.length), low: (value - step * rough) * 100, high: after === '' ? (value + step) * 100 : Infinity, exact: false }
}

function withPoint(whole: number, point: string): number {
  return Number(`${whole}.${[...point].map((char) => readNumeral(char) ?? 0).join('')}`)
}
