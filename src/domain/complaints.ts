import { addWorkdays, calendarOf } from '../core/calendar'
import type { Config } from '../core/config'
import { own } from '../core/own'
import type { ComplaintKind, ComplaintState } from '../core/feedbackWire'
import type { Day } from '../core/period'
import type { Me } from '../core/protocol'
import { RIGHTS, type Rights } from './roleTable'
import { SETTING } from './settingNames'

/** 投诉建议 are the county's, so the right to answer them is held there. */
export function mayComplaints(me: Me): boolean {
  return me.grants.some(({ role, place }) => place === me.county && own<Rights>(RIGHTS, role)?.complaints === true)
}

export const COMPLAINT_DAYS = 5

export const COMPLAINT_KIND_LABELS: Readonly<Record<ComplaintKind, string>> = { complaint: '投诉', suggestion: '建议', personal: '个人信息' }
export const COMPLAINT_STATE_LABELS: Readonly<Record<ComplaintState, string>> = { new: '新', taken: '处理中', answered: '已答复' }

/** By when one received on `day` is to be answered. */
export function complaintDue(config: Config, day: Day): Day {
  const set = own(config.settings, SETTING.complaintDays)
  return addWorkdays(calendarOf(config), day, typeof set === 'number' ? set : COMPLAINT_DAYS)
}
