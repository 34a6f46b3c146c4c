import type { SubmissionFile, SubmissionState, ProfileList, Receipt, ReceiptTaken } from '../core/submission'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** 对接: each answers, or says in Chinese why not. */
export interface SubmissionDoor {
  profiles(): Promise<ProfileList | Problem>
  state(profile: string): Promise<SubmissionState | Problem>
  submit(profile: string, again: string | null): Promise<SubmissionFile | Problem>
  lookAt(profile: string, bytes: Uint8Array<ArrayBuffer>): Promise<Receipt | Problem>
  takeNumbers(profile: string, file: string, ours: number, theirs: number): Promise<ReceiptTaken | Problem>
}

export function submissionDoor({ online }: Client, stream: string): SubmissionDoor {
  const all = `/api/submission/${stream}`
  return {
    profiles: () => online.get(all),
    state: (profile) => online.get(`${all}/${profile}`),
    submit: (profile, again) => online.post(`${all}/${profile}/export`, { again }),
    lookAt: (profile, bytes) => online.upload(`${all}/${profile}/receipt`, bytes),
    takeNumbers: (profile, file, ours, theirs) => online.post(`${all}/${profile}/receipt/${file}`, { ours, theirs }),
  }
}
