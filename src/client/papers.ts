import type { BoundAsk, FormList, FormTrial, PaperAsk, PaperLink, PaperList } from '../core/paperWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** 文书和卷宗 of a township's cases: each answers, or says in Chinese why not. */
export interface PapersDoor {
  /** What the server knows of them: also which are on a form of the county's own. */
  list(record: string): Promise<PaperList | Problem>
  make(record: string, ask: PaperAsk): Promise<PaperLink | Problem>
  bind(ask: BoundAsk): Promise<PaperLink | Problem>
}

export function papersDoor({ online }: Client, stream: string): PapersDoor {
  const all = `/api/papers/${stream}`
  return {
    list: (record) => online.get(`${all}/${record}`),
    make: (record, ask) => online.post(`${all}/${record}/link`, ask),
    bind: (ask) => online.post(`${all}/bound`, ask),
  }
}

/** The county's own forms. */
export interface FormsDoor {
  list(): Promise<FormList | Problem>
  attempt(paper: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormTrial | Problem>
  accept(paper: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormList | Problem>
  standard(paper: string): Promise<FormList | Problem>
  file(paper: string, which: 'own' | 'standard'): Promise<PaperLink | Problem>
}

export function formsDoor({ online }: Client): FormsDoor {
  const one = (paper: string): string => `/api/paper-forms/${paper}`
  return {
    list: () => online.get('/api/paper-forms'),
    attempt: (paper, bytes) => online.upload(`${one(paper)}/try`, bytes),
    accept: (paper, bytes) => online.upload(one(paper), bytes),
    standard: (paper) => online.post(`${one(paper)}/standard`, {}),
    file: (paper, which) => online.post(`${one(paper)}/link`, { which }),
  }
}
