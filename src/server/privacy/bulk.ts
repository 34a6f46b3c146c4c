import { randomUUID } from 'node:crypto'
import type { Period } from '../../core/period'
import type { BulkHead, DestructionAct } from '../../core/privacyWire'
import type { Me } from '../../core/protocol'
import type { PushDeps } from '../batch'
import { onTrail } from '../trail'
import type { Asked, Desk } from './requests'
import { isSameHand } from './twoPeople'

/** A table with more people than this takes two to take away. */
export const MANY_PEOPLE = 50
const DAY_MS = 24 * 3_600_000
const NOT_FOUND = { kind: 'notFound' } as const

export interface BulkAsk {
  readonly stream: string
  readonly what: string
  readonly place: string
  readonly period: Period
  readonly people: number
}

/** Whether somebody else said yes to this very table within a day; if not, it is asked for, once. */
export async function mayTakeMany(deps: PushDeps, me: Me, { stream, what, place, period, people }: BulkAsk): Promise<boolean> {
  return onTrail(deps, stream, async (tx, at) => {
    const since = new Date(Date.parse(at) - DAY_MS).toISOString()
    const [known] = await tx<{ state: string }[]>`select state from bulk_export where stream = ${stream} and person = ${me.person} and what = ${what} and place = ${place}
      and from_day = ${period.from} and to_day = ${period.to} and (state = 'proposed' or (state = 'done' and ended_at > ${since})) order by state limit 1`
    if (known !== undefined) return { result: known.state === 'done', lines: [] }
    const id = randomUUID()
    await tx`insert into bulk_export (stream, id, person, what, place, from_day, to_day, people, state, at)
      values (${stream}, ${id}, ${me.person}, ${what}, ${place}, ${period.from}, ${period.to}, ${people}, 'proposed', ${at})`
    return { result: false, lines: [{ actor: me.person, action: 'bulkProposed', subject: id, detail: { what, place, people } }] }
  })
}

/** For who approves: what waits, over the county where the role is the county's. */
export async function bulkAsked({ deps, me, right, stream }: Desk): Promise<readonly BulkHead[]> {
  if (right !== 'approves') return []
  const { sql } = deps.db
  const streams = stream === me.county ? (await sql<{ stream: string }[]>`select stream from stream where county = ${me.county}`).map((row) => row.stream) : [stream]
  const rows = await sql<{ stream: string; id: string; person: string; what: string; place: string; from_day: string; to_day: string; people: number }[]>`
    select stream, id, person, what, place, from_day, to_day, people from bulk_export where stream = any(${streams}::uuid[]) and state = 'proposed' order by at, id limit 100`
  return rows.map(({ from_day: from, to_day: to, ...row }) => ({ ...row, period: { from, to } }))
}

export async function actOnBulk(desk: Desk, id: string, { act }: DestructionAct): Promise<Asked<{ readonly done: true }>> {
  const { deps, me, device, stream, right } = desk
  if (right !== 'approves') return NOT_FOUND
  return onTrail<Asked<{ done: true }>>(deps, stream, async (tx, at) => {
    const [row] = await tx<{ person: string; state: string }[]>`select person, state from bulk_export where stream = ${stream} and id = ${id}`
    if (row === undefined) return { result: NOT_FOUND, lines: [] }
    if (row.state !== 'proposed') return { result: { kind: 'say', say: '这一份已经有人办过了，请重新打开看看。' }, lines: [] }
    if (await isSameHand(tx, me, device, row.person)) return { result: { kind: 'say', say: '要导出的和同意的要是两个人，用两部手机（电脑）。' }, lines: [] }
    await tx`update bulk_export set state = ${act === 'approve' ? 'done' : 'declined'}, ended_by = ${me.person}, ended_at = ${at} where stream = ${stream} and id = ${id}`
    return { result: { kind: 'done', answer: { done: true } }, lines: [{ actor: me.person, action: act === 'approve' ? 'bulkApproved' : 'bulkDeclined', subject: id, detail: { by: row.person } }] }
  })
}
