import type { HandedFile, HandedState, ProfileList, Receipt, ReceiptTaken } from '../core/handed'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** 对接: each answers, or says in Chinese why not. */
export interface HandedDoor {
  profiles(): Promise<ProfileList | Problem>
  state(profile: string): Promise<HandedState | Problem>
  handOut(profile: string, again: string | null): Promise<HandedFile | Problem>
  lookAt(profile: string, bytes: Uint8Array<ArrayBuffer>): Promise<Receipt | Problem>
  takeNumbers(profile: string, file: string, ours: number, theirs: number): Promise<ReceiptTaken | Problem>
}

export function handedDoor({ online }: Client, stream: string): HandedDoor {
  const all = `/api/handed/${stream}`
  return {
    profiles: () => online.get(all),
    state: (profile) => online.get(`${all}/${profile}`),
    handOut: (profile, again) => online.post(`${all}/${profile}/export`, { again }),
    lookAt: (profile, bytes) => online.upload(`${all}/${profile}/receipt`, bytes),
    takeNumbers: (profile, file, ours, theirs) => online.post(`${all}/${profile}/receipt/${file}`, { ours, theirs }),
  }
}
