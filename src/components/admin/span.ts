import type { Values } from '../../core/field'
import { dayText, isDay, type Day } from '../../core/period'

/** 2026年1月1日起，到6月30日为止. */
export function spanWords({ from, until }: Values, today: Day): string {
  const begun = isDay(from) ? `${dayText(from, today)}起` : ''
  if (!isDay(until)) return begun === '' ? '一直有' : begun
  return `${begun === '' ? '' : `${begun}，`}到${dayText(until, today)}为止${until < today ? '（已经到期）' : ''}`
}
