import type { CaseCode, CodeState } from '../core/codeWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'
import { isProblem } from './online'

/** 一案一码: the slip of a record. Each answers, or says in Chinese why not. */
export interface CodeDoor {
  /** The code there is; asking for the slip of a record that has none makes it. */
  slip(): Promise<Slip | Problem>
  /** Ends the generation that is shown and gives the next. */
  renew(generation: number): Promise<CaseCode | Problem>
}

export type Slip = CodeState & { readonly code: CaseCode }

export function codeDoor({ online }: Client, stream: string, record: string): CodeDoor {
  const at = `/api/code/${stream}/${record}`
  return {
    async slip() {
      const state = await online.get<CodeState>(at)
      if (isProblem(state)) return state
      const code = state.code ?? (await online.post<CaseCode>(at, {}))
      return isProblem(code) ? code : { code, mayRenew: state.mayRenew }
    },
    renew: (generation) => online.post(`${at}/renew`, { generation }),
  }
}
