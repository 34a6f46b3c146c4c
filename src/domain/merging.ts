import { fits } from '../core/field'
import type { OpBody, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { isCounted, type RecordType } from '../core/recordType'

/** What is looked up for a merge: the one that would stay; null when this township has none of its kind, or the author may not know of it. */
export type Survivor = StoredRecord | null

/** The record an op wants to be merged into; null when it is no such op. */
export function mergeTarget(body: OpBody): string | null {
  const target = body.set.mergedInto
  return body.kind === 'move' && body.move === 'merge' && typeof target === 'string' ? target : null
}

/** Why two records do not become one, in words; null when they may. Nothing is merged into what is itself given up, so there is no circle. */
export function mergeProblem(type: RecordType, given: StoredRecord, target: string, survivor: Survivor): string | null {
  if (target === given.id) return '不能并入它自己，请选另一件'
  if (survivor === null) return '在这个乡镇的同一类台账里没有找到要并入的那一件，请另选一件'
  if ([given, survivor].some(({ values }) => type.protectedWhen !== undefined && fits(type.protectedWhen, values))) return '只许承办人看的不能合并，请由承办人自己在经过里写明'
  if (survivor.stage === 'merged') return '那一件自己已经并入别的了，请选最后留下的那一件'
  return isCounted(type, survivor.stage) ? null : `那一件${own(type.stages, survivor.stage)?.label ?? '已经不在台账里'}，不能并入，请另选一件`
}

/** Follows 并入 to the record that stayed; null where the way is lost (not on this phone) or goes round. */
export function lastOfChain(record: StoredRecord, read: (id: string) => StoredRecord | null): StoredRecord | null {
  const seen = new Set<string>()
  let at: StoredRecord | null = record
  while (at !== null && at.stage === 'merged') {
    if (seen.has(at.id)) return null
    seen.add(at.id)
    at = typeof at.values.mergedInto === 'string' ? read(at.values.mergedInto) : null
  }
  return at
}

/** The figures in which the one given up counted, so long as it is merged: what a person is told before it is done. */
export function countsGivenUp(type: RecordType, { stage, values }: Pick<StoredRecord, 'stage' | 'values'>): readonly string[] {
  if (!isCounted(type, stage)) return []
  if (type.kind === 'matter') return [...(values.receivedOn === undefined ? [] : ['说事受理']), ...(values.resolvedOn === undefined ? [] : ['说事办结'])]
  const { acceptedOn, closedOn, result } = values
  return [...(acceptedOn === undefined ? [] : ['受理']), ...(closedOn === undefined ? [] : ['调结']), ...(result === 'success' ? ['调解成功'] : []), ...(acceptedOn !== undefined && closedOn === undefined ? ['在办'] : [])]
}
