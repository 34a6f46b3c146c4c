import type { Fact } from '../../core/phrase/fact'
import { isDay } from '../../core/period'
import type { Value } from '../../core/field'

/** Stands for a place that a pen fills in, and for a line break inside a value; both are made into what the file has for them. */
export const BLANK = '\ue001'
export const BREAK = '\ue000'

/** A date nobody knows yet, as forms leave it open. */
export const BLANK_DAY = '　　　年　　月　　日'

export function textFact(value: unknown): Fact {
  const text = typeof value === 'string' || typeof value === 'number' ? printable(String(value)) : ''
  return text === '' ? { kind: 'text', text: BLANK, blank: true } : { kind: 'text', text }
}

export function dayFact(value: Value | undefined): Fact {
  return isDay(value) ? { kind: 'day', day: value } : { kind: 'text', text: BLANK_DAY, blank: true }
}

/** Something that may be nothing, and then leaves no blank: a remark. */
export function plainFact(text: string): Fact {
  return { kind: 'text', text: printable(text) }
}

export function flagFact(isSo: boolean): Fact {
  return { kind: 'number', value: isSo ? 1 : 0 }
}

/** Trimmed; its line breaks marked; without what this program writes itself. */
function printable(text: string): string {
  return text.replace(/[\ue000-\ue0ff]/g, '').trim().replace(/[^\S\n\r]*(?:\r\n|[\n\r\u2028\u2029])\s*/g, BREAK)
}
