import type { ShownRecord } from '../../client/client'
import { isDay, type Day } from '../../core/period'
import { own } from '../../core/own'
import { TYPES, typeOf } from '../../domain/registry'
import { momentText, shortDay } from '../../components/days'
import { isProtected, valueText, type Reading } from '../../components/recordText'

/** When, and the one thing one asks about first: 今天 10:12 · 口头协议. */
export function recentFacts(record: ShownRecord, reading: Reading): readonly string[] {
  const type = typeOf(record.kind)
  if (type === undefined) return []
  const stage = own(type.stages, record.stage)?.label ?? ''
  const outcome = isProtected(type, record.values) ? '' : outcomeOf(record, reading)
  return [whenOf(record, reading.today), outcome === '' ? stage : outcome].filter((fact) => fact !== '')
}

function whenOf({ kind, values, enteredAt }: ShownRecord, today: Day): string {
  if (enteredAt !== null) return momentText(enteredAt, today)
  const day = values[typeOf(kind)?.dated ?? '']
  return isDay(day) ? shortDay(day, today) : ''
}

function outcomeOf({ kind, values }: ShownRecord, reading: Reading): string {
  switch (kind) {
    case 'dispute': {
      const { form, result } = TYPES.dispute.fields
      const isAgreed = values.form === 'oral' || values.form === 'written'
      return isAgreed ? valueText(TYPES.dispute, 'form', form, values.form, reading) : valueText(TYPES.dispute, 'result', result, values.result, reading)
    }
    case 'outreach':
      return values.attended === undefined ? '' : `到场 ${String(values.attended)} 人次`
    default:
      return ''
  }
}
