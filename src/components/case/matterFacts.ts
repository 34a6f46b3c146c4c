import { calendarOf } from '../../core/calendar'
import type { Config } from '../../core/config'
import { liveRows, type Value, type Values } from '../../core/field'
import { addDays, daysBetween, dayText, isDay, type Day } from '../../core/period'
import { matter } from '../../domain/matter'
import { valueText, type Reading } from '../recordText'
import type { Fact } from './disputeFacts'

/** Fields that these facts tell, so that no other part of the page says them again. */
export const TOLD_OF_MATTERS: readonly string[] = [
  'leadUnit', 'helpers', 'sendBackReason', 'extensionAsked', 'extendTo', 'extendReason', 'extendRefusal', 'outcome', 'rating', 'ratedVia', 'reworked', 'referTo',
]

/** Who has it, by when, and what went otherwise than it should. */
export function matterFacts(stage: string, values: Values, reading: Reading): readonly Fact[] {
  const facts: readonly Fact[] = [
    { label: '承办', text: unitsText(values, reading) },
    { label: '期限', text: limitText(values, reading) },
    { label: '延期', text: extensionText(values, reading) },
    { label: '督办', text: urgesText(values, reading) },
    { label: '退回', text: typeof values.sendBackReason === 'string' && stage === 'registered' ? `承办单位退回：${values.sendBackReason}` : '' },
    { label: '重办', text: values.reworked === true ? '群众不满意，重办过一次' : '' },
    { label: '评价', text: ratingText(values, reading) },
    { label: '转到', text: typeof values.referTo === 'string' ? values.referTo : '' },
  ]
  return facts.filter(({ text }) => text !== '')
}

function unitsText(values: Values, { names }: Reading): string {
  const named = (id: Value | undefined): string => (typeof id === 'string' ? names.get(id) ?? '（不在名录里）' : '')
  const helpers = liveRows(values.helpers).map(([, { values: { unit, task } }]) => `${named(unit)}${typeof task === 'string' ? `（${task}）` : ''}`).filter((text) => text !== '')
  const lead = named(values.leadUnit)
  return lead === '' ? '' : [lead, ...(helpers.length === 0 ? [] : [`${helpers.join('、')}协办`])].join('，')
}

function limitText({ assignedOn, dueOn, resolvedOn }: Values, { config, today }: Reading): string {
  if (!isDay(dueOn) || !isDay(assignedOn)) return ''
  const limit = `${dayText(dueOn, today)}，限 ${workdays(config, assignedOn, dueOn)} 个工作日`
  if (!isDay(resolvedOn)) return limit
  const late = resolvedOn > dueOn ? `，超 ${workdays(config, dueOn, resolvedOn)} 个工作日` : ''
  return `${limit}，第 ${Math.max(1, workdays(config, assignedOn, resolvedOn))} 天办结${late}`
}

/** Working days after `from`, up to and with `until`. */
function workdays(config: Config, from: Day, until: Day): number {
  const calendar = calendarOf(config)
  const span = Math.min(daysBetween(from, until), LONGEST_SPAN)
  let count = 0
  for (let i = 1; i <= span; i += 1) if (calendar.isWorkday(addDays(from, i))) count += 1
  return count
}
const LONGEST_SPAN = 800

function extensionText({ extensionAsked, extendTo, extendReason, extendRefusal }: Values, { today }: Reading): string {
  const asked = isDay(extendTo) ? `申请延到${dayText(extendTo, today)}` : ''
  if (extensionAsked === true) return `${asked}：${String(extendReason ?? '')}`
  if (asked === '') return ''
  return typeof extendRefusal === 'string' ? `${asked}，没有同意：${extendRefusal}` : `${asked}，同意了`
}

function urgesText({ urges }: Values, { today }: Reading): string {
  const all = liveRows(urges)
  const last = all.at(-1)?.[1].values
  if (last === undefined) return ''
  const on = isDay(last.on) ? `，最近${dayText(last.on, today)}` : ''
  return `${all.length} 次${on}${typeof last.note === 'string' ? `：${last.note}` : ''}`
}

function ratingText(values: Values, reading: Reading): string {
  const { rating, ratedVia, ratedOn } = matter.fields
  return [
    valueText(matter, 'rating', rating, values.rating, reading), valueText(matter, 'ratedVia', ratedVia, values.ratedVia, reading),
    valueText(matter, 'ratedOn', ratedOn, values.ratedOn, reading),
  ].filter((text) => text !== '').join('，')
}
