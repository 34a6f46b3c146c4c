import type { Options } from '../core/field'

/** Identities of people; one person may have several. */
export const IDENTITIES = {
  mediator: { label: '人民调解员', short: '调解员' },
  gridWorker: { label: '网格员' },
  safetyGridWorker: { label: '综治网格员' },
  gridHead: { label: '网格长' },
  gridGuide: { label: '网格指导员' },
  lawWise: { label: '法律明白人' },
  lawLiaison: { label: '法律联络员' },
  enforcer: { label: '执法队员' },
  certified: { label: '行政执法证持有人', short: '执法证' },
  counsel: { label: '法律顾问' },
  leader: { label: '班子成员' },
  lecturer: { label: '普法宣讲员' },
  volunteer: { label: '普法志愿者' },
} as const satisfies Options

/** Places the report counts. */
export const VENUES = {
  mattersOffice: { label: '群众说事处', short: '说事处' },
  mattersStation: { label: '群众说事站', short: '说事站' },
  eldersHouse: { label: '乡贤说事屋' },
  reasonCourt: { label: '说理庭' },
  reasonHall: { label: '说理堂' },
  reasonRoom: { label: '说理室' },
  lawSite: { label: '普法阵地' },
  committee: { label: '调委会' },
  legalService: { label: '公共法律服务站', short: '法律服务站' },
  petitionRoom: { label: '信访接待室' },
  supervision: { label: '法律监督联络站' },
} as const satisfies Options

/** Titles a village holds, with a level. */
export const TITLES = {
  modelVillage: { label: '民主法治示范村', short: '示范村' },
} as const satisfies Options

export const ROSTER_ITEMS = { ...IDENTITIES, ...VENUES, ...TITLES } as const satisfies Options
