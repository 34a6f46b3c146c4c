import { randomUUID } from 'node:crypto'
import { addWorkdays, calendarOf } from '../../core/calendar'
import { dayAt, type Day } from '../../core/period'
import { isWithin, type Places } from '../../core/place'
import type { NamedRecord, NamedRecords, PersonalRequest, RequestAct, RequestIn, RequestList } from '../../core/privacyWire'
import type { Me } from '../../core/protocol'
import { REQUEST_WORKDAYS, requestRight } from '../../domain/privacyRight'
import type { AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { onTrail, onTrailWithin } from '../trail'
import { hex } from '../recordKeys'
import { erase } from './erase'
import { headOf, recordsNaming, type Found } from './named'
import { isSameHand } from './twoPeople'
import { requestOf, requestsOf, sealTold, shownTo, toldOf, type RequestRow, type Told } from './requestStore'

/** A sentence for whoever asked, or not for them at all: both leave everything as it was. */
export type Asked<T> = { readonly kind: 'done'; readonly answer: T } | { readonly kind: 'notFound' } | { readonly kind: 'say'; readonly say: string }

const NOT_FOUND = { kind: 'notFound' } as const

/** Who asks, in what right, and where. */
export interface Desk {
  readonly deps: PushDeps
  readonly me: Me
  readonly device: string
  readonly stream: string
  readonly places: Places
  readonly right: 'proposes' | 'approves'
  readonly today: Day
}

export async function deskOf(deps: PushDeps, me: Me, device: string, stream: string): Promise<Desk | null> {
  const [row] = await deps.db.sql<{ county: string }[]>`select county from stream where stream = ${stream}`
  if (row?.county !== me.county) return null
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const right = requestRight(me, places, stream)
  return right === null ? null : { deps, me, device, stream, places, right, today: dayAt(deps.now()) }
}

/** Whoever approves for the county has those of all its townships before them. */
export async function listRequests({ deps, me, right, stream }: Desk): Promise<RequestList> {
  const isAll = right === 'approves' && stream === me.county
  const streams = isAll ? await streamsOf(deps.db.sql, me.county) : [stream]
  const rows = await requestsOf(deps.db.sql, streams)
  const shown = right === 'proposes' ? rows : rows.filter(({ kind }) => kind === 'erase')
  return { role: right, requests: shown.map((row) => shownTo(deps.vault, right, row)) }
}

export async function takeRequest(desk: Desk, asked: RequestIn): Promise<Asked<PersonalRequest>> {
  const { deps, me, stream, right, today } = desk
  if (right !== 'proposes') return NOT_FOUND
  const config = await deps.configs.current(deps.db.sql, me.county)
  const { kind, name, contact, proof, ask } = asked
  const id = randomUUID()
  const due = addWorkdays(calendarOf(config), today, REQUEST_WORKDAYS)
  const told: Told = { name, contact, proof, ask, outcome: '', records: [] }
  return onTrail(deps, stream, async (tx) => {
    await tx`insert into personal_request (stream, id, kind, state, taken_by, taken_on, due_on, sealed)
      values (${stream}, ${id}, ${kind}, 'open', ${me.person}, ${today}, ${due}, ${sealTold(deps.vault, stream, id, told)})`
    return { result: await answered(desk, tx, id), lines: [lineOf(desk, 'requestTaken', id, { kind, due })] }
  })
}

/** Records that name the person, in the townships the desk is for. It stands on the trail, with how many. */
export async function findNamed(desk: Desk, id: string): Promise<Asked<NamedRecords>> {
  if (desk.right !== 'proposes') return NOT_FOUND
  const { deps, stream } = desk
  return onTrail<Asked<NamedRecords>>(deps, stream, async (tx) => {
    const row = await requestOf(tx, stream, id)
    if (row === null) return { result: NOT_FOUND, lines: [] }
    const { open, closed } = parted(await foundFor(desk, tx, row))
    return { result: { kind: 'done', answer: { records: open.map(headOf), closed } }, lines: [lineOf(desk, 'requestSearched', id, { records: open.length, closed })] }
  })
}

/** What of the person stands in the records, to be made a file of. */
export async function foundForCopy(desk: Desk, id: string): Promise<Asked<{ readonly name: string; readonly open: readonly Found[]; readonly closed: number }>> {
  if (desk.right !== 'proposes') return NOT_FOUND
  const { deps, stream } = desk
  return onTrail<Asked<{ name: string; open: readonly Found[]; closed: number }>>(deps, stream, async (tx) => {
    const row = await requestOf(tx, stream, id)
    if (row === null || row.kind !== 'copy') return { result: NOT_FOUND, lines: [] }
    const { open, closed } = parted(await foundFor(desk, tx, row))
    return { result: { kind: 'done', answer: { name: toldOf(deps.vault, row).name, open, closed } }, lines: [lineOf(desk, 'requestCopied', id, { records: open.length, closed })] }
  })
}

export async function actOnRequest(desk: Desk, id: string, act: RequestAct): Promise<Asked<PersonalRequest>> {
  const { deps, stream } = desk
  return onTrail<Asked<PersonalRequest>>(deps, stream, async (tx) => {
    const row = await requestOf(tx, stream, id)
    if (row === null || (desk.right === 'approves' && row.kind !== 'erase')) return { result: NOT_FOUND, lines: [] }
    const acted = await ACTS[act.act](desk, tx, row, act as never)
    if (acted.kind !== 'acted') return { result: acted, lines: [] }
    return { result: await answered(desk, tx, id), lines: acted.lines }
  })
}

type Acted = { readonly kind: 'acted'; readonly lines: readonly AuditEntry[] } | Exclude<Asked<never>, { kind: 'done' }>
type ActOf<K extends RequestAct['act']> = (desk: Desk, tx: Sql, row: RequestRow, act: Extract<RequestAct, { act: K }>) => Promise<Acted>

const ACTS: { readonly [K in RequestAct['act']]: ActOf<K> } = {
  async propose(desk, tx, row, { records }) {
    if (desk.right !== 'proposes') return NOT_FOUND
    if (row.kind !== 'erase' || row.state !== 'open') return { kind: 'say', say: '这份请求已经不是待办的了，请重新打开看看。' }
    const found = parted(await foundFor(desk, tx, row)).open.map(headOf)
    const chosen = found.filter((each) => records.some(({ stream, record }) => stream === each.stream && record === each.record))
    if (chosen.length === 0 || chosen.length !== records.length) return { kind: 'say', say: '选的件里有的已经变了，请重新找一遍再提。' }
    await settle(desk, tx, row, { state: 'proposed', proposed: true }, { records: chosen })
    return { kind: 'acted', lines: [lineOf(desk, 'requestProposed', row.id, { records: chosen.length })] }
  },
  async approve(desk, tx, row) {
    if (desk.right !== 'approves') return NOT_FOUND
    if (row.state !== 'proposed' || row.proposed_by === null) return { kind: 'say', say: '这份请求已经不是待同意的了，请重新打开看看。' }
    if (await isSameHand(tx, desk.me, desk.device, row.proposed_by)) return { kind: 'say', say: '提出的和同意的要是两个人，用两部手机（电脑）。请换另一位安全管理员。' }
    const { name, records } = toldOf(desk.deps.vault, row)
    const lines: AuditEntry[] = []
    const proposedBy = row.proposed_by
    for (const stream of new Set(records.map((each) => each.stream))) {
      const erasing = { deps: desk.deps, tx, county: desk.me.county, stream, records: records.filter((each) => each.stream === stream), name, by: desk.me.person, proposedBy, request: row.id }
      // A county's request reaches into townships: each has its own lock and its own trail.
      if (stream === row.stream) lines.push(...await erase(erasing))
      else await onTrailWithin(desk.deps, tx, stream, async () => ({ result: undefined, lines: await erase(erasing) }))
    }
    await settle(desk, tx, row, { state: 'done', ended: true }, { outcome: doneWords(records), name: '（已删除）', contact: '', ask: '' })
    return { kind: 'acted', lines: [...lines, lineOf(desk, 'requestDone', row.id, { kind: row.kind, records: records.length, proposedBy })] }
  },
  async decline(desk, tx, row, { why }) {
    const isTheirs = desk.right === 'approves' ? row.state === 'proposed' : row.state === 'open'
    if (!isTheirs) return { kind: 'say', say: '这份请求已经不是待办的了，请重新打开看看。' }
    await settle(desk, tx, row, { state: 'declined', ended: true }, { outcome: why })
    return { kind: 'acted', lines: [lineOf(desk, 'requestDeclined', row.id, {})] }
  },
  async finish(desk, tx, row, { outcome }) {
    if (desk.right !== 'proposes') return NOT_FOUND
    if (row.state !== 'open' || row.kind === 'erase') return { kind: 'say', say: '删除要先提出、由安全管理员同意；办结了的不用再办结。' }
    await settle(desk, tx, row, { state: 'done', ended: true }, { outcome })
    return { kind: 'acted', lines: [lineOf(desk, 'requestDone', row.id, { kind: row.kind })] }
  },
}

async function settle({ deps, me, today }: Desk, tx: Sql, row: RequestRow, to: { readonly state: PersonalRequest['state']; readonly proposed?: true; readonly ended?: true }, told: Partial<Told>): Promise<void> {
  const sealed = hex(sealTold(deps.vault, row.stream, row.id, { ...toldOf(deps.vault, row), ...told }))
  await tx`update personal_request set state = ${to.state}, sealed = ${sealed}::text::bytea,
    proposed_by = ${to.proposed === true ? me.person : row.proposed_by}, ended_by = ${to.ended === true ? me.person : null}, ended_on = ${to.ended === true ? today : null}
    where stream = ${row.stream} and id = ${row.id}`
}

async function answered({ deps, right, stream }: Desk, tx: Sql, id: string): Promise<Asked<PersonalRequest>> {
  const row = await requestOf(tx, stream, id)
  return row === null ? NOT_FOUND : { kind: 'done', answer: shownTo(deps.vault, right, row) }
}

async function foundFor({ deps, me, places, stream }: Desk, tx: Sql, row: RequestRow): Promise<readonly Found[]> {
  const streams = stream === me.county ? await streamsOf(tx, me.county) : [stream]
  const { name } = toldOf(deps.vault, row)
  const found = await recordsNaming(deps, tx, me.county, streams, name)
  return found.filter(({ type, record }) => type.placed === null || isWithin(places, String(record.values[type.placed] ?? ''), stream))
}

async function streamsOf(sql: Sql, county: string): Promise<readonly string[]> {
  return (await sql<{ stream: string }[]>`select stream from stream where county = ${county} order by stream`).map(({ stream }) => stream)
}

function parted(found: readonly Found[]): { readonly open: readonly Found[]; readonly closed: number } {
  const open = found.filter(({ closed }) => !closed)
  return { open, closed: found.length - open.length }
}

function doneWords(records: readonly NamedRecord[]): string {
  const shared = records.filter((each) => each.shared).length
  return `删除了 ${records.length} 件里本人的信息${shared === 0 ? '' : `，其中 ${shared} 件还有别的当事人，只去掉了本人的`}`
}

function lineOf({ me }: Desk, action: AuditEntry['action'], subject: string, detail: AuditEntry['detail']): AuditEntry {
  return { actor: me.person, action, subject, detail }
}
