import { randomInt, randomUUID } from 'node:crypto'
import { must } from '../../core/assert'
import { CODE_ALPHABET } from '../../core/codeWire'
import { COMPLAINT_CODE_LENGTH, type Complain, type Complained, type Complaint, type ComplaintAct, type ComplaintHead, type ComplaintTold } from '../../core/feedbackWire'
import { dayAt, yearOf, type Day } from '../../core/period'
import { complaintDue } from '../../domain/complaints'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { onTrail } from '../trail'

/** Takes one in: nobody is named on the trail, not even a sender who was signed in. */
export async function complain(deps: PushDeps, county: string, person: string | null, said: Complain): Promise<Complained> {
  const [id, code, day] = [randomUUID(), newCode(), dayAt(deps.now())]
  const dueOn = complaintDue(await deps.configs.current(deps.db.sql, county), day)
  const sealed = deps.vault.sealFor(COMPLAINT, { text: said.text, contact: said.contact }, complaintContext(id))
  const receipt = await onTrail(deps, county, async (tx) => {
    const given = await nextReceipt(tx, county, yearOf(day))
    await tx`insert into complaint (county, id, receipt, code, sender, kind, state, received_on, due_on, sealed)
      values (${county}, ${id}, ${given}, ${hashOf(deps, 'code', code)}, ${person === null ? null : hashOf(deps, 'sender', person)}, ${said.kind}, 'new', ${day}, ${dueOn}, ${sealed})`
    return { result: given, lines: [{ actor: null, action: 'complained', subject: id, detail: { kind: said.kind } }] }
  })
  return { receipt, code, dueOn }
}

/** What the sender may know; null for a code that is of none. */
export async function complaintOfCode(deps: PushDeps, county: string, code: string): Promise<ComplaintTold | null> {
  const [row] = await deps.db.sql<HeadRow[]>`
    select id, receipt, kind, state, received_on, due_on from complaint where county = ${county} and code = ${hashOf(deps, 'code', code)}`
  return row === undefined ? null : ((await told(deps, county, [row]))[0] ?? null)
}

export async function complaintsOfSender(deps: PushDeps, county: string, person: string): Promise<readonly ComplaintTold[]> {
  const rows = await deps.db.sql<HeadRow[]>`
    select id, receipt, kind, state, received_on, due_on from complaint
    where county = ${county} and sender = ${hashOf(deps, 'sender', person)} order by received_on desc, receipt desc limit 50`
  return told(deps, county, rows)
}

/** Unanswered first, by the day they are due; of the answered the latest. */
export async function complaintList(deps: PushDeps, county: string): Promise<readonly ComplaintHead[]> {
  const rows = await deps.db.sql<HeadRow[]>`
    select id, receipt, kind, state, received_on, due_on from complaint where county = ${county}
    order by state = 'answered', case when state = 'answered' then null else due_on end, received_on desc, receipt desc limit 500`
  return rows.map(headOf)
}

/** One, opened by `person`: that leaves a line. */
export async function readComplaint(deps: PushDeps, county: string, id: string, person: string): Promise<Complaint | null> {
  return onTrail(deps, county, async (tx) => {
    const result = await complaintIn(deps, tx, county, id)
    return { result, lines: result === null ? [] : [{ actor: person, action: 'complaintRead', subject: id, detail: {} }] }
  })
}

/** Takes it up, or answers it (again, if there is more to say). A second hand that takes it up changes nothing. */
export async function actOnComplaint(deps: PushDeps, county: string, id: string, person: string, act: ComplaintAct): Promise<Complaint | null> {
  return onTrail(deps, county, async (tx, at) => {
    const before = await complaintIn(deps, tx, county, id)
    if (before === null || (act.act === 'take' && before.state !== 'new')) return { result: before, lines: [] }
    const step = before.acts.length + 1
    const sealed = act.act === 'reply' ? deps.vault.sealFor(COMPLAINT, { text: act.text }, complaintActContext(id, step)) : null
    await tx`insert into complaint_act (county, complaint, step, act, person, at, sealed) values (${county}, ${id}, ${step}, ${act.act}, ${person}, ${at}, ${sealed})`
    await tx`update complaint set state = ${act.act === 'take' ? 'taken' : 'answered'} where county = ${county} and id = ${id}`
    const action = act.act === 'take' ? 'complaintTaken' : 'complaintAnswered'
    return { result: await complaintIn(deps, tx, county, id), lines: [{ actor: person, action, subject: id, detail: { step } }] }
  })
}

interface HeadRow {
  readonly id: string
  readonly receipt: string
  readonly kind: ComplaintHead['kind']
  readonly state: ComplaintHead['state']
  readonly received_on: Day
  readonly due_on: Day
}

interface ActRow {
  readonly complaint: string
  readonly step: number
  readonly act: 'take' | 'reply'
  readonly person: string
  readonly at: string
  readonly sealed: Buffer | null
}

export const COMPLAINT = 'feedback'

async function complaintIn(deps: PushDeps, sql: Sql, county: string, id: string): Promise<Complaint | null> {
  const [row] = await sql<(HeadRow & { readonly sealed: Buffer })[]>`
    select id, receipt, kind, state, received_on, due_on, sealed from complaint where county = ${county} and id = ${id}`
  if (row === undefined) return null
  const { text, contact } = deps.vault.openFor(COMPLAINT, row.sealed, complaintContext(id)) as Pick<Complain, 'text' | 'contact'>
  const acts = (await actsOf(sql, county, [id])).map((each) => ({ act: each.act, person: each.person, on: dayAt(Date.parse(each.at)), text: textOf(deps, each) }))
  return { ...headOf(row), text, contact, acts }
}

async function told(deps: PushDeps, county: string, rows: readonly HeadRow[]): Promise<readonly ComplaintTold[]> {
  const acts = await actsOf(deps.db.sql, county, rows.map(({ id }) => id))
  return rows.map((row) => {
    const { id, ...head } = headOf(row)
    const replies = acts.filter(({ complaint, act }) => complaint === id && act === 'reply').map((each) => ({ on: dayAt(Date.parse(each.at)), text: textOf(deps, each) }))
    return { ...head, replies }
  })
}

async function actsOf(sql: Sql, county: string, ids: readonly string[]): Promise<readonly ActRow[]> {
  if (ids.length === 0) return []
  return sql<ActRow[]>`
    select complaint, step, act, person, at, sealed from complaint_act where county = ${county} and complaint = any(${[...ids]}::uuid[]) order by complaint, step`
}

function textOf({ vault }: PushDeps, { complaint, step, sealed }: ActRow): string {
  return sealed === null ? '' : (vault.openFor(COMPLAINT, sealed, complaintActContext(complaint, step)) as { readonly text: string }).text
}

function headOf({ id, receipt, kind, state, received_on: receivedOn, due_on: dueOn }: HeadRow): ComplaintHead {
  return { id, receipt, kind, state, receivedOn, dueOn }
}

/** 诉2026-12: numbered through the year, under the county's lock. */
async function nextReceipt(tx: Sql, county: string, year: number): Promise<string> {
  const [row] = await tx<{ last: number }[]>`
    insert into serial (stream, name, year, last) values (${county}, 'complaint', ${year}, 1)
    on conflict (stream, name, year) do update set last = serial.last + 1 returning last`
  return `诉${year}-${must(row, 'a number').last}`
}

function newCode(): string {
  return Array.from({ length: COMPLAINT_CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)] ?? '').join('')
}

/** Keyed, so that neither a code nor a person can be found from the database by trying. */
function hashOf({ vault }: PushDeps, what: 'code' | 'sender', text: string): Buffer {
  return vault.mac(vault.derive(`complaint-${what}`), text)
}

export function complaintContext(id: string): string {
  return `complaint|${id}`
}

export function complaintActContext(id: string, step: number): string {
  return `complaint|${id}|${step}`
}
