import { unreachable } from './assert'
import { codesOf, fits, liveRows, type Value, type Values, type Where } from './field'
import { addDays, isDay, type Day } from './period'
import type { Rule } from './recordType'

/** A phone's calendar may be a day ahead of the server's around midnight; more is a wrong date. */
const CLOCK_TOLERANCE_DAYS = 1

/** Whether a condition across fields does not hold after an op. `before` are the values it found. */
export function breaks(rule: Rule, before: Values, values: Values, today: Day): boolean {
  switch (rule.kind) {
    case 'order':
      // Days nobody touched hold nothing up: the rule may be younger than they are.
      return isBefore(values[rule.then], values[rule.first]) && [rule.first, rule.then].some((name) => values[name] !== before[name])
    case 'needs':
      return fits(rule.when, values) && rule.fields.some((name) => codesOf(values[name])[0] === '')
    case 'excludes':
      return fits(rule.when, values) && fitsAny(rule.not, values)
    case 'notFuture': {
      const day = values[rule.field]
      return isDay(day) && day > addDays(today, CLOCK_TOLERANCE_DAYS)
    }
    case 'rises': {
      const [low, high] = [values[rule.low], values[rule.high]].map((code) => rule.order.indexOf(String(code)))
      return low !== undefined && high !== undefined && low >= 0 && high >= 0 && high <= low
    }
    case 'rowsOrder':
      return breaksInRows(rule, before, values)
    case 'atMost': {
      const [value, max] = [values[rule.field], values[rule.max]]
      return typeof value === 'number' && typeof max === 'number' && value > max
    }
    default:
      return unreachable(rule)
  }
}

/**
 * A row written or redated now must not lie before the day, nor come without it. Rows nobody touched are asked only when that day moves past
 * them: what was visited before a case was taken up again stays, whatever day it is closed on next.
 */
function breaksInRows({ rows, cell, after }: Extract<Rule, { kind: 'rowsOrder' }>, before: Values, values: Values): boolean {
  const [was, now] = [before[after], values[after]]
  const dayBefore = new Map(liveRows(before[rows]).map(([id, row]) => [id, row.values[cell]]))
  return liveRows(values[rows]).some(([id, row]) => {
    const on = row.values[cell]
    if (!isDay(on)) return false
    if (dayBefore.get(id) !== on) return !isDay(now) || isBefore(on, now)
    return isDay(was) && !isBefore(on, was) && isBefore(on, now)
  })
}

function isBefore(day: Value | undefined, other: Value | undefined): boolean {
  return isDay(day) && isDay(other) && day < other
}

function fitsAny(where: Where, values: Values): boolean {
  return Object.entries(where).some(([name, codes]) => codesOf(values[name]).some((code) => codes.includes(code)))
}
