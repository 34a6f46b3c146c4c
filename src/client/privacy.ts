import { MAX_REVEALS, type DestructionAct, type DestructionHead, type NamedRecords, type PersonalRequest, type RequestAct, type RequestIn, type RequestList, type RetentionAnswer, type RevealNote } from '../core/privacyWire'
import type { Problem } from '../core/protocol'
import type { Account } from './account'
import type { Client } from './client'
import type { Kv } from './platform/ports'
import { createTurns } from './turns'

/** What somebody saw whole on this phone, until the server has it on its trail. Reading waits for none of it, and no network is needed. */
export interface Reveals {
  note(owner: string, reveal: RevealNote): Promise<void>
  /** Hands in what is there; what could not be handed in stays for the next time. */
  handIn(owner: string): Promise<void>
}

/** Entries are ids and words of a short list: small, and not personal. Each person's are kept apart, and go out under nobody else's token. */
export function createReveals(kv: Kv, account: Pick<Account, 'call'>): Reveals {
  const inTurn = createTurns()
  const keyOf = (owner: string): string => `reveals/${owner}`
  const held = async (owner: string): Promise<readonly RevealNote[]> => JSON.parse((await kv.get(keyOf(owner))) ?? '[]') as readonly RevealNote[]
  const keep = (owner: string, notes: readonly RevealNote[]): Promise<void> => (notes.length === 0 ? kv.remove(keyOf(owner)) : kv.set(keyOf(owner), JSON.stringify(notes)))
  return {
    note: (owner, reveal) => inTurn(async () => keep(owner, [...(await held(owner)), reveal])),
    handIn: (owner) => inTurn(async () => {
      for (let notes = await held(owner); notes.length > 0; notes = await held(owner)) {
        const batch = notes.slice(0, MAX_REVEALS)
        const answer = await account.call('POST', '/api/reveals', { reveals: batch })
        if (answer.kind !== 'ok') return
        await keep(owner, notes.slice(batch.length))
      }
    }),
  }
}

/** 个人信息请求: each answers, or says in Chinese why not. */
export interface RequestsDoor {
  list(): Promise<RequestList | Problem>
  take(request: RequestIn): Promise<PersonalRequest | Problem>
  find(id: string): Promise<NamedRecords | Problem>
  act(id: string, act: RequestAct): Promise<PersonalRequest | Problem>
  copy(id: string): Promise<{ readonly url: string; readonly name: string } | Problem>
}

export function requestsDoor({ online }: Client, stream: string): RequestsDoor {
  const all = `/api/personal-requests/${stream}`
  return {
    list: () => online.get(all),
    take: (request) => online.post(all, request),
    find: (id) => online.post(`${all}/${id}/find`, {}),
    act: (id, act) => online.post(`${all}/${id}/act`, act),
    copy: (id) => online.post(`${all}/${id}/copy`, {}),
  }
}

/** 封存和销毁. */
export interface RetentionDoor {
  state(): Promise<RetentionAnswer | Problem>
  propose(): Promise<DestructionHead | Problem>
  act(id: string, act: DestructionAct['act']): Promise<DestructionHead | Problem>
  actOnBulk(id: string, act: DestructionAct['act']): Promise<object | Problem>
  certificate(id: string): Promise<{ readonly url: string; readonly name: string } | Problem>
}

export function retentionDoor({ online }: Client, stream: string): RetentionDoor {
  const all = `/api/retention/${stream}`
  return {
    state: () => online.get(all),
    propose: () => online.post(`${all}/propose`, {}),
    act: (id, act) => online.post(`${all}/${id}/act`, { act }),
    actOnBulk: (id, act) => online.post(`/api/bulk/${stream}/${id}/act`, { act }),
    certificate: (id) => online.post(`${all}/${id}/certificate`, {}),
  }
}
