import type { Options } from '../core/field'

export const OUTREACH_KINDS = {
  campaign: { label: '集中宣传' },
  preaching: { label: '宣讲' },
  legalService: { label: '法律服务活动', short: '法律服务' },
  consultation: { label: '法律咨询' },
  openTrial: { label: '旁听庭审' },
  assembly: { label: '集体学法', short: '集中学习' },
  topic: { label: '专题学习' },
  centreGroup: { label: '中心组学法' },
  committee: { label: '党委会学法' },
  ledByHeads: { label: '领导带头学' },
  seminar: { label: '专题研讨' },
  lecture: { label: '讲座' },
  training: { label: '培训' },
  exam: { label: '考试' },
  warning: { label: '警示教育' },
  other: { label: '其他' },
} as const satisfies Options

/** Kinds that are for cadres unless somebody says otherwise. */
export const CADRE_KINDS: readonly string[] = [
  'assembly', 'topic', 'centreGroup', 'committee', 'ledByHeads', 'seminar', 'lecture', 'training', 'exam', 'warning', 'openTrial',
] satisfies readonly (keyof typeof OUTREACH_KINDS)[]

export const AUDIENCES = {
  public: { label: '群众' },
  cadres: { label: '干部' },
} as const satisfies Options

/** Names of campaigns come and go: counties add and retire. */
export const THEME_DAYS = {
  march: { label: '三月法治宣传月' },
  consumers: { label: '3·15消费者权益日', short: '3·15' },
  security: { label: '4·15国家安全日', short: '4·15' },
  civilCode: { label: '民法典宣传月', short: '民法典' },
  drugs: { label: '6·26国际禁毒日', short: '6·26' },
  constitution: { label: '12·4宪法宣传日', short: '12·4' },
  fraud: { label: '防诈骗宣传' },
  marketDay: { label: '赶集日' },
  festival: { label: '节日' },
  other: { label: '其他节点' },
} as const satisfies Options

/** 法律进×. */
export const CHANNELS = {
  office: { label: '机关' },
  village: { label: '乡村', short: '村' },
  community: { label: '社区' },
  school: { label: '学校', short: '校园' },
  company: { label: '企业' },
  institution: { label: '单位' },
  barracks: { label: '军营' },
  temple: { label: '宗教场所' },
} as const satisfies Options

/** What was hung, shown, sent or handed out, each with a quantity of its own. */
export const MATERIALS = {
  leaflet: { label: '宣传资料', short: '资料' },
  banner: { label: '横幅' },
  board: { label: '宣传牌' },
  screen: { label: '电子屏' },
  slogan: { label: '标语' },
  poster: { label: '海报' },
  blackboard: { label: '黑板报' },
  broadcast: { label: '广播' },
  online: { label: '线上推送' },
  gift: { label: '宣传品' },
  other: { label: '其他' },
} as const satisfies Options
