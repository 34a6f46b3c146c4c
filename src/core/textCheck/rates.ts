import { isNegative, isResultOnly, axisOf } from './axis'
import { isChange } from './compared'
import { finding, type Finding } from './finding'
import { isAbove, meets, percentOf, sum, type Interval } from './interval'
import { last } from './last'
import type { Named, NamedPercent, Sentence } from './passage'

/** Which count a rate is the rate of, by the word before 率: of 成功率 that is 调解成功640起. */
const SAME_WORD: Readonly<Record<string, RegExp>> = {
  成功: /成功|化解$/,
  化解: /化解|成功/,
  调处: /^(?:已|均|全部)*调[处解](?:完毕|到位)?$/,
  调解: /^(?:已|均|全部)*调[处解](?:完毕|到位)?$/,
  办结: /办结|办理完|结案/,
  参考: /参考|实考|参加考试/,
  合格: /合格|及格/,
}
const NOT_OF_ALL = /占(?:全|本|辖区|总人口|.{0,8}(?:人口|户籍|面积|户数))/

/** Stated rates against the numbers in their own sentence. `before` is the sentence before it in the same paragraph. */
export function checkRates(sentence: Sentence, before: Sentence | null): readonly Finding[] {
  return [...checkShares(sentence, before), ...sentence.percents.flatMap((percent) => [...checkFraction(sentence, percent), ...checkRate(sentence, before, percent)])]
}

/** 98%（640/652） */
function checkFraction(sentence: Sentence, percent: NamedPercent): readonly Finding[] {
  const found = /^[（(]\s*(\d{1,9})\s*[/／]\s*(\d{1,9})\s*[）)]/.exec(sentence.text.slice(percent.to - sentence.from))
  if (found === null) return []
  const [part, whole] = [Number(found[1]), Number(found[2])]
  const rate = percentOf({ low: part, high: part }, { low: whole, high: whole })
  return part <= whole && meets(rate, percent) ? [] : [finding('rate-broken', [percent], `“${percent.text}”和后面的${part}/${whole}（${shownRate(rate)}）对不上，请核对。`)]
}

/** 受理652起，成功640起，成功率98% */
function checkRate(sentence: Sentence, before: Sentence | null, percent: NamedPercent): readonly Finding[] {
  const word = /([\u4e00-\u9fa5]{2})率[^率]{0,6}$/.exec(percent.before)?.[1]
  if (word === undefined || /增长|增幅|完成|发案|下降/.test(word)) return []
  const own = SAME_WORD[word] ?? new RegExp(word)
  const isPart = (each: Named): boolean => own.test(each.label) && !isNegative(each.label) && qualifier(each.label) === qualifier(percent.before)
  const counts = sentence.counts.some(isPart) || before === null || percent.from - sentence.from > 16 ? sentence.counts : [...before.counts, ...sentence.counts]
  const ahead = counts.filter((each) => each.to <= percent.from)
  const part = last(ahead.filter(isPart)) ?? counts.find((each) => each.from > percent.from && isPart(each))
  const failed = word === '成功' && sentence.percents.length === 1 ? failureAgainst(percent, counts) : undefined
  if (failed !== undefined) return [finding('rate-broken', [percent, failed], `写了“${failed.text}”没有成功，成功率就不是“${percent.text}”，请核对。`)]
  if (part === undefined) return []
  const possible = counts.filter((each) => each !== part && each.unitClass === part.unitClass && !isPart(each) && !isNegative(each.label) && !isChange(each) && (each.from < part.from || ahead.length === 0))
  const wholes = possible.filter((each) => !isAbove(part, each) && isOfSameThing(part, each)).slice(-6)
  const nearest = last(wholes)
  if (nearest === undefined) return []
  const fitting = wholes.filter((each) => fits(percent, part, each))
  if (fitting.length > 0) return fitting.includes(nearest) || axisOf(nearest.label) === 'other' || fitting.some((each) => each.exact) ? [] : [mismatch('rate-doubtful', percent, part, nearest)]
  return [mismatch('rate-broken', percent, part, nearest)]
}

/** 成功率100%, but 失败2起. */
function failureAgainst(percent: NamedPercent, counts: readonly Named[]): Named | undefined {
  return percent.low < 100 ? undefined : counts.find((each) => each.low > 0 && isResultOnly(each.label) && /失败|未成|不成/.test(each.label))
}

/** 共652起，其中婚姻家庭纠纷200起，占30%。 When no share fits, all are of something else; when one of several does not, it is wrong. */
function checkShares(sentence: Sentence, before: Sentence | null): readonly Finding[] {
  const shares = sentence.percents.flatMap((percent) => {
    const share = shareOf(sentence, before, percent)
    return share === null ? [] : [share]
  })
  const wrong = shares.filter((share) => !share.isRight)
  if (shares.length > 1 && wrong.length === shares.length) return wrong.slice(0, 1).map((share) => mismatch('rate-doubtful', share.percent, share.part, share.whole))
  return wrong.map((share) => mismatch(share.part.exact && share.whole.exact && (shares.length > 1 || share.isOfTotal) ? 'rate-broken' : 'rate-doubtful', share.percent, share.part, share.whole))
}

interface Share {
  readonly percent: NamedPercent
  readonly part: Named
  readonly whole: Named
  readonly isOfTotal: boolean
  readonly isRight: boolean
}

function shareOf(sentence: Sentence, before: Sentence | null, percent: NamedPercent): Share | null {
  const words = /占[^占]{0,12}$/.exec(percent.before)?.[0]
  const part = last(sentence.counts.filter((each) => each.to <= percent.from))
  if (words === undefined || NOT_OF_ALL.test(words) || part === undefined || percent.from - part.to > 20) return null
  const counts = [...(before?.counts ?? []), ...sentence.counts].filter((each) => each.unitClass === part.unitClass && each.to <= part.from && !isChange(each))
  const isShared = (each: Named): boolean => sentence.percents.some((other) => other.from >= each.to && other.from - each.to < 8 && /占/.test(other.before))
  const whole = last(counts.filter((each) => !isShared(each) && (TOTAL.test(each.before) || isBeforeAmong(sentence, each))))
  if (whole === undefined || isAbove(part, whole)) return null
  const between = counts.filter((each) => each.from > whole.from)
  const isRight = fits(percent, part, whole) || meets(percentOf(sum([...between, part]), whole), percent)
  return { percent, part, whole, isOfTotal: /占比|占总|总[数量]|占(?:了|到|有)?$/.test(words), isRight }
}

const TOTAL = /共|总|合计|累计/

function isBeforeAmong(sentence: Sentence, { to }: Named): boolean {
  return to <= sentence.from ? /^其中/.test(sentence.text.trim()) : /^[^。]{0,6}其中/.test(sentence.text.slice(to - sentence.from))
}

/** 化解矛盾213起 is no part of 工单500件; 调解成功640起, which names nothing, is a part of what was said before. */
function isOfSameThing(part: Named, whole: Named): boolean {
  if (isResultOnly(part.label)) return true
  const words = `${whole.label}${whole.after}`
  return words === '' || [...part.label].some((char, index, all) => index > 0 && words.includes(`${all[index - 1]}${char}`)) || !/纠纷|矛盾|诉求|工单|信访|案件|事项/.test(part.label)
}

/** 按时结案率 is the rate of 按时结案 and not of 结案. */
function qualifier(words: string): string {
  return /按[时期]|及时|超[时期]|逾期|当场|直接|首次|一次性|提前/.exec(words)?.[0] ?? ''
}

function fits(percent: NamedPercent, part: Named, whole: Named): boolean {
  return meets(percentOf(part, whole), percent)
}

function mismatch(kind: 'rate-broken' | 'rate-doubtful', percent: NamedPercent, part: Named, whole: Named): Finding {
  const rate = percentOf(part, whole)
  const advice = percent.exact && percent.low === 100 ? '两个数不相等，不能写100%' : '请核对这三个数'
  return finding(kind, [whole, part, percent], `“${part.text}”占“${whole.text}”是${shownRate(rate)}，和写的“${percent.text}”对不上，${advice}。`)
}

function shownRate({ low, high }: Interval): string {
  const [least, most] = [percentWords(low), percentWords(Math.min(high, 100))]
  return least === most ? least : `${least}到${most}`
}

function percentWords(value: number): string {
  return `${Number(value.toFixed(2))}%`
}
