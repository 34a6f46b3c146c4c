import type { Day } from '../../core/period'
import type { NamedRecord, PersonalRequest, RequestIn, RequestKind, RequestState } from '../../core/privacyWire'
import { maskName } from '../../domain/privacyMask'
import type { Sql } from '../db'
import type { Vault } from '../vault'

/** 个人信息请求 as rows: how it stands in the open; whose it is, what was asked and what came of it, sealed. */
export interface RequestRow {
  readonly stream: string
  readonly id: string
  readonly kind: RequestKind
  readonly state: RequestState
  readonly taken_by: string
  readonly taken_on: Day
  readonly due_on: Day
  readonly proposed_by: string | null
  readonly ended_on: Day | null
  readonly sealed: Buffer
}

export interface Told extends Omit<RequestIn, 'kind'> {
  readonly outcome: string
  readonly records: readonly NamedRecord[]
}

export const REQUEST_PURPOSE = 'personalRequest'

export function requestContext(stream: string, id: string): string {
  return `personal-request|${stream}|${id}`
}

export function sealTold(vault: Vault, stream: string, id: string, told: Told): Buffer {
  return vault.sealFor(REQUEST_PURPOSE, told, requestContext(stream, id))
}

export function toldOf(vault: Vault, row: RequestRow): Told {
  return vault.openFor(REQUEST_PURPOSE, row.sealed, requestContext(row.stream, row.id)) as Told
}

export async function requestsOf(sql: Sql, streams: readonly string[]): Promise<readonly RequestRow[]> {
  return sql<RequestRow[]>`select stream, id, kind, state, taken_by, taken_on, due_on, proposed_by, ended_on, sealed from personal_request
    where stream = any(${[...streams]}::uuid[]) order by state = 'done' or state = 'declined', due_on, id limit 500`
}

/** In the caller's transaction, under the stream's lock. */
export async function requestOf(sql: Sql, stream: string, id: string): Promise<RequestRow | null> {
  const [row] = await sql<RequestRow[]>`select stream, id, kind, state, taken_by, taken_on, due_on, proposed_by, ended_on, sealed from personal_request
    where stream = ${stream} and id = ${id}`
  return row ?? null
}

/** As its reader may see it: whoever approves learns how much it is about, and of whom only the surname. */
export function shownTo(vault: Vault, right: 'proposes' | 'approves', row: RequestRow): PersonalRequest {
  const told = toldOf(vault, row)
  const isWhole = right === 'proposes'
  return {
    id: row.id, stream: row.stream, kind: row.kind, state: row.state, takenOn: row.taken_on, dueOn: row.due_on, takenBy: row.taken_by, proposedBy: row.proposed_by,
    endedOn: row.ended_on, name: isWhole ? told.name : maskName(told.name), contact: isWhole ? told.contact : '', proof: told.proof, ask: isWhole ? told.ask : '',
    outcome: told.outcome, records: told.records,
  }
}
