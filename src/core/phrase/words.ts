import { assert, must, unreachable } from '../assert'
import { chineseCount } from './chineseNumber'
import type { Value } from './evaluate'
import { atLeastText, digitsOf, percentText, roundNear, roundOver, type Rounded } from './numberWords'
import { DEFAULT_DECIMALS, STYLE_WORDS, type Style } from './styles'

type Worded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly kind: 'style-misfit' | 'empty-list'; readonly message: string }

/** What the reader sees. A rate must have passed `checkRate`. */
export function wordsFor(value: Value, styles: readonly Style[]): Worded {
  if (value.kind === 'text' && value.blank === true) return worded(value.text)
  const misfit = styles.find((style) => !['any', value.kind].includes(STYLE_WORDS[style.kind].fits))
  if (misfit !== undefined) return { ok: false, kind: 'style-misfit', message: misfitMessage(misfit) }
  switch (value.kind) {
    case 'number':
      return worded(numberText(value.value, styles))
    case 'rate':
      return worded(rateText(value.part, value.whole, styles))
    case 'day':
      return worded(dayText(value.day, styles))
    case 'text':
      return worded(value.text.replace(/\s+/g, ' '))
    case 'list':
      return listText(value, styles)
    default:
      return unreachable(value)
  }
}

/** Nothing to tell: what 零则略 leaves out. A rate of nothing counts as nothing. */
export function isNothing(value: Value): boolean {
  switch (value.kind) {
    case 'number':
      return value.value === 0
    case 'rate':
      return value.part === 0 || value.whole === 0
    case 'text':
      return value.blank === true || value.text.trim() === ''
    case 'list':
      return value.items.every((item) => item.value === 0)
    case 'day':
      return false
    default:
      return unreachable(value)
  }
}

function numberText(value: number, styles: readonly Style[]): string {
  const rounded = round(value, styles)
  const inCharacters = styles.some((style) => style.kind === 'characters')
  const inTenThousands = !inCharacters && styles.some((style) => style.kind === 'tenThousand') && rounded.base >= 10_000
  const base = inCharacters ? chineseCount(rounded.base) : digitsOf(inTenThousands ? rounded.base / 10_000 : rounded.base)
  return `${rounded.side === 'under' ? '近' : ''}${base}${inTenThousands ? '万' : ''}${rounded.side === 'over' ? '余' : ''}`
}

function round(value: number, styles: readonly Style[]): Rounded {
  for (const style of styles) {
    if (style.kind === 'over') return roundOver(value, style.place)
    if (style.kind === 'near') return roundNear(value, style.place)
  }
  return { base: value, side: 'exact' }
}

function rateText(part: number, whole: number, styles: readonly Style[]): string {
  for (const style of styles) {
    if (style.kind === 'atLeast') return atLeastText(part, whole, style.step)
    if (style.kind === 'percent') return percentText(part, whole, style.decimals)
  }
  return percentText(part, whole, DEFAULT_DECIMALS)
}

function dayText(day: string, styles: readonly Style[]): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  assert(found !== null, `${day} is not a day`)
  const [year, month, date] = [1, 2, 3].map((part) => Number(must(found[part], 'part of a day')))
  const short = `${month}月${date}日`
  return styles.some((style) => style.kind === 'monthDay') ? short : `${year}年${short}`
}

function listText(list: Extract<Value, { kind: 'list' }>, styles: readonly Style[]): Worded {
  const style = styles.find((each): each is Extract<Style, { kind: 'enumerate' }> => each.kind === 'enumerate')
  if (style === undefined) {
    return { ok: false, kind: 'style-misfit', message: '这是一组数，请写明怎么列，例如“|列举("个","，")”。' }
  }
  const present = list.items.filter((item) => item.value !== 0)
  if (present.length === 0) {
    return { ok: false, kind: 'empty-list', message: '这一组数全是0，没有可列的，请加“|零则略”，或用“{{若 …}}”把这句包起来。' }
  }
  return worded(present.map((item) => `${item.label}${digitsOf(item.value)}${style.unit}`).join(style.separator))
}

function misfitMessage(style: Style): string {
  const { word, fits } = STYLE_WORDS[style.kind]
  const needs: Readonly<Record<typeof fits, string>> = { number: '个数', rate: '率', day: '日期', list: '一组数', any: '任何值' }
  return `写法“${word}”只能用在${needs[fits]}上，请换一种写法。`
}

function worded(text: string): Worded {
  return { ok: true, text }
}
