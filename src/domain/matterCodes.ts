import type { Options } from '../core/field'

/** Where villagers bring things up. Counties have names of their own for the places (说事室、说事点 …). */
export const MATTER_SOURCES = {
  office: { label: '群众说事处', short: '说事处' },
  station: { label: '群众说事站', short: '说事站' },
  elders: { label: '乡贤说事屋' },
  council: { label: '会商' },
  reception: { label: '信访接待' },
  visitDown: { label: '领导下访' },
  hotline: { label: '12345热线', short: '12345' },
  response: { label: '民呼必应' },
  gridWorker: { label: '网格员' },
  other: { label: '其他' },
} as const satisfies Options

export const MATTER_KINDS = {
  consult: { label: '咨询' },
  help: { label: '求助' },
  suggest: { label: '建议' },
  complain: { label: '投诉' },
  dispute: { label: '纠纷' },
  errand: { label: '代办' },
} as const satisfies Options

/** How it ended, from `resolvedOn` on. */
export const MATTER_OUTCOMES = {
  answered: { label: '当场答复' },
  handled: { label: '承办办结' },
  dispute: { label: '转纠纷' },
  referred: { label: '转出' },
} as const satisfies Options

export const RATINGS = {
  satisfied: { label: '满意' },
  fairly: { label: '基本满意' },
  dissatisfied: { label: '不满意' },
} as const satisfies Options
