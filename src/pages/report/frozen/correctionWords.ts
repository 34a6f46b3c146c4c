import type { CorrectedRecord, Correction } from '../../../core/reportWire'
import { CORRECTED, SAME_NUMBER } from '../../../domain/correction'
import { numberText } from '../figureWords'

const WAYS = ['late', 'added', 'gone', 'changed'] as const satisfies readonly CorrectedRecord['how'][]

/** 652, or 648/652. */
export function countText(value: number, pair: readonly [number, number] | null): string {
  return pair === null ? numberText(value) : `${numberText(pair[0])}/${numberText(pair[1])}`
}

/** 补录 2 件・后来不算了 1 件・另有 1 件仅承办人可见. */
export function summaryText({ records, hidden }: Correction): string {
  const ways = WAYS.flatMap((way) => {
    const count = records.filter(({ how }) => how === way).length
    return count === 0 ? [] : [`${CORRECTED[way]} ${count} 件`]
  })
  return [...ways, ...(hidden === 0 ? [] : [`另有 ${hidden} 件仅承办人可见`])].join('・')
}

/** What the two numbers do not say: which parts moved, or that only records did. */
export function noteTexts({ was, now, pairWas, pairNow, parts, unit }: Correction): readonly string[] {
  const moved = parts.map((part) => `${part.label}：${numberText(part.was)} → ${numberText(part.now)} ${unit}`)
  const isSame = countText(was, pairWas) === countText(now, pairNow)
  return isSame && moved.length === 0 ? [SAME_NUMBER] : moved
}
