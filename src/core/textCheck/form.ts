import { finding, type Finding } from './finding'
import { last } from './last'
import type { Sentence } from './passage'
import { isWholeOnly } from './units'

/** Shares of a whole. 完成率 and growth may pass 100%. */
const SHARE = /(?:成功|调解|调处|化解|办结|结案|满意|合格|参考|参与|参训|出席|到会|到场|覆盖|知晓|知晓|履行|履约|签约|反馈|回访|及格|优秀|通过|公开|受理|答复|普及|建档|达标|持证)率|占[^，。；]{0,12}$|占比/
const AVERAGE = /平均|均|每/
const PAPERS = /资料|传单|手册|宣传单|宣传页|折页|读本|问卷|明白卡/

/** Numbers that are wrong by themselves. */
export function checkForm(sentence: Sentence): readonly Finding[] {
  const { text, from } = sentence
  return [
    ...sentence.counts.filter((each) => each.isLoneOver).map((each) => finding('lone-over', [each], `“${each.text}”写法不对，一位数后面不能用“余”，请写准确数。`)),
    ...sentence.counts.filter((each) => each.hasDecimals && isWholeOnly(each.unitClass) && !AVERAGE.test(each.before))
      .map((each) => finding('decimal-count', [each], `“${each.text}”带小数，这种数只能是整数，请核对。`)),
    ...sentence.percents.filter((each) => each.low > 100 && each.high !== Infinity && SHARE.test(clauseBefore(text.slice(0, each.from - from))))
      .map((each) => finding('share-impossible', [each], `“${each.text}”超过100%，这个率不可能大于100%，请核对分子和分母。`)),
    ...[...text.matchAll(/(\d[\d,]{0,9}[余多]?)分(?=[，,。；;、）)]|$)/g)].filter((found) => PAPERS.test(text.slice(Math.max(0, found.index - 12), found.index))).map((found) => {
      const [at, value] = [from + found.index, Number((found[1] ?? '').replace(/\D/g, ''))]
      return finding('odd-unit', [{ text: found[0], from: at, to: at + found[0].length, low: value, high: value }], `“${found[0]}”的“分”可能是“份”，请核对。`)
    }),
  ]
}

function clauseBefore(words: string): string {
  return last(words.split(/[，,。；;：:（(]/)) ?? ''
}
