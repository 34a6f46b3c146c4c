import type { Patch } from '../../core/op'
import type { WorkCategory } from '../../domain/workCodes'
import type { TownKey } from './towns'

/** Entries of one category over a year; `times` and `quantity` are the year's totals, shared out among them. */
export interface WorkRow {
  readonly category: WorkCategory | 'stayInVillage'
  readonly subject: string
  /** How many entries there are. One may stand for a village and a period. */
  readonly entries: number
  readonly times: number
  /** Left out where the category counts by itself. */
  readonly quantity?: number
  readonly set?: Patch
  /** Spread over the villages instead of the township's seat. */
  readonly byVillage?: true
  /** The same share again for agenda items. */
  readonly items?: number
  /** Tickets and receptions that were dealt with: closed a few days later. */
  readonly closes?: true
}

export interface WorkYear {
  readonly town: TownKey
  readonly year: number
  readonly rows: readonly WorkRow[]
}

export const WORK_YEARS: readonly WorkYear[] = [
  {
    town: '磙子营', year: 2023,
    rows: [
      { category: 'meeting', subject: '党委会', entries: 18, times: 18, items: 41, set: { meeting: 'committee', weighty: true } },
      { category: 'meeting', subject: '法治建设专题会', entries: 4, times: 4, items: 9, set: { meeting: 'special', alsoLearning: true } },
      { category: 'meeting', subject: '矛盾纠纷研判会', entries: 12, times: 24, set: { meeting: 'analysis' } },
      { category: 'legality', subject: '合同和文件审查', entries: 9, times: 9, quantity: 11, set: { reviewed: 'contract' } },
      { category: 'posting', subject: '政务公开', entries: 12, times: 96, quantity: 214, set: { column: 'affairs' } },
      { category: 'ticket', subject: '12345工单', entries: 12, times: 83, closes: true },
      { category: 'reception', subject: '领导接访', entries: 12, times: 46, closes: true },
      { category: 'service', subject: '便民服务中心代办', entries: 12, times: 240, quantity: 240, set: { people: 240 } },
    ],
  },
  {
    town: '木叶', year: 2023,
    rows: [
      { category: 'posting', subject: '养老服务信息', entries: 4, times: 4, quantity: 6, set: { column: 'elderCare' } },
      { category: 'posting', subject: '社会救助信息', entries: 8, times: 8, quantity: 24, set: { column: 'relief' } },
      { category: 'posting', subject: '公共文化信息', entries: 3, times: 3, quantity: 3, set: { column: 'culture' } },
      { category: 'posting', subject: '涉农补贴信息', entries: 6, times: 6, quantity: 14, set: { column: 'subsidy' } },
      { category: 'posting', subject: '救灾信息', entries: 2, times: 2, quantity: 2, set: { column: 'disaster' } },
      { category: 'counsel', subject: '参与乡里重大事项', entries: 5, times: 5, set: { service: 'decision' } },
      { category: 'counsel', subject: '答复涉法信访事项', entries: 2, times: 2, set: { service: 'petition' } },
      { category: 'meeting', subject: '法治工作联席会', entries: 12, times: 12, items: 21, set: { meeting: 'joint' } },
      { category: 'keyPeople', subject: '重点人员服务管理', entries: 12, times: 60 },
    ],
  },
  {
    town: '赵庄', year: 2023,
    rows: [
      { category: 'research', subject: '法治建设调研', entries: 3, times: 3, set: { sphere: 'lawGovernment' } },
      { category: 'meeting', subject: '法治建设专题会议', entries: 3, times: 3, items: 7, set: { meeting: 'special', alsoLearning: true } },
      { category: 'meeting', subject: '党委会', entries: 24, times: 24, items: 36, set: { meeting: 'committee', weighty: true } },
      { category: 'meeting', subject: '周例会', entries: 12, times: 50, set: { meeting: 'routine' } },
      { category: 'system', subject: '普法用法制度机制', entries: 6, times: 6, quantity: 6, set: { sphere: 'legalEducation' } },
      { category: 'system', subject: '值班、信息报送等工作制度', entries: 6, times: 6, quantity: 6, set: { sphere: 'duty' } },
      { category: 'inspection', subject: '普法宣传专项督查', entries: 2, times: 2, set: { sphere: 'legalEducation' } },
      { category: 'rectified', subject: '普法督查问题销号', entries: 2, times: 2, quantity: 3, set: { sphere: 'legalEducation' } },
      { category: 'problem', subject: '法治建设突出问题', entries: 3, times: 3, quantity: 9, set: { sphere: 'lawGovernment' } },
      { category: 'knock', subject: '平安来敲门', entries: 44, times: 806, byVillage: true },
      { category: 'counsel', subject: '参与重大行政决策讨论', entries: 3, times: 3, set: { service: 'decision' } },
      { category: 'counsel', subject: '重大活动和合同谈判', entries: 5, times: 5, set: { service: 'contract' } },
      { category: 'counsel', subject: '民事应诉意见', entries: 2, times: 2, set: { service: 'litigation' } },
      { category: 'honour', subject: '省级五星规范化司法所', entries: 1, times: 1, set: { level: 'province' } },
      { category: 'honour', subject: '省级守法普法示范乡镇', entries: 1, times: 1, set: { level: 'province' } },
      { category: 'posting', subject: '热点民生话题', entries: 4, times: 4, quantity: 12, set: { column: 'livelihood' } },
      { category: 'posting', subject: '政务信息', entries: 12, times: 190, quantity: 561, set: { column: 'affairs' } },
      { category: 'posting', subject: '惠农和救助公示', entries: 12, times: 72, quantity: 218, set: { column: 'subsidy' } },
      { category: 'posting', subject: '村务公开', entries: 12, times: 48, quantity: 136, set: { column: 'village' } },
      { category: 'ticket', subject: '12345工单', entries: 12, times: 106, closes: true },
      { category: 'phoneTicket', subject: '12345电话单', entries: 12, times: 94, closes: true },
      { category: 'enforcement', subject: '整治乱摆乱卖', entries: 12, times: 124, set: { target: 'stalls' } },
      { category: 'dissuasion', subject: '劝阻违法行为', entries: 12, times: 19, set: { target: 'building' } },
      { category: 'stayInVillage', subject: '干部住村', entries: 12, times: 120 },
    ],
  },
  {
    town: '马楼', year: 2024,
    rows: [
      { category: 'counsel', subject: '出具法律意见', entries: 4, times: 4, set: { service: 'drafting' } },
      { category: 'normative', subject: '规范性文件备案', entries: 2, times: 2, set: { act: 'filed' } },
      { category: 'legality', subject: '合法性审查', entries: 6, times: 6, set: { reviewed: 'contract' } },
      { category: 'hearing', subject: '村庄道路改线听证', entries: 1, times: 1 },
      { category: 'system', subject: '学习培训和执法制度', entries: 5, times: 5, quantity: 5, set: { sphere: 'enforcement' } },
      { category: 'meeting', subject: '党委会', entries: 20, times: 20, items: 38, set: { meeting: 'committee', weighty: true } },
      { category: 'posting', subject: '政务公开', entries: 12, times: 84, quantity: 190, set: { column: 'affairs' } },
    ],
  },
  {
    town: '前营', year: 2023,
    rows: [
      { category: 'meeting', subject: '法治建设专题会议', entries: 4, times: 4, items: 6, set: { meeting: 'special', alsoLearning: true } },
      { category: 'counsel', subject: '法律顾问驻村值班', entries: 12, times: 24, set: { service: 'onDuty' } },
      { category: 'posting', subject: '政务公开', entries: 12, times: 66, quantity: 131, set: { column: 'affairs' } },
      { category: 'service', subject: '村委会工作日代办', entries: 12, times: 300, quantity: 300 },
    ],
  },
]

/** Every month of the current years, in every township: one entry each. */
export const MONTHLY_WORK: readonly WorkRow[] = [
  { category: 'posting', subject: '政务公开', entries: 1, times: 9, quantity: 21, set: { column: 'affairs' } },
  { category: 'ticket', subject: '12345工单', entries: 1, times: 8, closes: true },
  { category: 'meeting', subject: '党委会', entries: 1, times: 2, items: 4, set: { meeting: 'committee', weighty: true } },
  { category: 'reception', subject: '领导接访', entries: 1, times: 4, closes: true },
]
