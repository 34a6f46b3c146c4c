import type { Config } from '../../core/config'
import type { Rows, Values } from '../../core/field'
import type { OpBody } from '../../core/op'
import type { Day } from '../../core/period'
import { dispute } from '../../domain/dispute'
import { bodyOf, rowsOf, startOf, withCell } from '../../components/formState'

/** 调好了 · 没调成 · 先登记: each is a way to create a dispute. */
export const RESULTS = ['settleOnSpot', 'failOnSpot', 'register'] as const
export type QuickResult = (typeof RESULTS)[number]

/** The draft of one screen: fields of the dispute, and beside them the result and the day as they were chosen. */
export interface Quick {
  readonly values: Values
  readonly result: QuickResult | null
  readonly day: Day
}

const RESULT = '@result'
const DAY = '@day'
// Before every id a phone gives later, so that further parties come after these two.
const FIRST = '00a'
const SECOND = '00b'

export function fromDraft(values: Values, today: Day): Quick {
  const { [RESULT]: result, [DAY]: day, ...rest } = values
  return {
    values: rest,
    result: RESULTS.find((code) => code === result) ?? null,
    day: typeof day === 'string' ? day : today,
  }
}

export function toDraft({ values, result, day }: Quick): Values {
  return { ...values, ...(result === null ? {} : { [RESULT]: result }), [DAY]: day }
}

/** Anything beyond what the screen filled in by itself. */
export function isBegun({ values, result }: Quick): boolean {
  const { place: _place, ...typed } = values
  return result !== null || Object.keys(typed).length > 0
}

export function nameAt({ values }: Quick, which: 0 | 1): string {
  return String(rowsOf(values.parties)[which === 0 ? FIRST : SECOND]?.values.name ?? '')
}

export function withName(quick: Quick, which: 0 | 1, name: string): Quick {
  const rows: Rows = withCell(rowsOf(quick.values.parties), which === 0 ? FIRST : SECOND, 'name', name === '' ? null : name)
  return { ...quick, values: { ...quick.values, parties: rows } }
}

/** What is missing before it can be saved, by the words of the screen. */
export function missing({ values, result }: Quick): readonly ('type' | 'place' | 'result')[] {
  return [
    ...(values.type === undefined ? ['type' as const] : []),
    ...(values.place === undefined ? ['place' as const] : []),
    ...(result === null ? ['result' as const] : []),
  ]
}

/** An oral agreement unless somebody chose otherwise; 先登记 happened on the day it was told. */
export function toBody(config: Config, { values, day }: Quick, result: QuickResult, device: string): OpBody {
  const move = dispute.moves[result]
  const dated = result === 'register' ? { reportedOn: day } : { acceptedOn: day }
  const form = result === 'settleOnSpot' ? { form: values.form ?? 'oral' } : {}
  const after = { ...startOf(config, dispute, move, {}, day, device), ...values, ...dated, ...form }
  return bodyOf(dispute, result, null, after, [...move.asks, 'amount', 'people', 'handler'])
}
