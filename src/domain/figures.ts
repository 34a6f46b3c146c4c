import { DISPUTE_FIGURES, DISPUTE_PARTITIONS } from './figures/dispute'
import { MATTER_FIGURES, MATTER_PARTITIONS } from './figures/matter'
import type { Figures, Partitions, VillageSplits } from './figures/named'
import { OUTREACH_FIGURES, OUTREACH_PARTITIONS } from './figures/outreach'
import { ROSTER_FIGURES, ROSTER_PARTITIONS } from './figures/roster'
import { WORK_FIGURES, WORK_PARTITIONS } from './figures/work'

/** The dictionary of figures, in the order a clerk looks through it. A county's own are added beside these. */
export const FIGURES: Figures = {
  ...DISPUTE_FIGURES, ...MATTER_FIGURES, ...OUTREACH_FIGURES, ...WORK_FIGURES, ...ROSTER_FIGURES,
}

/** Splits whose parts add up. A report writes them as lists: {{示范村.按级别|列举("个","，")}}. */
export const PARTITIONS: Partitions = {
  ...DISPUTE_PARTITIONS, ...MATTER_PARTITIONS, ...OUTREACH_PARTITIONS, ...WORK_PARTITIONS, ...ROSTER_PARTITIONS,
}

/** The same by village: {{纠纷.按村|列举("件","，")}}. */
export const VILLAGE_SPLITS: VillageSplits = {
  '纠纷.按村': { label: '按村', whole: '纠纷.受理' },
  '纠纷.在办按村': { label: '按村', whole: '纠纷.期末在办' },
  '说事.按村': { label: '按村', whole: '说事.受理' },
  '普法.按村': { label: '按村', whole: '普法.场次' },
  '排查.按村': { label: '按村', whole: '排查.次数' },
}
