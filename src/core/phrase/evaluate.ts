import { assert, unreachable } from '../assert'
import type { PrintedFigure } from '../document'
import type { Comparison, Condition } from './condition'
import type { Expression } from './expression'
import type { Fact, ListItem } from './fact'
import { digitsOf } from './numberWords'
import { problem, type Problem } from './problem'
import type { Reference } from './reference'

/** The exact value of an expression. */
export type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'rate'; readonly part: number; readonly whole: number }
  | { readonly kind: 'text'; readonly text: string; readonly blank?: true }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** The fact behind a reference and the key it is known by (a loop's field has its own). */
export type Lookup = (reference: Reference) => Result<{ readonly key: string; readonly fact: Fact }>

/** Figures are added to `used` in the order of writing, each once. */
export function evaluate(expression: Expression, lookup: Lookup, used: PrintedFigure[]): Result<Value> {
  switch (expression.kind) {
    case 'integer':
      return done({ kind: 'number', value: expression.value })
    case 'percent':
      return done({ kind: 'rate', part: expression.value, whole: 100 })
    case 'figure': {
      const found = lookup(expression.reference)
      return found.ok ? done(valueOf(found.value.key, found.value.fact, used)) : found
    }
    case 'sum': {
      let total = 0
      for (const term of expression.terms) {
        const number = evaluateNumber(term.value, lookup, used)
        if (!number.ok) return number
        total += term.sign * number.value
      }
      return done({ kind: 'number', value: total })
    }
    case 'rate': {
      const part = evaluateNumber(expression.part, lookup, used)
      if (!part.ok) return part
      const whole = evaluateNumber(expression.whole, lookup, used)
      return whole.ok ? done({ kind: 'rate', part: part.value, whole: whole.value }) : whole
    }
    default:
      return unreachable(expression)
  }
}

/** 且 and 或 stop as soon as they are decided, so a first condition can guard a rate against a zero denominator. */
export function holds(condition: Condition, lookup: Lookup): Result<boolean> {
  switch (condition.kind) {
    case 'not': {
      const inner = holds(condition.of, lookup)
      return inner.ok ? done(!inner.value) : inner
    }
    case 'all':
    case 'any': {
      const deciding = condition.kind === 'any'
      for (const each of condition.of) {
        const one = holds(each, lookup)
        if (!one.ok || one.value === deciding) return one
      }
      return done(!deciding)
    }
    case 'compare':
      return compare(condition, lookup)
    default:
      return unreachable(condition)
  }
}

/** A rate that may be printed or compared: the part is between nothing and all. */
export function checkRate(rate: Extract<Value, { kind: 'rate' }>, at: Expression['at']): Problem | null {
  if (rate.whole === 0) {
    return problem('zero-denominator', at, '分母是0，算不出率，请加“|零则略”，或用“{{若 …}}”把这句包起来。')
  }
  if (rate.part < 0 || rate.whole < 0 || rate.part > rate.whole) {
    return problem('rate-out-of-range', at, `${digitsOf(rate.part)}除以${digitsOf(rate.whole)}不在0和100%之间，请看分子分母是不是写反了、口径是否一致。`)
  }
  return null
}

function compare(condition: Extract<Condition, { kind: 'compare' }>, lookup: Lookup): Result<boolean> {
  const left = evaluateSide(condition.left, lookup)
  if (!left.ok) return left
  const right = evaluateSide(condition.right, lookup)
  if (!right.ok) return right
  // a/b ? c/d as a·d ? c·b, exact for integers
  return done(compareNumbers(left.value.part * right.value.whole, condition.sign, right.value.part * left.value.whole))
}

function compareNumbers(a: number, sign: Comparison, b: number): boolean {
  switch (sign) {
    case '=':
      return a === b
    case '≠':
      return a !== b
    case '>':
      return a > b
    case '<':
      return a < b
    case '≥':
      return a >= b
    case '≤':
      return a <= b
    default:
      return unreachable(sign)
  }
}

function evaluateSide(expression: Expression, lookup: Lookup): Result<{ part: number; whole: number }> {
  const value = evaluate(expression, lookup, [])
  if (!value.ok) return value
  if (value.value.kind === 'number') return done({ part: value.value.value, whole: 1 })
  if (value.value.kind !== 'rate') return wrongKind(expression, value.value)
  const refused = checkRate(value.value, expression.at)
  return refused === null ? done(value.value) : { ok: false, problem: refused }
}

function evaluateNumber(expression: Expression, lookup: Lookup, used: PrintedFigure[]): Result<number> {
  const value = evaluate(expression, lookup, used)
  if (!value.ok) return value
  return value.value.kind === 'number' ? done(value.value.value) : wrongKind(expression, value.value)
}

function valueOf(key: string, fact: Fact, used: PrintedFigure[]): Value {
  switch (fact.kind) {
    case 'number':
      note(used, key, { key, value: finite(fact.value) })
      return fact
    case 'ratio':
      note(used, key, { key, value: finite(fact.numerator), of: finite(fact.denominator) })
      return { kind: 'rate', part: fact.numerator, whole: fact.denominator }
    case 'list':
      note(used, key, { key, value: fact.items.reduce((sum, item) => sum + finite(item.value), 0) })
      return fact
    case 'items':
      note(used, key, { key, value: fact.items.length })
      return { kind: 'number', value: fact.items.length }
    case 'text':
    case 'day':
      return fact
    default:
      return unreachable(fact)
  }
}

function note(used: PrintedFigure[], key: string, figure: PrintedFigure) {
  if (!used.some((each) => each.key === key)) used.push(figure)
}

function finite(value: number): number {
  assert(Number.isFinite(value), `figure ${value} is not a finite number`)
  return value
}

function wrongKind(expression: Expression, value: Value): Result<never> {
  const kinds: Readonly<Record<Value['kind'], string>> = { number: '数', rate: '率', text: '文字', day: '日期', list: '一组数' }
  return { ok: false, problem: problem('wrong-kind', expression.at, `这里要一个数，写的却是${kinds[value.kind]}，请换一个指标。`) }
}

function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}
