import { axisOf, isPositive, isResultOnly } from './axis'
import { isChange } from './compared'
import { finding, type Finding } from './finding'
import { groupsOf, type Group } from './groups'
import { isAbove, isOne, meets, sum, type Interval } from './interval'
import { last } from './last'
import type { Named, Sentence } from './passage'

/** Totals and their parts in one sentence; `before` is the sentence before it in the same paragraph, `told` all numbers there outside lists. */
export function checkSums(sentence: Sentence, before: Sentence | null, told: readonly Named[]): readonly Finding[] {
  return [...checkSuccess(sentence), ...groupsOf(sentence, before, told).flatMap((group) => {
    const mixed = group.totals.filter((total) => total.unitClass !== group.parts[0]?.unitClass)
    return mixed.length > 0 && mixed[0] === group.totals[0] ? checkMixed(group, mixed) : checkGroup(group)
  })]
}

/** 受理100起，调解成功120起: unless cases of other years were among them, or 调结125起 says so. */
function checkSuccess(sentence: Sentence): readonly Finding[] {
  if (CARRIED_OVER.test(sentence.text)) return []
  const disputes = sentence.counts.filter((each) => each.unitClass === 'dispute' && !isChange(each))
  return disputes.filter((each) => isResultOnly(each.label) && isPositive(each.label) && each.label.includes('成功')).flatMap((success) => {
    const wholes = disputes.filter((each) => each.to <= success.from && !isResultOnly(each.label))
    const nearest = last(wholes)
    if (disputes.some((each) => each.to <= success.from && /[调办]结|结案/.test(each.label) && !isAbove(success, each))) return []
    if (nearest === undefined || !(DISPUTE_WORDS.test(nearest.label) || axisOf(nearest.label) !== 'other') || !wholes.every((whole) => isAbove(success, whole))) return []
    return [finding('parts-broken', [nearest, success], `成功的“${success.text}”比前面的“${nearest.text}”还多，请核对这两个数。`)]
  })
}

const CARRIED_OVER = /积案|上年|去年|往年|历年|存量|结转|遗留|积压/
const DISPUTE_WORDS = /纠纷|矛盾|受理|调[解处]|案/

function checkGroup(group: Group): readonly Finding[] {
  const { parts, claim, excludes, isLoose } = group
  const totals = group.totals.filter((total) => total.unitClass === parts[0]?.unitClass)
  const all = sum(parts)
  const about = [...totals.slice(0, 1), ...parts]
  const tooLarge = parts.find((part) => totals.every((total) => isAbove(part, total)))
  if (tooLarge !== undefined) {
    return isLoose
      ? [finding('parts-doubtful', [...totals.slice(0, 1), tooLarge], `“${tooLarge.text}”比前面的“${shown(totals)}”还多，如果它是其中一部分，请核对这两个数。`)]
      : [finding('parts-broken', [...totals.slice(0, 1), tooLarge], `“${tooLarge.text}”是“${shown(totals)}”里的一部分，却比它还多，请核对这两个数。`)]
  }
  if (totals.some((total) => meets(total, all))) return []
  const compared = `${listed(parts)}加起来是${said(all)}，比“${shown(totals)}”`
  if (totals.every((total) => isAbove(all, total))) {
    const more = `${compared}多${gap(all, nearest(totals))}`
    return excludes && !isLoose
      ? [finding('parts-broken', about, `${more}，请核对这些数，或者把不是同一种分法的分开写。`)]
      : [finding('parts-doubtful', about, `${more}，如果各部分没有重复的，请核对这些数。`)]
  }
  if (claim === 'some') return []
  if (!totals.every((total) => isAbove(total, all))) {
    return claim === 'whole' && !isLoose ? [finding('parts-doubtful', about, `${listed(parts)}加起来是${said(all)}，和前面的${totals.map((total) => `“${total.text}”`).join('、')}都不相等，请核对这些数。`)] : []
  }
  const less = `${compared}少${gap(nearest(totals), all)}`
  return claim === 'whole' && !isLoose
    ? [finding('parts-broken', about, `${less}，请核对这些数，或者把缺的那部分写上。`)]
    : [finding('parts-doubtful', about, `${less}，请看是不是漏写了一部分。`)]
}

/** 300人次，其中党员120名: persons and attendances cannot be held against each other. */
function checkMixed({ parts }: Group, totals: readonly Named[]): readonly Finding[] {
  const [total, first] = [totals[0], parts[0]]
  if (total === undefined || first === undefined) return []
  return [finding('people-mixed', [total, first], `“${total.text}”和“${first.text}”一个数人次、一个数人，不能相加比较，请统一成一种，或者分开写。`)]
}

function nearest(totals: readonly Named[]): Interval {
  return totals[0] ?? { low: 0, high: 0 }
}

function shown(totals: readonly Named[]): string {
  return totals[0]?.text ?? ''
}

function listed(parts: readonly Named[]): string {
  const [texts, most] = [parts.map((part) => part.text), 8]
  return texts.length > most ? `${texts.slice(0, most).join('、')}等${texts.length}个数` : texts.join('、')
}

function said(interval: Interval): string {
  if (isOne(interval)) return plain(interval.low)
  return interval.high === Infinity ? `至少${plain(interval.low)}` : `${plain(interval.low)}到${plain(interval.high)}`
}

function gap(more: Interval, less: Interval): string {
  const least = plain(more.low - less.high)
  return isOne(more) && isOne(less) ? least : `至少${least}`
}

function plain(value: number): string {
  return String(Number(value.toFixed(2)))
}
