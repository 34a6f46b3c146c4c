import { axisOf } from './axis'
import { finding, type Finding } from './finding'
import { areExclusive } from './groups'
import { isAbove, meets, percentOf, sum } from './interval'
import { last } from './last'
import { bare, type Named, type NamedPercent, type Sentence } from './passage'

const HAS_SHARE = /占(?:比)?(?:为|达|约|了)?$/
const ALL = { low: 100, high: 100 }

/** 邻里占45%、婚姻占30%、其他占35%: shares that exclude each other are no more than everything, and with 其他 no less. */
export function checkShareLists(sentence: Sentence): readonly Finding[] {
  const shares = sentence.percents.filter((each) => HAS_SHARE.test(each.before))
  const labels = shares.map((each) => bare(each.before.replace(HAS_SHARE, '')))
  if (shares.length < 2 || sentence.percents.length !== shares.length || new Set(labels).size < labels.length || labels.some((label) => label === '')) return []
  const hasRest = labels.some((label) => axisOf(label) === 'rest')
  if (!hasRest && !areExclusive(labels)) return []
  const all = sum(shares)
  const written = shares.map((each) => each.text).join('、')
  if (isAbove(all, ALL)) return [finding('share-impossible', shares, `${written}加起来超过100%，请核对这些数，或者把不是同一种分法的分开写。`)]
  return hasRest && isAbove(ALL, all) ? [finding('parts-doubtful', shares, `${written}加起来不到100%，请看是不是漏写了一部分。`)] : []
}

/** 司法确认12件，占书面协议60件的30% */
export function checkPortions(sentence: Sentence): readonly Finding[] {
  return sentence.percents.flatMap((percent) => {
    const [part, whole] = portionOf(sentence, percent)
    if (part === undefined || whole === undefined || meets(percentOf(part, whole), percent)) return []
    return [finding(part.exact && whole.exact ? 'rate-broken' : 'rate-doubtful', [part, whole, percent], `“${part.text}”占“${whole.text}”，和写的“${percent.text}”对不上，请核对这三个数。`)]
  })
}

function portionOf({ counts, percents }: Sentence, percent: NamedPercent): readonly (Named | undefined)[] {
  const ahead = counts.filter((each) => each.to <= percent.from)
  const whole = last(ahead)
  if (whole === undefined || percent.before !== '的' || !/占[^占]{0,14}$/.test(whole.before)) return []
  const part = last(ahead.filter((each) => each.to <= whole.from && each.unitClass === whole.unitClass))
  // Between the two stands nothing else: 占 begins the clause after the part.
  return part === undefined || whole.from - part.to > 20 || percents.some((each) => each.from > part.to && each.to < whole.from) ? [] : [part, whole]
}
