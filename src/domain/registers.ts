import { isPersonal, type Field } from '../core/field'
import { figureOf, type Figure } from '../core/figure'
import { hasOwn } from '../core/own'
import type { RecordType } from '../core/recordType'
import { confirmation } from './confirmation'
import { dispute } from './dispute'
import { flow } from './figures/named'
import { matter } from './matter'
import { outreach } from './outreach'
import { roster } from './roster'
import { screening } from './screening'
import { work } from './work'

/**
 * 台账 as tables. Which records of a kind a period means, as figures that share no record: what stands in the table can be counted.
 * A dispute not accepted yet stands under the day it was told; the roster is who and what is on it on the last day.
 */
export const REGISTERS = {
  dispute: [figureOf(dispute, {}, flow('acceptedOn')), notYet(dispute, dispute.dated, dispute.undated)],
  matter: [figureOf(matter, {}, flow('receivedOn'))],
  outreach: [figureOf(outreach, {}, flow('heldOn'))],
  screening: [figureOf(screening, {}, flow('to'))],
  work: [figureOf(work, {}, flow('on'))],
  confirmation: [figureOf(confirmation, {}, flow('confirmedOn'))],
  roster: [figureOf(roster, {}, { kind: 'stock', from: 'from', until: 'until', untilCounts: true, sinceEver: true })],
} as const satisfies Readonly<Record<string, readonly Figure[]>>
export type RegisterKind = keyof typeof REGISTERS

export function isRegister(kind: string): kind is RegisterKind {
  return hasOwn(REGISTERS, kind)
}

/** One column of a register's table. */
export interface RegisterColumn {
  readonly name: string
  readonly field: Field
  /** With its unit: 涉及人数（人）. */
  readonly label: string
  /** Left out for whoever may not see what is personal; rows go as a whole. */
  readonly personal: boolean
}

/** The columns in the order of the form, the record's number first. */
export function registerColumns(type: RecordType): readonly RegisterColumn[] {
  const columns = Object.entries(type.fields).filter(([, field]) => field.retired !== true).map(([name, field]): RegisterColumn => ({
    name, field, label: columnLabel(field), personal: isPersonal(field) || (field.kind === 'rows' && Object.values(field.fields).some(isPersonal)),
  }))
  const isFirst = ({ name }: RegisterColumn): boolean => name === 'caseNo'
  return [...columns.filter(isFirst), ...columns.filter((column) => !isFirst(column))]
}

function columnLabel(field: Field): string {
  switch (field.kind) {
    case 'count':
      return field.unit === '' ? field.label : `${field.label}（${field.unit}）`
    case 'money':
      return `${field.label}（元）`
    case 'media':
      return `${field.label}（张）`
    default:
      return field.label
  }
}

/** Those whose own day is not set, by another. */
function notYet(type: RecordType, date: string, instead: string): Figure {
  return { kind: type.kind, where: { [date]: [''] }, over: flow(instead), measure: { kind: 'count' } }
}
