import type { MATTER_KINDS } from '../../domain/matterCodes'

/** What somebody came with and what came of it. */
export interface MatterTale {
  readonly kind: keyof typeof MATTER_KINDS
  readonly what: string
  readonly reply: string
  /** The unit that can do something about it; none when a word is enough. */
  readonly unit: '派出所' | '自然资源所' | '民政所' | '农业服务中心' | '综合执法大队' | null
}

export const MATTER_TALES: readonly MatterTale[] = [
  { kind: 'consult', what: '问医保今年交多少、到哪天截止。', reply: '当面查了标准和日期，给了缴费码。', unit: null },
  { kind: 'consult', what: '问建房手续怎么办，要找谁。', reply: '讲了要带的材料和先后，抄了一张单子。', unit: null },
  { kind: 'consult', what: '问儿子当兵走了，家里地能不能托人种。', reply: '可以流转，给了合同样本。', unit: null },
  { kind: 'consult', what: '问高龄补贴从多大岁数开始领。', reply: '查明从八十岁起，记下家属电话到时提醒。', unit: null },
  { kind: 'help', what: '老人腿脚不便，社保认证做不了。', reply: '上门用手机做完认证。', unit: null },
  { kind: 'help', what: '雨后路边塌了一块，夜里走不安全。', reply: '先拉警示带，随后填土压实。', unit: '自然资源所' },
  { kind: 'help', what: '家里遭了水，被褥不够。', reply: '送去两床棉被，报了临时救助。', unit: '民政所' },
  { kind: 'help', what: '低压不稳，抽水机带不动。', reply: '联系供电换了线，村里看过已能抽水。', unit: '农业服务中心' },
  { kind: 'suggest', what: '建议赶集日把菜摊往里挪，别占路。', reply: '划了摊位线，集日有人招呼。', unit: '派出所' },
  { kind: 'suggest', what: '建议村口加一盏路灯。', reply: '已列入下月安装，装好后回了话。', unit: '农业服务中心' },
  { kind: 'suggest', what: '建议广场跳舞声音小些，老人要睡觉。', reply: '和领舞的商定晚八点半停。', unit: '派出所' },
  { kind: 'complain', what: '反映有人往河沟倒垃圾。', reply: '清走垃圾，立了牌子，教育了当事人。', unit: '自然资源所' },
  { kind: 'complain', what: '反映收花生的秤不准。', reply: '查了秤，换新秤，退了差价。', unit: '农业服务中心' },
  { kind: 'complain', what: '反映烧秸秆冒烟。', reply: '当场劝灭，发了宣传页，登记在册。', unit: '自然资源所' },
  { kind: 'complain', what: '反映村里公示字太小，老人看不清。', reply: '换成大字，另加广播念两遍。', unit: null },
  { kind: 'complain', what: '反映店家把货摆到路上。', reply: '劝店家收回线内，连着看了三天。', unit: '综合执法大队' },
  { kind: 'complain', what: '反映工地夜里还在打桩。', reply: '责成晚十点后停工，贴了告示。', unit: '综合执法大队' },
  { kind: 'errand', what: '托村里代办残疾证换证。', reply: '收齐材料代交，证件送到家。', unit: '民政所' },
  { kind: 'errand', what: '托代取药、代交电费。', reply: '当天办了，收据交给本人。', unit: null },
  { kind: 'errand', what: '托代办户口迁移。', reply: '联系派出所预约，办好后送回户口本。', unit: '派出所' },
]

/** What a quarrel sounds like before anybody calls it one. */
export const QUARREL_TALE: MatterTale = { kind: 'dispute', what: '来说和邻居为出路的事闹得不愉快。', reply: '转给调解员当纠纷办。', unit: null }
