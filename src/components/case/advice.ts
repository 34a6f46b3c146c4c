import { liveRows, type Values } from '../../core/field'
import type { RecordType } from '../../core/recordType'

/**
 * What stands under a question because of what is answered so far: the law's advice and what the answer brings about. Never a block;
 * undefined where the field's own hint will do.
 */
export function adviceOn(type: RecordType, name: string, values: Values, isNew: boolean): string | undefined {
  switch (name) {
    case 'form':
      return formAdvice(values)
    case 'agreement':
      return values.form === 'oral' ? '口头协议要把商定的内容写下来' : undefined
    case 'toldOtherWays':
      return `可以这样说：“${otherWays(values)}”`
    case 'compartment':
      if (values.compartment === undefined) return hasMinor(values) ? '当事人里有不满十八岁的：涉及未成年人的，请选上' : undefined
      return '保存以后只有经办人和录入人看得到，别人只看到有这么一件，查不到是谁、什么事'
    case 'handler':
      return isNew ? '替别人记的，选上是谁办的；自己办的不用选' : undefined
    case 'incapable':
      return values.incapable === true && type.kind === 'dispute' ? '涉家庭暴力的，要马上报告公安' : undefined
    default:
      return undefined
  }
}

/** By the age that was written down; nobody's is guessed. */
function hasMinor(values: Values): boolean {
  return [...liveRows(values.parties), ...liveRows(values.people)].some(([, row]) => typeof row.values.age === 'number' && row.values.age < 18)
}

/** 部令第75号 第三十四条: what has a content of money or goods is better written down. */
function formAdvice({ form, amount }: Values): string | undefined {
  if (form === 'written') return '保存、上传以后给协议编号'
  return typeof amount === 'number' && amount > 0 ? MONEY_ADVICE : undefined
}

export const MONEY_ADVICE = '涉及钱物，建议签书面协议'

/** 人民调解法 第二十六条: when mediation fails, the parties are told of arbitration, administration and court. */
function otherWays({ type }: Values): string {
  return `这次没有调成。您可以${WAYS[String(type)] ?? '依法申请仲裁、请行政机关处理'}，也可以到法院起诉。请把证据留好，别过了期限。`
}

const WAYS: Readonly<Record<string, string>> = {
  migrantWages: '找劳动监察大队投诉，或者申请劳动仲裁',
  labour: '找劳动监察大队投诉，或者申请劳动仲裁',
  land: '申请农村土地承包仲裁，权属不清的请政府确权',
  homestead: '请乡镇政府处理宅基地权属',
  medical: '向卫生健康部门申请行政调解',
  traffic: '请交警部门调解',
  consumer: '向市场监管部门投诉',
  environment: '请生态环境部门处理',
}
