import { isChange, isDecrease, isOfEarlier } from './compared'
import { finding, type Finding } from './finding'
import { isAbove, meets, type Interval } from './interval'
import { last } from './last'
import type { Named, NamedPercent, Sentence } from './passage'

const COMPARED = /同比|环比|上年|去年|同期|上一年|[较比与]20\d\d年/

/** 同比增长12%，上年580起: the stated change against this year's and last year's number of the same sentence. */
export function checkGrowth(sentence: Sentence): readonly Finding[] {
  if (!COMPARED.test(sentence.text)) return []
  const { counts } = sentence
  const changes: readonly (Named | NamedPercent)[] = [...sentence.percents.filter(isChange), ...counts.filter(isChange)]
  return changes.flatMap((change) => {
    const plain = counts.filter((each) => !isChange(each) && (change.kind === 'percent' || each.unitClass === change.unitClass))
    const now = last(plain.filter((each) => !isOfEarlier(each) && each.to <= change.from))
    if (now === undefined) return []
    const then = plain.filter((each) => isOfEarlier(each) && each.unitClass === now.unitClass)
    const [base, ...others] = then
    if (base === undefined || others.length > 0 || base.low <= 0) return []
    return fits(change, now, base, isDecrease(change)) ? [] : [contradiction(change, now, base)]
  })
}

function fits(change: Named | NamedPercent, now: Named, base: Named, isDown: boolean): boolean {
  if (isDown ? isAbove(now, base) : isAbove(base, now)) return false
  const difference: Interval = isDown ? { low: base.low - now.high, high: base.high - now.low } : { low: now.low - base.high, high: now.high - base.low }
  if (change.kind === 'count') return meets(change, difference)
  return meets(change, { low: (difference.low * 100) / base.high, high: (difference.high * 100) / base.low })
}

function contradiction(change: Named | NamedPercent, now: Named, base: Named): Finding {
  const percent = now.exact && base.exact ? `（从${base.low}到${now.low}是${Number((((now.low - base.low) * 100) / base.low).toFixed(2))}%）` : ''
  return finding('growth-broken', [now, base, change], `“${base.text}”到“${now.text}”的变化和写的“${change.text}”对不上${change.kind === 'percent' ? percent : ''}，请核对。`)
}
