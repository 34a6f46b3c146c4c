import type { Options } from '../core/field'

/** Registers besides disputes, matters and outreach. Counties add, reword and retire. */
export const WORK_CATEGORIES = {
  counsel: { label: '法律顾问' },
  legality: { label: '合法性审查' },
  normative: { label: '规范性文件' },
  decision: { label: '重大决策' },
  hearing: { label: '听证' },
  reconsideration: { label: '行政复议' },
  litigation: { label: '行政应诉' },
  posting: { label: '政务公开' },
  ticket: { label: '12345工单', short: '工单' },
  phoneTicket: { label: '12345电话单', short: '电话单' },
  reception: { label: '领导接访' },
  visitDown: { label: '领导下访' },
  meeting: { label: '会议' },
  system: { label: '制度建设' },
  research: { label: '调研' },
  inspection: { label: '督查' },
  problem: { label: '问题排查' },
  rectified: { label: '整改销号' },
  enforcement: { label: '执法整治' },
  dissuasion: { label: '劝阻违法' },
  penalty: { label: '行政处罚' },
  knock: { label: '平安来敲门' },
  service: { label: '便民服务' },
  keyPeople: { label: '重点人员服务管理' },
  honour: { label: '荣誉' },
} as const satisfies Options

export type WorkCategory = keyof typeof WORK_CATEGORIES

/** The measure word of `quantity`, as far as a category has its own. */
export const MEASURES_BY_CATEGORY: Readonly<Partial<Record<WorkCategory, keyof typeof MEASURES>>> = {
  counsel: 'case', legality: 'case', normative: 'case', decision: 'point', posting: 'item', system: 'one', problem: 'item',
  rectified: 'one', enforcement: 'place', dissuasion: 'instance', penalty: 'case', keyPeople: 'person', honour: 'point',
}

export const MEASURES = {
  item: { label: '条' },
  one: { label: '个' },
  point: { label: '项' },
  case: { label: '件' },
  instance: { label: '宗' },
  affair: { label: '起' },
  copy: { label: '份' },
  place: { label: '处' },
  household: { label: '户' },
  person: { label: '人' },
} as const satisfies Options

export const COUNSEL_SERVICES = {
  decision: { label: '参与重大决策', short: '重大决策' },
  contract: { label: '重大活动和合同', short: '合同' },
  litigation: { label: '应诉' },
  petition: { label: '涉法信访' },
  drafting: { label: '起草审查文书' },
  mediation: { label: '参与调解' },
  training: { label: '法律培训' },
  advice: { label: '解答咨询' },
  onDuty: { label: '驻村值班' },
  other: { label: '其他' },
} as const satisfies Options

export const POSTING_COLUMNS = {
  elderCare: { label: '养老服务' },
  relief: { label: '社会救助' },
  culture: { label: '公共文化服务', short: '公共文化' },
  subsidy: { label: '涉农补贴' },
  disaster: { label: '救灾' },
  livelihood: { label: '民生话题' },
  finance: { label: '财政预决算' },
  policy: { label: '政策文件' },
  affairs: { label: '政务动态' },
  village: { label: '村务公开' },
  other: { label: '其他' },
} as const satisfies Options

export const MEETINGS = {
  committee: { label: '党委会' },
  government: { label: '政府班子会' },
  special: { label: '法治建设专题会' },
  joint: { label: '法治工作联席会' },
  routine: { label: '例会' },
  analysis: { label: '研判会' },
  villagers: { label: '村民议事会' },
  other: { label: '其他' },
} as const satisfies Options

export const REVIEWED = {
  normative: { label: '规范性文件' },
  decision: { label: '重大行政决策' },
  contract: { label: '合同协议' },
  enforcement: { label: '重大执法决定' },
  other: { label: '其他' },
} as const satisfies Options

export const SPHERES = {
  legalEducation: { label: '普法宣传' },
  lawGovernment: { label: '法治建设' },
  enforcement: { label: '行政执法' },
  decision: { label: '行政决策' },
  safety: { label: '平安建设' },
  duty: { label: '日常工作' },
  other: { label: '其他' },
} as const satisfies Options

export const ENFORCEMENT_TARGETS = {
  stalls: { label: '乱摆乱卖' },
  building: { label: '乱搭乱建' },
  parking: { label: '乱停乱放' },
  posters: { label: '乱贴乱画' },
  wires: { label: '乱拉乱挂' },
  dumping: { label: '乱堆乱倒' },
  fire: { label: '消防隐患' },
  production: { label: '安全生产' },
  food: { label: '食品药品' },
  environment: { label: '环境保护' },
  other: { label: '其他' },
} as const satisfies Options
