import type { DestructionAct, DestructionHead, NamedRecords, PersonalRequest, RequestAct, RequestIn, RequestList, RetentionAnswer } from '../core/privacyWire'
import type { FileLink, Problem } from '../core/protocol'
import type { Client } from './client'

/** 个人信息请求: each answers, or says in Chinese why not. */
export interface RequestsDoor {
  list(): Promise<RequestList | Problem>
  take(request: RequestIn): Promise<PersonalRequest | Problem>
  find(id: string): Promise<NamedRecords | Problem>
  act(id: string, act: RequestAct): Promise<PersonalRequest | Problem>
  copy(id: string): Promise<FileLink | Problem>
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
  certificate(id: string): Promise<FileLink | Problem>
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
