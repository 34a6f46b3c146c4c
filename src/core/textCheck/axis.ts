/**
 * What a part is told apart by. Parts of one axis exclude each other (口头 or 书面); parts of different axes count the same things
 * again (口头 and 成功) and must never be added.
 */
export type Axis = 'result' | 'form' | 'difficulty' | 'gender' | 'post' | 'law' | 'letter' | 'level' | 'type' | 'place' | 'rest' | 'other'

const PATTERNS: readonly (readonly [Axis, RegExp])[] = [
  ['rest', /^(?:其他|其它|其余|剩余|余下|另外)/],
  ['form', /口头|书面/],
  ['result', /成功|失败|未果|不成|未成(?!年)|化解|办结|调结|结案|终止|中止|撤回|正在|在办|待办|未办|未调|未达成|已解决|未解决|移送|引导诉讼|满意/],
  ['difficulty', /简易|简单|一般|普通|疑难|复杂/],
  ['gender', /^(?:男|女)/],
  ['post', /专职|兼职/],
  ['law', /民事|刑事|行政/],
  ['letter', /来信|来访|来电|网上|网络/],
  ['level', /[村乡镇组]级|村（居）级|社区级/],
  ['type', /婚姻|家庭|邻里|宅基地|房屋|合同|劳动|劳务|劳资|土地|山林|林地|林权|征地|拆迁|赔偿|损害|交通事故|医疗|医患|物业|消费|债务|借贷|债权|环境|污染|水利|用水|生产经营|工资|欠薪|电信|旅游|赡养|继承|相邻|矿山|养殖|噪音/],
  ['place', /(?:村|社区|居委会|村组|片区|乡|镇|街道)$/],
]
const POSITIVE = /成功|化解|办结|调结|结案|已解决|满意/
const NEGATIVE = /失败|未果|不成|终止|中止|撤回|正在|在办|待办|未(?!成年)|不满意|移送|引导诉讼/
/** 涉…, 重大 … may be true of the same dispute together with any other part. */
const MAY_OVERLAP = /^(?:涉|重大|敏感|跨|群体|积案|历史|新增|上级|网上)/

/** `label` is what `bare` left of the words before a number, `after` the words behind it. */
export function axisOf(label: string, after = ''): Axis {
  const words = label === '' ? after : label
  return PATTERNS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/** 调解成功, 已办结 … with no thing of its own: it speaks of a number said before. */
export function isResultOnly(label: string): boolean {
  return /^(?:其中|已|未|均|全部|现|当场|就地|正在)*(?:成功)?(?:调解|调处|化解|办理|处置|处理|解决)?(?:率)?(?:成功|失败|未果|不成功|未成功|未化解|不成|办结|调结|化解|结案|完毕)?$/.test(label) && label !== ''
}

export function isPositive(label: string): boolean {
  return POSITIVE.test(label) && !isNegative(label)
}

export function isNegative(label: string): boolean {
  return NEGATIVE.test(label)
}

export function mayOverlap(label: string): boolean {
  return MAY_OVERLAP.test(label)
}

/** Two endings in common and more than that to tell them apart: 民间借贷类, 邻里关系类. */
export function haveOneHead(labels: readonly string[]): boolean {
  const [first = ''] = labels
  const head = first.slice(-2)
  return labels.length > 1 && /^(?:纠纷|案件|信息|会议|培训|讲座|调解|资料|人员)$/.test(head) && labels.every((label) => label.endsWith(head) && label.length > 2)
}
