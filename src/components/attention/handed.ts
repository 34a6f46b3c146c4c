import type { AttentionItem } from '../../client/client'
import type { Value, Values } from '../../core/field'
import type { Op } from '../../core/op'
import type { Handover } from '../../core/protocol'
import { valuesOf } from './itemText'

/** What one person could not put through about one record: taken, passed on or declined together, in the order it was written. */
export interface Handed {
  readonly first: Handover
  readonly all: readonly Handover[]
}

export function handedByRecord(handovers: readonly Handover[]): readonly Handed[] {
  const byRecord = new Map<string, Handover[]>()
  for (const handover of handovers) {
    const key = [handover.stream, handover.from, handover.op?.record ?? handover.id].join('/')
    byRecord.set(key, [...(byRecord.get(key) ?? []), handover])
  }
  return [...byRecord.values()].flatMap((all) => {
    const [first] = all
    return first === undefined ? [] : [{ first, all }]
  })
}

/** What was written, the later over the earlier. */
export function handedValues({ all }: Handed): Values {
  const values: Record<string, Value> = {}
  for (const { op } of all) if (op !== null) Object.assign(values, valuesOf({ op }))
  return values
}

/** A handover as an item of 需核对, for what reads and mends both. */
export function asItem({ stream, refusal }: Handover, op: Op): AttentionItem {
  return { id: op.id, op, stream, receipt: '', reason: { kind: 'refused', refusal } }
}
