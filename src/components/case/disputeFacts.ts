import { liveRows, type Values } from '../../core/field'
import { daysBetween, dayText, isDay, type Day } from '../../core/period'
import { dispute } from '../../domain/dispute'
import { ladderOf, levelName } from '../../domain/ladder'
import { valueText, type Reading } from '../recordText'

export interface Fact {
  readonly label: string
  readonly text: string
}

/** Fields that these facts tell, so that no other part of the page says them again. */
export const TOLD_IN_FACTS: readonly string[] = [
  'levelAccepted', 'level', 'levelClosed', 'escalateTo', 'escalatedOn', 'transferTo', 'transferUnit', 'transferredOn', 'effectiveOn', 'fulfilBy', 'fulfilment',
  'fulfilledOn', 'courtConfirmation', 'courtUntil', 'courtAppliedOn', 'court', 'courtDecidedOn', 'courtNo', 'agreementNo', 'extendedTo',
]

/** How far it went and what became of it, each in one line: levels, agreement, court, performance, 回访. */
export function disputeFacts(values: Values, reading: Reading): readonly Fact[] {
  const facts: readonly Fact[] = [
    { label: '层级', text: levelText(values, reading) },
    { label: '移送', text: referralText(values, reading) },
    { label: '延期', text: isDay(values.extendedTo) ? `双方同意延到${dayText(values.extendedTo, reading.today)}` : '' },
    { label: '协议', text: agreementText(values, reading) },
    { label: '司法确认', text: courtText(values, reading) },
    { label: '履行', text: fulfilmentText(values, reading) },
    { label: '回访', text: followUpText(values) },
  ]
  return facts.filter(({ text }) => text !== '')
}

/** 村受理，乡镇化解; one level that never changed says nothing. */
function levelText(values: Values, reading: Reading): string {
  const ladder = ladderOf(reading.config, String(values.place ?? ''))
  const at = (name: 'levelAccepted' | 'level' | 'levelClosed'): string => (typeof values[name] === 'string' ? levelName(ladder, values[name]) : '')
  const [accepted, now, closed] = [at('levelAccepted'), at('level'), at('levelClosed')]
  const last = closed === '' ? now : closed
  if (accepted === '' || last === '') return ''
  if (accepted === last) return closed === '' ? '' : `${accepted}受理、化解`
  return `${accepted}受理，${closed === '' ? `现在到${now}` : `${closed}化解`}`
}

function referralText(values: Values, reading: Reading): string {
  if (typeof values.transferTo !== 'string') return ''
  const to = reading.names.get(String(values.transferUnit)) ?? values.transferTo
  return isDay(values.transferredOn) ? `${dayText(values.transferredOn, reading.today)}移送${to}` : `移送${to}`
}

function agreementText(values: Values, reading: Reading): string {
  if (values.result !== 'success' || !isDay(values.effectiveOn)) return ''
  const no = typeof values.agreementNo === 'string' ? `${values.agreementNo}，` : ''
  return `${no}${dayText(values.effectiveOn, reading.today)}生效`
}

/** 民事诉讼法 第二百零五条: within thirty days of the agreement's effect, both together. */
function courtText(values: Values, reading: Reading): string {
  const { today } = reading
  const by = isDay(values.courtUntil) ? lastDay(values.courtUntil, today) : ''
  const court = typeof values.court === 'string' ? values.court : ''
  const on = (day: unknown): string => (isDay(day) ? dayText(day, today) : '')
  switch (values.courtConfirmation) {
    case 'wanted':
      return `双方想申请，${by}`
    case 'applied':
      return `${on(values.courtAppliedOn)}申请${court === '' ? '' : `，${court}`}，等裁定`
    case 'confirmed':
    case 'refused': {
      const no = typeof values.courtNo === 'string' ? `，${values.courtNo}` : ''
      return `${said('courtConfirmation', values, reading)}，${on(values.courtDecidedOn)}${court}${no}`
    }
    default:
      return values.form === 'written' && isDay(values.courtUntil) && values.courtUntil >= today ? `没有申请，${by}` : ''
  }
}

function lastDay(day: Day, today: Day): string {
  const left = daysBetween(today, day)
  if (left < 0) return `${dayText(day, today)}已过最后一天`
  return `最后一天${dayText(day, today)}，${left === 0 ? '就是今天' : `还有 ${left} 天`}`
}

function fulfilmentText(values: Values, reading: Reading): string {
  if (values.result !== 'success') return ''
  const by = isDay(values.fulfilBy) ? `，期限${dayText(values.fulfilBy, reading.today)}` : ''
  const done = isDay(values.fulfilledOn) ? `，${dayText(values.fulfilledOn, reading.today)}` : by
  // Settled on the spot, nothing more is owed unless a day was named.
  if (values.fulfilment === undefined) return values.onSpot === true && by === '' ? '' : `还没记${by}`
  return `${said('fulfilment', values, reading)}${done}`
}

function followUpText({ result, onSpot, followUps }: Values): string {
  if (result !== 'success') return ''
  const visits = liveRows(followUps)
  if (visits.length === 0) return onSpot === true ? '' : '还没有'
  const last = visits.at(-1)?.[1].values.satisfied
  return `${visits.length} 次${last === true ? '，当事人满意' : ''}`
}

function said(name: 'fulfilment' | 'courtConfirmation', values: Values, reading: Reading): string {
  return valueText(dispute, name, dispute.fields[name], values[name], reading)
}
