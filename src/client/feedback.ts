import type { Complain, Complained, Complaint, ComplaintAct, ComplaintList, ComplaintTold, MyComplaints, OfficialHolidays } from '../core/feedbackWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** 投诉建议, from both sides: each answers, or says in Chinese why not. */
export interface FeedbackDoor {
  complain(said: Complain): Promise<Complained | Problem>
  /** What a code was told. */
  answerOf(code: string): Promise<ComplaintTold | Problem>
  mine(): Promise<MyComplaints | Problem>
  inbox(): Promise<ComplaintList | Problem>
  one(id: string): Promise<Complaint | Problem>
  act(id: string, act: ComplaintAct): Promise<Complaint | Problem>
}

export function feedbackDoor({ online }: Client): FeedbackDoor {
  return {
    complain: (said) => online.post('/api/feedback', said),
    answerOf: (code) => online.post('/api/feedback/answer', { code }),
    mine: () => online.get('/api/feedback/mine'),
    inbox: () => online.get('/api/complaints'),
    one: (id) => online.get(`/api/complaints/${id}`),
    act: (id, act) => online.post(`/api/complaints/${id}`, act),
  }
}

/** The State Council's days of a year, as they would be written into the setting. */
export function officialHolidays({ online }: Client, year: number): Promise<OfficialHolidays | Problem> {
  return online.get(`/api/holidays/${year}`)
}
