import type { CHANNELS, MATERIALS, OUTREACH_KINDS, THEME_DAYS } from '../../domain/outreachCodes'
import type { TownKey } from './towns'

/** One event, or a run of alike ones spread over the months. */
export interface EventRow {
  readonly kind: keyof typeof OUTREACH_KINDS
  readonly name: string
  /** MM-DD each. */
  readonly days: readonly string[]
  readonly audience?: 'public' | 'cadres'
  readonly theme?: keyof typeof THEME_DAYS | 'pension'
  readonly channels?: readonly (keyof typeof CHANNELS)[]
  readonly laws?: string
  /** Who came to each: from–to. */
  readonly attended?: readonly [number, number]
}

/** Numbers of a whole year, shared out among the events named in `among`. */
export interface YearTotals {
  readonly materials?: Readonly<Partial<Record<keyof typeof MATERIALS, number>>>
  /** Kinds of events the materials went out at. */
  readonly among: readonly (keyof typeof OUTREACH_KINDS)[]
  readonly reach?: number
  /** Heads among cadres: `firstTime` over the year. */
  readonly heads?: number
}

export interface OutreachYear {
  readonly town: TownKey
  readonly year: number
  readonly events: readonly EventRow[]
  readonly totals: YearTotals
}

const CAMPAIGN_DAYS: readonly EventRow[] = [
  { kind: 'campaign', name: '春节前赶集日普法', days: ['01-14', '01-18'], theme: 'marketDay', attended: [60, 180] },
  { kind: 'campaign', name: '三月法治宣传', days: ['03-04', '03-15'], theme: 'march', attended: [50, 160] },
  { kind: 'campaign', name: '国家安全教育', days: ['04-15'], theme: 'security', attended: [70, 150] },
  { kind: 'campaign', name: '民法典进集市', days: ['05-06', '05-20'], theme: 'civilCode', attended: [60, 170] },
  { kind: 'campaign', name: '禁毒宣传', days: ['06-26'], theme: 'drugs', attended: [80, 180] },
  { kind: 'campaign', name: '防诈骗宣传', days: ['07-19', '08-16', '10-11'], theme: 'fraud', attended: [40, 120] },
  { kind: 'campaign', name: '中秋国庆集市普法', days: ['09-27'], theme: 'festival', attended: [60, 150] },
  { kind: 'campaign', name: '宪法宣传周', days: ['12-04', '12-07'], theme: 'constitution', laws: '宪法', attended: [70, 190] },
]

export const OUTREACH_YEARS: readonly OutreachYear[] = [
  {
    town: '磙子营', year: 2023,
    events: [
      ...CAMPAIGN_DAYS,
      { kind: 'preaching', name: '法律进机关宣讲', days: ['03-20'], audience: 'cadres', channels: ['office'], laws: '公务员法', attended: [92, 98] },
      { kind: 'topic', name: '法治思想专题学习', days: ['04-03'], laws: '法治思想', attended: [108, 108] },
      { kind: 'assembly', name: '全体干部集体学法', days: ['07-24'], laws: '反有组织犯罪法', attended: [93, 99] },
    ],
    totals: { among: ['campaign'], materials: { banner: 172, screen: 92, leaflet: 10360, board: 26, blackboard: 31 } },
  },
  {
    town: '木叶', year: 2023,
    events: [
      { kind: 'assembly', name: '干部职工集中学法', days: ['02-17', '04-21', '06-16', '08-25', '11-10'], attended: [62, 78] },
      { kind: 'exam', name: '法治知识考试', days: ['09-15'], attended: [76, 76] },
      { kind: 'lecture', name: '法律知识讲座', days: ['05-19'], laws: '民法典', attended: [71, 71] },
      { kind: 'campaign', name: '法治宣传月活动', days: ['03-08', '03-22'], theme: 'march', attended: [90, 180] },
      { kind: 'campaign', name: '民法典宣传', days: ['05-24'], theme: 'civilCode', attended: [80, 160] },
      { kind: 'campaign', name: '禁毒宣传', days: ['06-26'], theme: 'drugs', attended: [70, 150] },
      { kind: 'campaign', name: '院坝普法会', days: ['08-12', '10-14'], theme: 'other', attended: [60, 120] },
      { kind: 'campaign', name: '防养老诈骗宣传', days: ['10-23'], theme: 'pension', attended: [50, 110] },
      { kind: 'campaign', name: '宪法宣传日', days: ['12-04'], theme: 'constitution', attended: [90, 170] },
    ],
    totals: { among: ['campaign'], reach: 2075, heads: 84, materials: { leaflet: 206, slogan: 3, broadcast: 46 } },
  },
  {
    town: '赵庄', year: 2023,
    events: [
      {
        kind: 'ledByHeads', name: '书记、镇长带头学法', attended: [22, 30],
        days: ['01-09', '02-06', '02-27', '03-13', '04-03', '04-24', '05-15', '06-05', '06-26', '07-17', '08-07', '08-28', '09-18', '10-16', '11-13', '12-11'],
      },
      { kind: 'seminar', name: '法治建设专题研讨', days: ['06-09', '11-17'], attended: [18, 26] },
      {
        kind: 'training', name: '机关干部法治培训', attended: [48, 72],
        days: ['01-17', '02-14', '03-14', '03-28', '04-18', '05-16', '06-13', '07-11', '08-15', '09-12', '10-17', '10-31', '11-14', '12-12'],
      },
      { kind: 'warning', name: '廉政警示教育', days: ['05-12', '10-20'], attended: [56, 70] },
      { kind: 'preaching', name: '法治宣讲进校园', days: ['03-01', '05-31', '09-01', '11-20'], channels: ['school'], attended: [120, 320] },
      { kind: 'preaching', name: '法治宣讲进企业', days: ['04-26', '07-05', '10-25'], channels: ['company'], attended: [40, 90] },
      { kind: 'preaching', name: '法治宣讲进村', days: ['02-22', '04-12', '06-21', '08-23', '12-06'], channels: ['village'], attended: [50, 110] },
      { kind: 'legalService', name: '法律服务进企业', days: ['03-24', '09-22'], channels: ['company'], attended: [20, 50] },
      { kind: 'legalService', name: '法律服务进校园', days: ['05-26', '10-13'], channels: ['school'], attended: [60, 140] },
      { kind: 'legalService', name: '法律服务进村', days: ['07-14', '11-24'], channels: ['village'], attended: [30, 80] },
      { kind: 'campaign', name: '民法典宣传月', days: ['05-05', '05-19'], theme: 'civilCode', attended: [80, 260] },
      { kind: 'campaign', name: '宪法宣传周', days: ['12-04'], theme: 'constitution', attended: [90, 220] },
    ],
    totals: { among: ['campaign', 'preaching', 'legalService'], materials: { board: 74, banner: 188, slogan: 44, leaflet: 5200 } },
  },
  {
    town: '马楼', year: 2024,
    events: [
      { kind: 'assembly', name: '班子会学法', days: ['02-19', '05-13', '08-12', '11-11'], attended: [24, 32] },
      { kind: 'training', name: '村干部法律培训', days: ['04-10', '09-11'], attended: [40, 66] },
      { kind: 'campaign', name: '集市普法', days: ['01-22', '03-15', '06-26', '12-04'], theme: 'marketDay', attended: [50, 140] },
    ],
    totals: { among: ['campaign'], materials: { leaflet: 2400, banner: 36 } },
  },
  {
    town: '前营', year: 2023,
    events: [
      { kind: 'centreGroup', name: '理论中心组学法', days: ['02-10', '04-14', '06-09', '09-08', '11-10'], attended: [14, 22] },
      { kind: 'committee', name: '党委会学法', days: ['01-16', '02-20', '03-20', '04-17', '05-15', '06-19', '08-21', '09-18', '10-16', '12-18'], attended: [9, 13] },
      { kind: 'campaign', name: '民法典宣传', days: ['05-18'], theme: 'civilCode', attended: [90, 200] },
      { kind: 'campaign', name: '禁毒日宣传', days: ['06-26'], theme: 'drugs', attended: [90, 200] },
      { kind: 'campaign', name: '国家安全日宣传', days: ['04-15'], theme: 'security', attended: [80, 180] },
      { kind: 'campaign', name: '宪法宣传日', days: ['12-04'], theme: 'constitution', attended: [90, 210] },
      { kind: 'preaching', name: '法治进校园', days: ['05-30', '09-04'], channels: ['school'], attended: [150, 320] },
    ],
    totals: { among: ['campaign'], materials: { leaflet: 3600, banner: 48 } },
  },
]

/** What happens every year; the current one has it as far as it has come. */
export const YEARLY_EVENTS: readonly EventRow[] = [
  ...CAMPAIGN_DAYS,
  { kind: 'assembly', name: '干部集体学法', days: ['01-20', '03-17', '05-19', '07-21', '09-15', '11-17'], attended: [40, 80] },
  { kind: 'preaching', name: '法律进校园', days: ['05-29', '09-02'], channels: ['school'], attended: [120, 300] },
  { kind: 'consultation', name: '律师坐诊', days: ['02-12', '04-09', '06-11', '08-13', '10-15', '12-10'], attended: [8, 26] },
]
